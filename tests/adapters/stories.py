"""What the tests of the story store take in: invented articles and stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from samarkand.ids import story_id
from samarkand.model.events import Place
from samarkand.model.stories import Features, Placement, Sketch, Story, StoryListing

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
ALL = StoryListing(limit=10_000)
DAY = timedelta(days=1)
TODAY = NOON.date()


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def features(article: str, at: datetime = NOON, **more) -> Features:
    told = {"genre": "report", "length": 900, "terms": {"渡轮": 0.8, "停航": 0.6}, "headline": {"渡轮": 1.0}}
    told |= {"pairs": frozenset({"渡轮"})} | more
    return Features(article, "port", "zh-Hans", at, **told)


def story(*articles: str, at: datetime = NOON, outlets=("port",), thread: str = "", lasts: float = 1) -> Story:
    voices = len(outlets)
    return Story(story_id(articles[0]), articles, articles[-1], at, at + hours(lasts), outlets, voices, thread)


def take(store, count: int = 1, **placement) -> None:
    store.place()
    store.take(Placement(**placement), Place(count))


def sketch(article: str, at: datetime = NOON, data: bytes = b"told") -> Sketch:
    return Sketch(article, at, data)
