"""The latest changes, and how often each outlet changes what it has published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.model.answers import ChangedVersion
from samarkand.model.changes import FOLDED, ChangeRate, EditKind
from samarkand.web.desk import Desk
from samarkand.web.edits import kind_words, marks_of
from samarkand.web.marks import marked
from samarkand.web.moments import moment
from samarkand.web.views import View

SHOWN = 30
MOST = 600
"""Later versions that are looked at for one page."""
_LONGEST = 1_200
"""Characters of each change on the page of all of them; the page of the article has the rest."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for."""

    outlet: str
    """Id; "" for all."""
    kind: EditKind | None

    @property
    def parameters(self) -> dict[str, str]:
        """The same as in an address."""
        return {key: value for key, value in (("outlet", self.outlet), ("kind", self.kind or "")) if value}


def routes(desk: Desk) -> list[Route]:
    """`/changes` and `/changes/outlets`"""

    def changes(request: Request) -> Response:
        view = View(desk, request)
        wanted = asked(view)
        found = found_changes(view, wanted, SHOWN)
        headlines = [each for each in found if "headline" in each.change.kinds]
        modified = max((each.after.seen_at for each in found), default=None)
        context = {
            "headlines": [_changed(view, each) for each in headlines],
            "others": [_changed(view, each) for each in found if each not in headlines],
            "number": len(found),
            "kinds": _kinds(view, wanted),
            "outlets": _outlets(view, wanted),
            "rates_href": view.href("/changes/outlets"),
            "is_narrowed": bool(wanted.parameters),
        }
        feeds = {view.say("feed_changes"): view.href("/changes.atom", **wanted.parameters)}
        return view.page("changes.html", context, modified=modified, feeds=feeds)

    def rates(request: Request) -> Response:
        view = View(desk, request)
        found = desk.changes.rates()
        context = {"rows": [_rate(view, each) for each in found], "changes_href": view.href("/changes")}
        return view.page("rates.html", context)

    return [Route("/changes", changes), Route("/changes/outlets", rates)]


def asked(view: View) -> Asked:
    """Which changes an address asks for. Raises NotFound for an outlet or a kind that is not known."""
    outlet, kind = (view.request.query_params.get(key, "") for key in ("outlet", "kind"))
    if kind and kind not in get_args(EditKind):
        raise NotFound("no change is of such a kind")
    known: EditKind | None = next((each for each in get_args(EditKind) if each == kind), None)
    return Asked(view.queries.outlet(outlet).id if outlet else "", known)


def found_changes(view: View, wanted: Asked, limit: int) -> list[ChangedVersion]:
    """The latest that are asked for, those of a headline first, each by time."""
    found = list(view.desk.changes.latest(limit, wanted.outlet, wanted.kind, MOST))
    return sorted(found, key=lambda each: "headline" not in each.change.kinds)


def _changed(view: View, changed: ChangedVersion) -> Mapping[str, Any]:
    article, after = changed.article, changed.after
    is_folded = changed.change.is_folded
    return {
        "href": view.href(f"/articles/{article.id}/changes/{changed.before.number}/{after.number}"),
        "title": view.queries.title_of(after),
        "language": after.language,
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "history_href": view.href(f"/articles/{article.id}/history"),
        "before": changed.before.number,
        "after": after.number,
        "moment": moment(after.seen_at, view.wording, view.queries.zone_of(after)),
        "problem": changed.problem,
        "blocks": marked((each for each in changed.change.blocks if each.is_folded == is_folded), _LONGEST),
        **marks_of(view, changed),
    }


def _kinds(view: View, wanted: Asked) -> Sequence[Mapping[str, Any]]:
    """Links to the changes of each kind; what changes nothing of what is told stands last."""
    kinds = sorted(get_args(EditKind), key=lambda kind: kind in FOLDED)
    links = [{"words": view.say("all_kinds"), "href": _href(view, wanted, "kind", ""), "is_shown": wanted.kind is None}]
    for kind in kinds:
        href = _href(view, wanted, "kind", kind)
        links.append({"words": kind_words(view, kind), "href": href, "is_shown": wanted.kind == kind})
    return links


def _outlets(view: View, wanted: Asked) -> Sequence[Mapping[str, Any]]:
    links = [
        {"words": view.say("all_outlets"), "href": _href(view, wanted, "outlet", ""), "is_shown": not wanted.outlet}
    ]
    for outlet in view.desk.changes.outlets():
        href = _href(view, wanted, "outlet", outlet)
        shown = {"words": view.queries.outlet_name(outlet), "href": href, "is_shown": wanted.outlet == outlet}
        links.append(shown)
    return links


def _href(view: View, wanted: Asked, key: str, value: str) -> str:
    parameters = {**wanted.parameters, key: value}
    return view.href("/changes", **{each: told for each, told in parameters.items() if told})


def _rate(view: View, rate: ChangeRate) -> Mapping[str, Any]:
    most = sorted(rate.edits.items(), key=lambda item: -item[1])[:4]
    return {
        "outlet": view.queries.outlet_name(rate.outlet),
        "href": view.href("/changes", outlet=rate.outlet),
        "articles": f"{rate.articles:,}",
        "changed": f"{rate.changed:,}",
        "share": f"{100 * rate.changed / max(1, rate.articles):.1f}%",
        "silent": f"{rate.silent:,}",
        "headlines": f"{rate.headlines:,}",
        "kinds": [{"words": kind_words(view, kind), "number": f"{number:,}"} for kind, number in most],
        "unread": view.wording.count("rate_unread", rate.unread) if rate.unread else "",
    }
