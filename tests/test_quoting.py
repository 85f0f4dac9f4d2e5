"""What pages and commands are told of what was marked in texts, over a store in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from twins.network import parts_in_memory

from samarkand.errors import NotFound, UsageError
from samarkand.ids import story_id
from samarkand.model.catalog import Listing
from samarkand.model.events import Event
from samarkand.model.statements import METHOD, Annotations, Statement
from samarkand.model.stories import Placement, Story
from samarkand.quoting import PAGE, Quotes
from samarkand.times import iso

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


@pytest.fixture
def parts():
    made = parts_in_memory()
    yield made
    made.catalog.close()


def keep(parts, article: str, number: int = 1, hours: int = 0) -> None:
    """Keep a version in the archive."""
    path = f"records/port/{article}.v{number}.md"
    published = {"at": iso(NOON + timedelta(hours=hours)), "zone": "UTC", "precision": "minute", "told": "dateline"}
    data = {"article": article, "number": number, "outlet": "port", "url": f"https://port.example/{article}"}
    data |= {"title": f"标题{article}", "record": path, "made_from": "import", "language": "zh-Hans"}
    event = Event("version", NOON, data | {"published": published}, {path: b"x"})
    parts.catalog.apply(parts.archive.commit([event]))


def said(*speakers: str) -> tuple[Statement, ...]:
    return tuple(Statement(f"第{place}句", place, place + 3, "indirect", who) for place, who in enumerate(speakers))


def mark(parts, article: str, version: int, *speakers: str) -> Annotations:
    made = Annotations(article, version, METHOD, said(*speakers))
    parts.annotations.take([made], parts.archive.end())
    return made


def seen(found) -> list[tuple[str, int, str]]:
    return [(each.article.id, each.version.number, each.story) for each in found]


def test_everything_is_told_version_by_version_the_newest_article_first(parts):
    for article, number, hours in (("a", 1, 0), ("b", 1, 5), ("a", 2, 1), ("c", 1, 3)):
        keep(parts, article, number, hours)
        mark(parts, article, number, "罗慕言")
    parts.stories.take(
        Placement(stories=(Story(story_id("a"), ("a", "c"), "a", NOON, NOON, ("port",), 1),)), parts.archive.end()
    )
    found = list(Quotes(parts).everywhere())
    assert seen(found) == [("b", 1, ""), ("c", 1, "sa"), ("a", 1, "sa"), ("a", 2, "sa")]
    assert all((each.annotations.article, each.annotations.version) == seen([each])[0][:2] for each in found)


def test_no_article_is_lost_or_told_twice_where_there_are_many(parts):
    count = 2 * PAGE + 7
    for number in range(count):
        keep(parts, f"a{number:03}", hours=number // 3)
        mark(parts, f"a{number:03}", 1)
    told = [article for article, *_ in seen(Quotes(parts).everywhere())]
    assert len(told) == len(set(told)) == count
    assert told == [article.id for article in parts.catalog.articles(Listing(limit=1_000))]


def test_what_is_not_marked_yet_is_left_out(parts):
    keep(parts, "a")
    keep(parts, "b")
    mark(parts, "b", 1)
    assert seen(Quotes(parts).everywhere()) == [("b", 1, "")]
    assert seen(Quotes(replace(parts, stories=None)).everywhere()) == [("b", 1, "")]


def test_some_articles_are_told_in_the_order_in_which_they_are_named(parts):
    for article in "abc":
        keep(parts, article)
        mark(parts, article, 1)
    named = [parts.catalog.article(article) for article in ("c", "a")]
    assert seen(Quotes(parts).of(named)) == [("c", 1, ""), ("a", 1, "")]


def test_one_version_is_told_or_said_to_be_missing(parts):
    keep(parts, "a")
    made = mark(parts, "a", 1, "罗慕言")
    assert Quotes(parts).of_version("a", 1) == made
    with pytest.raises(NotFound, match="samarkand statements"):
        Quotes(parts).of_version("a", 2)


def test_who_was_quoted_is_told_by_how_often_from_the_latest_versions(parts):
    for article, number, speakers in (
        ("a", 1, ("黑水", "黑水", "黑水")),
        ("a", 2, ("罗慕言", "奥德尔", "")),
        ("b", 1, ("罗慕言", "高有田")),
    ):
        keep(parts, article, number)
        mark(parts, article, number, *speakers)
    found = Quotes(parts).quoted(parts.catalog.article(article) for article in "ab")
    assert [(each.speaker, len(each.quotations)) for each in found] == [
        ("罗慕言", 2),
        ("", 1),
        ("奥德尔", 1),
        ("高有田", 1),
    ]
    assert [(each.article.id, each.version.number, each.statement.start) for each in found[0].quotations] == [
        ("a", 2, 0),
        ("b", 1, 0),
    ]


def test_an_archive_that_was_opened_without_annotations_says_so(parts):
    quotes = Quotes(replace(parts, annotations=None))
    for ask in (lambda: quotes.of_version("a", 1), lambda: list(quotes.everywhere())):
        with pytest.raises(UsageError, match="without its annotations"):
            ask()
