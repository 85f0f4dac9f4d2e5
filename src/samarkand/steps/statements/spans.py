"""What a stretch of text is as a statement: its ends without marks, and whose words it is in; knows no grammar."""

from __future__ import annotations

from samarkand.model.statements import Speech

DIRECT = 8
"""Characters that direct speech has at least."""
_TRIMMED = frozenset(" \n\t\u00a0\u3000，,。：:；;、！!？?—-–….")
_CLOSERS = {"”": "“", "」": "「", "』": "『", '"': '"'}
_OPENERS = {opener: closer for closer, opener in _CLOSERS.items()}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without marks at its ends and quotation marks around it; a mark that closes a quotation in it falls too."""
    start, end = _bare(text, start, end)
    while end > start and text[start] in _OPENERS and text.find(_OPENERS[text[start]], start + 1, end - 1) < 0:
        start, end = _bare(text, start + 1, end - (text[end - 1] == _OPENERS[text[start]]))
    while end > start and text[end - 1] in _CLOSERS:
        start, end = _bare(text, start, end - 1)
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while (
        start < end and text[start] in _TRIMMED and not (text[start] in "-." and text[start + 1 : start + 2].isdigit())
    ):
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end


def kind_of(text: str, start: int, end: int) -> Speech:
    """Direct where quotation marks hold more than half of the stretch, and at least `DIRECT` characters."""
    quoted, opened = 0, start if text[max(0, start - 3) : start].rstrip()[-1:] in _OPENERS else -1
    for place in range(start, end):
        sign = text[place]
        if opened >= 0 and (sign in _CLOSERS):
            quoted += place - opened
            opened = -1
        elif opened < 0 and sign in _OPENERS:
            opened = place + 1
    if opened >= 0:
        quoted += end - opened
    return "direct" if quoted >= DIRECT and quoted * 2 > end - start else "indirect"
