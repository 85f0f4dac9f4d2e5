"""Cursors: places in a list that only who made them can read, so that one that was altered is known; holds nothing."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from samarkand.errors import BadCursor

LONGEST = 400
"""Characters of a cursor."""
_MARK = 16
"""Bytes that prove it: half of an HMAC with SHA-256 (RFC 2104, 5)."""

Place = list[Any]
"""Where a list goes on: numbers and texts, as JSON holds them."""


class Cursors:
    """The cursors of one server. Whoever knows the key can make them."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, asked: str, place: Place | None) -> str | None:
        """The cursor of a place in the list that was asked for; None where the list ends."""
        if place is None:
            return None
        told = json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        return urlsafe_b64encode(self._mark(asked, told) + told).decode().rstrip("=")

    def read(self, asked: str, cursor: str) -> Place:
        """The place of a cursor of the same list. Raises BadCursor."""
        problem = "is none that this list gave for these parameters; take `next` as it was answered, or begin anew"
        if not cursor.isascii() or len(cursor) > LONGEST:
            raise BadCursor(f"the cursor {problem}")
        try:
            data = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (NotBase64, ValueError) as error:
            raise BadCursor(f"the cursor {problem}") from error
        mark, told = data[:_MARK], data[_MARK:]
        if not hmac.compare_digest(mark, self._mark(asked, told)):
            raise BadCursor(f"the cursor {problem}")
        place: Place = json.loads(told)
        return place

    def _mark(self, asked: str, told: bytes) -> bytes:
        return hmac.digest(self._key, asked.encode("utf-8", "surrogatepass") + b"\0" + told, "sha256")[:_MARK]


def asked_for(path: str, parameters: Mapping[str, str]) -> str:
    """What a cursor belongs to: a list, and all that narrows it."""
    return json.dumps([path, sorted(parameters.items())])
