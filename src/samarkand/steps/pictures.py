"""Is this a picture, and where is it filed? Judged by its first bytes, never by what the server calls it."""

from __future__ import annotations

import re

from samarkand.ids import sha256
from samarkand.model.collecting import Answer, Failure, Trouble

_MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "avif"),
)
_PASSING = frozenset({Trouble.TOO_SLOW, Trouble.NO_CONNECTION, Trouble.WAIT, Trouble.NO_HOST})
"""Troubles that may be over tomorrow."""


def picture_path(data: bytes) -> str:
    """`images/ab/abcdef….jpg`; "" where the bytes are no picture that a browser shows."""
    kind = next((kind for magic, kind in _MAGIC if magic.match(data)), "")
    digest = sha256(data)
    return f"images/{digest[:2]}/{digest}.{kind}" if kind else ""


def problem_of(answer: Answer | Failure) -> str:
    """Why there is no picture in an answer; "" where there is one."""
    if isinstance(answer, Failure):
        return f"{answer.trouble}: {answer.detail}"
    if not 200 <= answer.status < 300:
        return f"the host answered {answer.status}"
    return "" if picture_path(answer.body) else "the answer is no picture"


def may_pass(answer: Answer | Failure) -> bool:
    """Whether the same request may bring the picture later."""
    if isinstance(answer, Failure):
        return answer.trouble in _PASSING
    return answer.status == 429 or answer.status >= 500
