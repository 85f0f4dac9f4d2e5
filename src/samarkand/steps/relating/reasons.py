"""Why an article stands in its story: what ties it to the one that it is most like, and what speaks against, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from samarkand.model.stories import Features, Tie, Weights
from samarkand.steps.relating.evidence import MEASURES, MOST, is_copy, measure, prepare
from samarkand.steps.relating.names import MARK

TITLES = ("title", "title_least", "title_most")
SHOWN = 16
"""Ties that are told at most: the strongest."""


def reasons(member: Features, other: Features, weights: Weights, spoken: Mapping[str, str]) -> tuple[Tie, ...]:
    """What was weighed of two articles, the strongest first; what speaks against has a negative weight, in log-odds.

    The weight of their titles is shared out among the words that one's title has in common with the other article. Names
    that both tell outside their titles are told with the weight 0: they are no more than a help to the reader. `spoken`:
    the key of a group of names, without its mark -> how it is called. Lengths and the start are weighed too, and told
    by nobody.
    """
    if is_copy(member, other):
        return (Tie("copy", other.article, MOST),)
    one, two = prepare(member), prepare(other)
    own = weights.pair if one.language == two.language else weights.abroad
    weighed = {name: own.get(name, 0.0) * value for name, value in zip(MEASURES, measure(one, two), strict=True)}
    hours = abs(one.at - two.at) / 3600
    told = [
        *_words(member, other, sum(weighed[name] for name in TITLES), spoken),
        *_shared("number", sorted(member.numbers & other.numbers), weighed["numbers"]),
        *_shared("date", sorted(map(date.isoformat, one.days & two.days)), weighed["same_days"]),
        Tie("date", _days(one.days, two.days), weighed["other_days"]),
        Tie("time", _apart(hours), weighed["hours"] + weighed["apart"]),
        Tie("outlet", member.outlet, weighed["same_outlet"]),
    ]
    kept = [each for each in told if each.weight or each.kind == "name"]
    return tuple(sorted(kept, key=lambda each: (-abs(each.weight), each.kind, each.text))[:SHOWN])


def _words(one: Features, two: Features, weight: float, spoken: Mapping[str, str]) -> list[Tie]:
    """Words and names that a title has in common with the other article, and names that only the texts share."""
    telling = {
        term: how
        for title, other in ((one.headline, two), (two.headline, one))
        for term, how in title.items()
        if term in other.headline or term in other.terms
    }
    whole = sum(telling.values()) or 1.0
    ties = [_named(term, weight * how / whole, "title", spoken) for term, how in telling.items()]
    both = sorted(term for term in one.terms.keys() & two.terms.keys() - telling.keys() if term.startswith(MARK))
    return ties + [_named(term, 0.0, "wording", spoken) for term in both]


def _named(term: str, weight: float, kind: str, spoken: Mapping[str, str]) -> Tie:
    if term.startswith(MARK):
        key = term.removeprefix(MARK)
        return Tie("name", spoken.get(key, key), weight)
    return Tie("title" if kind == "title" else "wording", term, weight)


def _shared(kind: str, texts: list[str], weight: float) -> list[Tie]:
    return [Tie("number" if kind == "number" else "date", text, weight / len(texts)) for text in texts]


def _days(one: frozenset[date], two: frozenset[date]) -> str:
    """The days that each tells, where none is common: `2022-09-07 / 2022-09-09`."""
    return " / ".join(", ".join(map(date.isoformat, sorted(days))) for days in (one, two))


def _apart(hours: float) -> str:
    """How far apart two articles were published, in hours with one decimal: `2.5 h`."""
    return f"{hours:.1f} h"
