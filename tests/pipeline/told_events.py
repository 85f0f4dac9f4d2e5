"""Reports of invented events, brought in and placed: what tests of stories ask of an archive, and how they stop a writer."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from twins.network import CAPTURE_FILES, MemoryFile, record

from samarkand.adapters.names import built_in as names_built_in
from samarkand.model.catalog import Listing
from samarkand.model.outlets import Outlet
from samarkand.model.stories import StoryListing
from samarkand.pipeline.correcting import Wish, correct
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.relating import relate, relate_anew
from samarkand.times import to_ms

NOW = datetime(2030, 9, 20, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "cases" / "events.jsonl"
REPORTS = [{"number": number, **json.loads(line)} for number, line in enumerate(CASES.read_text("utf-8").splitlines())]
EVENTS = {
    frozenset(report["title"] for report in REPORTS if report["event"] == event)
    for event in {report["event"] for report in REPORTS}
}
OUTLETS = [
    Outlet(name, name, places=(f"{name}.example",), zone="Asia/Shanghai", languages=("zh",))
    for name in ("port", "hill", "tide", "lamp")
]
EVERYTHING = StoryListing(limit=1_000)


class KnownNames:
    """The names that come with the program, and none that are learned."""

    def known(self):
        return names_built_in()


def file_of(report: dict) -> MemoryFile:
    at = datetime.fromisoformat(report["at"]).replace(tzinfo=UTC)
    url = f"https://{report['outlet']}.example/{report['number']}"
    body = "".join(f"<p>{line}</p>" for line in report["text"].split("\n"))
    return MemoryFile(f"{report['number']}.md", record(url, report["title"], body, to_ms(at)))


def bring(parts, reports=REPORTS) -> None:
    """Import in the order given, and place nothing yet."""
    unplaced = replace(parts, stories=None)
    for report in reports:
        outcomes = [each.outcome for each in import_files(unplaced, CAPTURE_FILES, [[file_of(report)]], NOW)]
        assert set(outcomes) <= {"new", "changed", "unchanged"}, outcomes


def place(parts) -> int:
    return sum(relate(parts))


def titles(parts) -> dict[str, str]:
    """Article -> title."""
    return {article.id: article.latest.title for article in parts.catalog.articles(Listing(limit=1_000))}


def events(parts) -> set[frozenset[str]]:
    """The titles that stand together."""
    known = titles(parts)
    return {frozenset(known[article] for article in each.articles) for each in parts.stories.stories(EVERYTHING)}


def everything(parts) -> dict:
    """All that can be asked of the stories, whoever came first."""
    stories = parts.stories.stories(EVERYTHING)
    articles = sorted(article for story in stories for article in story.articles)
    values = {story.articles: (story.headline, story.outlets, story.voices, story.first_at) for story in stories}
    return {"stories": values, "links": list(parts.stories.links(articles))}


def article_of(parts, title: str) -> str:
    return next(article for article, known in titles(parts).items() if known.startswith(title))


def story_of(parts, title: str):
    article = article_of(parts, title)
    return parts.stories.stories_of([article])[article]


def in_story_of(parts, title: str) -> set[str]:
    known = titles(parts)
    return {known[article] for article in story_of(parts, title).articles}


def decide(parts, deed: str, story: str, *named: str) -> None:
    """A person's wish, by the beginnings of titles."""
    ids = [story_of(parts, title).id if deed == "merge" else article_of(parts, title) for title in named]
    correct(parts, Wish(deed, story_of(parts, story).id, tuple(ids), "reader"), NOW)
    place(parts)


class Stop(Exception):  # noqa: N818  (nothing went wrong: the process is gone)
    """The process ends here."""


class Stopping:
    """A store whose process ends when it is to take in one piece more than it may."""

    def __init__(self, store, pieces: int):
        self._store = store
        self._pieces = pieces

    def take(self, placement, place):
        if not self._pieces:
            raise Stop
        self._pieces -= 1
        self._store.take(placement, place)

    def __getattr__(self, name):
        return getattr(self._store, name)


def place_until_stopped(parts, pieces: int) -> None:
    with suppress(Stop):
        list(relate_anew(replace(parts, stories=Stopping(parts.stories, pieces))))
