"""The one operation that writes: what a person decides about a story, sent by a program that may."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from samarkand.pipeline.correcting import Wish
from samarkand.web.api.parameters import DEEDS, LONGEST, STORY_ID, read
from samarkand.web.api.problems import Refusal
from samarkand.web.desk import Desk
from samarkand.web.guard import comes_from_us, header_of
from samarkand.web.visitors import visitor_of

BY = "api"
"""What the ledger keeps with such a correction; of a token, with the name behind a colon."""
LONGEST_BODY = 64 * 1024
"""Bytes."""
_NAMED = re.compile(r"s?[0-9a-f]{1,16}")


def correction(desk: Desk) -> Callable[[Request], Any]:
    """What takes a correction."""

    async def endpoint(request: Request) -> Response:
        asked = read((STORY_ID,), request.path_params, request.query_params.multi_items())
        by = _allowed(desk, request)
        wish = _wish(asked["id"], await _sent(request), by)
        return await run_in_threadpool(_done, desk, wish)

    return endpoint


def _allowed(desk: Desk, request: Request) -> str:
    """Who the ledger names. Raises Refusal.

    A browser's cookie is not enough, since a page of others could have it sent: a token is, and where everybody on this machine
    may enter, that no page of others asks.
    """
    if desk.writing.correct is None:
        raise Refusal("read-only", "this reader was started with --read-only")
    visitor = visitor_of(request.scope)
    if visitor.token:
        if "write" not in visitor.scopes:
            raise Refusal(
                "no-scope", "this token may read alone; `samarkand token --scope write` makes one that may write"
            )
        return f"{BY}: {visitor.user}"
    if desk.door is not None:
        raise Refusal("no-scope", "a token of scope `write` is needed for this; `samarkand token` makes one")
    comes_from_page = header_of(request.scope, b"origin") or header_of(request.scope, b"sec-fetch-site")
    if comes_from_page and not comes_from_us(request.scope):
        raise Refusal("no-scope", "this was asked for by a page of another site")
    return BY


async def _sent(request: Request) -> Any:
    """The JSON that was sent. Raises Refusal."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refusal("no-json", "send `Content-Type: application/json`")
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LONGEST_BODY:
            raise Refusal("too-large", f"{LONGEST_BODY} bytes may be sent")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad-body", f"the body is no JSON: {error}") from error


def _wish(story: str, sent: Any, by: str) -> Wish:
    """What is asked for. Raises Refusal."""
    named = sent.get("named") if isinstance(sent, dict) else None
    if not isinstance(sent, dict) or sent.keys() != {"deed", "named"} or sent["deed"] not in DEEDS:
        raise Refusal("bad-body", f"the body must be {{deed, named}}, its deed one of {', '.join(DEEDS)}")
    if not isinstance(named, list) or not 1 <= len(named) <= LONGEST or not all(map(_is_id, named)):
        raise Refusal("bad-body", f"`named` must be a list of 1 to {LONGEST} ids")
    return Wish(sent["deed"], story, tuple(named), by)


def _is_id(told: Any) -> bool:
    return isinstance(told, str) and _NAMED.fullmatch(told) is not None


def _done(desk: Desk, wish: Wish) -> Response:
    assert desk.writing.correct is not None
    report = desk.writing.correct(wish)
    body = json.dumps({"story": report.subject, "done": report.detail}, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
