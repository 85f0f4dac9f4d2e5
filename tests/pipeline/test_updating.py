"""Rounds of the invented press, over real sockets into a real folder, as a follower of it lives through them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from samarkand.app.archives import open_archive
from samarkand.demo.press import Press
from samarkand.demo.show import collect_round, prepare
from samarkand.model.catalog import Listing
from samarkand.queries import Queries

NOW = datetime(2031, 3, 5, 19, 30, tzinfo=UTC)
ROUNDS = (1, 2, 3, 4)


class Lived:
    """An archive that followed the press through its rounds: what it said in each, how it was, what was asked for."""

    def __init__(self, root, press):
        self.root, self.press = root, press
        self.told, self.status, self.asked, self.findings = {}, {}, {}, []
        prepare(root, press)
        for number in ROUNDS:
            press.requests.clear()
            self.told[number] = list(collect_round(root, press, number))
            self.asked[number] = Counter(path for _, path, _ in press.requests)
            with open_archive(root) as parts:
                self.status[number] = {health.outlet: health for health in Queries(parts).status(press.moment)}
                self.findings += parts.archive.verify()

    def of(self, outcome, *numbers):
        """(round, path) of each report of one kind."""
        return [
            (number, report.subject.removeprefix(self.press.address))
            for number in numbers or ROUNDS
            for report in self.told[number]
            if report.outcome == outcome
        ]


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    with Press(now=NOW) as press:
        yield Lived(tmp_path_factory.mktemp("press") / "archive", press)


@pytest.fixture
def queries(lived):
    with open_archive(lived.root) as parts:
        yield Queries(parts)


def test_every_round_leaves_a_whole_archive(lived):
    assert lived.findings == []


def test_every_article_that_is_out_and_may_be_read_is_kept_once(lived, queries):
    readable = [each for each in lived.press.world.articles if each.outlet != "lanting" and "members" not in each.path]
    kept = queries.articles(Listing(limit=1000))
    assert len({article.url for article in kept}) == len(kept)
    assert len(kept) == len(readable)
    assert len(lived.of("new")) == len(readable)


def test_every_edit_of_a_text_becomes_a_version(lived, queries):
    """Edits that two rounds made are two versions; a withdrawal alone is none."""
    edits = Counter(
        (article.outlet, article.key)
        for article in lived.press.world.articles
        for edit in article.edits
        if edit.title or edit.replace or edit.append
    )
    changed = [article for article in queries.articles(Listing(limit=1000)) if article.versions > 1]
    assert lived.of("changed", 1) == []
    assert sum(article.versions - 1 for article in changed) == len(lived.of("changed"))
    assert len(lived.of("changed")) == sum(edits.values())


def test_every_version_says_something_else_and_none_holds_an_advertisement(lived, queries):
    adverts = [advert for adverts in lived.press.world.adverts.values() for advert in adverts]
    for article in queries.articles(Listing(limit=1000)):
        said = []
        for version in queries.versions(article.id):
            record, read = queries.read(version)
            said.append((record.title, read.text))
            assert not any(advert in record.body for advert in adverts)
        assert all(before != after for before, after in pairwise(said))


def test_a_page_that_was_withdrawn_is_told_and_later_its_return(lived):
    (left, page), (later, _) = lived.of("gone")
    ((returned, same),) = lived.of("back")
    assert (left, returned, later) == (3, 4, 4)
    assert page == same


def test_a_page_that_says_with_a_good_status_that_it_was_withdrawn_is_gone(lived, queries):
    (gone,) = [article for article in queries.articles(Listing(limit=1000)) if article.absence]
    assert (gone.outlet, gone.absence.reason, gone.absence.status) == ("circumsea", "page says so", 200)
    assert gone.absence.before_at is not None
    assert gone.versions == 1


def test_a_page_that_leads_to_the_same_text_elsewhere_has_moved_and_is_no_version(lived, queries):
    moves = [move for article in queries.articles(Listing(limit=1000)) for move in queries.moves(article.id)]
    assert [move.target.removeprefix(lived.press.address) for move in moves] == ["/yugang/archive/strike-second-night"]
    assert queries.article(moves[0].article).versions == 1


def test_a_dead_feed_is_told_once_and_stands_in_the_status(lived):
    assert lived.of("failed") == [(1, "/lanting/rss")]
    for number in ROUNDS:
        assert lived.status[number]["lanting"].state == "failing"
        assert "410 Gone" in lived.status[number]["lanting"].trouble
    assert {health.state for outlet, health in lived.status[4].items() if outlet != "lanting"} <= {"fine", "silent"}


def test_broken_xml_is_told_and_its_articles_are_read_all_the_same(lived):
    broken = [report for report in lived.told[3] if "not well-formed" in report.detail]
    assert [(report.outcome, report.subject.removeprefix(lived.press.address)) for report in broken] == [
        ("note", "/yugang/atom.xml")
    ]
    assert lived.status[3]["yugang"].failures == 0


def test_what_robots_forbid_is_told_and_not_asked_for(lived):
    told = {
        report.subject.removeprefix(lived.press.address).partition("?")[0]
        for report in lived.told[1]
        if "robots" in report.detail
    }
    assert told == {"/courier/members/the-man-who-drew-the-reef"}
    assert not any("/members/" in path for asked in lived.asked.values() for path in asked)


def test_a_missing_picture_is_named_and_the_others_are_there(lived, queries):
    missing = [report.subject for each in lived.told.values() for report in each if "picture missing" in report.detail]
    assert [url.rpartition("/")[2] for url in missing] == ["missing-rally.png"]
    pictures = lived.of("picture")
    assert len(pictures) > 15
    for report in lived.told[1]:
        if report.outcome == "picture":
            assert queries.image_bytes(report.detail).startswith(b"\x89PNG")


def test_nothing_is_asked_for_twice_in_a_round(lived):
    for asked in lived.asked.values():
        assert {path: count for path, count in asked.items() if count > 1} == {}
