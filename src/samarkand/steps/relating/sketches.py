"""What is compared of articles, as numbers in columns, so that thousands are looked at in one stroke; weighs nothing.

A sketch is what an article shows as 32-bit numbers, words as their checksums (CRC-32): a head, then the lists of `Part`. It
is made once, kept as bytes, and laid end to end with others. Numpy asks the columns, because a set for every list of
100,000 articles takes gigabytes, and asking them one by one takes milliseconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import islice, repeat
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from samarkand.model.stories import Features, Weights
from samarkand.stretches import Places, laid_out, runs, within
from samarkand.text.names import MARK
from samarkand.times import to_ms

Numbers = NDArray[np.uint32]

TELLING = 32
"""Terms of an article by which it is found, besides those of its title."""
NAMES = 8
"""The same of names, which are all that articles in different languages share, with numbers."""
COMMON = 0.05
"""A word in more of all articles than this finds nothing, unless it is a name and the languages differ."""
CLAUSES = 8
"""Clauses that stand for a text: those of the smallest checksums, of which copies share some (Broder 1997). Of two texts that
share two clauses in five, 98 in 100 share one here."""
EXACT = 10_000
"""Weights are kept as so many times themselves, so that their sums are exact and the same in any order."""


class Part(IntEnum):
    """The lists of a sketch, in their order; the numbers of each but weights and keys in order too."""

    WORDS = 0
    """Its terms, and those of its title."""
    WEIGHTS = 1
    """Of each of them, in the same order; 0 for what stands in the title alone."""
    TITLE = 2
    TITLE_WEIGHTS = 3
    PAIRS = 4
    NUMBERS = 5
    DAYS = 6
    """Days as `date.toordinal` counts them."""
    CLAUSES = 7
    """Those that stand for its text."""
    SHINGLES = 8
    """All of its clauses."""
    KEYS = 9
    """What it is found by in its language; those of its title first."""
    ABROAD = 10
    """What it is found by in other languages."""


_TABLE = 1 << 21
_FILLED = 8
"""A table helps as long as it is filled to the eighth."""
_GOLDEN = 0x9E37_79B1
"""The golden ratio as 32 bits: owners are spread over the table (Knuth, multiplicative hashing)."""
_HEAD = 7
"""Numbers before the sizes of the parts: instant (two), outlet, language, whether it is a report, length, keys of the title."""
_BEGIN = _HEAD + len(Part)
_EMPTY: Numbers = np.empty(0, np.uint32)


def sketch_of(shown: Features, common: frozenset[str] = frozenset()) -> bytes:
    """The sketch of an article; `common` words find nothing. Costs about 0.1 ms.

    Numbers are written as this machine has them: a sketch is derived, and stays where it was made.
    """
    words = [*shown.terms, *(shown.headline.keys() - shown.terms.keys())]
    texts = [*words, *shown.pairs, *shown.numbers]
    sums = checksums(texts)
    behind_words, behind_pairs = len(words), len(words) + len(shown.pairs)
    found_by = keys_of(shown)
    of_key = {text: number for text, number in zip(texts, sums, strict=True) if text in found_by}
    keys, abroad = found_by - common, _spoken_abroad(found_by, shown)
    in_title = keys & shown.headline.keys()
    shingles = sorted(shown.shingles)
    lists = (
        sorted(sums[behind_words:behind_pairs]),
        sorted(sums[behind_pairs:]),
        sorted(day.toordinal() for day in shown.days),
        shingles[:CLAUSES],
        shingles,
        [*sorted(map(of_key.__getitem__, in_title)), *sorted(map(of_key.__getitem__, keys - in_title))],
        sorted(map(of_key.__getitem__, abroad)),
    )
    parts = (
        *_weighed(sums[:behind_words], [*shown.terms.values(), *repeat(0.0, behind_words - len(shown.terms))]),
        *_weighed(list(map(of_key.__getitem__, shown.headline)), list(shown.headline.values())),
        *(array("I", each).tobytes() for each in lists),
    )
    at, language = to_ms(shown.published_at), shown.language.partition("-")[0]
    head = (at & 0xFFFF_FFFF, at >> 32 & 0xFFFF_FFFF, *checksums((shown.outlet, language)))
    told = (int(shown.genre == "report"), min(shown.length, 0xFFFF_FFFF), len(in_title))
    sizes = (len(part) // 4 for part in parts)
    return array("I", (*head, *told, *sizes)).tobytes() + b"".join(parts)


def put_together(at: int, language: int, is_report: int, parts: Mapping[Part, Numbers]) -> bytes:
    """A sketch of some lists, published at an instant in epoch milliseconds; the others are empty, and so are outlet and length."""
    lists = [parts.get(part, _EMPTY) for part in Part]
    head = (at & 0xFFFF_FFFF, at >> 32 & 0xFFFF_FFFF, 0, language, is_report, 0, 0, *map(len, lists))
    return array("I", head).tobytes() + b"".join(numbers.tobytes() for numbers in lists)


def common_words(weights: Weights) -> frozenset[str]:
    """The words that find nothing, because too many articles have them."""
    return frozenset(word for word, often in weights.frequencies.items() if often >= COMMON)


def keys_of(article: Features) -> set[str]:
    """The terms that an article is found by: its most telling ones, names and numbers, and all of its title."""
    names = [term for term in article.terms if term[:1] == MARK][:NAMES]
    return {*islice(article.terms, TELLING), *names, *article.headline, *article.numbers}


def spoken_abroad(article: Features) -> set[str]:
    """Those of them that articles in other languages may share."""
    return _spoken_abroad(keys_of(article), article)


def _spoken_abroad(keys: Iterable[str], article: Features) -> set[str]:
    return {key for key in keys if key[:1] == MARK} | article.numbers


def _weighed(numbers: list[int], weights: list[float]) -> tuple[bytes, bytes]:
    """Checksums of terms, in order, and the weight of each, as parts of a sketch."""
    exact = np.rint(np.array(array("d", weights)) * EXACT).astype(np.uint64)
    both = np.array(array("I", numbers), np.uint64) << 32 | exact
    both.sort()  # one number for each term, because those are sorted ten times as fast as pairs
    return (both >> 32).astype(np.uint32).tobytes(), both.astype(np.uint32).tobytes()


def checksums(texts: Sequence[str]) -> list[int]:
    """What stands for each of some texts in a sketch (CRC-32)."""
    told = "\n".join(texts).encode("utf-8", "surrogatepass").split(b"\n")  # at once: a third of the time of each alone
    if len(told) != len(texts):  # there are none, or one has a line feed in it
        told = [text.encode("utf-8", "surrogatepass") for text in texts]
    return list(map(crc32, told))


class Sketches:
    """Sketches laid end to end. Each has a place, counted from 0 in the order in which they came."""

    def __init__(self, sketches: Sequence[bytes] = ()) -> None:
        self._numbers: Numbers = np.empty(0, np.uint32)
        self._used = 0
        """Of `_numbers`; the rest is room for more."""
        self.bounds: Places = np.empty((0, len(Part) + 1), np.int64)
        """Of each sketch where its parts begin, and where the last one ends."""
        self.at: NDArray[np.int64] = np.empty(0, np.int64)
        """Publication, in epoch milliseconds UTC."""
        self.outlet: Numbers = np.empty(0, np.uint32)
        self.language: Numbers = np.empty(0, np.uint32)
        self.is_report: NDArray[np.bool_] = np.empty(0, np.bool_)
        self.length: NDArray[np.float64] = np.empty(0, np.float64)
        """Characters of the text."""
        self.title: NDArray[np.float64] = np.empty(0, np.float64)
        """How telling the whole title is, times `EXACT`."""
        self.title_keys: Places = np.empty(0, np.int64)
        if sketches:
            self.add(sketches)

    def __len__(self) -> int:
        return len(self.at)

    def add(self, sketches: Sequence[bytes]) -> None:
        """Take in more, behind those that are held. Costs a look at them, and at one number for each that is held."""
        new = np.frombuffer(b"".join(sketches), np.uint32)
        sizes = np.fromiter(map(len, sketches), np.int64, len(sketches)) // 4
        begins = np.cumsum(sizes) - sizes
        head = new[begins[:, None] + np.arange(_BEGIN)].astype(np.int64)
        bounds = np.cumsum(np.column_stack((begins + _BEGIN, head[:, _HEAD:])), axis=1)
        self._append(new)
        self.bounds = np.vstack((self.bounds, bounds + (self._used - len(new))))
        self.at = np.append(self.at, _signed(head[:, 1]) << 32 | head[:, 0])
        self.outlet = np.append(self.outlet, head[:, 2].astype(np.uint32))
        self.language = np.append(self.language, head[:, 3].astype(np.uint32))
        self.is_report = np.append(self.is_report, head[:, 4] == 1)
        self.length = np.append(self.length, head[:, 5].astype(np.float64))
        self.title_keys = np.append(self.title_keys, head[:, 6])
        added = np.arange(len(self) - len(sketches), len(self))
        weights, owners = self.parts(Part.TITLE_WEIGHTS, added)
        self.title = np.append(self.title, np.bincount(owners, weights, len(added)))

    def _append(self, new: Numbers) -> None:
        if self._used + len(new) > len(
            self._numbers
        ):  # mostly made longer where it lies: nobody else holds a view of it
            self._numbers.resize((self._used + len(new)) * 9 // 8, refcheck=False)
        self._numbers[self._used : self._used + len(new)] = new
        self._used += len(new)

    def part(self, part: Part, place: int) -> Numbers:
        """A list of one sketch."""
        return self._numbers[self.bounds[place, part] : self.bounds[place, part + 1]].copy()

    def parts(self, part: Part, places: Places) -> tuple[Numbers, Places]:
        """A list of many sketches, one after the other; and of each number whose it is, as an index of `places`."""
        steps, owners = laid_out(self.bounds[places, part], self.sizes(part, places))
        return self._numbers[steps], owners

    def numbers(self, part: Part, places: Places, within: Places) -> Numbers:
        """A number of a list of each of some sketches: that which stands so far within it."""
        found: Numbers = self._numbers[self.bounds[places, part] + within]
        return found

    def matches(
        self, part: Part, ones: Places, others: Places, part_of_others: Part | None = None
    ) -> tuple[Places, Places, Places]:
        """What the two sketches of each pair have in common of a list, or one in one list and the other in another.

        Of each number that both have: the pair, and how far within the list of one and of the other it stands. Costs some
        5 ns for each number of the others and each doubling of the list of one.
        """
        numbers, pairs = self.parts(part if part_of_others is None else part_of_others, others)
        likely = self._likely(part, ones, numbers, pairs)
        begins, lasts = self.bounds[ones, part], self.bounds[ones, part + 1] - 1
        whose, wanted = pairs[likely], numbers[likely]
        places, last = begins[whose], lasts[whose]
        step = 1 << int(self.sizes(part, ones).max(initial=0)).bit_length()
        while step := step >> 1:  # the last number that is not greater, where there is one
            further = np.minimum(places + step, last)
            places = np.where(self._numbers[further] <= wanted, further, places)
        is_found = self._numbers[places] == wanted
        places, found = places[is_found], likely[is_found]
        return pairs[found], places - begins[pairs[found]], within(pairs)[found]

    def _likely(self, part: Part, ones: Places, numbers: Numbers, pairs: Places) -> Places:
        """Which of the numbers may stand in the list of the one of their pair: nearly all that do not are passed over."""
        order, begins = runs(ones)
        owns, of_one = ones[order[begins]], np.empty(len(ones), np.int64)
        of_one[order] = np.repeat(np.arange(len(owns)), np.diff(np.append(begins, len(ones))))
        size = 1 << int(_FILLED * self.sizes(part, owns).sum()).bit_length()
        if size > _TABLE:
            return np.flatnonzero(self.sizes(part, ones)[pairs])
        table = np.zeros(size, np.bool_)
        table[_mixed(*self.parts(part, owns), size)] = True
        is_likely = table[_mixed(numbers, of_one[pairs], size)] & (self.sizes(part, ones)[pairs] > 0)
        return np.flatnonzero(is_likely)

    def sizes(self, part: Part, places: Places) -> Places:
        """How long a list of each of some sketches is."""
        found: Places = self.bounds[places, part + 1] - self.bounds[places, part]
        return found

    def taken_out(self, places: Iterable[int]) -> Iterator[bytes]:
        """Some sketches as they were given."""
        for place in places:
            begin, end = self.bounds[place, 0] - _BEGIN, self.bounds[place, -1]
            yield self._numbers[begin:end].tobytes()


def _mixed(numbers: Numbers, whose: Places, size: int) -> Places:
    """A checksum of each number and its owner, for a table: it passes over nearly all that an owner does not have."""
    return (numbers.astype(np.int64) ^ whose * _GOLDEN) & size - 1


def _signed(high: NDArray[np.int64]) -> NDArray[np.int64]:
    """The upper half of an instant, which may lie before 1970."""
    return np.where(high >= 1 << 31, high - (1 << 32), high)
