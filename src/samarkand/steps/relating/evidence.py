"""What ties two articles to one event, and what speaks against it, measured and weighed; it groups nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from samarkand.model.stories import Features, Link, Weights
from samarkand.steps.relating.sketches import EXACT, Numbers, Part, Sketches, sketch_of
from samarkand.stretches import Places

FARTHEST = timedelta(days=3, hours=12)
"""Apart in time, two articles of one event at most; copies of one text may be `FARTHEST_COPY` apart."""
FARTHEST_COPY = timedelta(days=14)
LEAST, MOST = -3.5, 3.0
"""Log-odds beyond which likeness no longer changes."""
TOLD = -3.0
"""Log-odds above which a link is told: what is less likely moves no group, and is a fifth of all pairs in a dense week."""
_OF_SHORTER, _OF_LONGER = 0.7, 0.5
"""Shares of the clauses of two texts that make them one: a report with a new lead and the old background is another."""
AROUND = 10
"""Days from publication within which a day that is told is likely that of the event."""
_CLAUSES = 4
"""Clauses that a text has at least, so that it may be called a copy."""
_UNTOLD = 0.4
"""How much of a title counts as told by another article where the title tells nothing."""
AT_ONCE = 4_096
"""Pairs that are measured in one stroke: memory holds all words of these."""
_DAY, _HOUR = 86_400_000, 3_600_000
_EPOCH = date(1970, 1, 1).toordinal()

Measured = NDArray[np.float64]
"""A row an article, a column a measure, in the order of `MEASURES`."""

MEASURES = (
    *("title", "title_least", "title_most", "numbers", "days", "same_days", "other_days"),
    *("hours", "apart", "same_outlet", "shorter", "longer"),
)
"""The names of what `measure` gives, in its order."""


def measure(some: Sketches, ones: Places, others: Places) -> Measured:
    """What is measured of pairs of articles, by their places; equal whichever of two comes first.

    title: cosine of the pairs of characters. title_least, title_most: how much of one's
    title the other tells. numbers, days: shared ones, logarithm. same_days, other_days: whether they tell a day in
    common, or each of them days but none in common, of those around their publication. hours: between them, logarithm;
    apart: in days. shorter, longer: logarithms of their lengths. Costs about 1 ms, and 3 µs a pair.
    """
    hours = abs(some.at[others] - some.at[ones]) / _HOUR
    lengths = np.log(some.length[ones] + 50), np.log(some.length[others] + 50)
    return np.column_stack((
        *measure_titles(some, ones, others),
        np.log1p(shared(some, Part.NUMBERS, ones, others)),
        np.log1p(shared(some, Part.DAYS, ones, others)),
        *_days_around(some, ones, others),
        np.log1p(hours),
        hours / 24,
        some.outlet[others] == some.outlet[ones],
        np.minimum(*lengths),
        np.maximum(*lengths),
    ))  # fmt: skip


def measure_titles(some: Sketches, ones: Places, others: Places) -> tuple[Measured, Measured, Measured]:
    """The first three of `MEASURES`."""
    held, holding = _told(some, ones, others), _told(some, others, ones)
    pairs = some.sizes(Part.PAIRS, ones) * some.sizes(Part.PAIRS, others)
    title = shared(some, Part.PAIRS, ones, others) / np.sqrt(np.maximum(pairs, 1))
    return title, np.minimum(held, holding), np.maximum(held, holding)


def wording(some: Sketches, ones: Places, others: Places) -> Measured:
    """The cosines of the terms of pairs of articles."""
    pairs, own, its = some.matches(Part.WORDS, ones, others)
    weights = some.numbers(Part.WEIGHTS, ones[pairs], own).astype(np.float64)
    return np.bincount(pairs, weights * some.numbers(Part.WEIGHTS, others[pairs], its), len(ones)) / EXACT**2


def links(some: Sketches, articles: Sequence[str], ones: Places, others: Places, weights: Weights) -> list[Link]:
    """How likely the articles of each pair report one event; pairs are left out that certainly do not.

    `articles`: ids, by their places. What is no report of an event is tied to nothing but its own copies.
    """
    found: list[Link] = []
    for begin in range(0, len(ones), AT_ONCE):
        found += _links(some, articles, (ones[begin : begin + AT_ONCE], others[begin : begin + AT_ONCE]), weights)
    return found


def _links(some: Sketches, articles: Sequence[str], pairs: tuple[Places, Places], weights: Weights) -> Iterator[Link]:
    ones, others = pairs
    apart = abs(some.at[others] - some.at[ones])
    is_copied = copies(some, ones, others) & (apart <= FARTHEST_COPY.total_seconds() * 1000)
    is_weighed = (apart <= FARTHEST.total_seconds() * 1000) & some.is_report[others] & some.is_report[ones]
    scores = weigh(some, ones, others, weights)
    tied = np.flatnonzero(is_copied | (is_weighed & (scores > TOLD)))
    told = np.where(is_copied, MOST, np.round(scores, 3))
    columns = (each[tied].tolist() for each in (ones, others, told, is_copied))
    for first, second, score, is_copy in zip(*columns, strict=True):
        one, two = articles[first], articles[second]
        yield Link(one, two, score, is_copy) if one < two else Link(two, one, score, is_copy)


def weigh(some: Sketches, ones: Places, others: Places, weights: Weights) -> Measured:
    """Log-odds of each pair's reporting one event: a weighted sum of what is measured."""
    measured, is_abroad = measure(some, ones, others), some.language[others] != some.language[ones]
    scores = weighed(measured, weights.pair)
    if is_abroad.any():
        away = np.flatnonzero(is_abroad)
        cosines = wording(some, ones[away], others[away])
        scores[away] = weighed(measured[away], weights.abroad) + weights.abroad.get("wording", 0.0) * cosines
    return scores


