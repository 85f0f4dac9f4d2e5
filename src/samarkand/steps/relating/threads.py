"""Stories that are steps of one affair: how alike two are, which threads a new one joins and brings together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, product

import numpy as np

from samarkand.model.stories import Link, Weights
from samarkand.steps.relating.evidence import AT_ONCE, MEASURES, Measured, likeness, measure_titles, wording
from samarkand.steps.relating.sketches import Places, Sketches

REACH = timedelta(days=1000)
"""Apart in time, two steps of one affair at most."""
NEAREST = 30
"""Stories that one term finds on either side of a new one."""
COMPARED, KEPT = 20, 20
"""Stories that a new one is compared with, those that share most terms; and links of it that are kept, the strongest."""
SHARED = 3
LEAST = -5.0
"""Log-odds below which two stories count as not alike at all."""
TITLES = MEASURES[:3]
CONSIDERED = 6
"""Threads that a new story may join or bring together, those that it is most like."""
UNLINKED = 0.2
"""What a pair of stories without a link counts in the mean likeness of two threads: they may have been too far apart in
time, or have had closer neighbours; a pair that was compared counts 1."""


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


def nearest(threads: Mapping[str, Collection[str]], story: str, ties: Iterable[Link], enough: float) -> list[str]:
    """The keys of the threads that a story is most like, by its own links; at most `CONSIDERED`.

    Empty where it is like none of them enough: then it joins none, and brings none together.
    """
    homes = {step: key for key, steps in threads.items() for step in steps}
    sums: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for each in ties:
        key = homes.get(each.one if each.two == story else each.two)
        if key is not None:
            sums[key] += likeness(each.score, LEAST)
            counts[key] += 1
    means = {key: sums[key] / _weight(len(threads[key]), counts[key]) for key in sums}
    if max(means.values(), default=0.0) < enough:
        return []
    likely = [key for key, mean in means.items() if mean >= enough / 2]
    return sorted(likely, key=lambda key: (-round(means[key], 9), key))[:CONSIDERED]


def united(threads: Mapping[str, Collection[str]], own: str, ties: Iterable[Link], enough: float) -> list[str]:
    """The keys of the threads that become one with `own`: itself alone where none is alike enough.

    The two with the greatest mean likeness are joined until none is at least `enough` (average linkage, as of articles,
    but among these threads alone). `ties`: the links among all of their stories. Costs a look at each of them.
    """
    homes = {step: key for key, steps in threads.items() for step in steps}
    sums: dict[frozenset[str], float] = defaultdict(float)
    counts: Counter[frozenset[str]] = Counter()
    for each in ties:
        pair = frozenset(homes[end] for end in (each.one, each.two) if end in homes)
        if len(pair) == 2:
            sums[pair] += likeness(each.score, LEAST)
            counts[pair] += 1
    groups = {key: [key] for key in threads}

    def mean(one: str, two: str) -> float:
        pairs = [frozenset(pair) for pair in product(groups[one], groups[two])]
        sizes = [sum(len(threads[key]) for key in groups[group]) for group in (one, two)]
        linked = sum(counts[pair] for pair in pairs)
        return round(sum(sums[pair] for pair in pairs) / _weight(sizes[0] * sizes[1], linked), 9) if linked else 0.0

    while len(groups) > 1:
        best, one, two = max((mean(one, two), one, two) for one, two in combinations(sorted(groups), 2))
        if best < enough:
            break
        groups[one] += groups.pop(two)
    return next(keys for keys in groups.values() if own in keys)


def _weight(pairs: int, linked: int) -> float:
    """How many pairs of stories a mean is taken over, the unlinked ones for a part."""
    return linked + UNLINKED * (pairs - linked)
