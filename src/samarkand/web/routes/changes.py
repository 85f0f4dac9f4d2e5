"""The latest changes: what outlets altered after publishing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import ChangedVersion
from samarkand.web.desk import Desk
from samarkand.web.marks import marked
from samarkand.web.moments import moment
from samarkand.web.views import View

SHOWN = 30
_LONGEST = 1_200
"""Characters of each change on the page of all of them; the page of the article has the rest."""


def routes(desk: Desk) -> list[Route]:
    """`/changes`"""

    def changes(request: Request) -> Response:
        view = View(desk, request)
        found = list(desk.queries.latest_changes(SHOWN))
        modified = max((each.after.seen_at for each in found), default=None)
        context = {"changed": [_changed(view, each) for each in found]}
        feeds = {view.say("feed_changes"): view.href("/changes.atom")}
        return view.page("changes.html", context, modified=modified, feeds=feeds)

    return [Route("/changes", changes)]


def _changed(view: View, changed: ChangedVersion) -> Mapping[str, Any]:
    article, after = changed.article, changed.after
    return {
        "href": view.href(f"/articles/{article.id}/versions/{after.number}"),
        "title": view.queries.title_of(after),
        "language": after.language,
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "before": changed.before.number,
        "after": after.number,
        "moment": moment(after.seen_at, view.wording, view.queries.zone_of(after)),
        "problem": changed.problem,
        "blocks": marked(changed.changes, _LONGEST),
    }
