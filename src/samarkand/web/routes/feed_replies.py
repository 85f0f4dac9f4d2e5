"""A list as a feed in the form that its address ends with, page by page; which list it is, the routes say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.errors import ArchiveDamaged
from samarkand.model.articles import Article, Version
from samarkand.times import from_ms, to_ms
from samarkand.urls import is_web
from samarkand.web.bodies import Showing, shown_body
from samarkand.web.desk import Desk
from samarkand.web.discretion import outside
from samarkand.web.replies import reply
from samarkand.web.routes.search import KEPT
from samarkand.web.syndication import atom, json_feed, rss
from samarkand.web.syndication.nouns import Feed, FeedEntry
from samarkand.web.views import View

ENTRIES = 30
"""At most, in a feed, and on each page of it."""
FORMATS: Mapping[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": (atom.CONTENT_TYPE, atom.atom),
    "rss": (rss.CONTENT_TYPE, rss.rss),
    "json": (json_feed.CONTENT_TYPE, json_feed.json_feed),
}
"""Ending of an address -> what it is answered with."""
_OWN = (*KEPT, "kind", "content")
"""Parameters by which one feed differs from another."""
_PLACES = ("before", "page")
"""Parameters that tell which page of a feed is asked for."""
_PAGES = 1_000
"""The farthest page of a list that is told by numbers."""


@dataclass(frozen=True, slots=True)
class Told:
    """A list to be told as a feed."""

    name: str
    """What it is, in this archive."""
    title: str
    page: str
    """Address of the page that shows it."""
    entries: Sequence[FeedEntry]
    older: Mapping[str, str] = field(default_factory=dict)
    """Parameters of the page behind; none where there is none."""
    is_dated: bool = True
    """Whether its entries cannot change without a later time of theirs."""
    is_whole: bool = False
    """Whether what the list holds no more is no part of it any more."""


def feed_route(desk: Desk, path: str, told: Callable[[View], Told]) -> Route:
    """The route of a list as a feed, below a path without its ending."""

    def answer(request: Request) -> Response:
        if request.path_params["format"] not in FORMATS:
            raise HTTPException(404)
        view = View(desk, request)
        return _reply(view, told(view), request.path_params["format"])

    return Route(f"{path}.{{format}}", answer)


def _reply(view: View, told: Told, form: str) -> Response:
    """The document. An empty feed was updated at the epoch, so that the same archive gives the same bytes."""
    content_type, write = FORMATS[form]
    updated = max((entry.updated_at for entry in told.entries), default=None)
    asked = {each: view.request.query_params[each] for each in (*_OWN, *_PLACES) if each in view.request.query_params}
    first = {name: value for name, value in asked.items() if name not in _PLACES}
    is_first, is_paged = first == asked, not view.desk.is_static
    own = _own(view, **asked)
    feed = Feed(
        name=f"{view.queries.identity()} {told.name}",
        title=told.title,
        link=view.origin + told.page,
        own=own,
        author=view.queries.title,
        language=view.wording.language,
        updated_at=updated or _epoch(),
        entries=told.entries,
        older=_own(view, **first, **told.older) if told.older and is_paged else "",
        first=_own(view, **first) if is_paged and (told.older or not is_first) else "",
        is_complete=told.is_whole and is_first and not told.older,
        hub=view.queries.hub,
    )
    latest = max(updated, view.desk.started_at) if updated and told.is_dated else None
    hub = {"Link": f'<{feed.hub}>; rel="hub", <{own}>; rel="self"'} if feed.hub and own.isascii() else {}
    return reply(view.request, write(feed), content_type, modified=latest, headers={"Vary": "Accept-Language", **hub})


def _own(view: View, **query: str) -> str:
    """An address of this feed: by the name that its subscribers know, where that is set."""
    public, shown = view.queries.address, view.href(view.path, **query)
    return public + shown.removeprefix(quote(view.root)) if public else view.origin + shown


def is_full(view: View) -> bool:
    """Whether texts are wanted in full, and not their beginnings alone. Raises HTTPException (400)."""
    wanted = view.request.query_params.get("content", "full")
    if wanted not in {"full", "summary"}:
        raise HTTPException(400)
    return wanted == "full"


def numbered(view: View, most: int = _PAGES) -> int:
    """The page that is asked for, from 1. Raises HTTPException (400)."""
    asked = view.request.query_params.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 4 and 1 <= int(asked) <= most):
        raise HTTPException(400)
    return int(asked)


def paged(view: View, count: int, most: int = _PAGES) -> tuple[slice, Mapping[str, str]]:
    """Which of a list of so many stand on the page that is asked for, and the parameters of the one behind. Raises HTTPException."""
    number = numbered(view, most)
    return slice(ENTRIES * (number - 1), ENTRIES * number), next_page(number, most, is_more=count > ENTRIES * number)


def next_page(number: int, most: int = _PAGES, *, is_more: bool) -> Mapping[str, str]:
    """The parameters of the page behind; none where there is none."""
    return {"page": str(number + 1)} if is_more and number < most else {}


def place_after(at: datetime, identity: str) -> Mapping[str, str]:
    """The parameters of the page behind an entry that is told by its time and its id."""
    return {"before": f"{to_ms(at)}.{identity}"}


def article_entry(view: View, article: Article) -> FeedEntry:
    """An article by its latest version."""
    return version_entry(view, article.latest, lambda: body_of(view, article.latest), article)


def version_entry(
    view: View, version: Version, content: Callable[[], str], article: Article | None = None, summary: str = ""
) -> FeedEntry:
    """An entry of an article, where one is given, else of one of its versions.

    `content` makes safe HTML, where it is asked for; `summary` is what is told else, in the place of how the text begins.
    """
    path = f"/articles/{version.article}"
    number = view.say("version_number", number=version.number)
    title = view.queries.title_of(version) or version.url
    full = is_full(view)
    return FeedEntry(
        name=f"article {version.article}" if article else f"version {version.article} {version.number}",
        title=title if article else f"{title} ({number})",
        link=absolute(view, path if article else f"{path}/versions/{version.number}"),
        via=version.url if is_web(version.url) else "",
        content=content() if full else "",
        language=version.language,
        authors=version.authors or (view.queries.outlet_name(version.outlet),),
        updated_at=version.seen_at,
        published_at=version.published.at if version.published else None,
        summary="" if full else summary or view.queries.beginning_of(version) or title,
    )


def body_of(view: View, version: Version) -> str:
    """The sanitised body, pictures by absolute addresses; why there is none, where its record cannot be read."""
    base = view.origin + view.file("")
    try:
        arranged = view.queries.body(version)
    except ArchiveDamaged as error:
        problem = outside(error, is_guarded=view.desk.door is not None)
        return f"<p>{escape(view.say('damaged', problem=problem))}</p>"
    images = view.queries.images([picture for _, picture in arranged.pictures])
    keys = view.desk.pictures  # who reads this elsewhere shows no password for a picture
    return shown_body(arranged, version.url, Showing(images, view.say, base=base, key=keys.query if keys else None))


def absolute(view: View, path: str) -> str:
    """An address of ours by the name that we were asked for."""
    return view.origin + view.href(path)


def _epoch() -> datetime:
    epoch = from_ms(0)
    assert epoch is not None
    return epoch