def weighed(measured: Measured, weights: Mapping[str, float]) -> Measured:
    """Weighted sums of what was measured; one column after the other, so that no row depends on how many there are."""
    scores = np.full(len(measured), weights["start"])
    for number, name in enumerate(MEASURES):
        scores += weights.get(name, 0.0) * measured[:, number]
    return scores


def measure_pairs(pairs: Sequence[tuple[Features, Features]]) -> list[tuple[dict[str, float], bool]]:
    """What is measured of each pair, by the names of `MEASURES`, and whether both texts are one; each article is looked at once."""
    if not pairs:
        return []
    shown = {id(each): each for pair in pairs for each in pair}
    places = {identity: number for number, identity in enumerate(shown)}
    some = Sketches([sketch_of(each) for each in shown.values()])
    ones, others = (np.array([places[id(pair[side])] for pair in pairs], np.int64) for side in (0, 1))
    measured, copied = measure(some, ones, others).tolist(), copies(some, ones, others).tolist()
    return [(dict(zip(MEASURES, row, strict=True)), same) for row, same in zip(measured, copied, strict=True)]


def copies(some: Sketches, ones: Places, others: Places) -> NDArray[np.bool_]:
    """Which pairs of texts are one, clause by clause: agency copy, re-post, the same under a new address."""
    found = np.zeros(len(ones), np.bool_)
    likely = np.flatnonzero(shared(some, Part.CLAUSES, ones, others))
    sizes = some.sizes(Part.SHINGLES, ones[likely]), some.sizes(Part.SHINGLES, others[likely])
    shorter, longer = np.minimum(*sizes), np.maximum(*sizes)
    same = shared(some, Part.SHINGLES, ones[likely], others[likely])
    is_long = shorter >= np.maximum(_CLAUSES, _OF_LONGER * longer)
    found[likely] = is_long & (same >= _OF_SHORTER * shorter) & (same >= _OF_LONGER * longer)
    return found


@lru_cache(maxsize=1 << 14)
def likeness(score: float, least: float = LEAST) -> float:
    """Log-odds as a number from 0 to 1, in which a group's mean is taken; `least` and less count 0.

    Links have three decimals, so that a few thousand scores are all there are.
    """
    return (min(max(score, least), MOST) - least) / (MOST - least)


def shared(some: Sketches, part: Part, ones: Places, others: Places) -> Places:
    """How many numbers of a list the two sketches of each pair have in common."""
    pairs, _, _ = some.matches(part, ones, others)
    return np.bincount(pairs, minlength=len(ones))


def _told(some: Sketches, ones: Places, others: Places) -> Measured:
    """How much of the title of each pair's first stands in its second, from 0 to 1."""
    pairs, _, its = some.matches(Part.WORDS, others, ones, Part.TITLE)
    told = np.bincount(pairs, some.numbers(Part.TITLE_WEIGHTS, ones[pairs], its), len(ones))
    titles = some.title[ones]
    return np.where(titles > 0, told / np.maximum(titles, 1), _UNTOLD)


def _days_around(some: Sketches, ones: Places, others: Places) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each pair, whether both tell a day in common, or both tell days but none in common, around their publication."""
    pairs, own, _ = some.matches(Part.DAYS, ones, others)
    days = some.numbers(Part.DAYS, ones[pairs], own)
    is_around = _is_around(some, days, ones[pairs]) & _is_around(some, days, others[pairs])
    is_same = np.bincount(pairs[is_around], minlength=len(ones)) > 0
    return is_same, ~is_same & _tells_days(some, ones) & _tells_days(some, others)


def _tells_days(some: Sketches, places: Places) -> NDArray[np.bool_]:
    days, owners = some.parts(Part.DAYS, places)
    return np.bincount(owners[_is_around(some, days, places[owners])], minlength=len(places)) > 0


def _is_around(some: Sketches, days: Numbers, places: Places) -> NDArray[np.bool_]:
    """Which days, as `date.toordinal` counts them, are around the publication (UTC) of the articles at as many places."""
    return abs(days.astype(np.int64) - (some.at[places] // _DAY + _EPOCH)) <= AROUND
