"""The page of watches: what each waits for, who is told, the newest that it found; where one is kept or taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import ArchiveBusy, BadQuery, CannotWrite, NotFound, UsageError
from samarkand.model.answers import Watched
from samarkand.model.changes import EditKind
from samarkand.model.watches import SMALLEST, Watch, WatchKind, feed_path
from samarkand.web.desk import Desk
from samarkand.web.edits import kind_words
from samarkand.web.forms import FORMS, Form, posted
from samarkand.web.routes.happenings import noticed, troubles, waits_for, ways
from samarkand.web.routes.managing import Fault, managing, refused, removal_page, unwanted, words
from samarkand.web.routes.search import hit, shortened
from samarkand.web.views import View

_LONGEST_TITLE = 200
"""Characters of what a search is called."""
_NOTICED = 5
"""Of what was noticed, the newest that are shown."""
_DONE = ("kept", "kept_before", "dropped", "sent_again", "not_sent", "put_away")


def routes(desk: Desk) -> list[Route]:
    """`/watches`, and the removal of one"""

    def watches(request: Request) -> Response:
        view = View(desk, request)
        return _page(view, typed={"q": request.query_params.get("q", "")})

    def removal(request: Request) -> Response:
        view = View(desk, request)
        managing(view)
        return _removal(view, desk.search.watch(request.path_params["id"]))

    return [
        Route("/watches", watches),
        Route("/watches", posted(desk, _kept), methods=["POST"]),
        Route("/watches/{id}/removal", removal),
        Route("/watches/{id}/removal", posted(desk, _dropped), methods=["POST"]),
        Route("/watches/{id}/letters", posted(desk, _settled), methods=["POST"]),
    ]


def _kept(view: View, form: Form | None) -> Response:
    """303 back to the page where a watch is kept now; the page with what is wrong where it is not."""
    able = managing(view)
    typed = _typed(form) if form else {}
    fault = unwanted(view, form) or _wrong(view, typed)
    if fault:
        return _page(view, fault, typed)
    size = int(typed["size"]) if typed["kind"] == "story" else 0
    changes = tuple(each for each in get_args(EditKind) if typed["kind"] == "change" and each in typed["changes"])
    silence = typed["outlet"] if typed["kind"] == "silence" else ""
    title = " ".join(typed["title"].split())
    try:
        _, is_new = able.keep_watch(Watch(typed["q"], title=title, story_size=size, changes=changes, silence=silence))
    except BadQuery as error:
        return _page(view, Fault(400, _field(typed), view.wrong(error)), typed)
    except NotFound:
        return _page(view, Fault(400, "outlet", view.say("watch_outlet_unknown")), typed)
    except (UsageError, ArchiveBusy, CannotWrite) as error:
        return _page(view, Fault(refused(error), _field(typed), words(view, error)), typed)
    return RedirectResponse(view.href("/watches", done="kept" if is_new else "kept_before"), 303)


def _typed(form: Form) -> Mapping[str, Any]:
    kind = form.first("kind")
    typed = {name: form.first(name) for name in ("q", "title", "size", "outlet")}
    return {
        **typed,
        "kind": kind if kind in get_args(WatchKind) else "search",
        "changes": form.fields.get("change", ()),
    }


def _field(typed: Mapping[str, Any]) -> str:
    """The field of a query in the form of a kind."""
    return "query" if typed["kind"] == "search" else f"{typed['kind']}-query"


def _wrong(view: View, typed: Mapping[str, Any]) -> Fault | None:
    size = typed["size"]
    if typed["kind"] == "search" and not typed["q"]:
        return Fault(400, "query", view.say("watch_empty"))
    if len(typed["title"]) > _LONGEST_TITLE:
        return Fault(400, "title", view.say("watch_title_long", most=_LONGEST_TITLE))
    if typed["kind"] == "story" and not (size.isascii() and size.isdigit() and len(size) < 4 and int(size) >= SMALLEST):
        return Fault(400, "size", view.say("watch_size_wrong", least=SMALLEST))
    if typed["kind"] == "change" and not set(typed["changes"]) & set(get_args(EditKind)):
        return Fault(400, "changes", view.say("watch_kinds_none"))
    return Fault(400, "outlet", view.say("watch_outlet_unknown")) if _is_nobody(typed) else None


def _is_nobody(typed: Mapping[str, Any]) -> bool:
    return typed["kind"] == "silence" and not typed["outlet"]


def _dropped(view: View, form: Form | None) -> Response:
    able = managing(view)
    watch = view.desk.search.watch(view.request.path_params["id"])
    if fault := unwanted(view, form):
        return _removal(view, watch, fault)
    able.drop_watch(watch.id)
    return RedirectResponse(view.href("/watches", done="dropped"), 303)


def _settled(view: View, form: Form | None) -> Response:
    """303 back to the page once what was given up was sent again, or put away."""
    able = managing(view)
    watch = view.desk.search.watch(view.request.path_params["id"])
    fault = unwanted(view, form)
    if fault or form is None:
        return _page(view, fault)
    try:
        if form.first("deed") == "resend":
            done = "sent_again" if able.send_again(watch.id) else "not_sent"
        else:
            able.put_away(watch.id, form.first("letter"))
            done = "put_away"
    except (ArchiveBusy, CannotWrite) as error:
        return _page(view, Fault(refused(error), "text", words(view, error)))
    return RedirectResponse(view.href("/watches", done=done), 303)


def _page(view: View, fault: Fault | None = None, typed: Mapping[str, Any] | None = None) -> Response:
    done = view.request.query_params.get("done", "")
    is_managed = view.desk.writing.managing is not None
    given = {"q": "", "title": "", "size": "3", "outlet": "", "kind": "search", "changes": (), **(typed or {})}
    kinds = [
        {"kind": kind, "words": kind_words(view, kind), "is_chosen": kind in given["changes"]}
        for kind in get_args(EditKind)
    ]
    context = {
        "rows": [_row(view, watched) for watched in view.desk.search.watched(view.desk.clock())],
        "fault": fault,
        "typed": given,
        "kinds": kinds,
        "outlets": sorted(view.queries.followed(), key=lambda each: each.name) if is_managed else [],
        "smallest": SMALLEST,
        "token": view.token if is_managed else "",
        "action": view.href("/watches"),
        "done": view.say(f"done_{done}") if done in _DONE else "",
    }
    headers = FORMS if is_managed else None
    return view.page("watches.html", context, headers=headers, status=fault.status if fault else 200)


def _row(view: View, watched: Watched) -> Mapping[str, Any]:
    watch, is_search = watched.watch, watched.watch.kind == "search"
    is_managed = view.is_inside and view.desk.writing.managing is not None
    return {
        "id": watch.id,
        "name": shortened(watch.title or waits_for(view, watch)),
        "query": watch.query if watch.title or not is_search else "",
        "waits_for": waits_for(view, watch) if watch.title and not is_search else "",
        "href": view.href("/search", q=watch.query, sort="date") if is_search else "",
        "feed": view.href(feed_path(watch)),
        "removal": view.href(f"/watches/{watch.id}/removal"),
        "total": view.wording.count("found", watched.total),
        "newest": hit(view, watched.newest) if watched.newest else None,
        "noticed": [noticed(view, each) for each in watched.heard[:_NOTICED]],
        "tells": [view.say(key) for key in ways(watch)],
        "problem": view.wrong(watched.fault) if watched.fault else "",
        "troubles": list(troubles(view, watched)) if is_managed else [],
        "is_dead": bool(watched.letters),
        "letters": view.href(f"/watches/{watch.id}/letters"),
    }


def _removal(view: View, watch: Watch, fault: Fault | None = None) -> Response:
    means = ["watch_drop_means", *(["watch_drop_tells"] if ways(watch) else [])]
    return removal_page(
        view,
        {
            "title": view.say("watch_drop_title"),
            "what": shortened(watch.title or waits_for(view, watch)),
            "detail": watch.query if watch.title else "",
            "means": " ".join(view.say(key) for key in means),
            "button": view.say("watch_drop"),
            "action": view.href(f"/watches/{watch.id}/removal"),
            "which": watch.id,
            "back": view.href("/watches"),
        },
        fault,
    )
