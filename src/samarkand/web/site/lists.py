"""The jobs of a site that are not of one article or story: lists, their pages, feeds, and what is always made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from samarkand.model.answers import Health
from samarkand.model.changes import EditKind
from samarkand.model.outlines import Outline
from samarkand.model.sites import Job
from samarkand.model.stories import Story
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps.standing import NEW
from samarkand.storytelling import CANDIDATES, Stories
from samarkand.times import to_ms
from samarkand.web.routes import feed_replies, front, turning
from samarkand.web.site.addresses import plain
from samarkand.web.site.contents import Contents, hashed
from samarkand.web.site.shelves import Item, Sheet, cut

STATIC = ("style.css", "icon.svg", "search.js", "folding.js")
OLDEST = "stories/{}.html"
LATEST = "stories/index.html"
"""All stories by time, which the reader shows behind its front page."""


def list_jobs(parts: Parts, held: Contents, now: datetime, program: str) -> Iterator[Job]:
    """All jobs but those of single articles and stories."""
    newest = sorted(held.articles, key=lambda each: (-each.published_ms, each.id))
    for name in STATIC:
        yield _page(f"/static/{name}", hashed((program, name)))
    yield _page("/outlets", "")
    yield _page("/status", "")
    yield _page("/search", hashed((program, "search")))
    yield from _stories(held, now, hashed((program, f"{Stories(parts).lag()}")) if parts.stories else program)
    items = {each.id: Item(f"{each.published_ms}.{each.id}", held.states[each.id]) for each in newest}
    yield from _sheets(
        cut([*items.values()], "articles/index.html", "articles/{}.html", turning.PAGE), "/articles", program
    )
    yield _page(
        "/feed.atom", hashed((program, "feed", *(held.states[each.id] for each in newest[: feed_replies.ENTRIES])))
    )
    yield _page("/stories.atom", hashed((program, *map(held.story_state, held.stories[: feed_replies.ENTRIES]))))
    yield from _outlets(parts, held, items, now, program)


def _page(address: str, key: str, turns: Mapping[str, str] | None = None) -> Job:
    return Job(address, key, "page", (address,), turns or {})


def _sheets(sheets: Iterator[Sheet], path: str, program: str, first_key: str | None = None) -> Iterator[Job]:
    """The jobs of a list's pages; `first_key` says what else the first one shows, "" if it is always made."""
    for sheet in sheets:
        turns = {"after": sheet.newer, "before": sheet.older}
        told = hashed((program, path, sheet.query, *turns.values(), *(each.state for each in sheet.items)))
        key = told if sheet.query or first_key is None else hashed((told, first_key)) if first_key else ""
        yield _page(f"{path}?{sheet.query}" if sheet.query else path, key, {"here": sheet.file, **turns})


def _stories(held: Contents, now: datetime, program: str) -> Iterator[Job]:
    """The front page, which marks what is new, and the list behind it."""
    turns = {"before": LATEST}
    items = [Item(f"{to_ms(each.last_at)}.{each.id}", held.story_state(each)) for each in held.stories]
    weighed = [*[each for each in held.stories if len(each.articles) > 1][:CANDIDATES], *held.stories[: front.PAGE]]
    fresh = (each.id for each in held.articles if to_ms(now - NEW) < each.published_ms <= to_ms(now))
    key = hashed((program, *map(held.story_state, weighed), *fresh))
    yield Job("/", key, "cards", ("/",), {"here": "index.html", **turns})
    if items:
        sheets = list(cut(items, LATEST, OLDEST, front.PAGE))
        first = replace(sheets[0], query=f"before={to_ms(held.stories[0].last_at)}.{front.FIRST_ID}")
        yield from (each._replace(kind="cards") for each in _sheets(iter([first, *sheets[1:]]), "/", program))


def _outlets(parts: Parts, held: Contents, items: Mapping[str, Item], now: datetime, program: str) -> Iterator[Job]:
    """What is shown of each outlet, and the changes of all of them; `items` are all articles, the newest first."""
    known = Queries(parts)
    healths = {each.outlet: each for each in known.status(now)}
    own: dict[str, list[Outline]] = {}
    outlines = {each.id: each for each in held.articles}
    for each in map(outlines.__getitem__, items):
        own.setdefault(each.outlet, []).append(each)
    latest: dict[str, list[Story]] = {}
    for story in held.stories:
        for outlet in story.outlets:
            latest.setdefault(outlet, []).append(story)
    for outlet in sorted(each for each in {*own, *healths} if known.outlet(each).id == each):
        articles, path = own.get(outlet, []), f"/outlets/{outlet}"
        told = [held.story_state(each) for each in latest.get(outlet, ())[: feed_replies.ENTRIES]]
        stem = f"outlets/{plain(outlet)}"
        sheets = cut([items[each.id] for each in articles], f"{stem}.html", f"{stem}/{{}}.html", turning.PAGE)
        yield from _sheets(sheets, path, program, hashed((*told, _health(healths.get(outlet)))))
        entries = [held.states[each.id] for each in articles[: feed_replies.ENTRIES]]
        yield _page(f"{path}/feed.atom", hashed((program, outlet, *entries)))
        yield _page(f"{path}/stories.atom", hashed((program, outlet, *told)))
    yield from _changes({each: some for each, some in own.items() if known.outlet(each).id == each}, program)


def _changes(own: Mapping[str, Sequence[Outline]], program: str) -> Iterator[Job]:
    """What was changed, by kind and by outlet; only the shares of it depend on articles of which nothing was changed."""
    later = {outlet: [each.state for each in some if each.versions > 1] for outlet, some in own.items()}
    changing = sorted(outlet for outlet, states in later.items() if states)
    every = hashed((program, *(state for outlet in changing for state in (outlet, *later[outlet]))))
    for address in ("/changes", *(f"/changes?kind={kind}" for kind in get_args(EditKind)), "/changes.atom"):
        yield _page(address, hashed((every, address)))
    yield _page("/changes/outlets", hashed((every, *(f"{outlet} {len(own[outlet])}" for outlet in sorted(own)))))
    for outlet, states in later.items():
        yield _page(f"/changes?outlet={outlet}", hashed((program, *changing, outlet, *states)))


def _health(health: Health | None) -> str:
    """What an outlet's page tells of its health; how long it has been silent is told anew with the next article."""
    return repr(replace(health, silent_for=None)) if health else ""
