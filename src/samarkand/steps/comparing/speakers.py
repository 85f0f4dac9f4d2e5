"""Who speaks, through all spellings, titles and descriptions: which names of a story are one speaker, and how alike two are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, product

from samarkand.model.comparisons import Compared
from samarkand.text.folding import fold
from samarkand.text.names import MARK, KnownNames

_LONGEST = 24
"""Characters of a name or title that are looked at."""
_MOST = 6
"""Names and titles of one speaker that are looked at."""
COMPARED = 20_000
"""Pairs of speakers of a story that are compared by their titles, some seconds at worst; of more nothing can be told."""
_PARTS = re.compile(r"[·‧∙•・･．\s]+")
_LATIN = re.compile(r"[a-z]")


class Speakers:
    """The speakers of a story. A name that stands for part of another (杰尼索夫 of 安德烈·杰尼索夫) is the same speaker."""

    def __init__(self, articles: Sequence[Compared], names: KnownNames) -> None:
        self._names = names
        self._keys: dict[str, str] = {}
        told = [(each.speaker, each.role) for article in articles for each in article.annotations.statements]
        glosses = [gloss for article in articles for gloss in article.annotations.names]
        self._aliases = self._united([name for name, _ in told if name], ((each.name, each.latin) for each in glosses))
        self._called: dict[str, Counter[str]] = defaultdict(Counter)
        for name, role in told:
            if name:
                self._called[self.key(name)].update({_spelled(name), _spelled(role)} - {""})
        self._alike: dict[tuple[str, str], float] = {}
        self._titles: dict[str, list[tuple[str, frozenset[str]]]] = {}

    def key(self, name: str) -> str:
        """What is equal for all names of one speaker; "" for none. Known names have theirs with the mark before it."""
        key = self._key(name)
        return self._aliases.get(key, key)

    def called(self, key: str) -> str:
        """A key as it is shown: without its mark."""
        return key.removeprefix(MARK)

    def alike(self, one: str, two: str) -> float | None:
        """How much two speakers, by their keys, are called alike, from 0 to 1; None where one of them is not told.

        The best of all names and titles: a body and its spokesman share a name. Names that hold different places or people
        that are known are not alike. Beyond `COMPARED` pairs it depends on which were asked for first.
        """
        if not one or not two:
            return None
        if one == two:
            return 1.0
        pair = (one, two) if one < two else (two, one)
        if pair not in self._alike and len(self._alike) < COMPARED:
            ways = product(self._called_by(one), self._called_by(two))
            self._alike[pair] = max(_alike(*first, *second) for first, second in ways)
        return self._alike.get(pair)

    def _key(self, name: str) -> str:
        if name not in self._keys:
            bare = _bare(name)
            known = self._names.find(name)
            whole = (key for key in sorted(known) for spelling in known[key] if _bare(spelling) == bare)
            self._keys[name] = next(whole, bare)
        return self._keys[name]

    def _united(self, names: Iterable[str], glosses: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Keys that stand for another one: of part of a name, of a name with the same Latin spelling."""
        roots: dict[str, str] = {}

        def root(key: str) -> str:
            while roots.get(key, key) != key:
                key = roots[key]
            return key

        def unite(one: str, two: str) -> None:
            known = sorted((root(one), root(two)), key=lambda key: (not key.startswith(MARK), len(key), key))
            roots[known[1]] = known[0]

        for name, latin in sorted(set(glosses)):
            if _key_of_latin(latin):
                unite(self._key(name), self._key(latin))
        whole = {self._key(name) for name in names}
        for name in sorted(set(names)):
            last = _PARTS.split(name.strip())[-1]
            if last != name and len(last) > 1 and self._key(last) in whole:
                unite(self._key(last), self._key(name))
        return {key: root(key) for key in roots}

    def _called_by(self, key: str) -> list[tuple[str, frozenset[str]]]:
        if key not in self._titles:
            called = self._called.get(key) or Counter({key.removeprefix(MARK): 1})
            kept = sorted(called, key=lambda each: (-called[each], each))
            self._titles[key] = [
                (_bare(each)[:_LONGEST], frozenset(self._names.find(each))) for each in islice(kept, _MOST)
            ]
        return self._titles[key]


def _key_of_latin(latin: str) -> bool:
    """Whether a spelling is long enough to be one person's or body's: not UN or SCO."""
    return len(_bare(latin)) > 5


def _alike(one: str, ones: frozenset[str], two: str, twos: frozenset[str]) -> float:
    if ones and twos and ones.isdisjoint(twos):
        return 0.0
    if bool(_LATIN.search(one)) != bool(_LATIN.search(two)):
        return len(ones & twos) / max(1, len(ones | twos))
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) > 1 and shorter in longer:
        return 1.0
    common = _common(shorter, longer) if not set(shorter).isdisjoint(longer) else 0
    return (common / len(shorter) + common / len(longer)) / 2 if shorter else 0.0


def _common(one: str, two: str) -> int:
    """How many characters two names have in common, in their order (longest common subsequence)."""
    row = [0] * (len(two) + 1)
    for character in one:
        before = 0
        for place, other in enumerate(two, 1):
            before, row[place] = row[place], before + 1 if character == other else max(row[place], row[place - 1])
    return row[-1]


def _spelled(name: str) -> str:
    return " ".join(fold(name[:200]).split())


def _bare(name: str) -> str:
    """Without blanks, so that dots and spaces in a name play no part."""
    return _spelled(name).replace(" ", "")
