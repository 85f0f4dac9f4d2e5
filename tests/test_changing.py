"""What pages and commands are told of changes."""

from __future__ import annotations

from datetime import timedelta

import opencc
import pytest
from web.press import BRIDGE, OUTLETS, archive_told, fill, id_of

from samarkand.app.archives import create_archive, open_archive
from samarkand.changing import Changes
from samarkand.errors import NotFound, UsageError
from samarkand.model.articles import Version
from samarkand.pipeline.annotating import annotate

TOLL = "<p>渡口垮塌造成{}人死亡，搜救仍在继续。</p><p>港务局称，渡口去年刚刚检修过。</p>"
ONE, OTHER = "https://yunhe.example/2026/dock", "https://gangwan.example/2026/dock"


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    root = tmp_path_factory.mktemp("changed")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def own(tmp_path):
    """An archive of its own, empty, and what keeps a version of an article in it."""
    with archive_told(tmp_path) as made:
        yield made


def test_the_latest_changes_come_with_the_versions_that_they_lie_between(parts):
    latest, earlier = Changes(parts).latest(10)
    assert (latest.before.number, latest.after.number) == (2, 3)
    assert (earlier.before.number, earlier.after.number) == (1, 2)
    assert [piece.text for piece in earlier.change.blocks[0].pieces if piece.kind != "same"] == ["五", "六"]
    assert earlier.change.kinds == ("date",)
    assert latest.change.kinds == ("number", "passage-added")


def test_a_history_tells_what_was_done_in_each_version(parts):
    steps = list(Changes(parts).history(id_of(BRIDGE)[:12]))
    assert [step.version.number for step in steps] == [1, 2, 3]
    assert [step.changed.change.is_silent if step.changed else None for step in steps] == [None, True, True]


def test_changes_are_narrowed_by_outlet_and_by_kind(parts):
    changes = Changes(parts)
    assert [each.after.number for each in changes.latest(10, kind="number")] == [3]
    assert list(changes.latest(10, "gangwan")) == []
    assert [each.after.number for each in changes.latest(1, "yunhe")] == [3]
    assert list(changes.latest(10, kind="date", most=1)) == []


def test_any_two_versions_are_laid_side_by_side_and_the_older_one_first(parts):
    changes = Changes(parts)
    opened = changes.open(id_of(BRIDGE), 1, 3)
    assert (opened.old.version, opened.new.version) == (1, 3)
    assert {"number", "date"} <= set(opened.changed.change.kinds)
    with pytest.raises(UsageError, match="not older"):
        changes.open(id_of(BRIDGE), 3, 1)
    with pytest.raises(NotFound, match="has no version 9"):
        changes.open(id_of(BRIDGE), 1, 9)


def test_another_script_is_folded_away_and_shown_where_it_is_asked_for(own):
    parts, told = own
    told(ONE, 0, "渡口垮塌", TOLL.format(3))
    told(ONE, 1, "渡口垮塌", opencc.OpenCC("s2t").convert(TOLL.format(3)))
    changes = Changes(parts)
    assert list(changes.latest(10)) == []
    assert [each.change.kinds for each in changes.latest(10, kind="typography")] == [("typography",)]
    assert [rate.changed for rate in changes.rates()] == [0]


def test_a_text_that_returns_to_an_earlier_state_says_to_which(own):
    parts, told = own
    for minute, toll in enumerate((3, 5, 3, 5)):
        told(ONE, minute, "渡口垮塌", TOLL.format(toll))
    steps = list(Changes(parts).history(id_of(ONE)))
    assert [step.changed.back_to if step.changed else None for step in steps] == [None, 0, 1, 2]
    assert [each.back_to for each in Changes(parts).latest(10)] == [2, 1, 0]


def test_a_version_that_cannot_be_read_says_why_and_hides_no_others(own, tmp_path):
    parts, told = own
    for minute, toll in enumerate((3, 5, 7)):
        told(ONE, minute, "渡口垮塌", TOLL.format(toll))
    changes = Changes(parts)
    (tmp_path / parts.catalog.versions(id_of(ONE))[2].record).unlink()
    latest, earlier = changes.latest(5)
    assert ("missing" in latest.problem, latest.change.edits) == (True, ())
    assert earlier.change.kinds == ("number",)
    assert [rate.unread for rate in changes.rates()] == [1]


def test_what_was_marked_before_and_what_is_marked_on_the_way_give_the_same_change(own):
    parts, told = own
    for minute, toll in enumerate((3, 5)):
        told(ONE, minute, "渡口垮塌", TOLL.format(toll))
    unmarked = list(Changes(parts).latest(5))
    list(annotate(parts))
    assert list(Changes(parts).latest(5)) == unmarked


def test_the_rate_of_an_outlet_counts_articles_and_silence(own):
    parts, told = own
    told(ONE, 0, "渡口垮塌", TOLL.format(3))
    told(ONE, 1, "渡口垮塌", TOLL.format(5))
    told(ONE, 2, "渡口垮塌五人死亡", TOLL.format(5))
    told(OTHER, 0, "渡口垮塌", TOLL.format(3))
    told(OTHER, 1, "渡口垮塌", TOLL.format(5) + "<p>更正：本報先前誤報死亡人數。</p>")
    told("https://gangwan.example/2026/quiet", 0, "渡輪", "<p>渡輪照常。</p>")
    rates = {rate.outlet: rate for rate in Changes(parts).rates()}
    assert [(each.articles, each.changed, each.silent, each.headlines) for each in rates.values()] == [
        (1, 1, 1, 1),
        (2, 1, 0, 0),
    ]
    assert rates["yunhe"].edits == {"number": 1, "headline": 1}


def test_an_outlet_that_changes_its_figure_to_that_of_another_is_told(own):
    parts, told = own
    told(OTHER, 0, "渡口垮塌", TOLL.format(5))
    told(ONE, 1, "渡口垮塌", TOLL.format(3))
    told(ONE, 120, "渡口垮塌", TOLL.format(5))
    (found,) = Changes(parts).agreements([parts.catalog.article(id_of(url)) for url in (ONE, OTHER)])
    assert (found.outlet, found.other, found.edit.old, found.edit.new) == ("yunhe", "gangwan", "3人", "5人")
    assert found.at - found.told_at == timedelta(minutes=120)
    assert (found.told.article, found.words) == (id_of(OTHER), "5人")


def test_many_later_versions_are_fetched_in_lots(own):
    parts, told = own
    for number in range(3):
        for minute in (0, 1):
            told(f"https://yunhe.example/{number}", minute + number, "渡口", TOLL.format(3 + minute))
    seen: list[Version] = [each.after for each in Changes(parts).latest(2)]
    assert len(seen) == len({version.article for version in seen}) == 2
