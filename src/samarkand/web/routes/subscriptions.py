"""Whom the archive follows: looked at, added to, paused and taken away, and as a list that other programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import ArchiveBusy, CannotWrite, UsageError
from samarkand.model.answers import Health
from samarkand.model.outlets import Follow, Followed
from samarkand.web.desk import Desk, Managing
from samarkand.web.forms import FORMS, LONGEST_WITH_FILE, Form, posted
from samarkand.web.replies import reply
from samarkand.web.routes.managing import Fault, managing, refused, removal_page, unwanted, words
from samarkand.web.views import View

OPML = "text/x-opml; charset=utf-8"
_FIELDS = {"follow": "name", "import": "list"}
"""What of the page a deed is asked for by."""
_DONE = ("paused", "resumed", "removed")
_LONGEST = 2_000
"""Characters of an address or a name."""


def routes(desk: Desk) -> list[Route]:
    """`/subscriptions`, their removal, their list"""

    def shown(request: Request) -> Response:
        view = View(desk, request)
        return _page(view, managing(view))

    def removal(request: Request) -> Response:
        view = View(desk, request)
        follow = _meant(managing(view), request.query_params.get("which", ""))
        if follow is None:
            return RedirectResponse(view.href("/subscriptions"), 303)
        return _removal(view, follow)

    def listed(request: Request) -> Response:
        view = View(desk, request)
        headers = {"Content-Disposition": 'attachment; filename="subscriptions.opml"'}
        return reply(request, managing(view).subscriptions(), OPML, headers=headers)

    return [
        Route("/subscriptions", shown),
        Route("/subscriptions", posted(desk, _changed, LONGEST_WITH_FILE), methods=["POST"]),
        Route("/subscriptions/removal", removal),
        Route("/subscriptions/removal", posted(desk, _removed), methods=["POST"]),
        Route("/subscriptions.opml", listed),
    ]


def _changed(view: View, form: Form | None) -> Response:
    """303 back to the page where something was changed; the page with what is wrong where it was not."""
    able = managing(view)
    if fault := unwanted(view, form):
        return _page(view, able, fault, form)
    assert form is not None
    deeds = {"follow": _follow, "import": _import, "pause": _pause, "resume": _pause}
    deed = deeds.get(form.first("deed"))
    if deed is None:
        raise HTTPException(400)
    try:
        done = deed(view, able, form)
    except (UsageError, ArchiveBusy, CannotWrite) as error:
        done = Fault(refused(error), _FIELDS.get(form.first("deed"), "followed"), words(view, error))
    if isinstance(done, Fault):
        return _page(view, able, done, form)
    return RedirectResponse(view.href("/subscriptions", **done), 303)


def _follow(view: View, able: Managing, form: Form) -> Mapping[str, str] | Fault:
    name = form.first("name")
    if not name:
        return Fault(400, "name", view.say("follow_empty"))
    if len(name) > _LONGEST:
        return Fault(400, "name", view.say("follow_unknown"))
    found, problem = able.follow(name)
    if problem:
        return Fault(400, "name", view.say("follow_failed", detail=problem))
    return _told(found) if found else Fault(400, "name", view.say("follow_unknown"))


def _import(view: View, able: Managing, form: Form) -> Mapping[str, str] | Fault:
    data = form.files.get("list", b"")
    if not data:
        return Fault(400, "list", view.say("list_empty"))
    found = able.follow_list(data)
    return _told(found) if found else Fault(400, "list", view.say("list_none"))


def _pause(view: View, able: Managing, form: Form) -> Mapping[str, str] | Fault:
    is_paused = form.first("deed") == "pause"
    follow = _meant(able, form.first("which"))
    if follow is None or not able.pause(follow, is_paused=is_paused):
        return Fault(404, "followed", view.say("follow_gone"))
    return {"done": "paused" if is_paused else "resumed"}


def _removed(view: View, form: Form | None) -> Response:
    able = managing(view)
    follow = _meant(able, form.first("which") if form else "")
    if fault := unwanted(view, form):
        return _removal(view, follow, fault) if follow else _page(view, able, fault)
    if follow is None or not able.unfollow(follow):
        return _page(view, able, Fault(404, "followed", view.say("follow_gone")))
    return RedirectResponse(view.href("/subscriptions", done="removed"), 303)


def _told(found: Sequence[Followed]) -> Mapping[str, str]:
    new = sum(each.is_new for each in found)
    return {"new": str(new), "known": str(len(found) - new)}


def _meant(able: Managing, which: str) -> Follow | None:
    """What of that which is followed is named by its outlet's id or its feed's address."""
    return next((each for each in able.follows() if which and which in {each.outlet, each.feed}), None)


def _page(view: View, able: Managing, fault: Fault | None = None, form: Form | None = None) -> Response:
    healths = {each.outlet: each for each in view.queries.status(view.desk.clock())}
    follows = able.follows()
    followed = {each.outlet for each in follows}
    context = {
        "rows": [_row(view, each, healths) for each in follows],
        "known": [each for each in view.queries.known_outlets() if each.feeds and each.id not in followed],
        "token": view.token,
        "action": view.href("/subscriptions"),
        "export": view.href("/subscriptions.opml"),
        "fault": fault,
        "typed": form.first("name") if form else "",
        "done": _done(view),
    }
    return view.page("subscriptions.html", context, headers=FORMS, status=fault.status if fault else 200)


def _done(view: View) -> str:
    """What has just been done, as the address tells it."""
    asked = view.request.query_params
    if asked.get("done") in _DONE:
        return view.say(f"done_{asked['done']}")
    new, known = (asked.get(name, "") for name in ("new", "known"))
    if not all(each.isascii() and each.isdigit() and len(each) < 6 for each in (new, known)):
        return ""
    words = [view.wording.count("done_followed", int(new))] if int(new) or not int(known) else []
    return " ".join([*words, *([view.wording.count("done_known", int(known))] if int(known) else [])])


def _row(view: View, follow: Follow, healths: Mapping[str, Health]) -> Mapping[str, Any]:
    owner = view.queries.owner(follow)
    health = healths.get(owner.id)
    state = "paused" if follow.paused else (health.state if health else "waiting")
    return {
        "which": follow.outlet or follow.feed,
        "name": follow.title or owner.name,
        "href": view.href(f"/outlets/{owner.id}") if health else "",
        "feed": follow.feed,
        "feeds": view.wording.count("feeds_number", len(owner.feeds)) if follow.outlet else "",
        "is_paused": follow.paused,
        "state": state,
        "state_words": view.say(f"state_{state}"),
        "trouble": health.trouble if health and not follow.paused else "",
        "removal": view.href("/subscriptions/removal", which=follow.outlet or follow.feed),
    }


def _removal(view: View, follow: Follow, fault: Fault | None = None) -> Response:
    return removal_page(
        view,
        {
            "title": view.say("unfollow_title"),
            "what": follow.title or view.queries.owner(follow).name,
            "detail": follow.feed,
            "means": view.say("unfollow_means"),
            "button": view.say("unfollow"),
            "action": view.href("/subscriptions/removal"),
            "which": follow.outlet or follow.feed,
            "back": view.href("/subscriptions"),
        },
        fault,
    )
