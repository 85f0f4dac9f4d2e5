"""Feeds of articles: all, those of an outlet, changes, the versions of one, what a search finds; and a list of the outlets' feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import ChangedVersion, FoundVersion, Results
from samarkand.model.articles import Article, Version
from samarkand.model.catalog import Listing
from samarkand.model.search import Options
from samarkand.searching import Narrowing
from samarkand.web.desk import Desk
from samarkand.web.edits import kind_words, kinds_shown
from samarkand.web.marks import marked_html
from samarkand.web.replies import reply
from samarkand.web.routes.articles import asked
from samarkand.web.routes.changes import MOST as CHANGES
from samarkand.web.routes.changes import asked as asked_changes
from samarkand.web.routes.feed_replies import (
    ENTRIES,
    Told,
    absolute,
    article_entry,
    body_of,
    feed_route,
    next_page,
    numbered,
    paged,
    place_after,
    version_entry,
)
from samarkand.web.routes.happenings import entry, waits_for
from samarkand.web.routes.paging import ARTICLE, place
from samarkand.web.routes.search import FARTHEST, kept, shortened
from samarkand.web.routes.search import asked as asked_search
from samarkand.web.syndication import opml
from samarkand.web.syndication.nouns import FeedEntry
from samarkand.web.views import View

_SEARCHED = FARTHEST // ENTRIES
"""The farthest page of what a search finds."""


def routes(desk: Desk) -> list[Route]:
    """Feeds of articles, of an outlet's, of changes, of the versions of one, of searches; the list of outlets."""
    feeds = {
        "/feed": _everything,
        "/search": _search,
        "/watches/{id}/feed": _watch,
        "/changes": _changes,
        "/outlets/{id}/feed": _outlet,
        "/articles/{id}/feed": _versions,
    }

    def outlets(request: Request) -> Response:
        view = View(desk, request)
        names = {row.id: view.queries.outlet_name(row.id) for row in view.queries.outlets() if row.articles}
        told = [
            opml.Outline(name, absolute(view, f"/outlets/{identity}/feed.atom"), absolute(view, f"/outlets/{identity}"))
            for identity, name in sorted(names.items(), key=lambda each: each[1])
        ]
        headers = {"Content-Disposition": 'attachment; filename="outlets.opml"'}
        return reply(request, opml.opml(view.queries.title, told), opml.CONTENT_TYPE, headers=headers)

    return [
        Route("/outlets.opml", outlets),
        *(feed_route(desk, path, told) for path, told in feeds.items()),
    ]


def _everything(view: View) -> Told:
    entries, older = _listed(view, "")
    title = f"{view.queries.title}: {view.say('feed_all')}"
    return Told("articles", title, view.href("/articles"), entries, older)


def _outlet(view: View) -> Told:
    known = view.queries.outlet(view.request.path_params["id"])
    entries, older = _listed(view, known.id)
    title = view.say("feed_outlet", name=known.name)
    return Told(f"outlet {known.id}", title, view.href(f"/outlets/{known.id}"), entries, older)


def _listed(view: View, outlet: str) -> tuple[list[FeedEntry], dict[str, str]]:
    found = view.queries.articles(Listing(outlet, ENTRIES + 1, before=place(view, "before", ARTICLE)))
    shown = found[:ENTRIES]
    older = place_after(shown[-1].published_at, shown[-1].id) if len(found) > ENTRIES else {}
    return [article_entry(view, article) for article in shown], dict(older)


