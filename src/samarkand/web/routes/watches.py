"""The page of saved searches: what each looks for, who is told, the newest that it finds; where one is kept or taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import ArchiveBusy, BadQuery, CannotWrite, UsageError
from samarkand.model.answers import Watched
from samarkand.model.watches import Watch, feed_path
from samarkand.web.desk import Desk
from samarkand.web.forms import FORMS, Form, posted
from samarkand.web.routes.managing import Fault, managing, refused, removal_page, unwanted
from samarkand.web.routes.search import hit, shortened
from samarkand.web.views import View

_LONGEST_TITLE = 200
"""Characters of what a search is called."""
_DONE = ("kept", "kept_before", "dropped")


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
    ]


def _kept(view: View, form: Form | None) -> Response:
    """303 back to the page where a search is kept now; the page with what is wrong where it is not."""
    able = managing(view)
    typed = {"q": form.first("q"), "title": form.first("title")} if form else {}
    fault = unwanted(view, form)
    if fault is None and not typed["q"]:
        fault = Fault(400, "query", view.say("watch_empty"))
    if fault is None and len(typed["title"]) > _LONGEST_TITLE:
        fault = Fault(400, "title", view.say("watch_title_long", most=_LONGEST_TITLE))
    if fault:
        return _page(view, fault, typed)
    try:
        _, is_new = able.keep_watch(Watch(typed["q"], title=" ".join(typed["title"].split())))
    except BadQuery as error:
        return _page(view, Fault(400, "query", view.wrong(error)), typed)
    except (UsageError, ArchiveBusy, CannotWrite) as error:
        return _page(view, Fault(refused(error), "query", str(error)), typed)
    return RedirectResponse(view.href("/watches", done="kept" if is_new else "kept_before"), 303)


def _dropped(view: View, form: Form | None) -> Response:
    able = managing(view)
    watch = view.desk.search.watch(view.request.path_params["id"])
    if fault := unwanted(view, form):
        return _removal(view, watch, fault)
    able.drop_watch(watch.id)
    return RedirectResponse(view.href("/watches", done="dropped"), 303)


def _page(view: View, fault: Fault | None = None, typed: Mapping[str, str] | None = None) -> Response:
    done = view.request.query_params.get("done", "")
    is_managed = view.desk.writing.managing is not None
    context = {
        "rows": [_row(view, watched) for watched in view.desk.search.watched(view.desk.clock())],
        "fault": fault,
        "typed": {"q": "", "title": "", **(typed or {})},
        "token": view.token if is_managed else "",
        "action": view.href("/watches"),
        "done": view.say(f"done_{done}") if done in _DONE else "",
    }
    headers = FORMS if is_managed else None
    return view.page("watches.html", context, headers=headers, status=fault.status if fault else 200)


def _row(view: View, watched: Watched) -> Mapping[str, Any]:
    watch = watched.watch
    return {
        "name": shortened(watch.name()),
        "query": watch.query,
        "is_named": bool(watch.title),
        "href": view.href("/search", q=watch.query, sort="date"),
        "feed": view.href(feed_path(watch)),
        "removal": view.href(f"/watches/{watch.id}/removal"),
        "total": view.wording.count("found", watched.total),
        "newest": hit(view, watched.newest) if watched.newest else None,
        "tells": [view.say(key) for key in _ways(watch)],
        "problem": view.wrong(watched.fault) if watched.fault else "",
    }


def _ways(watch: Watch) -> list[str]:
    """Messages for how it tells besides its feed. Neither address nor command is shown: they may be only for the archive's owner."""
    ways = {"watch_posts": watch.webhook, "watch_mails": watch.mail, "watch_runs": watch.command}
    return [key for key, way in ways.items() if way]


def _removal(view: View, watch: Watch, fault: Fault | None = None) -> Response:
    means = ["watch_drop_means", *(["watch_drop_tells"] if _ways(watch) else [])]
    return removal_page(
        view,
        {
            "title": view.say("watch_drop_title"),
            "what": shortened(watch.name()),
            "detail": watch.query if watch.title else "",
            "means": " ".join(view.say(key) for key in means),
            "button": view.say("watch_drop"),
            "action": view.href(f"/watches/{watch.id}/removal"),
            "which": watch.id,
            "back": view.href("/watches"),
        },
        fault,
    )
