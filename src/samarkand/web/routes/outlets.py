"""The outlets: a list of them, and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.model.outlets import Outlet
from samarkand.model.stories import StoryListing
from samarkand.web.desk import Desk
from samarkand.web.forms import FORMS
from samarkand.web.routes.cards import days
from samarkand.web.routes.status import told
from samarkand.web.routes.story_cards import counts, step
from samarkand.web.routes.turning import Turned, turned
from samarkand.web.timelines import zone_of
from samarkand.web.views import View

_STORIES = 6
"""Of the stories that an outlet reports, at most, on its page."""


def routes(desk: Desk) -> list[Route]:
    """`/outlets` and `/outlets/{id}`"""

    def outlets(request: Request) -> Response:
        view = View(desk, request)
        healths = desk.queries.status(desk.clock())
        shown = {health.outlet for health in healths}
        names = [outlet.name for outlet in desk.queries.known_outlets() if outlet.id not in shown]
        known = desk.queries.outlets_by_id()
        in_order = sorted(healths, key=lambda each: (-each.articles, each.name))
        rows = [{**told(view, each), **_outlet(known[each.outlet]), "name": each.name} for each in in_order]
        return view.page("outlets.html", {"rows": rows, "names": names})

    def outlet(request: Request) -> Response:
        view = View(desk, request)
        known = desk.queries.outlet(request.path_params["id"])
        if known.id != request.path_params["id"]:
            return RedirectResponse(view.href(f"/outlets/{known.id}"), 302)
        found = turned(view, known.id)
        if not isinstance(found, Turned):
            return found
        is_further = desk.is_static and bool(
            request.query_params
        )  # such a page of a site stands as it is, whatever comes later
        healths = [] if is_further else desk.queries.status(desk.clock(), known.id)
        context = {
            "outlet": _outlet(known),
            "health": next((told(view, health) for health in healths), None),
            "days": days(view, found.articles),
            "newer": found.newer,
            "older": found.older,
            "stories": [] if is_further else _stories(view, known.id),
        }
        feeds = {
            view.say("feed_outlet", name=known.name): view.href(f"/outlets/{known.id}/feed.atom"),
            view.say("feed_outlet_stories", name=known.name): view.href(f"/outlets/{known.id}/stories.atom"),
        }
        return view.page("outlet.html", context, feeds=feeds, headers=FORMS if view.marking else None)

    return [Route("/outlets", outlets), Route("/outlets/{id}", outlet)]


def _stories(view: View, identity: str) -> list[Mapping[str, Any]]:
    """The latest stories that an outlet reports and others too."""
    glances = view.desk.stories.listed(StoryListing(_STORIES, outlet=identity, least=2))
    return [{**step(view, each, zone_of(view, each)), "counts": counts(view, each)} for each in glances]


def _outlet(outlet: Outlet) -> Mapping[str, Any]:
    """What is known of an outlet. Only web addresses get through the settings, so they may be links."""
    others = [{"language": language, "name": name} for language, name in outlet.names if name != outlet.name]
    feeds = [{"url": feed.url, "title": feed.title, "is_full": feed.full_text} for feed in outlet.feeds]
    return {
        "id": outlet.id,
        "name": outlet.name,
        "names": others,
        "languages": outlet.languages,
        "zone": outlet.zone,
        "home": outlet.home,
        "feeds": feeds,
        "note": outlet.note,
    }
