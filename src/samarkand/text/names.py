"""Names of people, places and bodies in a text, whatever their spelling: as keys of their groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from samarkand.text.folding import fold
from samarkand.text.tokens import is_unspaced, words_of

MARK = "@"
"""Before the key of a group of names, so that it is no word."""
_LATIN = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?: [^\W\d_\u2e80-\U0003ffff]+)*")
_LONGEST = 4


class KnownNames:
    """Finds the spellings of many groups at once. Costs a look at each character and each spelling that begins alike."""

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
        folded = fold(text)
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for pair in self._runs.keys() & set(map(str.__add__, folded, folded[1:])):
            left = folded
            for run in self._runs[pair]:
                if count := left.count(run):
                    found[self._keys[run]][run] += count
                    left = left.replace(run, " ")  # what is longer holds what is shorter
        for phrase in _LATIN.findall(folded):
            self._find_latin(phrase.split(), found)
        return found

    def _find_latin(self, words: list[str], found: dict[str, Counter[str]]) -> None:
        start = 0
        while start < len(words):
            for size in range(min(_LONGEST, len(words) - start), 0, -1):
                phrase = " ".join(words[start : start + size])
                if key := self._latin.get(phrase):
                    found[key][phrase] += 1
                    break
            start += size


def with_names(counts: Counter[str], names: Mapping[str, Counter[str]]) -> None:
    """Put the keys of names in the place of their spellings."""
    for key, spellings in names.items():
        counts[key] += spellings.total()
        for spelling in spellings:
            counts.pop(spelling, None)
