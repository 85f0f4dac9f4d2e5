from __future__ import annotations

from datetime import timedelta

import pytest
from twins.network import LINES, NOON, parts_in_memory

from samarkand.ids import article_id
from samarkand.model.articles import Draft, Reading, Record
from samarkand.model.events import Event
from samarkand.model.reports import Report
from samarkand.pipeline import keeping
from samarkand.pipeline.keeping import Keeper
from samarkand.steps import records

URL = "https://port.example/a"


def draft(text: str = LINES[0], made_from="page", url: str = URL, title: str = "甲", **more) -> Draft:
    data = records.render(Record(title=title, url=url, body=f"<p>{text}</p>"))
    reading = Reading(text, None, (), "zh-Hans", ())
    return Draft("port.example", url, url, title, data, reading, NOON, made_from, **more)


@pytest.fixture
def parts():
    made = parts_in_memory()
    yield made
    made.catalog.close()


def outcomes(reports):
    return [report.outcome for report in reports]


def test_what_is_reported_is_in_the_archive_and_in_the_catalog(parts):
    keeper = Keeper(parts)
    assert list(keeper.keep(draft())) == []
    assert parts.archive.ledger == []
    (report,) = keeper.flush()
    assert (report.outcome, report.article) == ("new", article_id("port.example", URL))
    assert parts.catalog.article(report.article).versions == 1
    assert parts.catalog.place() == parts.archive.end()


def test_a_batch_is_written_when_it_is_full(parts, monkeypatch):
    monkeypatch.setattr(keeping, "BATCH_EVENTS", 3)
    keeper = Keeper(parts)
    told = [outcomes(keeper.keep(draft(url=f"{URL}{number}"))) for number in range(7)]
    assert told == [[], [], ["new"] * 3, [], [], ["new"] * 3, []]
    assert outcomes(keeper.flush()) == ["new"]


def test_a_batch_is_written_when_it_has_many_bytes(parts, monkeypatch):
    monkeypatch.setattr(keeping, "BATCH_BYTES", 10)
    assert outcomes(Keeper(parts).keep(draft())) == ["new"]


def test_reports_that_keep_nothing_stand_in_their_order(parts):
    keeper = Keeper(parts)
    list(keeper.keep(draft()))
    keeper.say(Report("skipped", "x"))
    list(keeper.keep(draft(url=f"{URL}2")))
    assert outcomes(keeper.flush()) == ["new", "skipped", "new"]


def test_an_article_that_comes_twice_in_a_batch_is_judged_by_what_came_first(parts):
    keeper = Keeper(parts)
    told = [*keeper.keep(draft()), *keeper.keep(draft()), *keeper.keep(draft(LINES[1])), *keeper.flush()]
    assert outcomes(told) == ["new", "unchanged", "changed"]


@pytest.mark.parametrize(("first", "then", "kept"), [
    ("page", "page", ["new", "changed"]),
    ("feed", "feed", ["new", "changed"]),
    ("page", "feed", ["new", "unchanged"]),
    ("feed", "page", ["new", "unchanged"]),
    ("import", "page", ["new", "changed"]),
    ("import", "feed", ["new", "changed"]),
    ("page", "import", ["new", "changed"]),
])  # fmt: skip
def test_another_text_is_a_version_where_both_were_made_of_the_same_kind_of_thing(parts, first, then, kept):
    keeper = Keeper(parts)
    told = [*keeper.keep(draft(LINES[0], first)), *keeper.keep(draft(LINES[1], then)), *keeper.flush()]
    assert outcomes(told) == kept


def test_the_same_text_over_another_import_is_no_version(parts):
    keeper = Keeper(parts)
    told = [*keeper.keep(draft(made_from="import")), *keeper.keep(draft(f" {LINES[0]}")), *keeper.flush()]
    assert outcomes(told) == ["new", "unchanged"]


def test_an_earlier_file_that_is_imported_again_is_kept_already(parts):
    keeper = Keeper(parts)
    for text in (LINES[0], LINES[1], LINES[0]):
        told = [*keeper.keep(draft(text, "import")), *keeper.flush()]
    assert outcomes(told) == ["unchanged"]


def test_a_collected_text_that_is_changed_back_is_a_version(parts):
    keeper = Keeper(parts)
    for text in (LINES[0], LINES[1], LINES[0]):
        told = [*keeper.keep(draft(text)), *keeper.flush()]
    assert outcomes(told) == ["changed"]


def test_a_new_keeper_takes_in_what_the_catalog_does_not_know_yet(parts):
    keeper = Keeper(parts)
    list(keeper.keep(draft()))
    list(keeper.flush())
    parts.catalog.clear()
    again = Keeper(parts)
    assert outcomes([*again.keep(draft()), *again.flush()]) == ["unchanged"]


def test_a_commit_that_fails_reports_nothing_and_is_tried_again(parts, monkeypatch):
    keeper = Keeper(parts)
    list(keeper.keep(draft()))
    commit = parts.archive.commit
    monkeypatch.setattr(parts.archive, "commit", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        list(keeper.flush())
    monkeypatch.setattr(parts.archive, "commit", commit)
    assert outcomes(keeper.flush()) == ["new"]


def test_events_that_are_no_versions_are_kept_in_their_order(parts):
    keeper = Keeper(parts)
    list(keeper.keep(draft()))
    list(keeper.add(Event("round", NOON + timedelta(hours=1), {"polled": []})))
    list(keeper.flush())
    assert [line.kind for line in parts.archive.lines()] == ["version", "round"]
