"""Words around a number in Chinese that make it a bound or approximate: `至少`, `逾`, `不到`, `约`, `左右`."""

from __future__ import annotations

import re

from samarkand.model.mentions import Bound

_BEFORE = re.compile(
    r"(?:(?P<least>至少|最少|起[码碼]|不少[于於]|不下[于於]?|不低[于於])|(?P<most>至多|最多|[顶頂]多|不超[过過]|不多[于於]|不高[于於])"
    r"|(?P<under>不到|不足|未[满滿达達]|少[于於]|低[于於]|不[满滿])"
    r"|(?P<over>超[过過出]?|逾|突破|[多高大][于於]|(?<![经經通不])[过過])"
    r"|(?P<about>大?[约約]|大概|[将將接]?近|多[达達]|估[计計]|可能|上下))"
    r"(?:有|[达達]|[为為]|了|共|是)?$"
)
_BEHIND = re.compile(
    r"(?P<least>[或及][以之]上|以上)|(?P<most>以下|以[内內])|(?P<over>[多余餘](?!数|數))|(?P<about>左右|上下|之多|[许許](?!多))"
)
_LAST = frozenset("少码碼于於下低多过過到足满滿达達出逾破约約概近计計能有为為了共是")
_FIRST = frozenset("或及以多余餘左上之许許")
_REACH = 8


def bound_of(text: str, start: int, end: int) -> tuple[Bound, bool]:
    """The bound that the number at `text[start:end]` is told as, "" for none, and whether it is anything but exact."""
    match = _BEFORE.search(text, max(0, start - _REACH), start) if text[start - 1 : start] in _LAST else None
    if match is None and text[end : end + 1] in _FIRST:
        match = _BEHIND.match(text, end)
    if match is None:
        return "", False
    return next((bound for bound in ("least", "most", "over", "under") if bound == match.lastgroup), ""), True
