"""Two neighbouring expressions that tell one time: a day and its other name (`周三（7日）`), or the ends of a stretch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from samarkand.steps.dates.told import Told

_OPEN = re.compile(r"\s?[（(]\s?")
_CLOSE = re.compile(r"\s?[）)]")
_BESIDE = re.compile(r"[，, ]{0,2}")
_TO = re.compile(r"\s?(?:[至到]|[-－–—~～]+|(?:to|through|until|till)\b)\s?")
_AND = re.compile(r"[和与與及、]|\s?and\s")
_AMONG = re.compile(r"(?:之[间間]|[间間])(?!的?关)")
"""What makes a stretch of two times that stand beside one another: `9月3日和5日之间`."""
_WIDEST = 9
"""Characters between two expressions that belong together."""
_LIKE = {"weekday": "day", "half": "quarter"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two expressions with one meaning."""

    first: Told
    second: Told
    end: int
    """With the bracket that closes behind the second."""
    how: Literal["gloss", "range"]


def join(text: str, first: Told, second: Told | None) -> Pair | None:
    """The pair that an expression makes with its neighbour, or None."""
    if second is None or second.start - first.end > _WIDEST:
        return None
    gap = text[first.end : second.start]
    if _is_gloss(first, second):
        if _OPEN.fullmatch(gap) and (close := _CLOSE.match(text, second.end)):
            return Pair(first, second, close.end(), "gloss")
        if _BESIDE.fullmatch(gap) and not (gap and second.is_from_mention):
            return Pair(first, second, second.end, "gloss")
    if _LIKE.get(first.kind, first.kind) != _LIKE.get(second.kind, second.kind) or first.kind in {
        "ago",
        "decade",
        "century",
        "lunar",
    }:
        return None
    is_and = _AND.fullmatch(gap) is not None
    if _TO.fullmatch(gap) or (is_and and (_is_next(first, second) or _AMONG.match(text, second.end))):
        return Pair(first, second, second.end, "range")
    return None


def _is_gloss(first: Told, second: Told) -> bool:
    """Whether one names a day by the week or by today, and the other one by the calendar or the week."""
    kinds = {first.kind, second.kind}
    if (
        not kinds <= {"day", "weekday", "lunar"}
        or kinds == {"lunar"}
        or first.upto is not None
        or second.upto is not None
    ):
        return False
    if kinds == {"day", "lunar"}:
        return (first if first.kind == "lunar" else second).number is not None
    by_word = (first.shift is not None) + (second.shift is not None)
    return kinds == {"day", "weekday"} or by_word == 1


def _is_next(first: Told, second: Told) -> bool:
    """Whether the second is the day after the first, told by its number alone: `15日和16日`."""
    is_alone = second.kind == "day" and second.month is None and second.month_shift is None and second.shift is None
    return is_alone and first.number is not None and second.number == first.number + 1
