"""Names of people, places and bodies in a text, whatever their spelling: as keys of their groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from samarkand.text.folding import fold
from samarkand.text.tokens import is_unspaced, words_of

MARK = "@"
"""Before the key of a group of names, so that it is no word."""
_LATIN = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?: [^\W\d_\u2e80-\U0003ffff]+)*")
_LATIN_OR_MARK = re.compile(r"[:-\u2e7f][:-\u2e7f]*(?: [:-\u2e7f]+)*")
"""What holds all that the other finds in a folded text, which has but blanks and digits before the colon; five times as fast."""
_LONGEST = 4
"""Words of a spelling in Latin letters; a longer one is not found."""
_LONG = 60
"""Characters from which on it is faster to look at all pairs of them at once."""
_PLACES = 1 << 18
_GOLDEN = np.uint32(0x9E37_79B1)


class KnownNames:
    """Finds the spellings of many groups at once. Costs a look at each character and each spelling that begins alike."""

    _table: NDArray[np.bool_] | None = None
    """Where pairs of characters that begin a spelling have their place: nearly all other pairs are passed over by it."""

    def __init__(self, groups: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`groups`: the key of each, and its spellings."""
        self._runs: dict[str, tuple[str, ...]] = {}
        """The spellings that begin with a pair of characters, the longest first."""
        self._keys: dict[str, str] = {}
        self._latin: dict[str, str] = {}
        self._longest: dict[str, int] = {}
        """Words of the longest spelling in Latin letters that begins with a word."""
        for key, spellings in groups:
            for spelling in spellings:
                self._learn(words_of(spelling), f"{MARK}{key}")
        self._runs = {pair: tuple(sorted(runs, key=len, reverse=True)) for pair, runs in self._runs.items()}

    def _learn(self, words: list[str], key: str) -> None:
        if len(words) > 1 and all(map(is_unspaced, words)):
            run = "".join(words)
            if self._keys.setdefault(run, key) == key and run not in self._runs.get(run[:2], ()):
                self._runs[run[:2]] = (*self._runs.get(run[:2], ()), run)
        elif words and not any(map(is_unspaced, words)):
            self._latin.setdefault(" ".join(words), key)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), min(len(words), _LONGEST))

    def find(self, text: str) -> Mapping[str, Counter[str]]:
        """Key, with the mark before it -> the folded spellings that stand in the text, and how often."""
        return self.find_folded(fold(text))

    def find_folded(self, folded: str) -> Mapping[str, Counter[str]]:
        """The same in a text that is folded already."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for runs, places in self._places_in(folded):
            for run, count in _standing(folded, runs, places):
                found[self._keys[run]][run] += count
        for phrase in _LATIN_OR_MARK.findall(folded):
            for run in (phrase,) if phrase.isascii() else _LATIN.findall(phrase):
                self._find_latin(run.split(), found)
        return found

    def _places_in(self, folded: str) -> Iterator[tuple[tuple[str, ...], list[int]]]:
        """Spellings that begin alike, by where a text first begins so, and the places in which one of them stands; some places."""
        found: dict[str, list[int]] = {}
        for place in range(len(folded) - 1) if len(folded) < _LONG else self._likely(folded):
            pair = folded[place : place + 2]
            if runs := self._runs.get(pair):
                places = found.setdefault(pair, [])
                if folded.startswith(runs, place):
                    places.append(place)
        return ((self._runs[pair], places) for pair, places in found.items() if places)

    def _likely(self, folded: str) -> Iterable[int]:
        if self._table is None:
            self._table = np.zeros(_PLACES, np.bool_)
            self._table[_places("".join(self._runs))[::2]] = True
        found: list[int] = np.flatnonzero(self._table[_places(folded)]).tolist()
        return found

    def __getstate__(self) -> dict[str, object]:
        """What another process has to know; the table is made there, which is faster than its way."""
        return {name: value for name, value in vars(self).items() if name != "_table"}

    def _find_latin(self, words: list[str], found: dict[str, Counter[str]]) -> None:
        start = 0
        while start < len(words):
            longest = min(self._longest.get(words[start], 0), len(words) - start)
            for size in range(longest, 0, -1):
                phrase = " ".join(words[start : start + size])
                if key := self._latin.get(phrase):
                    found[key][phrase] += 1
                    start += size - 1
                    break
            start += 1


def _standing(folded: str, runs: Sequence[str], places: Sequence[int]) -> Iterator[tuple[str, int]]:
    """How often each of some spellings, the longest first, stands in a text; what is longer holds what is shorter.

    `places`: where any of them stands.
    """
    if len(places) == 1:
        yield next(run for run in runs if folded.startswith(run, places[0])), 1
        return
    for run in runs:
        if count := folded.count(run):
            yield run, count
            folded = folded.replace(run, " ")


def _places(folded: str) -> NDArray[np.uint32]:
    """The place in the table of each pair of neighbouring characters (multiplicative hashing, Knuth)."""
    points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (points[:-1] * _GOLDEN ^ points[1:]) & np.uint32(_PLACES - 1)


def with_names(counts: Counter[str], names: Mapping[str, Counter[str]]) -> None:
    """Put the keys of names in the place of their spellings."""
    for key, spellings in names.items():
        counts[key] = counts.get(key, 0) + sum(spellings.values())  # a Counter's own ways cost as much as all the rest
        for spelling in spellings:
            counts.pop(spelling, None)
