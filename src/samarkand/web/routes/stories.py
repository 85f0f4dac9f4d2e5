"""The page of a story: all its articles by time, who was first, what came before and after, and why they stand together."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.model.answers import FirstReport, MemberReasons, OpenedStory, StoryMember
from samarkand.model.stories import Correction, Tie
from samarkand.web.desk import Desk
from samarkand.web.edits import agreements_shown
from samarkand.web.forms import FORMS
from samarkand.web.images import is_shown
from samarkand.web.moments import compared_moment, moment, span
from samarkand.web.routes.managing import Fault
from samarkand.web.routes.pointers import pointers
from samarkand.web.routes.story_cards import counts, heading, outlet, step
from samarkand.web.timelines import timeline, zone_of
from samarkand.web.views import View
from samarkand.web.wording import Wording

NEAR = 3
"""Steps of an affair that a page shows on either side; the others are folded."""
PICTURES = 6
"""At most, on the page of a story."""
REASONS = 320
"""Reasons of a kind that a page tells, of all articles together; of each the three strongest at least."""
POINTING = 20
"""Articles of a story of which speakers and days are told; a comparison tells those of all."""
REPORTS = 60
"""Reports on a page, copies with the text that they repeat; the others stand on further pages."""
_PAGE = re.compile(r"[1-9][0-9]{0,4}")
_ID = re.compile(r"s?[0-9a-f]{1,16}")


def routes(desk: Desk) -> list[Route]:
    """`/stories/{id}`"""

    def story(request: Request) -> Response:
        view = View(desk, request)
        identity = asked_story(request)
        context = view.remembered(lambda: _context(view, desk.stories.open(identity)))
        if context["id"] != identity:
            return RedirectResponse(view.href(f"/stories/{context['id']}"), 302)
        return _shown(view, context)

    return [Route("/stories/{id}", story)]


def asked_story(request: Request) -> str:
    """The id of a story or an article in a path. Raises NotFound for what can be none."""
    identity: str = request.path_params["id"]
    if not _ID.fullmatch(identity):
        raise NotFound("no story has such an address")
    return identity


@dataclass(frozen=True, slots=True)
class Tried:
    """A correction that was not made: why, and what was chosen and typed."""

    fault: Fault
    articles: Collection[str]
    other: str


def story_page(view: View, opened: OpenedStory, tried: Tried | None = None) -> Response:
    """The page of a story; with what is wrong where a correction of it was not made."""
    return _shown(view, _context(view, opened), tried)


def _shown(view: View, context: Mapping[str, Any], tried: Tried | None = None) -> Response:
    """The page of what every reader sees, and what belongs to this request."""
    own = {
        "form": _form(view, context["id"], tried),
        "fault": tried.fault if tried else None,
        "is_corrected": view.request.query_params.get("done") == "corrected",
    }
    feeds = {view.say("feed_story", title=context["title"]): view.href(f"/stories/{context['id']}/feed.atom")}
    headers = FORMS if view.desk.writing.correct else None
    status = tried.fault.status if tried else 200
    return view.page("story.html", {**context, **own}, feeds=feeds, headers=headers, status=status)


def _context(view: View, opened: OpenedStory) -> Mapping[str, Any]:
    glance = opened.glance
    story = glance.story
    reasons = {each.member.article.id: each for each in view.desk.stories.why(story.id)}
    place = zone_of(view, glance)
    most = max(3, REASONS // len(glance.members))
    rows = _rows(glance.members, lambda each: _member(view, each, reasons.get(each.article.id), place, most))
    asked = view.request.query_params.get("page", "")
    page = int(asked) if _PAGE.fullmatch(asked) and REPORTS * (int(asked) - 1) < len(rows) else 1
    return {
        "id": story.id,
        "title": glance.title,
        "title_language": heading(glance).article.latest.language,
        "counts": counts(view, glance),
        "comparison_href": view.href(f"/stories/{story.id}/comparison"),
        "timeline": timeline(view, glance),
        "first": _first(view, opened.first, place),
        "first_seen": _first(view, opened.first_seen, place),
        "rivals": _rivals(view, opened),
        "rows": rows[REPORTS * (page - 1) : REPORTS * page],
        "newer": view.href(f"/stories/{story.id}", **({"page": str(page - 1)} if page > 2 else {})) if page > 1 else "",
        "older": view.href(f"/stories/{story.id}", page=str(page + 1)) if len(rows) > REPORTS * page else "",
        "pictures": _pictures(view, glance.members),
        "earlier": [step(view, each, place) for each in opened.before[:-NEAR]],
        "before": [step(view, each, place) for each in opened.before[-NEAR:]],
        "after": [step(view, each, place) for each in opened.after[:NEAR]],
        "later": [step(view, each, place) for each in opened.after[NEAR:]],
        "agreements": agreements_shown(view, glance),
        "corrections": [correction_told(view, each) for each in opened.corrections],
        "is_several": len(glance.members) > 1,
        **pointers(view, [(each.article.id, each.article.versions) for each in glance.members[:POINTING]]),
    }


def _rows(members: Sequence[StoryMember], shown: Callable[[StoryMember], Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The articles by time, each with those that repeat its text."""
    known = {each.article.id for each in members}
    copies: dict[str, list[Mapping[str, Any]]] = {}
    for each in members:
        copies.setdefault(each.copy_of if each.copy_of in known else "", []).append(shown(each))
    return [{**each, "copies": copies.get(each["id"], [])} for each in copies.get("", ())]


