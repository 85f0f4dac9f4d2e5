"""The operation that searches."""

from __future__ import annotations

from samarkand.as_json.searching import found_json
from samarkand.model.search import Options
from samarkand.searching import Narrowing
from samarkand.web.api.cursors import Place
from samarkand.web.api.operations import Operation, Page, pages
from samarkand.web.api.parameters import OUTLET, PAGED, Asked, Parameter, flag, text
from samarkand.web.desk import Desk

FARTHEST = 10_000
"""Hits that may be passed over; who wants more narrows the query, or lists the articles."""
QUERY = Parameter(
    "q",
    "What is looked for: words, phrases, fields, as in the reader",
    {"type": "string", "minLength": 1, "maxLength": 4_000},
    is_required=True,
)


def found(desk: Desk, asked: Asked, place: Place | None) -> Page:
    """A page of what a query finds."""
    outlet = desk.queries.outlet(asked["outlet"]).id if asked.get("outlet") else ""
    narrowing = Narrowing(outlet, asked.get("language") or "", sort=asked.get("sort"))
    offset, limit = place[0] if place else 0, asked["limit"]
    options = Options(limit, offset, with_variants=asked["variants"], with_recency=asked["recency"])
    results = desk.search.find(asked["q"], desk.clock(), options, narrowing)
    items = [found_json(desk.queries, each, results) for each in results.found]
    following = offset + limit
    return Page(items, [following] if following < min(results.total, FARTHEST) else None)


OPERATIONS = (
    Operation(
        "search",
        "/search",
        "What a query finds, the best or the newest first; up to 10,000 hits",
        found,
        pages("found"),
        (
            QUERY,
            OUTLET,
            text("language", "In this language alone; BCP 47", pattern="^[A-Za-z0-9-]{2,35}$"),
            text("sort", "The best or the newest first; else as the query says", enum=["relevance", "date"]),
            flag("variants", "Whether other spellings of names are looked for too", usual=True),
            flag("recency", "Whether newer articles stand a little higher", usual=True),
            *PAGED,
        ),
        {"article": ("id", "/items/0/id")},
    ),
)
