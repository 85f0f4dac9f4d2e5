"""The page of a search: what was found, by which spellings, in which outlets, languages and months."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import FoundVersion, Results
from samarkand.model.search import Options, Passage, Published
from samarkand.searching import Narrowing
from samarkand.web.desk import Desk
from samarkand.web.moments import article_moment, published_moment
from samarkand.web.routes.histogram import bars, first_day_after
from samarkand.web.views import View

PAGE = 20
"""Hits on a page."""
FARTHEST = 980
"""The farthest place at which a page may begin: whoever looks deeper asks more precisely, or by date."""
_SPAN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}|und")
KEPT = ("q", "outlet", "lang", "in", "sort", "exact")
"""Parameters that go along from page to page of one search; `start` is the one that does not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request for a search asks for."""

    text: str
    narrowing: Narrowing
    options: Options
    parameters: Mapping[str, str]
    """Those of KEPT that were given."""


def routes(desk: Desk) -> list[Route]:
    """`/search`"""

    def search(request: Request) -> Response:
        view = View(desk, request)
        wanted = asked(request)
        if not wanted.text.strip():
            return view.page("search.html", _empty(view))
        results = desk.search.find(wanted.text, desk.clock(), wanted.options, wanted.narrowing)
        feed = view.href("/search.atom", **kept(wanted, exclude=("sort",)))
        feeds = {view.say("feed_search", query=shortened(wanted.text)): feed}
        return view.page("search.html", _found(view, wanted, results), feeds=feeds)

    return [Route("/search", search)]


def asked(request: Request) -> Asked:
    """What a request asks for. Raises HTTPException (400) for parameters that cannot be."""
    given = {name: request.query_params[name] for name in KEPT if request.query_params.get(name)}
    start = request.query_params.get("start", "0")
    sort, language, exact = given.get("sort"), given.get("lang", ""), given.get("exact")
    if not re.fullmatch(r"[0-9]{1,3}", start) or int(start) > FARTHEST or exact not in {None, "1"}:
        raise HTTPException(400)
    if sort not in {None, "date", "relevance"} or (language and not _TAG.fullmatch(language)):
        raise HTTPException(400)
    narrowing = Narrowing(
        outlet=given.get("outlet", ""),
        language=language,
        published=_span(given["in"]) if "in" in given else None,
        sort="date" if sort == "date" else "relevance" if sort else None,
    )
    options = Options(limit=PAGE, offset=int(start), with_variants=exact is None, with_facets=True)
    return Asked(given.get("q", ""), narrowing, options, given)


def kept(wanted: Asked, exclude: Sequence[str] = (), **changed: str) -> dict[str, str]:
    """The parameters of a search that lead on from a page of it, with some changed or left out."""
    return {name: value for name, value in {**wanted.parameters, **changed}.items() if name not in exclude and value}


def shortened(text: str, longest: int = 60) -> str:
    """A query where it stands as a title."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def pieces(passage: Passage) -> list[Mapping[str, Any]]:
    """A passage as a template shows it: pieces, marked or not."""
    shown, place = [], 0
    for start, end in passage.marks:
        shown += [(False, passage.text[place:start]), (True, passage.text[start:end])]
        place = end
    shown.append((False, passage.text[place:]))
    return [{"is_mark": is_mark, "text": text} for is_mark, text in shown if text]


def _span(text: str) -> Published:
    """The days of a year or a month. Raises HTTPException (400)."""
    match = _SPAN.fullmatch(text)
    if match is None or int(match["year"]) < 1:
        raise HTTPException(400)
    since = date(int(match["year"]), int(match["month"] or 1), 1)
    return Published(since, first_day_after(text))


def _empty(view: View) -> Mapping[str, Any]:
    return {"query": "", "title": view.say("search"), "hits": (), "total": None}


def _found(view: View, wanted: Asked, results: Results) -> Mapping[str, Any]:
    start = wanted.options.offset

    def to(**changed: str) -> str:
        return view.href("/search", **kept(wanted, **changed))

    is_last = start + PAGE >= min(results.total, FARTHEST + PAGE)
    return {
        "query": wanted.text,
        "title": shortened(wanted.text),
        "total": view.wording.count("found", results.total),
        "behind": f"{behind:,}" if (behind := view.desk.search.lag(results.query)) else "",
        "is_relaxed": results.is_relaxed,
        "hits": [hit(view, found) for found in results.found],
        "also": [
            {"typed": each.typed, "spellings": each.also}
            for each in results.alternatives
            if wanted.options.with_variants
        ],
        "switch": to(exact="1") if results.alternatives else "",
        "is_exact": not wanted.options.with_variants,
        "switch_back": view.href("/search", **kept(wanted, exclude=("exact",))),
        "sorts": [
            {"name": view.say(f"sort_{sort}"), "href": to(sort=sort), "is_shown": results.query.sort == sort}
            for sort in ("relevance", "date")
        ],
        "chosen": _chosen(view, wanted),
        "facets": _facets(view, wanted, results),
        "histogram": bars(results.facets.get("month", ()), lambda span: to(**{"in": span})),
        "newer": to(start=str(start - PAGE)) if start > PAGE else to() if start else "",
        "older": "" if is_last else to(start=str(start + PAGE)),
    }


def hit(view: View, found: FoundVersion) -> Mapping[str, Any]:
    """A hit as a template shows it."""
    article, version = found.article, found.version
    is_old = version.number != article.versions
    path = f"/articles/{article.id}" + (f"/versions/{version.number}" if is_old else "")
    told = version.published
    return {
        "href": view.href(path),
        "title": pieces(found.title),
        "language": version.language,
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "moment": published_moment(told, view.wording)
        if told
        else article_moment(article, view.wording, view.queries.zone_of(version)),
        "passages": [pieces(passage) for passage in found.passages],
        "old": view.say("found_old", number=version.number, total=article.versions) if is_old else "",
        "versions": view.wording.count("versions", article.versions) if article.versions > 1 and not is_old else "",
        "is_gone": article.gone_at is not None,
        "problem": found.problem,
    }


def _facets(view: View, wanted: Asked, results: Results) -> list[Mapping[str, Any]]:
    """By outlet and by language, each value with a link that narrows the search to it."""
    shown: list[Mapping[str, Any]] = []
    for name, parameter in (("outlet", "outlet"), ("language", "lang")):
        values = results.facets.get(name, ())
        if len(values) > 1:
            links = [
                {
                    "name": view.queries.outlet_name(value) if name == "outlet" else _language(view, value),
                    "count": f"{count:,}",
                    "href": view.href("/search", **kept(wanted, **{parameter: value})),
                }
                for value, count in values
            ]
            shown.append({"name": view.say(f"facet_{name}"), "links": links})
    return shown


def _chosen(view: View, wanted: Asked) -> list[Mapping[str, str]]:
    """What the search was narrowed to, each with a link that widens it again."""
    names: Mapping[str, Callable[[str], str]] = {
        "outlet": view.queries.outlet_name,
        "lang": lambda tag: _language(view, tag),
        "in": str,
    }
    return [
        {"name": name_of(wanted.parameters[parameter]), "href": view.href("/search", **kept(wanted, (parameter,)))}
        for parameter, name_of in names.items()
        if parameter in wanted.parameters
    ]


def _language(view: View, tag: str) -> str:
    """A language by its name in that of the interface, or its tag where there is none."""
    key = f"language_{tag.replace('-', '_')}"
    return view.say(key) if key in view.wording.messages else tag
