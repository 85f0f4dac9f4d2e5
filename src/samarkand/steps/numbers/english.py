"""Quantities in English: numerals in digits and words, the unit behind them, and the noun that is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from samarkand.model.mentions import Bound, NumberMention
from samarkand.text.counted import counted_around_latin
from samarkand.text.numerals import ENGLISH, value_of, value_of_words
from samarkand.text.units import MEASURES, SIGNS, UNITS

_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)\b"
_WORDS = rf"(?:(?:{ENGLISH})\b(?:-(?:{ENGLISH})\b)?)"
_SPELLED = rf"(?:(?:{_WORDS}|a\b)(?:[ -]{_SCALE}(?: and {_WORDS})?)+|{_WORDS}|a dozen\b)"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,6})?"
_PATTERN = re.compile(
    rf"(?<![A-Za-z0-9.,:/#’'-])(?:(?P<sign>US\$|HK\$|NT\$|A\$|C\$|S\$|\$|€|£|¥)\s?)?"
    rf"(?:(?P<digits>{_DIGITS})(?![0-9]|[.,:/][0-9]|(?:st|nd|rd|th)\b)(?:(?:[ -]|(?=[a-z]))(?P<scale>{_SCALE}))?|(?P<words>(?i:{_SPELLED})))"
    rf"(?:\s?(?:-|–|to)\s?(?P<to>{_DIGITS})(?![0-9]|[.,:/][0-9])(?:[ -]?(?P<to_scale>{_SCALE}))?)?"
)
_BEHIND = re.compile(r"[ -]?(?P<unit>%|‰|°[CF]|[A-Za-z]+(?:[ -][A-Za-z]+)?)")
_NOUN = re.compile(r" (?P<noun>(?:[a-z]+ ){0,2}?[a-z]{2,}s\b|(?:police|men|women|children|people))")
_ABOUT = re.compile(
    r"(?i:\b(?:(?P<least>at least|no fewer than|no less than|a minimum of)|(?P<most>up to|at most|no more than|as many as|a maximum of)"
    r"|(?P<over>more than|over|upwards of|above|exceeding)|(?P<under>less than|fewer than|under|below|not quite)"
    r"|(?P<about>about|around|roughly|nearly|almost|some|approximately|close to|an estimated|estimated)))\s$"
)
_BOUNDS: tuple[Bound, ...] = ("least", "most", "over", "under")
_NOT_NOUNS = frozenset(
    ("was", "is", "has", "as", "this", "its", "his", "us", "does", "towards", "across", "plus", "versus", "besides")
)
"""What ends in `s` and is no noun in the plural."""


def find(text: str) -> Iterator[NumberMention]:
    """The quantities of an English text in reading order."""
    for match in _PATTERN.finditer(text):
        mention = _mention(text, match)
        if mention is not None:
            yield mention


def _mention(text: str, match: re.Match[str]) -> NumberMention | None:
    ends = _ends(match)
    if ends is None:
        return None
    unit, end = _unit(text, match.end())
    if sign := match["sign"]:
        unit, end = SIGNS[sign], match.end()
    counts = "" if unit in MEASURES else _noun(text, end, unit)
    is_bare = match["scale"] is not None or (match["digits"] is not None and not match["digits"].isdigit())
    start = match.start()
    if match["words"] and text.startswith(("half ", "Half "), max(0, start - 5)):  # `half a million`
        start, ends = start - 5, (ends[0] / 2, ends[1] / 2)
    of, is_near = ("", False) if unit in MEASURES else counted_around_latin(text, start, end)
    if not (unit or counts or is_bare or is_near):
        return None
    about = _ABOUT.search(text, max(0, start - 17), start)
    bound: Bound = next((bound for bound in _BOUNDS if about and bound == about.lastgroup), "")
    unit = "人" if of and not unit else unit
    return NumberMention(text[start:end], start, end, *ends, unit, counts, about is not None, bound, of)


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The number, or the two ends of a range, whose scale may stand only behind the second."""
    scale, to_scale = match["scale"], match["to_scale"]
    low = (
        value_of_words(match["words"])
        if match["words"]
        else _scaled(match["digits"], scale or (match["to"] and to_scale))
    )
    if low is None or match["to"] is None:
        return None if low is None else (low, low)
    high = _scaled(match["to"], to_scale or scale)
    return None if high is None or high <= low else (low, high)


def _scaled(digits: str, scale: str | None) -> Decimal | None:
    value = value_of(digits)
    factor = value_of_words(scale) if scale else Decimal(1)
    return None if value is None or factor is None else value * factor


def _unit(text: str, end: int) -> tuple[str, int]:
    """The unit that stands at `end`, by its one spelling, and where it ends; "" where there is none."""
    match = _BEHIND.match(text, end)
    if match is None:
        return "", end
    for piece in (match["unit"], match["unit"].partition(" ")[0]):
        if unit := UNITS.get(piece):
            return unit, match.start("unit") + len(piece)
    return "", end


def _noun(text: str, end: int, unit: str) -> str:
    """The noun in the plural that follows, with the words before it."""
    match = _NOUN.match(text, end)
    if match is None or unit or match["noun"].rpartition(" ")[2] in _NOT_NOUNS:
        return ""
    return match["noun"]
