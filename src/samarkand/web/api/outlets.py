"""Operations on outlets, and the list of what is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samarkand import __version__
from samarkand.as_json.outlets import health_json, outlet_json, vitals_json
from samarkand.web.api.cursors import Place
from samarkand.web.api.operations import Operation, Page, one, pages
from samarkand.web.api.parameters import Asked
from samarkand.web.desk import Desk

LISTS = ("articles", "changes", "search", "stories", "statements", "people", "calendar", "outlets", "status")
"""Paths below `/api/v1`."""


def index(desk: Desk, _asked: Asked, _place: Place | None) -> Mapping[str, Any]:
    """What is here."""
    return {
        "archive": desk.queries.identity(),
        "title": desk.queries.title,
        "version": __version__,
        "openapi": "openapi.json",
        "lists": list(LISTS),
    }


def listed(desk: Desk, _asked: Asked, _place: Place | None) -> Page:
    """All outlets that are known."""
    followed = {outlet.id for outlet in desk.queries.followed()}
    return Page([outlet_json(each, is_followed=each.id in followed) for each in desk.queries.known_outlets()])


def status(desk: Desk, _asked: Asked, _place: Place | None) -> Page:
    """How outlets are doing, and the archive as a whole."""
    found = desk.vitals(desk.clock())
    return Page([health_json(each) for each in found.outlets], more={"archive": vitals_json(found)})


OPERATIONS = (
    Operation("index", "/", "What is here, and of which archive", index, one("index")),
    Operation("outlets", "/outlets", "The outlets that are known or brought something", listed, pages("outlet")),
    Operation(
        "status",
        "/status",
        "How outlets are doing, those in trouble first, and the archive as a whole",
        status,
        one("status"),
    ),
)
