"""Atom feeds: articles, those of an outlet, changes, the versions of one article, what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.errors import ArchiveDamaged
from samarkand.model.answers import ChangedVersion, FoundVersion, Results
from samarkand.model.articles import Article, Version
from samarkand.model.catalog import Listing
from samarkand.model.search import Options
from samarkand.searching import Narrowing
from samarkand.times import from_ms
from samarkand.urls import is_web
from samarkand.web.atom import CONTENT_TYPE, Feed, FeedEntry, atom
from samarkand.web.bodies import Showing, shown_body
from samarkand.web.desk import Desk
from samarkand.web.edits import kind_words, kinds_shown
from samarkand.web.marks import marked_html
from samarkand.web.replies import reply
from samarkand.web.routes.articles import asked
from samarkand.web.routes.changes import asked as asked_changes
from samarkand.web.routes.changes import found_changes
from samarkand.web.routes.search import KEPT, kept, shortened
from samarkand.web.routes.search import asked as asked_search
from samarkand.web.views import View

ENTRIES = 30
"""At most, in a feed."""


def routes(desk: Desk) -> list[Route]:
    """`/feed.atom`, `/outlets/{id}/feed.atom`, `/changes.atom`, `/articles/{id}/feed.atom`, `/search.atom`, `/watches/{id}/feed.atom`"""

    def everything(request: Request) -> Response:
        view = View(desk, request)
        articles = desk.queries.articles(Listing(limit=ENTRIES))
        entries = [article_entry(view, article) for article in articles]
        return feed_reply(
            view, "articles", f"{desk.queries.title}: {view.say('feed_all')}", view.href("/articles"), entries
        )

    def outlet(request: Request) -> Response:
        view = View(desk, request)
        known = desk.queries.outlet(request.path_params["id"])
        entries = [article_entry(view, each) for each in desk.queries.articles(Listing(known.id, ENTRIES))]
        title = view.say("feed_outlet", name=known.name)
        return feed_reply(view, f"outlet {known.id}", title, view.href(f"/outlets/{known.id}"), entries)

    def changes(request: Request) -> Response:
        view = View(desk, request)
        wanted = asked_changes(view)
        entries = [_entry(view, each.after, _changed(view, each)) for each in found_changes(view, wanted, ENTRIES)]
        told = [view.say("feed_changes"), *([view.queries.outlet_name(wanted.outlet)] if wanted.outlet else [])]
        told += [kind_words(view, wanted.kind)] if wanted.kind else []
        name = " ".join(("changes", *wanted.parameters.values()))
        title = f"{desk.queries.title}: {', '.join(told)}"
        return feed_reply(view, name, title, view.href("/changes", **wanted.parameters), entries)

    def versions(request: Request) -> Response:
        view = View(desk, request)
        article = desk.queries.article(asked(request)[0])
        found = desk.queries.versions(article.id)
        entries = [_version_entry(view, found, index) for index in reversed(range(len(found)))][:ENTRIES]
        title = f"{desk.queries.title_of(article.latest)}: {view.say('history')}"
        return feed_reply(view, f"article {article.id}", title, view.href(f"/articles/{article.id}"), entries)

    def watch(request: Request) -> Response:
        view = View(desk, request)
        known = desk.search.watch(request.path_params["id"])
        options, newest = Options(limit=ENTRIES), Narrowing(sort="date")
        results = desk.search.find(known.query, desk.clock(), options, newest)
        title = desk.queries.title + ": " + view.say("feed_watch", query=shortened(known.name()))
        page = view.href("/search", q=known.query)
        return feed_reply(view, f"watch {known.id}", title, page, _found_entries(view, results))

    def search(request: Request) -> Response:
        view = View(desk, request)
        wanted = asked_search(request)
        narrowing = replace(wanted.narrowing, sort="date")
        options = Options(limit=ENTRIES, with_variants=wanted.options.with_variants)
        results = desk.search.find(wanted.text, desk.clock(), options, narrowing)
        entries = _found_entries(view, results)
        title = f"{desk.queries.title}: {view.say('feed_search', query=shortened(wanted.text))}"
        page = view.href("/search", **kept(wanted))
        return feed_reply(view, f"search {sorted(wanted.parameters.items())}", title, page, entries)

    return [
        Route("/feed.atom", everything),
        Route("/search.atom", search),
        Route("/watches/{id}/feed.atom", watch),
        Route("/changes.atom", changes),
        Route("/outlets/{id}/feed.atom", outlet),
        Route("/articles/{id}/feed.atom", versions),
    ]


def feed_reply(
    view: View, name: str, title: str, page: str, entries: Sequence[FeedEntry], *, is_dated: bool = True
) -> Response:
    """The document about a page. An empty feed was updated at the epoch, so that the same archive gives the same bytes.

    `is_dated`: whether its entries cannot change without a later time of theirs.
    """
    updated = max((entry.updated_at for entry in entries), default=None)
    base = view.origin
    query = dict(view.request.query_params)
    feed = Feed(
        name=f"{view.queries.identity()} {name}",
        title=title,
        link=base + page,
        own=base + view.href(view.path, **{each: query[each] for each in KEPT if each in query}),
        author=view.queries.title,
        language=view.wording.language,
        updated_at=updated or _epoch(),
        entries=entries,
    )
    latest = max(updated, view.desk.started_at) if updated and is_dated else None
    return reply(view.request, atom(feed), CONTENT_TYPE, modified=latest, headers={"Vary": "Accept-Language"})


def _found_entries(view: View, results: Results) -> list[FeedEntry]:
    """What was found; what has only some of a text that was typed whole is nothing to be told of."""
    return [] if results.is_relaxed else [_found_entry(view, found) for found in results.found]


def _found_entry(view: View, found: FoundVersion) -> FeedEntry:
    """What was found: the article by its latest version, or the older version that it stands in."""
    is_latest = found.version.number == found.article.versions
    return _entry(view, found.version, _body(view, found.version), found.article if is_latest else None)


def article_entry(view: View, article: Article) -> FeedEntry:
    """An article by its latest version."""
    return _entry(view, article.latest, _body(view, article.latest), article)


def _changed(view: View, changed: ChangedVersion) -> str:
    if changed.problem:
        return f"<p>{escape(view.say('damaged', problem=changed.problem))}</p>"
    kinds = ", ".join(each["words"] for each in kinds_shown(view, changed.change))
    silent = f" · {view.say('silent')}" if changed.change.is_silent else ""
    return f"<p>{escape(kinds + silent)}</p>{marked_html(changed.change)}"


def _version_entry(view: View, versions: Sequence[Version], index: int) -> FeedEntry:
    """A version: the first one in full, later ones by what was changed."""
    version = versions[index]
    if index == 0:
        return _entry(view, version, _body(view, version))
    return _entry(view, version, marked_html(view.desk.changes.change(versions[index - 1], version)))


def _entry(view: View, version: Version, content: str, article: Article | None = None) -> FeedEntry:
    """An entry of an article, where one is given, else of one of its versions."""
    path = f"/articles/{version.article}"
    number = view.say("version_number", number=version.number)
    title = view.queries.title_of(version) or version.url
    return FeedEntry(
        name=f"article {version.article}" if article else f"version {version.article} {version.number}",
        title=title if article else f"{title} ({number})",
        link=absolute(view, path if article else f"{path}/versions/{version.number}"),
        via=version.url if is_web(version.url) else "",
        content=content,
        language=version.language,
        authors=version.authors or (view.queries.outlet_name(version.outlet),),
        updated_at=version.seen_at,
        published_at=version.published.at if version.published else None,
    )


def _body(view: View, version: Version) -> str:
    """The sanitised body, pictures by absolute addresses; why there is none, where its record cannot be read."""
    base = view.origin + view.file("")
    try:
        arranged = view.queries.body(version)
    except ArchiveDamaged as error:
        return f"<p>{escape(view.say('damaged', problem=str(error)))}</p>"
    images = view.queries.images([picture for _, picture in arranged.pictures])
    return shown_body(arranged, version.url, Showing(images, view.say, base=base))


def absolute(view: View, path: str) -> str:
    """An address of ours by the name that we were asked for."""
    return view.origin + view.href(path)


def _epoch() -> datetime:
    epoch = from_ms(0)
    assert epoch is not None
    return epoch
