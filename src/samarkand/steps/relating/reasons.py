"""Why an article stands in its story: what ties it to the one that it is most like, and what speaks against, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Literal

from samarkand.model.stories import Features, Tie, Weights
from samarkand.steps.relating.evidence import AROUND, MOST, measure_pairs
from samarkand.text.names import MARK

TITLES = ("title", "title_least", "title_most")
SHOWN = 16
"""Ties that are told at most: the strongest."""


def reasons(member: Features, other: Features, weights: Weights, spoken: Mapping[str, str]) -> tuple[Tie, ...]:
    """What was weighed of two articles, the strongest first; what speaks against has a negative weight, in log-odds.

    The weight of their titles is shared out among the words that one's title has in common with the other article, or
    else told of the characters that the titles share. Of articles in different languages, words and names that both tell
    have the weights that they have in the cosine; in one language the wording decides nothing, and names that both tell
    outside their titles stand with the weight 0, as a help to the reader. `spoken`: the key of a group of names, without
    its mark -> how it is called. Lengths and the start are weighed too, and told by nobody.
    """
    return reasons_of([(member, other)], weights, spoken)[0]


def reasons_of(
    pairs: Sequence[tuple[Features, Features]], weights: Weights, spoken: Mapping[str, str]
) -> list[tuple[Tie, ...]]:
    """The reasons of each of some pairs, measured at one stroke: many cost a tenth of what they do one by one."""
    found = zip(pairs, measure_pairs(pairs), strict=True)
    return [
        (Tie("copy", other.article, MOST),) if same else _weighed(member, other, measured, weights, spoken)
        for (member, other), (measured, same) in found
    ]


def _weighed(
    member: Features, other: Features, measured: Mapping[str, float], weights: Weights, spoken: Mapping[str, str]
) -> tuple[Tie, ...]:
    is_abroad = len({each.language.partition("-")[0] for each in (member, other)}) > 1
    own = weights.abroad if is_abroad else weights.pair
    weighed = {name: own.get(name, 0.0) * value for name, value in measured.items()}
    hours = abs((member.published_at - other.published_at).total_seconds()) / 3600
    told = [
        *_titles(member, other, sum(weighed[name] for name in TITLES), spoken),
        *_wording(member, other, own.get("wording", 0.0), spoken),
        *_shared("number", sorted(member.numbers & other.numbers), weighed["numbers"]),
        *_shared("date", sorted(map(date.isoformat, member.days & other.days)), weighed["days"] + weighed["same_days"]),
        Tie("date", _days(_around(member), _around(other)), weighed["other_days"]),
        Tie("time", _apart(hours), weighed["hours"] + weighed["apart"]),
        Tie("outlet", member.outlet, weighed["same_outlet"]),
    ]
    kept = [each for each in told if each.weight or each.kind == "name"]
    return tuple(sorted(kept, key=lambda each: (-abs(each.weight), each.kind, each.text))[:SHOWN])


def _titles(one: Features, two: Features, weight: float, spoken: Mapping[str, str]) -> list[Tie]:
    """Words and names of either title that the other article has too; without any, the characters that the titles share."""
    telling = _in_titles(one, two)
    whole = sum(telling.values())
    if not whole:
        shared = " ".join(sorted(one.pairs & two.pairs))
        return [Tie("title", shared, weight)] if shared else []
    return [_named(term, weight * how / whole, "title", spoken) for term, how in telling.items()]


def _wording(one: Features, two: Features, weight: float, spoken: Mapping[str, str]) -> list[Tie]:
    """Names that only the texts share, and words where these are weighed."""
    titles = _in_titles(one, two)
    shared = [term for term in one.terms if term in two.terms]
    told = {term: weight * one.terms[term] * two.terms[term] for term in shared}
    return [
        _named(term, how, "wording", spoken)
        for term, how in told.items()
        if how or (term.startswith(MARK) and term not in titles)
    ]


def _in_titles(one: Features, two: Features) -> dict[str, float]:
    return {
        term: how
        for title, other in ((one.headline, two), (two.headline, one))
        for term, how in title.items()
        if term in other.headline or term in other.terms
    }


def _named(term: str, weight: float, kind: Literal["title", "wording"], spoken: Mapping[str, str]) -> Tie:
    if term.startswith(MARK):
        key = term.removeprefix(MARK)
        return Tie("name", spoken.get(key, key), weight)
    return Tie(kind, term, weight)


def _shared(kind: Literal["number", "date"], texts: list[str], weight: float) -> list[Tie]:
    return [Tie(kind, text, weight / len(texts)) for text in texts]


def _around(shown: Features) -> frozenset[date]:
    """The days that an article tells around its publication."""
    on = shown.published_at.astimezone(UTC).date()
    return frozenset(day for day in shown.days if abs((day - on).days) <= AROUND)


def _days(one: frozenset[date], two: frozenset[date]) -> str:
    """The days that each tells, where none is common: `2022-09-07 / 2022-09-09`."""
    return " / ".join(", ".join(map(date.isoformat, sorted(days))) for days in (one, two))


def _apart(hours: float) -> str:
    """How far apart two articles were published, in hours with one decimal: `2.5 h`."""
    return f"{hours:.1f} h"
