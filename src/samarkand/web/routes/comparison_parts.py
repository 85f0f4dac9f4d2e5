"""The parts of a comparison that have pages of their own: who speaks, through which agencies it came, what each outlet has; and one of each as a page shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.model.answers import OpenedComparison
from samarkand.model.comparisons import AgencyShare, Claim, Comparison, Person, Sheet
from samarkand.web.desk import Desk
from samarkand.web.routes.stories import asked_story
from samarkand.web.routes.story_cards import heading
from samarkand.web.telling import Teller, cut
from samarkand.web.views import View

PEOPLE = 60
"""People on a page."""
SAID = 40
"""Claims of a person, agencies on a page, and statements of an agency that are shown."""
SPELLINGS = 12
"""Spellings of a person, and names of a thing, that are shown."""
SHEETS = 3
"""Outlets on a page that tells what each of them has alone, and what it lacks."""
ROWS = 150
"""Claims in the tables of a comparison, those of most voices first; so many too of one outlet's sheet, and so many differences."""
ROLES = 4
_PAGE = re.compile(r"[1-9][0-9]{0,5}")

_Told = Callable[[View, OpenedComparison], Sequence[Callable[[], Mapping[str, Any]]]]
"""What shows the people or the agencies of a comparison, each when it is asked for."""


def routes(desk: Desk) -> list[Route]:
    """`/stories/{id}/people`, `/stories/{id}/agencies` and `/stories/{id}/sheets`"""
    return [
        _route(desk, "people", PEOPLE, _people),
        _route(desk, "agencies", SAID, _agencies),
        _route(desk, "sheets", SHEETS, _sheets),
    ]


def _route(desk: Desk, name: str, on_page: int, told: _Told) -> Route:
    def page(request: Request) -> Response:
        view = View(desk, request)
        identity = asked_story(request)
        opened = desk.comparisons.open(identity)
        path = f"/stories/{opened.glance.story.id}/{name}"
        asked = request.query_params.get("page", "1")
        number = int(asked) if _PAGE.fullmatch(asked) else 0
        every = told(view, opened)
        last = max(1, -(-len(every) // on_page))
        if opened.glance.story.id != identity or not 1 <= number <= last:
            return RedirectResponse(view.href(path), 302)
        context = {
            "kind": name,
            "people_href": "",  # this page is where it would lead
            "title": opened.glance.title,
            "title_language": heading(opened.glance).article.latest.language,
            "comparison_href": view.href(f"/stories/{opened.glance.story.id}/comparison"),
            "shown": [each() for each in every[on_page * (number - 1) : on_page * number]],
            "before": _page_href(view, path, number - 1) if number > 1 else "",
            "after": _page_href(view, path, number + 1) if number < last else "",
        }
        return view.page("comparison_parts.html", context)

    return Route(f"/stories/{{id}}/{name}", page, name=name)


def _page_href(view: View, path: str, number: int) -> str:
    return view.href(path, page=str(number)) if number > 1 else view.href(path)


def _people(view: View, opened: OpenedComparison) -> Sequence[Callable[[], Mapping[str, Any]]]:
    compared, teller = opened.comparison, Teller(view, opened.articles)
    claims = {each.id: each for each in compared.claims}
    main, others = parted(compared.people)
    return [partial(person, view, teller, each, claims) for each in (*main, *others)]


def _agencies(view: View, opened: OpenedComparison) -> Sequence[Callable[[], Mapping[str, Any]]]:
    compared, teller = opened.comparison, Teller(view, opened.articles)
    return [partial(agency, view, teller, each, compared) for each in compared.agencies]


def _sheets(view: View, opened: OpenedComparison) -> Sequence[Callable[[], Mapping[str, Any]]]:
    compared, teller = opened.comparison, Teller(view, opened.articles)
    claims = {each.id: each for each in compared.claims}
    return [partial(sheet, view, teller, each, claims) for each in compared.sheets]


def parted(people: Sequence[Person]) -> tuple[list[Person], list[Person]]:
    """Those who said several things, or whose name is written in several ways; and the others who said something."""
    main = [each for each in people if len(each.claims) > 1 or (each.claims and len(each.spellings) > 1)]
    known = {each.key for each in main}
    return main, [each for each in people if each.claims and each.key not in known]


def person(
    view: View, teller: Teller, told: Person, claims: Mapping[str, Claim], most: int = SAID
) -> Mapping[str, Any]:
    """Somebody who speaks: the name, titles and spellings, and what was said, `most` claims of it."""
    said = [claims[each] for each in told.claims]
    first = told.spellings[0].told[0].at if told.spellings else None
    own = next((each.told[0].at for each in told.spellings if each.value == told.name), first)
    return {
        "name": cut(told.name),
        "language": teller.language(own) if own else view.wording.language,
        "roles": _roles(teller, told, said),
        "spellings": [teller.variant(each) for each in told.spellings[:SPELLINGS]] if len(told.spellings) > 1 else [],
        "said": [teller.heading(each) for each in said[:most]],
        "said_count": view.wording.count("claims", len(said)),
        "more": max(len(said) - most, 0),
    }


def sheet(view: View, teller: Teller, told: Sheet, claims: Mapping[str, Claim], most: int = ROWS) -> Mapping[str, Any]:
    """What one outlet has alone, and what it lacks, `most` claims of each."""
    only, missing = ([claims[each] for each in ids] for ids in (told.only_here, told.missing_here))
    return {
        **teller.outlet(told.outlet),
        "claims": view.wording.count("claims", len(told.claims)),
        "articles": [
            {"href": view.href(f"/articles/{each}"), "words": view.say("article_number", number=number)}
            for number, each in enumerate(told.articles, 1)
        ],
        "only": [teller.heading(each) for each in only[:most]],
        "only_count": len(only),
        "missing": [teller.heading(each) for each in missing[:most]],
        "missing_count": len(missing),
    }


def _roles(teller: Teller, told: Person, said: Sequence[Claim]) -> list[Mapping[str, str]]:
    """Titles, each in the language of the version in which it stands."""
    languages: dict[str, str] = {}
    for claim in said:
        for wording in claim.wordings:
            languages.setdefault(wording.statement.role, teller.language(wording.at))
    return [{"words": cut(each), "language": languages.get(each, "und")} for each in told.roles[:ROLES]]


def agency(view: View, teller: Teller, share: AgencyShare, compared: Comparison) -> Mapping[str, Any]:
    """An agency, and what share of the outlets has anything from it."""
    parts = [each for each in share.through if each not in share.whole]
    total = len(compared.outlets)
    places = [{"href": teller.href(each), "outlet": teller.outlet_at(each)} for each in share.statements[:SAID]]
    return {
        "name": cut(share.agency),
        "language": teller.language_of_agency(share),
        "words": view.say("agency_share", number=len(share.through), total=total),
        "whole": teller.outlets(share.whole),
        "through": teller.outlets(parts),
        "places": places,
        "width": f"{100 * len(share.through) / total:.4g}%",
        "whole_width": f"{100 * len(share.whole) / total:.4g}%",
    }
