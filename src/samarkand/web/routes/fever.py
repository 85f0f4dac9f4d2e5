"""The Fever API, for apps that speak no other: one address, which tells whatever parameters ask for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from samarkand.web.clients import fever
from samarkand.web.clients.asking import Asked, Refused, answering, as_json
from samarkand.web.desk import Desk
from samarkand.web.entrance.door import KeptOut

_VERSION = 3
"""The last one that the protocol's author published."""
_ANSWERS: Mapping[str, Callable[[Asked], Mapping[str, Any]]] = {
    "groups": fever.groups,
    "feeds": fever.feeds,
    "favicons": fever.favicons,
    "items": fever.items,
    "links": fever.links,
    "unread_item_ids": fever.unread,
    "saved_item_ids": fever.saved,
}


def routes(desk: Desk) -> list[Route]:
    """`/fever/`, which apps are also told without its last stroke."""
    return [Route(path, answering(desk, _answer), methods=["GET", "POST"]) for path in ("/fever/", "/fever")]


def _answer(asked: Asked) -> Response:
    if "api_key" in asked.view.request.query_params:
        raise Refused("KeyInAddress", "api_key belongs into the form: addresses are kept in logs")
    if asked.first("api") == "xml":
        raise Refused("NotSupported", "answers are JSON alone")
    door = asked.view.desk.door
    known = door.knows_key(asked.view.request.scope, asked.first("api_key")) if door else False
    if isinstance(known, KeptOut):
        return PlainTextResponse("Error=TooManyAttempts\n", 429, {"Retry-After": str(math.ceil(known.wait))})
    told: dict[str, Any] = {"api_version": _VERSION, "auth": int(known)}
    if not known:
        return as_json(asked, told)
    if asked.first("mark"):
        fever.mark(asked)
    told["last_refreshed_on_time"] = fever.refreshed(asked)
    for name, answer in _ANSWERS.items():
        if name in asked.values:
            told |= answer(asked)
    return as_json(asked, told)
