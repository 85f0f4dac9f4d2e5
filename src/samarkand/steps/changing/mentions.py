"""Numbers, dates and names that stand where a sentence was edited, and of which another one stands there now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from samarkand.model.changes import State
from samarkand.model.mentions import DateMention, NumberMention
from samarkand.model.statements import Annotations, Stretch
from samarkand.steps.changing.aligning import Section
from samarkand.steps.changing.marks import Marks, Mention, replaced
from samarkand.steps.changing.names import known_names, names_at
from samarkand.text.folding import fold

Key = tuple[object, ...]
Replaced = tuple[Literal["number", "date", "name"], Stretch, Stretch]
"""What was replaced, and where it stands in either text."""


class Mentions:
    """What two texts mention."""

    def __init__(self, old: State, new: State) -> None:
        self._texts = old.text, new.text
        self._told = tuple(set(known_names(each.annotations)) for each in (old, new))
        self._seen: tuple[set[str], set[str]] = set(), set()
        self._numbers = _numbers(old.annotations), _numbers(new.annotations)
        self._dates = _dates(old.annotations), _dates(new.annotations)

    def replaced(self, sections: Sequence[Section]) -> Iterator[Replaced]:
        """What is told otherwise in sections that were edited. Costs a segmentation of them.

        A name that was found in one of them is known in all.
        """
        found = [self._named(section) for section in sections]
        for section, (old, new) in zip(sections, found, strict=True):
            names = self._all_names(0, section.before, old), self._all_names(1, section.after, new)
            yield from self._in(section, names)

    def _named(self, section: Section) -> tuple[list[Mention[str]], list[Mention[str]]]:
        """Names that a segmentation sees in a section; their spellings are remembered."""
        old, new = (
            list(names_at(text, at)) for text, at in zip(self._texts, (section.before, section.after), strict=True)
        )
        for seen, text, some in zip(self._seen, self._texts, (old, new), strict=True):
            seen.update(text[each.start : each.end] for each in some)
        return old, new

    def _all_names(self, side: int, at: Stretch, here: Sequence[Mention[str]]) -> Marks[str]:
        """Names of a section: those that annotations know, those that were seen in it, and those that were seen elsewhere.

        Where two share a character, the one that is surer, then the longer.
        """
        kept: list[Mention[str]] = []
        taken: set[int] = set()
        for some in (self._spelled(side, at, self._told[side]), here, self._spelled(side, at, self._seen[side])):
            for each in sorted(some, key=lambda mention: (mention.start - mention.end, mention.start)):
                places = range(each.start, each.end)
                if taken.isdisjoint(places):
                    kept.append(each)
                    taken.update(places)
        return Marks(kept)

    def _spelled(self, side: int, at: Stretch, names: Iterable[str]) -> list[Mention[str]]:
        """Where a section has some spellings."""
        text = self._texts[side]
        piece = text[slice(*at)]
        return [
            Mention(match.start(), match.end(), fold(name))
            for name in names
            if name in piece
            for match in re.compile(re.escape(name)).finditer(text, *at)
        ]

    def _in(self, section: Section, names: tuple[Marks[str], Marks[str]]) -> Iterator[Replaced]:
        for region in section.regions:
            if region.is_style:
                continue
            for one, other in replaced(region.before, region.after, *self._numbers):
                if one.key[2] == other.key[2] or one.key[:2] == other.key[:2]:  # of one unit, or so many of another
                    yield "number", (one.start, one.end), (other.start, other.end)
            for one, other in replaced(region.before, region.after, *self._dates):
                yield "date", (one.start, one.end), (other.start, other.end)
            for name, new_name in replaced(region.before, region.after, *names):
                yield "name", (name.start, name.end), (new_name.start, new_name.end)


def _numbers(annotations: Annotations) -> Marks[Key]:
    """Numbers: what they are, their unit, and what bound they are told as."""
    return Marks(Mention(each.start, each.end, _number(each)) for each in annotations.numbers)


def _dates(annotations: Annotations) -> Marks[Key]:
    """Times: their days, the time of day, and which side of it is meant."""
    return Marks(Mention(each.start, each.end, _date(each)) for each in annotations.dates)


def _number(number: NumberMention) -> Key:
    return number.low, number.high, number.unit, number.bound, number.is_approximate


def _date(mention: DateMention) -> Key:
    return *mention.key, mention.time, mention.side
