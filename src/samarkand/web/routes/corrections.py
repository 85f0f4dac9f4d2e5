"""Corrections that a person sends from the page of a story; the only address that takes anything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import ArchiveBusy, CannotWrite, NotFound, UsageError
from samarkand.pipeline.correcting import Wish
from samarkand.web.desk import Corrections, Desk
from samarkand.web.guard import comes_from_us
from samarkand.web.routes.stories import asked_story
from samarkand.web.views import View

LONGEST = 256 * 1024
"""Bytes of a form."""
BY = "reader"
"""Who the ledger names."""
_FORM = "application/x-www-form-urlencoded"
_OTHER = re.compile(r"(?:.*/)?(s?[0-9a-f]{1,16})(?:[?#].*)?", re.DOTALL)

Fields = Mapping[str, Sequence[str]]


def routes(desk: Desk) -> list[Route]:
    """`/stories/{id}/corrections`, by POST alone"""

    async def corrections(request: Request) -> Response:
        data = await _sent(request)
        return await run_in_threadpool(_answer, View(desk, request), data)

    return [Route("/stories/{id}/corrections", corrections, methods=["POST"])]


async def _sent(request: Request) -> bytes | None:
    """The bytes of a form; None for what is none, or too long."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return None
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > LONGEST:
            return None
    return data


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a correction was not made."""

    status: int
    words: str


def _answer(view: View, data: bytes | None) -> Response:
    """303 back to the story where the correction was made; a page that says why where it was not."""
    identity = asked_story(view.request)
    carried = view.desk.corrections
    if carried is None:
        return _refused(view, Refusal(403, view.say("correction_off")))
    wish = _sincere(view, identity, _fields(data), carried.token)
    refusal = wish if isinstance(wish, Refusal) else _carried_out(carried, wish)
    return _refused(view, refusal) if refusal else RedirectResponse(view.href(f"/stories/{identity}"), 303)


def _carried_out(carried: Corrections, wish: Wish) -> Refusal | None:
    try:
        carried.correct(wish)
    except (UsageError, NotFound) as error:
        return Refusal(400, str(error))
    except (ArchiveBusy, CannotWrite) as error:
        return Refusal(503, str(error))
    return None


def _sincere(view: View, identity: str, fields: Fields | None, token: str) -> Wish | Refusal:
    """What was asked for by a form of ours."""
    if fields is None:
        return Refusal(400, view.say("correction_unread"))
    sent = fields.get("token", [""])[0]
    if not comes_from_us(view.request.scope) or not compare_digest(sent.encode(), token.encode()):
        return Refusal(403, view.say("correction_foreign"))
    wish = _wish(identity, fields)
    return Refusal(400, view.say(wish)) if isinstance(wish, str) else wish


def _fields(data: bytes | None) -> Fields | None:
    """The fields of a form; None for what is none."""
    if data is None:
        return None
    try:
        return parse_qs(data.decode("ascii"), max_num_fields=10_000, errors="strict")
    except ValueError:
        return None


def _wish(identity: str, fields: Fields) -> Wish | str:
    """What was asked for, or the message that says what is missing."""
    deed = fields.get("deed", [""])[0]
    articles = tuple(fields.get("article", ()))
    other = _OTHER.fullmatch(fields.get("other", [""])[0].strip())
    if deed in {"merge", "move"} and other is None:
        return "correction_no_other"
    if deed in {"split", "pin", "move"} and not articles:
        return "correction_none_chosen"
    if deed == "merge" and other:
        return Wish("merge", identity, (other[1],), BY)
    if deed == "move" and other:
        return Wish("move", other[1], articles, BY)
    if deed == "split":
        return Wish("split", identity, articles, BY)
    return Wish("pin", identity, articles, BY) if deed == "pin" else "correction_unread"


def _refused(view: View, refusal: Refusal) -> Response:
    context = {
        "title": view.say("correction_refused"),
        "status": refusal.status,
        "detail": refusal.words,
        "advice": view.say("correction_refused_do"),
    }
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    return HTMLResponse(view.render("error.html", context, {}), refusal.status, headers)
