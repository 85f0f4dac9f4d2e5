"""Which pages a round visits: those that are due, and those of stories that outlets join just now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from samarkand.model.collecting import PageState
from samarkand.model.stories import Story, StoryListing
from samarkand.pipeline.parts import Parts
from samarkand.steps import revisiting

AT_ONCE = 1000
MOST_AHEAD = 10_000
"""Pages of a clock that was set back that are thought of in a round."""
LATELY = timedelta(hours=12)
HOT_STORIES = 200
"""Of the latest stories that several outlets report."""
_TWO = 2


def joined_lately(parts: Parts, now: datetime) -> dict[str, int]:
    """Article -> independent outlets whose first article in its story is of the last hours, where they are two or more."""
    if parts.stories is None:
        return {}
    found: dict[str, int] = {}
    for story in parts.stories.stories(StoryListing(HOT_STORIES, since=now - LATELY, least=_TWO)):
        joined = min(story.voices, _joined(parts, story, now))
        if joined >= _TWO:
            found |= dict.fromkeys(story.articles, joined)
    return found


def _joined(parts: Parts, story: Story, now: datetime) -> int:
    if story.voices < _TWO:
        return 0
    first: dict[str, datetime] = {}
    for article in filter(None, map(parts.catalog.article, story.articles)):
        first[article.outlet] = min(article.published_at, first.get(article.outlet, article.published_at))
    return sum(now - LATELY <= at <= now for at in first.values())


def due(parts: Parts, now: datetime, joined: Mapping[str, int]) -> revisiting.Due:
    """The visits of a round, within the budget of each host."""
    return revisiting.choose(_pages(parts, now, joined), now, parts.settings.pages_per_host, joined)


def _pages(parts: Parts, now: datetime, joined: Mapping[str, int]) -> Iterator[PageState]:
    """Each page once that may be due."""
    seen: set[str] = set()
    last: PageState | None = None
    while pages := parts.catalog.pages_due(now, AT_ONCE, last):
        last = pages[-1]
        seen.update(page.article for page in pages if page.article in joined)
        yield from pages
    yield from parts.catalog.pages_ahead(now, MOST_AHEAD)
    for article in joined.keys() - seen:
        page = parts.catalog.page_state(article)
        is_open = page is not None and page.next_at is not None and page.past and page.past[-1].seen != "failed"
        if page is not None and is_open and page.past[-1].at <= now:
            yield page
