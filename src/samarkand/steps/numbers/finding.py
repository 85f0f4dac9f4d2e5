"""Finds quantities in a text: Chinese ones where there is Chinese, English ones else; what belongs to a date is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from samarkand.model.mentions import NumberMention
from samarkand.steps.numbers import chinese, english
from samarkand.steps.numbers.values import Spanned, Valued

_Quantity = TypeVar("_Quantity", bound=Valued)
_HAN = re.compile(r"[\u3400-\u9fff]")


def numbers_in(text: str, dates: Sequence[Spanned] = (), language: str = "") -> tuple[NumberMention, ...]:
    """The quantities of a text in reading order; nothing overlaps.

    `dates` are those of the same text: their numbers are left out. Ordinals, times of day, scores, `一` as an article and
    numbers that belong to a name are no quantities. `language`: BCP 47.
    """
    is_english = _is_english(text, language)
    return tuple(_apart(english.find(text) if is_english else chinese.find(text, dates), dates))


def values_in(text: str, dates: Sequence[Spanned] = (), language: str = "") -> tuple[Valued, ...]:
    """The same without what is counted and how surely: in Chinese, two fifths are saved. Bare numbers of people have no unit."""
    if _is_english(text, language):
        return numbers_in(text, dates, language)
    return tuple(_apart(chinese.values(text, dates), dates))


def _is_english(text: str, language: str) -> bool:
    return language.startswith("en") or not _HAN.search(text)


def _apart(found: Iterable[_Quantity], dates: Sequence[Spanned]) -> Iterator[_Quantity]:
    """Without those that stand in a date."""
    place = 0
    for number in found:
        while place < len(dates) and dates[place].end <= number.start:
            place += 1
        if place == len(dates) or dates[place].start >= number.end:
            yield number
