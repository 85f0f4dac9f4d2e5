"""The page on which the articles of a story are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.model.answers import OpenedComparison
from samarkand.model.comparisons import Comparison
from samarkand.times import as_utc
from samarkand.web.desk import Desk
from samarkand.web.edits import agreements_shown
from samarkand.web.routes.comparison_parts import PEOPLE, ROWS, SAID, SPELLINGS, agency, parted, person, sheet
from samarkand.web.routes.stories import asked_story
from samarkand.web.routes.story_cards import heading
from samarkand.web.story_times import HOURS, LISTED, story_times
from samarkand.web.telling import Teller, cut
from samarkand.web.views import View
from samarkand.web.wording import Wording

LINES = 220
"""Claims, wordings and times that a page has room for, of some 350 bytes each."""
FEW, FIRST = 2, 10
"""Where it has no room for all: claims of a person and of a sheet that are shown, and people; the others stand on pages of their own."""
CROWDED = 120
"""Wordings and times from which on less of that has room, a third of the people, and but a few times of each day: the tables stay whole."""
UNFOLDED = 6
"""Claims after which the tables of further numbers of voices are folded."""


def routes(desk: Desk) -> list[Route]:
    """`/stories/{id}/comparison`"""

    def comparison(request: Request) -> Response:
        view = View(desk, request)
        identity = asked_story(request)
        opened = desk.comparisons.open(identity)
        story = opened.glance.story.id
        if story != identity:
            return RedirectResponse(view.href(f"/stories/{story}/comparison"), 302)
        return _page(view, opened)

    return [Route("/stories/{id}/comparison", comparison)]


def _page(view: View, opened: OpenedComparison) -> Response:
    compared, teller = opened.comparison, Teller(view, opened.articles)
    claims = {each.id: each for each in compared.claims}
    latest = max((each.published_at for each in opened.articles.values()), default=opened.glance.story.last_at)
    repeated = [each for each in compared.claims if each.voices == 1 and len(each.outlets) > 1]
    main, others = parted(compared.people)
    room = _room(compared)
    sheets = [sheet(view, teller, each, claims, room.of_sheet) for each in compared.sheets]
    context = {
        "title": opened.glance.title,
        "title_language": heading(opened.glance).article.latest.language,
        "story_href": view.href(f"/stories/{opened.glance.story.id}"),
        "sum": summary(view.wording, compared),
        "lacking": [view.say(f"lacking_{lack}", articles=names) for lack, names in _lacking(view, opened)],
        "outlets": [view.queries.outlet_name(each) for each in compared.outlets],
        "disagreements": [teller.difference(each, claims.get(each.claim)) for each in compared.disagreements[:ROWS]],
        "more_disagreements": max(len(compared.disagreements) - ROWS, 0),
        "groups": _groups(view, teller, compared),
        "more_rows": max(sum(each.voices > 1 for each in compared.claims) - ROWS, 0),
        "repeated": [teller.heading(each) for each in repeated[:ROWS]],
        "more_repeated": max(len(repeated) - ROWS, 0),
        "sheets": sheets,
        "more_of_sheets": _cut_off(sheets),
        "sheets_href": view.href(f"/stories/{opened.glance.story.id}/sheets"),
        "people": [person(view, teller, each, claims, room.said) for each in main[: room.people]],
        "more_people": max(len(main) - room.people, 0),
        "others": [person(view, teller, each, claims, room.said) for each in others[: room.people]],
        "others_count": len(others),
        "more_others": max(len(others) - room.people, 0),
        "people_href": view.href(f"/stories/{opened.glance.story.id}/people"),
        "namings": [[teller.variant(each) for each in naming.variants[:SPELLINGS]] for naming in compared.namings],
        "times": story_times(view, teller, compared.timeline, _day(latest), room.hours),
        "agencies": [agency(view, teller, each, compared) for each in compared.agencies[:SAID]],
        "more_agencies": max(len(compared.agencies) - SAID, 0),
        "agencies_href": view.href(f"/stories/{opened.glance.story.id}/agencies"),
        "agreements": agreements_shown(view, opened.glance),
        "choices": [] if view.desk.is_static else _choices(view, opened),
        "action": view.href("/compare").partition("?")[0],
    }
    return view.page("comparison.html", context)


def summary(words: Wording, compared: Comparison) -> str:
    """What the comparison shows, in one sentence."""
    count = words.count
    outlets = count("outlets_report", len(compared.outlets))
    share = next((each for each in compared.agencies if each.through), None)
    if share and len(compared.outlets) > 1:
        outlets = words.say("sum_share", outlets=outlets, number=len(share.through), agency=share.agency)
    shared = sum(claim.voices > 1 for claim in compared.claims)
    return words.say(
        "sum",
        outlets=outlets,
        claims=count("claims", len(compared.claims)),
        shared=count("claims_shared", shared) if shared else words.say("claims_unshared"),
        disagreements=count("disagreements", len(compared.disagreements))
        if compared.disagreements
        else words.say("disagreements_none"),
    )


def _lacking(view: View, opened: OpenedComparison) -> list[tuple[str, str]]:
    """Why some articles take no full part -> their outlets, as a list in words."""
    names: dict[str, list[str]] = {}
    for member in opened.glance.members:
        if lack := opened.lacking.get(member.article.id):
            names.setdefault(lack, []).append(member.article.outlet)
    teller = Teller(view, opened.articles)
    return [(lack, teller.outlets(dict.fromkeys(some))) for lack, some in names.items()]


def _day(at: Any) -> date:
    return (as_utc(at) or at).date()


def _groups(view: View, teller: Teller, compared: Comparison) -> list[Mapping[str, Any]]:
    """The claims that several voices tell, in a table for each number of voices."""
    shared = [each for each in compared.claims if each.voices > 1]
    before = 0
    found: list[Mapping[str, Any]] = []
    for voices, group in groupby(shared[:ROWS], key=lambda each: each.voices):
        claims = list(group)
        found.append(
            {
                "words": view.wording.count("by_voices", voices),
                "claims": view.wording.count("claims", len(claims)),
                "rows": [teller.row(each, compared.outlets) for each in claims],
                "is_open": before < UNFOLDED,
            }
        )
        before += len(claims)
    return found


class _Room(NamedTuple):
    """For how much a page has room besides its tables."""

    people: int
    said: int
    """Claims of each of them."""
    of_sheet: int
    """Claims of a sheet that an outlet has alone, and as many that it lacks."""
    hours: int
    """Times of one day."""


def _room(compared: Comparison) -> _Room:
    said = sum(min(len(each.claims), SAID) for each in compared.people[: 2 * PEOPLE])
    sheets = sum(min(len(ids), ROWS) for each in compared.sheets for ids in (each.only_here, each.missing_here))
    rows = sum(len(each.wordings) for each in compared.claims[:ROWS] if each.voices > 1)
    fixed = rows + sum(len(each.outlets) for each in compared.timeline[:LISTED])
    if fixed + said + sheets <= LINES:
        return _Room(PEOPLE, SAID, ROWS, HOURS)
    return _Room(FIRST, FEW, FEW, HOURS) if fixed <= CROWDED else _Room(FIRST // 3, FEW // 2, FEW // 2, FEW)


def _cut_off(sheets: Iterable[Mapping[str, Any]]) -> int:
    """Claims of sheets that are not shown."""
    return sum(each["only_count"] + each["missing_count"] - len(each["only"]) - len(each["missing"]) for each in sheets)


def _choices(view: View, opened: OpenedComparison) -> list[Mapping[str, str]]:
    """The articles of which two can be laid side by side; none where there is only one."""
    members = [each for each in opened.glance.members if each.article.id in opened.articles]
    return [
        {
            "id": each.article.id,
            "title": cut(each.title),
            "language": each.article.latest.language,
            "outlet": view.queries.outlet_name(each.article.outlet),
        }
        for each in members
        if len(members) > 1
    ]
