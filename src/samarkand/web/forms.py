"""Forms that browsers send: read within bounds, and known to be ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from hmac import compare_digest
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from samarkand.web.desk import Desk
from samarkand.web.guard import comes_from_us, name_of
from samarkand.web.views import View

LONGEST = 256 * 1024
"""Bytes of a form."""
LONGEST_WITH_FILE = 4 * 1024 * 1024
"""Bytes of a form that brings a file."""
FORMS = {"Referrer-Policy": "same-origin"}
"""What a page with a form is sent with: with less, browsers would send the form without telling where it comes from."""
_PLAIN = "application/x-www-form-urlencoded"
_WITH_FILE = "multipart/form-data"
_MOST_FIELDS = 10_000
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent; values and files as they came."""

    fields: Mapping[str, Sequence[str]]
    files: Mapping[str, bytes]

    def first(self, name: str) -> str:
        """The first value of a field, without blanks around it; "" where there is none."""
        return self.fields.get(name, [""])[0].strip()


def posted(
    desk: Desk, answer: Callable[[View, Form | None], Response], longest: int = LONGEST
) -> Callable[[Request], object]:
    """What takes a form and lets `answer` answer it, outside of the loop; it gets None for what is no form, or too long."""

    async def endpoint(request: Request) -> Response:
        form = await _sent(request, longest)
        return await run_in_threadpool(answer, View(desk, request), form)

    return endpoint


def is_sincere(view: View, form: Form) -> bool:
    """Whether a form is one of ours, sent by who was shown it: another site's page can neither read nor send it."""
    door = view.desk.door
    is_known = door is not None and (
        bool(view.visitor.session)
        or not door.entrance.user_header
        or name_of(view.request.scope) in door.entrance.names
    )
    if not comes_from_us(view.request.scope, is_known=is_known):
        return False
    return compare_digest(form.first("token").encode("utf-8", "surrogatepass"), view.token.encode())


async def _sent(request: Request, longest: int) -> Form | None:
    kind = request.headers.get("content-type", "")
    form = kind.partition(";")[0].strip().lower()
    if form not in {_PLAIN, _WITH_FILE}:
        return None
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > longest:
            return None
    return read_plain(bytes(data)) if form == _PLAIN else read_parts(bytes(data), kind)


def read_plain(data: bytes) -> Form | None:
    """The fields of a form without files; None for what is none. Cost: linear."""
    try:
        return Form(parse_qs(data.decode("ascii"), max_num_fields=_MOST_FIELDS, errors="strict"), {})
    except ValueError:
        return None


def read_parts(data: bytes, kind: str) -> Form | None:
    """The fields and files of a form by its Content-Type (RFC 7578); None for what is none. Cost: linear."""
    boundary = _parameter(kind, "content-type", "boundary")
    if not re.fullmatch(r"[0-9A-Za-z'()+_,./:=? -]{1,70}", boundary):
        return None
    head, *parts = (b"\r\n" + data).split(b"\r\n--" + boundary.encode())
    if head.strip() or not parts or not parts[-1].startswith(b"--") or len(parts) > _MOST_PARTS:
        return None
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    for part in parts[:-1]:
        told, blank, content = part.partition(b"\r\n\r\n")
        headers = HeaderParser().parsestr(told.decode("utf-8", "replace").lstrip())
        disposition = headers.get("content-disposition", "")
        name = _parameter(disposition, "content-disposition", "name")
        if not blank or not name:
            return None
        if "filename" in disposition.lower():
            files[name] = content
        else:
            fields.setdefault(name, []).append(content.decode("utf-8", "replace"))
    return Form(fields, files)


def _parameter(value: str, header: str, name: str) -> str:
    """A parameter of a header; "" where it is not told."""
    message = Message()
    message[header] = re.sub(r"[\r\n]", " ", value)
    found = message.get_param(name, "", header)
    return found if isinstance(found, str) else ""
