"""What a client sends, in its address and its form together, and how it is told that something cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from samarkand.errors import ArchiveBusy, CannotWrite, NotFound, SamarkandError, UsageError
from samarkand.web.desk import Desk
from samarkand.web.discretion import outside
from samarkand.web.forms import read_parts
from samarkand.web.replies import reply
from samarkand.web.views import View

LONGEST = 1024 * 1024
"""Bytes of what a client sends."""
FIELDS = 20_000
"""Values that it sends at most."""
_PRIVATE = {"Cache-Control": "private, no-cache"}


class Refused(Exception):  # noqa: N818  (it ends a request, and no command)
    """A client's request cannot be answered: its status, a name for programs, and words."""

    def __init__(self, name: str, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.name, self.status = name, status


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a client."""

    view: View
    values: Mapping[str, Sequence[str]]

    def first(self, name: str, usual: str = "") -> str:
        """The first value of a parameter."""
        return next(iter(self.values.get(name, ())), usual)

    def all(self, name: str) -> Sequence[str]:
        """All its values."""
        return self.values.get(name, ())

    def number(self, name: str, usual: int | None = None, most: int = 1 << 53) -> int | None:
        """A number, at most `most`; what is usual where it is not told. Raises Refused."""
        text = self.first(name)
        if not text:
            return usual
        if not (text.isascii() and text.isdigit() and len(text) <= 19):
            raise Refused("InvalidNumber", f"{name} is no number")
        return min(int(text), most)


Answer = Callable[[Asked], Response]


def answering(desk: Desk, answer: Answer) -> Callable[[Request], object]:
    """What takes a request of a client and answers it outside of the loop."""

    async def endpoint(request: Request) -> Response:
        data = bytearray()
        async for part in request.stream():
            data += part
            if len(data) > LONGEST:
                return told(Refused("TooLong", f"a request has {LONGEST:,} bytes at most", 413))
        return await run_in_threadpool(_answered, View(desk, request), bytes(data), answer)

    return endpoint


def _answered(view: View, data: bytes, answer: Answer) -> Response:
    try:
        return answer(Asked(view, _values(view.request, data)))
    except Refused as refused:
        return told(refused)
    except NotFound as error:
        return told(Refused("NotFound", str(error), 404))
    except UsageError as error:
        return told(Refused("Refused", str(error)))
    except SamarkandError as error:  # of the disk: a client is told no more than that
        name = "TryAgain" if isinstance(error, ArchiveBusy | CannotWrite) else "Unusable"
        return told(Refused(name, outside(error, is_guarded=view.desk.door is not None), 503))


def _values(request: Request, data: bytes) -> Mapping[str, Sequence[str]]:
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if data and kind in {"application/x-www-form-urlencoded", ""}:
        try:
            form = parse_qs(data.decode(), keep_blank_values=True, max_num_fields=FIELDS)
        except ValueError as error:
            raise Refused("InvalidForm", f"the form cannot be read, or has more than {FIELDS:,} values") from error
        for name, more in form.items():
            values.setdefault(name, []).extend(more)
    elif data and kind == "multipart/form-data":
        values |= {name: list(told) for name, told in _parts(data, request.headers["content-type"]).items()}
    return values


def _parts(data: bytes, kind: str) -> Mapping[str, Sequence[str]]:
    form = read_parts(data, kind)
    if form is None:
        raise Refused("InvalidForm", "the form cannot be read")
    return form.fields


def told(refused: Refused) -> Response:
    """What is said where something cannot be."""
    return PlainTextResponse(f"Error={refused.name}\n{refused}\n", refused.status, _PRIVATE)


def as_json(asked: Asked, value: Mapping[str, Any]) -> Response:
    """JSON, sent once."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return reply(asked.view.request, body, "application/json; charset=utf-8", headers=_PRIVATE)


def as_text(text: str) -> Response:
    """A word or a line."""
    return PlainTextResponse(text, headers=_PRIVATE)
