"""Names of people, places and bodies in a text, whatever their spelling: as keys of their groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from samarkand.text.folding import fold
from samarkand.text.tokens import is_unspaced, words_of

MARK = "@"
"""Before the key of a group of names, so that it is no word."""
_LATIN = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?: [^\W\d_\u2e80-\U0003ffff]+)*")
_LONGEST = 4
_PLACES = 1 << 18
_GOLDEN = np.uint32(0x9E37_79B1)


class KnownNames:
    """Finds the spellings of many groups at once. Costs a look at each character and each spelling that begins alike."""

    _table: NDArray[np.bool_] | None = None
    """Where pairs of characters that begin a spelling have their place: nearly all other pairs are passed over by it."""

    def __init__(self, groups: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`groups`: the key of each, and its spellings."""
        self._runs: dict[str, list[str]] = defaultdict(list)
        self._keys: dict[str, str] = {}
        self._latin: dict[str, str] = {}
        for key, spellings in groups:
            for spelling in spellings:
                self._learn(words_of(spelling), f"{MARK}{key}")
        for runs in self._runs.values():
            runs.sort(key=len, reverse=True)

    def _learn(self, words: list[str], key: str) -> None:
        if len(words) > 1 and all(map(is_unspaced, words)):
            run = "".join(words)
            if self._keys.setdefault(run, key) == key and run not in self._runs[run[:2]]:
                self._runs[run[:2]].append(run)
        elif words and not any(map(is_unspaced, words)):
            self._latin.setdefault(" ".join(words), key)

    def find(self, text: str) -> Mapping[str, Counter[str]]:
        """Key, with the mark before it -> the folded spellings that stand in the text, and how often."""
        return self.find_folded(fold(text))

    def find_folded(self, folded: str) -> Mapping[str, Counter[str]]:
        """The same in a text that is folded already."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for pair in self._pairs_in(folded):
            left = folded
            for run in self._runs[pair]:
                if count := left.count(run):
                    found[self._keys[run]][run] += count
                    left = left.replace(run, " ")  # what is longer holds what is shorter
        for phrase in _LATIN.findall(folded):
            self._find_latin(phrase.split(), found)
        return found

    def _pairs_in(self, folded: str) -> Iterable[str]:
        """The pairs of characters in a text that begin a spelling, each once, in their order."""
        if self._table is None:
            self._table = np.zeros(_PLACES, np.bool_)
            self._table[_places("".join(self._runs))[::2]] = True
        likely = np.flatnonzero(self._table[_places(folded)]).tolist()
        return [pair for pair in dict.fromkeys(folded[place : place + 2] for place in likely) if pair in self._runs]

    def __getstate__(self) -> dict[str, object]:
        """What another process has to know; the table is made there, which is faster than its way."""
        return {name: value for name, value in vars(self).items() if name != "_table"}

    def _find_latin(self, words: list[str], found: dict[str, Counter[str]]) -> None:
        start = 0
        while start < len(words):
            for size in range(min(_LONGEST, len(words) - start), 0, -1):
                phrase = " ".join(words[start : start + size])
                if key := self._latin.get(phrase):
                    found[key][phrase] += 1
                    break
            start += size


def _places(folded: str) -> NDArray[np.uint32]:
    """The place in the table of each pair of neighbouring characters (multiplicative hashing, Knuth)."""
    points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (points[:-1] * _GOLDEN ^ points[1:]) & np.uint32(_PLACES - 1)


def with_names(counts: Counter[str], names: Mapping[str, Counter[str]]) -> None:
    """Put the keys of names in the place of their spellings."""
    for key, spellings in names.items():
        counts[key] += spellings.total()
        for spelling in spellings:
            counts.pop(spelling, None)
