"""An archive of many articles for `bench.reader`: records, catalog, stories and what is marked in texts, all invented.

Articles and stories are those of `bench.story_crowd`. What is marked in each is what the program marks in one of the
corpus's articles, moved to the days around the invented one: 100,000 texts would take a quarter of an hour to mark. So
places do not fit the texts; nothing that is measured depends on that. Every third speaker gets a name of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.rebuilding import filled
from bench.story_crowd import Report, by_event, reports
from bench.story_speed import fill, keep
from samarkand.adapters.annotations import SqliteAnnotations
from samarkand.adapters.stories import SqliteStories
from samarkand.app.archives import ANNOTATIONS, STORIES, create_archive, open_archive
from samarkand.model.catalog import Listing
from samarkand.model.mentions import DateMention
from samarkand.model.statements import METHOD, Annotations, Statement
from samarkand.model.stories import Placement
from samarkand.pipeline.annotating import annotate
from samarkand.quoting import Quotes

BATCH = 2_000


def crowded(root: Path, size: int) -> None:
    """Make an archive of so many articles in a folder that is not there yet; some 40 minutes for 100,000."""
    events = list(by_event(reports(), size))
    some = [report for event in events for report in event]
    create_archive(root)
    with open_archive(root) as parts:
        for number in range(0, len(some), BATCH):
            keep(parts, some[number : number + BATCH])
    fill(root, events)
    pattern = root.with_name(f"{root.name}.corpus")
    filled(pattern, 1)
    mark_all(root, some, marks_of(pattern))


def marks_of(root: Path) -> list[Annotations]:
    """What is marked in the articles of an archive."""
    with open_archive(root) as parts:
        for _ in annotate(parts):
            pass
        return [each.annotations for each in Quotes(parts).everywhere()]


def mark_all(root: Path, some: Sequence[Report], patterns: Sequence[Annotations]) -> None:
    """Take in what is marked, and say that stories and annotations know all of the ledger."""
    chance = random.Random(20261130)
    with open_archive(root) as parts:
        end = parts.archive.end()
        stories, store = SqliteStories(root / STORIES), SqliteAnnotations(root / ANNOTATIONS, METHOD)
        stories.place()
        stories.take(Placement(), end)
        store.place()
        for number in range(0, len(some), BATCH):
            made = [_like(report, chance.choice(patterns), chance) for report in some[number : number + BATCH]]
            store.take(made, end)
        assert len(parts.catalog.articles(Listing(limit=1))) == 1
        stories.close()
        store.close()


def _like(report: Report, pattern: Annotations, chance: random.Random) -> Annotations:
    moved = report.published_at.date() - pattern.published_at.date()
    return replace(
        pattern,
        article=report.article,
        version=1,
        outlet=report.outlet,
        published_at=report.published_at,
        statements=tuple(_said(each, chance) for each in pattern.statements),
        dates=tuple(_moved(pattern.dates, moved)),
    )


def _said(each: Statement, chance: random.Random) -> Statement:
    return replace(each, speaker=f"{each.speaker}{chance.randrange(10_000)}") if chance.random() < 1 / 3 else each


def _moved(mentions: Sequence[DateMention], moved: timedelta) -> Iterator[DateMention]:
    for each in mentions:
        if date(100, 1, 1) < each.since and each.until < date(5000, 1, 1):
            yield replace(each, since=each.since + moved, until=each.until + moved)


if __name__ == "__main__":
    import sys

    crowded(Path(sys.argv[1]), int(sys.argv[2]))
