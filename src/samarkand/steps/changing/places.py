"""Places of a text that are known beforehand: captions of pictures, lines of the page, sentences that were moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from samarkand.model.changes import State
from samarkand.model.statements import Stretch
from samarkand.steps.changing.aligning import Section
from samarkand.text.typography import plain_form


class Stretches:
    """Stretches of a text, in order, none of which shares a character with another."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._starts = [start for start, _ in stretches]

    def hold(self, at: Stretch) -> bool:
        """Whether a stretch lies in them, but for the line ends between and behind them."""
        number = bisect_right(self._starts, at[0]) - 1
        if number < 0 or not self._stretches:
            return False
        end = self._stretches[number][1]
        while end + 1 < at[1] and number + 1 < len(self._stretches) and self._stretches[number + 1][0] <= end + 1:
            number += 1
            end = self._stretches[number][1]
        return at[1] <= end + 1


def captions_in(state: State) -> list[Stretch]:
    """Where the lines of a text stand that are captions of its pictures."""
    captions = {plain_form(picture.caption) for picture in state.pictures} - {""}
    return [at for at, line in _lines(state.text) if plain_form(line) in captions] if captions else []


class Moved:
    """Sentences that stand in both texts, at another place among the others."""

    def __init__(self, old: str, new: str, sections: Sequence[Section]) -> None:
        gone: dict[str, list[Section]] = defaultdict(list)
        for section in sections:
            if section.kind == "removed" and (form := plain_form(old[slice(*section.before)])):
                gone[form].append(section)
        self.places: list[tuple[Stretch, Stretch]] = []
        """Where each of them was, and where it is."""
        self._sections: set[Section] = set()
        for section in sections:
            others = gone.get(plain_form(new[slice(*section.after)])) if section.kind == "added" else None
            if others:
                other = others.pop(0)
                self.places.append((other.before, section.after))
                self._sections |= {other, section}

    def holds(self, section: Section) -> bool:
        """Whether a section is one of them."""
        return section in self._sections


def _lines(text: str) -> Iterator[tuple[Stretch, str]]:
    start = 0
    for line in text.split("\n"):
        yield (start, start + len(line)), line
        start += len(line) + 1