def _changes(view: View) -> Told:
    wanted, number = asked_changes(view), numbered(view, CHANGES // ENTRIES)
    found = list(view.desk.changes.latest(ENTRIES * number + 1, wanted.outlet, wanted.kind, CHANGES))
    shown = found[ENTRIES * (number - 1) : ENTRIES * number]
    shown.sort(key=lambda each: "headline" not in each.change.kinds)  # as the page of them has it
    entries = [version_entry(view, each.after, _marked(view, each), summary=_kinds(view, each)) for each in shown]
    told = [view.say("feed_changes"), *([view.queries.outlet_name(wanted.outlet)] if wanted.outlet else [])]
    told += [kind_words(view, wanted.kind)] if wanted.kind else []
    return Told(
        " ".join(("changes", *wanted.parameters.values())),
        f"{view.queries.title}: {', '.join(told)}",
        view.href("/changes", **wanted.parameters),
        entries,
        next_page(number, CHANGES // ENTRIES, is_more=len(found) > ENTRIES * number),
    )


def _versions(view: View) -> Told:
    article = view.queries.article(asked(view.request)[0])
    found = view.queries.versions(article.id)
    where, older = paged(view, len(found))
    entries = [_version_entry(view, found, index) for index in list(reversed(range(len(found))))[where]]
    title = f"{view.queries.title_of(article.latest)}: {view.say('history')}"
    return Told(f"article {article.id}", title, view.href(f"/articles/{article.id}"), entries, older, is_whole=True)


def _watch(view: View) -> Told:
    known = view.desk.search.watch(view.request.path_params["id"])
    if known.kind != "search":
        where, behind = paged(view, len(view.desk.search.noticed(known)))
        entries = [entry(view, each) for each in view.desk.search.noticed(known)[where]]
        title = f"{view.queries.title}: {known.title or waits_for(view, known)}"
        return Told(f"watch {known.id}", title, view.href("/watches"), entries, behind)
    number = numbered(view, _SEARCHED)
    options, newest = Options(limit=ENTRIES, offset=ENTRIES * (number - 1)), Narrowing(sort="date")
    results = view.desk.search.find(known.query, view.desk.clock(), options, newest)
    title = view.queries.title + ": " + view.say("feed_watch", query=shortened(known.name()))
    page, older = view.href("/search", q=known.query), _behind(results, number)
    return Told(f"watch {known.id}", title, page, _found_entries(view, results), older)


def _search(view: View) -> Told:
    wanted, number = asked_search(view.request), numbered(view, _SEARCHED)
    narrowing = replace(wanted.narrowing, sort="date")
    options = Options(limit=ENTRIES, offset=ENTRIES * (number - 1), with_variants=wanted.options.with_variants)
    results = view.desk.search.find(wanted.text, view.desk.clock(), options, narrowing)
    return Told(
        f"search {sorted(wanted.parameters.items())}",
        f"{view.queries.title}: {view.say('feed_search', query=shortened(wanted.text))}",
        view.href("/search", **kept(wanted)),
        _found_entries(view, results),
        _behind(results, number),
    )


def _behind(results: Results, number: int) -> dict[str, str]:
    is_more = results.total > ENTRIES * number and not results.is_relaxed
    return dict(next_page(number, _SEARCHED, is_more=is_more))


def _found_entries(view: View, results: Results) -> list[FeedEntry]:
    """What was found; what has only some of a text that was typed whole is nothing to be told of."""
    return [] if results.is_relaxed else [_found_entry(view, found) for found in results.found]


def _found_entry(view: View, found: FoundVersion) -> FeedEntry:
    """What was found: the article by its latest version, or the older version that it stands in."""
    is_latest = found.version.number == found.article.versions
    article: Article | None = found.article if is_latest else None
    return version_entry(view, found.version, lambda: body_of(view, found.version), article)


def _marked(view: View, changed: ChangedVersion) -> Callable[[], str]:
    def marked() -> str:
        if changed.problem:
            return f"<p>{escape(view.say('damaged', problem=changed.problem))}</p>"
        return f"<p>{escape(_kinds(view, changed))}</p>{marked_html(changed.change)}"

    return marked


def _kinds(view: View, changed: ChangedVersion) -> str:
    kinds = ", ".join(each["words"] for each in kinds_shown(view, changed.change))
    silent = f" · {view.say('silent')}" if changed.change.is_silent else ""
    return kinds + silent


def _version_entry(view: View, versions: Sequence[Version], index: int) -> FeedEntry:
    """A version: the first one in full, later ones by what was changed."""
    version = versions[index]
    if index == 0:
        return version_entry(view, version, lambda: body_of(view, version))
    return version_entry(view, version, lambda: marked_html(view.desk.changes.change(versions[index - 1], version)))
