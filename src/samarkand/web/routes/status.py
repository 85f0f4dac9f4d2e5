"""How every outlet is doing: those in trouble first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import Health
from samarkand.web.desk import Desk
from samarkand.web.moments import moment, span
from samarkand.web.views import View


def routes(desk: Desk) -> list[Route]:
    """`/status`"""

    def status(request: Request) -> Response:
        view = View(desk, request)
        rows = [told(view, health) for health in desk.queries.status(desk.clock())]
        return view.page("status.html", {"rows": rows})

    return [Route("/status", status)]


def told(view: View, health: Health) -> Mapping[str, Any]:
    """How an outlet is doing, in words."""
    words = view.wording
    return {
        "outlet": health.name,
        "outlet_href": view.href(f"/outlets/{health.outlet}"),
        "state": health.state,
        "state_words": words.say(f"state_{health.state}"),
        "state_means": words.say(f"state_{health.state}_means"),
        "articles": f"{health.articles:,}",
        "versions": f"{health.versions:,}",
        "polled": moment(health.polled_at, words) if health.polled_at else None,
        "last_new": moment(health.last_new_at, words) if health.last_new_at else None,
        "gap": span(health.usual_gap, words) if health.usual_gap else "",
        "silent": span(health.silent_for, words) if health.silent_for and health.state == "silent" else "",
        "failures": health.failures,
        "trouble": health.trouble,
        "restless": words.count("restless", health.restless) if health.restless else "",
    }
