"""Stories that are steps of one affair: how alike two are, which threads a new one joins and brings together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import TypeVar

import numpy as np

from samarkand.model.stories import Link, Sought, Weights
from samarkand.steps.relating.evidence import AT_ONCE, MEASURES, Measured, likeness, measure_titles, wording
from samarkand.steps.relating.sketches import Sketches
from samarkand.stretches import Places, laid_out, tallied, within

COMPARED, KEPT = 12, 12
"""Stories that a new one is compared with, those that share most terms; and links of it that are kept, the strongest."""
Number = TypeVar("Number", int, float)
SOUGHT = Sought(reach=timedelta(days=1000), each=30, least=3, most=COMPARED)
"""How they are found: two steps of one affair may be so far apart, and share so many terms."""
LEAST = -5.0
"""Log-odds below which two stories count as not alike at all."""
TITLES = MEASURES[:3]
CONSIDERED = 6
"""Threads that a new story may join or bring together, those that it is most like."""
_PLACE = 30
"""Bits of a place among stories that are new together."""
UNLINKED = 0.2
"""What a pair of stories without a link counts in the mean likeness of two threads: they may have been too far apart in
time, or have had closer neighbours; a pair that was compared counts 1."""


def met(keys: Sequence[Collection[int]]) -> list[dict[int, int]]:
    """Of each of some stories, which come one after the other, those before it that are found by its terms, as the store would.

    By their places among them: how many terms. Costs some 50 ns for each story that a term finds.
    """
    sizes = [*map(len, keys)]
    terms = np.fromiter(chain.from_iterable(keys), np.int64, sum(sizes)) << _PLACE | np.repeat(
        np.arange(len(keys)), sizes
    )
    terms.sort()
    ends, places = np.arange(len(terms)), terms & (1 << _PLACE) - 1
    begins = np.maximum(ends - within(terms >> _PLACE), ends - SOUGHT.each)
    steps, owners = laid_out(begins, ends - begins)
    found: list[dict[int, int]] = [{} for _ in keys]
    for one, other, count in zip(*tallied(places[owners], places[steps], SOUGHT.least), strict=True):
        found[one][int(other)] = int(count)
    return found


def nearby(shared: Mapping[str, int]) -> list[str]:
    """The stories that one is compared with: those that share most terms with it."""
    return [story for _, story in sorted((-count, story) for story, count in shared.items())][:COMPARED]


def ties(sketches: Mapping[str, bytes], near: Mapping[str, Sequence[str]], weights: Weights) -> dict[str, list[Link]]:
    """Links of stories and those near to them: how likely the two are steps of one affair; without those that are not at all.

    `sketches`: what these stories show; one that is not there is left out. `near`: story -> those that it is compared
    with. Costs about 5 µs a pair.
    """
    names = list(sketches)
    places, some = {name: place for place, name in enumerate(names)}, Sketches(list(sketches.values()))
    known = [(places[one], places[two]) for one, others in near.items() for two in others if two in places]
    pairs = np.array(known, np.int64).reshape(-1, 2)
    found: dict[str, list[Link]] = {one: [] for one in near}
    for begin in range(0, len(pairs), AT_ONCE):
        ones, others = pairs[begin : begin + AT_ONCE].T
        scores = _scores(some, ones, others, weights.thread)
        for pair in np.flatnonzero(scores > LEAST).tolist():
            own, other = names[ones[pair]], names[others[pair]]
            found[own].append(Link(min(own, other), max(own, other), round(float(scores[pair]), 3)))
    return found


def _scores(some: Sketches, ones: Places, others: Places, weights: Mapping[str, float]) -> Measured:
    scores = np.full(len(ones), weights["start"])
    for name, measured in zip(TITLES, measure_titles(some, ones, others), strict=True):
        scores += weights.get(name, 0.0) * measured
    scores += weights.get("wording", 0.0) * wording(some, ones, others)
    scores[~(some.is_report[ones] & some.is_report[others])] = LEAST
    return scores


def strongest(ties: Iterable[Link]) -> list[Link]:
    """The links of a story that are kept."""
    return sorted(ties, key=lambda each: (-each.score, each.one, each.two))[:KEPT]


def nearest(
    homes: Mapping[str, str], sizes: Mapping[str, int], story: str, ties: Iterable[Link], enough: float
) -> list[str]:
    """The keys of the threads that a story is most like, by its own links; at most `CONSIDERED`.

    `homes`: story -> the key of its thread; `sizes`: how many stories a thread has; of others nothing is told. Empty where it
    is like none of them enough: then it joins none, and brings none together.
    """
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    for one, two, score, _ in ties:
        key = homes.get(one if two == story else two, "")
        if key in sizes:
            sums[key] = sums.get(key, 0.0) + likeness(score, LEAST)
            counts[key] = counts.get(key, 0) + 1
    means = {key: sums[key] / _weight(sizes[key], counts[key]) for key in sums}
    if max(means.values(), default=0.0) < enough:
        return []
    likely = [key for key, mean in means.items() if mean >= enough / 2]
    return sorted(likely, key=lambda key: (-round(means[key], 9), key))[:CONSIDERED]


def united(
    homes: Mapping[str, str], sizes: Mapping[str, int], own: str, ties: Iterable[Link], enough: float
) -> list[str]:
    """The keys of the threads that become one with `own`: itself alone where none is alike enough.

    The two with the greatest mean likeness are joined until none is at least `enough` (average linkage, as of articles,
    but among the threads of `sizes` alone). `ties`: the links among all of their stories. Costs a look at each of them.
    """
    sums: dict[tuple[str, str], float] = {}
    counts: dict[tuple[str, str], int] = {}
    for first, second, score, _ in ties:
        one, two = homes.get(first, ""), homes.get(second, "")
        if one != two and one in sizes and two in sizes:
            pair = (one, two) if one < two else (two, one)
            sums[pair] = sums.get(pair, 0.0) + likeness(score, LEAST)
            counts[pair] = counts.get(pair, 0) + 1
    groups, large = {key: [key] for key in sizes}, dict(sizes)
    while sums:
        best, (one, two) = max(
            (round(total / _weight(large[pair[0]] * large[pair[1]], counts[pair]), 9), pair)
            for pair, total in sums.items()
        )
        if best < enough:
            break
        groups[one] += groups.pop(two)
        large[one] += large.pop(two)
        sums, counts = _renamed(sums, one, two), _renamed(counts, one, two)
    return next(keys for keys in groups.values() if own in keys)


def _renamed(told: Mapping[tuple[str, str], Number], one: str, two: str) -> dict[tuple[str, str], Number]:
    """What is told of pairs of groups, the second of which is now a part of the first."""
    found: dict[tuple[str, str], Number] = {}
    for pair, number in told.items():
        first, second = sorted(one if key == two else key for key in pair)
        if first != second:
            found[first, second] = found[first, second] + number if (first, second) in found else number
    return found


def _weight(pairs: int, linked: int) -> float:
    """How many pairs of stories a mean is taken over, the unlinked ones for a part."""
    return linked + UNLINKED * (pairs - linked)
