"""Halves of characters: a text may hold one that came from an escape, and no file can."""

from __future__ import annotations

import re

_HALVES = re.compile(r"[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """The text with U+FFFD in the place of each half of a character, which UTF-8 cannot hold; nearly always the same text."""
    try:
        text.encode()  # finds one in a fifth of the time of a pattern
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", text)
    return text
