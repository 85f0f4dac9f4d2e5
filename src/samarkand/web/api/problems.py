"""What cannot be answered, as a problem that a program can read (RFC 9457); knows no archive."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
URN = "urn:samarkand:problem:"
"""What the type of each problem begins with."""

KINDS: Mapping[str, tuple[int, str]] = {
    "bad-parameter": (400, "A parameter is wrong"),
    "bad-cursor": (400, "The cursor is none that this list gave"),
    "bad-query": (400, "The query cannot be understood"),
    "bad-body": (400, "The body cannot be understood"),
    "cannot-be-done": (400, "What was asked for cannot be done"),
    "no-entry": (401, "Nobody was let in by this"),
    "no-scope": (403, "The token may not do this"),
    "read-only": (403, "Nothing can be changed here"),
    "not-found": (404, "There is no such thing in this archive"),
    "no-method": (405, "This address does not take that method"),
    "too-large": (413, "The body is too large"),
    "no-json": (415, "The body must be JSON"),
    "too-many": (429, "Too many requests"),
    "failed": (500, "The program failed"),
    "damaged": (500, "The archive is damaged"),
    "unusable": (503, "What the answer is made from cannot be used now"),
    "busy": (503, "Another process is writing to the archive"),
}
"""Name -> status and title. A name is never given another meaning."""


class Refusal(Exception):  # noqa: N818  (a state of affairs, named as one)
    """A request is answered by a problem."""

    def __init__(
        self,
        kind: str,
        detail: str,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`kind`: a name of `KINDS`; `detail`: what happened, to what, what to do; `more`: further members of the problem."""
        super().__init__(detail)
        self.kind, self.detail = kind, detail
        self.more, self.headers = more or {}, headers or {}

    def response(self) -> Response:
        """The answer."""
        status, title = KINDS[self.kind]
        told = {"type": URN + self.kind, "title": title, "status": status, "detail": self.detail, **self.more}
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        return Response(body, status, {"Cache-Control": "no-store", **self.headers}, MEDIA_TYPE)