def _member(view: View, member: StoryMember, why: MemberReasons | None, place: str, most: int) -> Mapping[str, Any]:
    """A report; of its reasons so many of a kind are told, the strongest."""
    article = member.article
    published = compared_moment(article, view.wording, place)
    seen = moment(article.first_seen_at, view.wording, place)
    return {
        "id": article.id,
        "href": view.href(f"/articles/{article.id}"),
        "title": member.title,
        "language": article.latest.language,
        "outlet": outlet(view, article.outlet),
        "published": published,
        "seen": seen,
        "is_same_day": bool(published.clock) and published.day == seen.day,
        "agency": member.agency,
        "versions": view.wording.count("versions", article.versions) if article.versions > 1 else "",
        "is_gone": article.gone_at is not None,
        "reasons": reasons_told(view.wording, why, most) if why else [],
    }


def reasons_told(wording: Wording, why: MemberReasons, most: int = REASONS) -> list[Mapping[str, Any]]:
    """Why an article stands in its story: what ties it and what speaks against, each under its heading, where there is any."""
    lists = (("tied_by", why.ties), ("against", why.clashes))
    return [
        {"words": wording.say(key), "ties": [_tie(wording, each) for each in ties[:most]]}
        for key, ties in lists
        if ties
    ]


def _tie(wording: Wording, tie: Tie) -> Mapping[str, str]:
    return {"kind": wording.say(f"tie_{tie.kind}"), "text": tie.text, "weight": f"{tie.weight:+.1f}".replace("-", "−")}


def _first(view: View, report: FirstReport, place: str) -> Mapping[str, Any]:
    """Who was first, and what polling leaves open, in words."""
    article = report.article
    if report.unsure_minutes is not None:
        unsure = view.say("unsure", span=span(timedelta(minutes=report.unsure_minutes), view.wording))
    else:
        unsure = view.say("unsure_imported" if article.latest.imported_from else "unsure_unpolled")
    return {
        "outlet": outlet(view, article.outlet),
        "href": view.href(f"/articles/{article.id}"),
        "published": compared_moment(article, view.wording, place),
        "seen": moment(report.seen_at, view.wording, place),
        "unsure": unsure,
    }


def _rivals(view: View, opened: OpenedStory) -> list[str]:
    """Outlets seen so soon after the first that, by what polling can tell, each of them may have been before it."""
    first = opened.first_seen
    if first.unsure_minutes is None:
        return []
    until = first.seen_at + timedelta(minutes=first.unsure_minutes)
    near = (each.article for each in opened.glance.members if each.article.first_seen_at < until)
    names = (view.queries.outlet_name(each.outlet) for each in near if each.outlet != first.article.outlet)
    return list(dict.fromkeys(names))


def _pictures(view: View, members: Sequence[StoryMember]) -> list[Mapping[str, str]]:
    """Kept pictures of the articles, each picture once."""
    found: dict[str, Mapping[str, str]] = {}
    for listed in view.queries.shown([each.article for each in members]):
        lead, path = listed.lead, listed.lead_path
        if lead is not None and is_shown(path) and path not in found and len(found) < PICTURES:
            found[path] = {
                "src": view.file(f"/{path}"),
                "alt": lead.alt or lead.caption or view.say("picture_without_words"),
                "language": listed.article.latest.language,
                "href": view.href(f"/articles/{listed.article.id}"),
                "outlet": view.queries.outlet_name(listed.article.outlet),
            }
    return list(found.values())


def _form(view: View, identity: str, tried: Tried | None) -> Mapping[str, Any] | None:
    """Where the form for corrections leads, its secret, and what was typed; None where nothing can be corrected."""
    if view.desk.writing.correct is None:
        return None
    return {
        "action": view.href(f"/stories/{identity}/corrections"),
        "token": view.token,
        "here": view.href(f"/stories/{identity}", correct="1"),
        "is_asked": view.request.query_params.get("correct") == "1",
        "chosen": list(tried.articles) if tried else [],
        "other": tried.other if tried else "",
    }


def correction_told(view: View, correction: Correction) -> Mapping[str, Any]:
    """What a person decided, in words."""
    return {
        "words": view.wording.count(f"corrected_{correction.deed}", len(correction.articles)),
        "by": correction.by,
        "moment": moment(correction.at, view.wording) if correction.at else None,
    }
