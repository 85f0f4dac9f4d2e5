"""Finds quantities in a text: Chinese ones where there is Chinese, English ones else; what belongs to a date is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samarkand.model.mentions import DateMention, NumberMention
from samarkand.steps.numbers import chinese, english

_HAN = re.compile(r"[\u3400-\u9fff]")


def numbers_in(text: str, dates: Sequence[DateMention] = (), language: str = "") -> tuple[NumberMention, ...]:
    """The quantities of a text in reading order; nothing overlaps.

    `dates` are those of the same text: their numbers are left out. Ordinals, times of day, scores, `一` as an article and
    numbers that belong to a name are no quantities. `language`: BCP 47.
    """
    is_english = language.startswith("en") or not _HAN.search(text)
    found = english.find(text) if is_english else chinese.find(text, dates)
    if not dates:
        return tuple(found)
    kept, place = [], 0
    for number in found:
        while place < len(dates) and dates[place].end <= number.start:
            place += 1
        if place == len(dates) or dates[place].start >= number.end:
            kept.append(number)
    return tuple(kept)
