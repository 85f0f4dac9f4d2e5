"""A person's wish becomes a line of the ledger, or is told why it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from samarkand.errors import NotFound, UsageError
from samarkand.ids import story_id
from samarkand.model.events import Event
from samarkand.model.stories import Correction, Placement, Story
from samarkand.pipeline.correcting import Wish, correct
from samarkand.steps.correcting import correction_of

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def version(article: str) -> Event:
    record = f"records/port/{article}.md"
    data = {"article": article, "number": 1, "outlet": "port", "url": f"https://port.example/{article}"}
    return Event("version", NOON, data | {"title": article, "record": record}, {record: b"x"})


def story(*articles: str) -> Story:
    return Story(story_id(articles[0]), articles, articles[0], NOON, NOON + timedelta(hours=1), ("port",), 1)


@pytest.fixture
def placed(parts):
    """An archive with the stories ab, cde and f, and an article g that is not placed yet."""
    articles = ["a1", "b1", "c1", "d1", "e1", "f1", "g1"]
    parts.catalog.apply(parts.archive.commit([version(article) for article in articles]))
    parts.stories.take(
        Placement(stories=(story("a1", "b1"), story("c1", "d1", "e1"), story("f1"))), parts.archive.end()
    )
    return parts


def told(parts) -> list[Correction]:
    return [correction for line in parts.archive.lines() if (correction := correction_of(line))]


def test_each_wish_becomes_a_line_with_all_that_it_is_about(placed):
    for deed, named in (("merge", ("sf1",)), ("split", ("b1",)), ("move", ("d1",)), ("pin", ("b1",))):
        assert correct(placed, Wish(deed, "sa1", named, "reader"), NOON).outcome == "changed"
    assert told(placed) == [
        Correction("merge", ("a1", "b1", "f1"), at=NOON, by="reader"),
        Correction("split", ("b1",), ("a1",), at=NOON, by="reader"),
        Correction("move", ("d1",), ("a1", "b1"), ("c1", "e1"), NOON, "reader"),
        Correction("pin", ("b1",), ("a1",), at=NOON, by="reader"),
    ]
    assert placed.catalog.place() == placed.archive.end()


def test_ids_may_be_beginnings_and_those_of_articles(placed):
    report = correct(placed, Wish("merge", "b", ("f",)), NOON)
    assert (report.subject, report.detail) == ("sa1", "is one with f")
    assert told(placed) == [Correction("merge", ("a1", "b1", "f1"), at=NOON)]


def test_articles_of_several_stories_that_are_moved_leave_each_their_own(placed):
    correct(placed, Wish("move", "sa1", ("f1", "c1", "e1", "c1")), NOON)
    assert told(placed) == [
        Correction("move", ("f1",), ("a1", "b1"), (), NOON),
        Correction("move", ("c1", "e1"), ("a1", "b1"), ("d1",), NOON),
    ]


@pytest.mark.parametrize(
    ("wish", "error", "text"),
    [
        (Wish("merge", "sx", ("sa1",)), NotFound, "no story has the id 'sx'"),
        (Wish("merge", "sa1", ("x",)), NotFound, "no story has the id 'x'"),
        (Wish("merge", "sa1", ("sb1",)), UsageError, "merged with itself"),
        (Wish("split", "sa1", ("x",)), NotFound, "no article has the id 'x'"),
        (Wish("split", "sa1", ("c1",)), UsageError, "c1 is no article of sa1"),
        (Wish("move", "sa1", ("g1",)), UsageError, "g1 is in no story yet"),
        (Wish("pin", "sf1", ("f1",)), UsageError, "the only article"),
    ],
)
def test_what_cannot_be_is_told_and_leaves_no_line(placed, wish, error, text):
    with pytest.raises(error, match=text):
        correct(placed, wish, NOON)
    assert told(placed) == []
