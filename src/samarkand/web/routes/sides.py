"""The page of two articles side by side, and the way to it from a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.model.answers import OpenedSides
from samarkand.model.comparisons import Compared, Match
from samarkand.web.desk import Desk
from samarkand.web.moments import compared_moment
from samarkand.web.sides import LIT, LONGEST, Numbered, joined, paragraphs
from samarkand.web.telling import Teller
from samarkand.web.views import View

_ID = re.compile(r"[0-9a-f]{1,16}")


def routes(desk: Desk) -> list[Route]:
    """`/compare` and `/compare/{one}/{two}`"""

    def chosen(request: Request) -> Response:
        one, two = (_asked(request.query_params.get(name, "")) for name in ("one", "two"))
        return RedirectResponse(View(desk, request).href(f"/compare/{one}/{two}"), 302)

    def sides(request: Request) -> Response:
        view = View(desk, request)
        asked = tuple(_asked(request.path_params[name]) for name in ("one", "two"))
        one, two = (desk.queries.article(each).id for each in asked)
        if one == two:
            return RedirectResponse(view.href(f"/articles/{one}"), 302)
        if asked != (one, two):
            return RedirectResponse(view.href(f"/compare/{one}/{two}"), 302)
        return _page(view, desk.comparisons.side_by_side(one, two))

    return [Route("/compare", chosen), Route("/compare/{one}/{two}", sides)]


def _asked(identity: str) -> str:
    """The id of an article, or its beginning. Raises NotFound for what can be none."""
    if not _ID.fullmatch(identity):
        raise NotFound("no article has such an address")
    return identity


def _page(view: View, opened: OpenedSides) -> Response:
    matches = joined(opened.sides.matches)
    teller = Teller(view, {each.article: each for each in (opened.one, opened.two)})
    numbered = list(enumerate(matches, 1))
    story = opened.story
    context = {
        "sides": [
            _side(view, opened.one, [(number, each.one.start, each.one.end) for number, each in numbered], opened),
            _side(view, opened.two, [(number, each.two.start, each.two.end) for number, each in numbered], opened),
        ],
        "sum": view.wording.count("sides_joined", len(matches)) if matches else view.say("sides_apart"),
        "story_href": view.href(f"/stories/{story.story.id}/comparison") if story else "",
        "story_title": story.title if story else "",
        "differences": [_difference(teller, number, each) for number, each in numbered if each.differences],
        "lit": LIT,
    }
    return view.page("sides.html", context)


def _side(view: View, article: Compared, passages: list[Numbered], opened: OpenedSides) -> Mapping[str, Any]:
    known = view.queries.article(article.article)
    return {
        "title": article.title or known.latest.title or known.latest.url,
        "language": article.language,
        "href": view.href(f"/articles/{article.article}/versions/{article.version}"),
        "outlet": view.queries.outlet_name(article.outlet),
        "moment": compared_moment(known, view.wording, view.queries.zone_of(known.latest)),
        "paragraphs": paragraphs(article.text, passages),
        "is_cut": len(article.text) > LONGEST,
        "lack": opened.lacking.get(article.article, ""),
    }


def _difference(teller: Teller, number: int, match: Match) -> Mapping[str, Any]:
    return {"number": number, "sides": [teller.difference(each, None, is_counted=False) for each in match.differences]}
