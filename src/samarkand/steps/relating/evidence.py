"""What ties two articles to one event, and what speaks against it, measured and weighed; it groups nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import exp, log, log1p, sqrt
from typing import NamedTuple

from samarkand.model.stories import Features, Link, Weights

FARTHEST = timedelta(days=3, hours=12)
"""Apart in time, two articles of one event at most; copies of one text may be `FARTHEST_COPY` apart."""
FARTHEST_COPY = timedelta(days=14)
LEAST, MOST = -3.5, 3.0
"""Log-odds beyond which likeness no longer changes."""
_OF_SHORTER, _OF_LONGER = 0.7, 0.5
"""Shares of the clauses of two texts that make them one: a report with a new lead and the old background is another."""
AROUND = 10
"""Days from publication within which a day that is told is likely that of the event."""
_CLAUSES = 4
"""Clauses that a text has at least, so that it may be called a copy."""
_SKETCH = 8
"""Clauses that stand for a text: those of the smallest checksums, of which copies share some (Broder 1997)."""

MEASURES = (
    *("title", "title_least", "title_most", "numbers", "days", "same_days", "other_days"),
    *("hours", "apart", "same_outlet", "shorter", "longer"),
)
"""The names of what `measure` gives, in its order."""


class Prepared(NamedTuple):
    """What an article shows, with what is measured of it alone, once for all that it is compared with."""

    shown: Features
    at: float
    """Seconds since 1970 (UTC)."""
    days: frozenset[date]
    """The days that it tells of what happens around its publication."""
    headline: float
    """How telling its whole title is."""
    language: str
    length: float
    """Logarithm."""
    sketch: frozenset[int]
    """Some of its clauses, by which copies are found. Of two texts that share two clauses in five, 98 in 100 share one here."""


def prepare(shown: Features) -> Prepared:
    """An article, ready to be compared with many."""
    on = shown.published_at.date()
    days = frozenset(day for day in shown.days if abs((day - on).days) <= AROUND)
    language = shown.language.partition("-")[0]
    return Prepared(
        shown,
        shown.published_at.timestamp(),
        days,
        sum(shown.headline.values()),
        language,
        log(shown.length + 50),
        frozenset(sorted(shown.shingles)[:_SKETCH]),
    )


def measure(first: Prepared, second: Prepared) -> tuple[float, ...]:
    """What is measured of two articles, in the order of `MEASURES`; equal whichever comes first. Costs about 8 µs.

    title: cosine of the pairs of characters. title_least, title_most: how much of one's
    title the other tells. numbers, days: shared ones, logarithm. same_days, other_days: whether they tell a day in
    common, or each of them days but none in common, of those around their publication. hours: between them, logarithm;
    apart: in days. shorter, longer: logarithms of their lengths.
    """
    one, two = first.shown, second.shown
    hours = abs(first.at - second.at) / 3600
    is_same_day = not first.days.isdisjoint(second.days)
    return (
        *measure_titles(first, second),
        log1p(len(one.numbers & two.numbers)),
        log1p(len(one.days & two.days)),
        float(is_same_day),
        float(not is_same_day and bool(first.days and second.days)),
        log1p(hours),
        hours / 24,
        float(one.outlet == two.outlet),
        min(first.length, second.length),
        max(first.length, second.length),
    )


def measure_titles(first: Prepared, second: Prepared) -> tuple[float, float, float]:
    """The first three of `MEASURES`."""
    one, two = first.shown, second.shown
    held, holding = _told(first, two), _told(second, one)
    title = len(one.pairs & two.pairs) / sqrt(len(one.pairs) * len(two.pairs) or 1)
    return title, min(held, holding), max(held, holding)


def link(first: Prepared, second: Prepared, weights: Weights) -> Link | None:
    """How likely two articles report one event; None where they certainly do not.

    What is no report of an event is tied to nothing but its own copies.
    """
    one, two = first.shown, second.shown
    apart = abs(first.at - second.at)
    if one.article == two.article or apart > FARTHEST_COPY.total_seconds():
        return None
    ends = (one.article, two.article) if one.article < two.article else (two.article, one.article)
    if not first.sketch.isdisjoint(second.sketch) and is_copy(one, two):
        return Link(*ends, MOST, is_copy=True)
    if apart > FARTHEST.total_seconds() or not one.genre == two.genre == "report":
        return None
    score = weigh(first, second, weights.pair if first.language == second.language else weights.abroad)
    return Link(*ends, round(score, 3)) if score > LEAST else None


def weigh(first: Prepared, second: Prepared, weights: Mapping[str, float]) -> float:
    """Log-odds of two articles' reporting one event: a weighted sum of what is measured.

    Where `wording` has a weight, the cosine of their terms is measured too, which costs as much as all the rest.
    """
    measured = zip(MEASURES, measure(first, second), strict=True)
    score = weights["start"] + sum([weights.get(name, 0.0) * value for name, value in measured])
    wording = weights.get("wording", 0.0)
    return score + wording * cosine(first.shown.terms, second.shown.terms) if wording else score


def likeness(score: float, least: float = LEAST) -> float:
    """Log-odds as a number from 0 to 1, in which a group's mean is taken; `least` and less count 0."""
    return (min(max(score, least), MOST) - least) / (MOST - least)


def probability(score: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + exp(-score))


def is_copy(one: Features, two: Features) -> bool:
    """Whether two texts are one, clause by clause: agency copy, re-post, the same under a new address."""
    shorter, longer = sorted((len(one.shingles), len(two.shingles)))
    if shorter < max(_CLAUSES, _OF_LONGER * longer):
        return False
    shared = len(one.shingles & two.shingles)
    return shared >= _OF_SHORTER * shorter and shared >= _OF_LONGER * longer


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1; to the last bit the same whichever comes first."""
    if len(one) > len(two) or (len(one) == len(two) and tuple(one) > tuple(two)):
        one, two = two, one
    return sum([weight * two[term] for term, weight in one.items() if term in two])


def _told(one: Prepared, two: Features) -> float:
    """How much of one's title stands in the other article, from 0 to 1; 0.4 where the title tells nothing."""
    if not one.headline:
        return 0.4
    told = [how for term, how in one.shown.headline.items() if term in two.terms or term in two.headline]
    return sum(told) / one.headline
