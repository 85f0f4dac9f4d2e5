"""What ties two statements to one claim, and what speaks against it, measured and weighed; it groups nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log1p
from operator import mul
from typing import Generic, TypeVar

from samarkand.model.comparisons import Compared
from samarkand.model.mentions import DateMention, NumberMention
from samarkand.model.statements import Statement
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.wording import READ, Vector, terms_of, vectors
from samarkand.text.names import MARK

LEAST, MOST = -4.0, 2.0
"""Log-odds beyond which likeness no longer changes."""
OTHER = 0.5
"""How alike two speakers are called at least who may be one."""
MEASURES = (
    *("wording", "names", "speaker", "other_speaker", "numbers", "other_numbers"),
    *("same_time", "near_time", "other_time"),
)
"""The names of what `measure` gives, in its order."""

MENTIONS = 24
"""Numbers, and dates, of one statement that are looked at."""

_Days = tuple[date, date]
_Mention = TypeVar("_Mention", DateMention, NumberMention)


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement with what it is compared by."""

    article: Compared
    statement: Statement
    language: str
    speaker: str
    """Key among the speakers of the story; "" where nobody is named."""
    words: str
    """What its vector is made of: equal for copies."""
    vector: Vector
    names: frozenset[str]
    numbers: tuple[NumberMention, ...]
    dates: tuple[DateMention, ...]
    quantities: frozenset[tuple[Decimal, Decimal, bool]]
    """Ends of each number, and whether it is a percentage: in any language, whatever counts it."""
    units: Mapping[str, frozenset[tuple[Decimal, Decimal]]]
    days: frozenset[_Days]
    """First day, and the first that no longer belongs to it."""


def shown_of(articles: Sequence[Compared], speakers: Speakers, knowledge: Knowledge) -> list[Shown]:
    """The statements of a story, in the order of the articles and then of their places."""
    told = [(article, each) for article in articles for each in sorted(article.annotations.statements, key=_place)]
    read = {statement.text[:READ] for _, statement in told}
    terms_by_text = {text: terms_of(text, knowledge) for text in read}
    terms = [terms_by_text[statement.text[:READ]] for _, statement in told]
    numbered = {article.article: Within(article.annotations.numbers) for article in articles}
    dated = {article.article: Within(article.annotations.dates) for article in articles}
    found = []
    for (article, statement), vector, words in zip(told, vectors(terms), terms, strict=True):
        numbers = numbered[article.article].of(statement.start, statement.end)
        dates = dated[article.article].of(statement.start, statement.end)
        units = {each.unit: frozenset((n.low, n.high) for n in numbers if n.unit == each.unit) for each in numbers}
        found.append(
            Shown(
                article=article,
                statement=statement,
                language=article.language.partition("-")[0],
                speaker=speakers.key(statement.speaker) if statement.speaker else "",
                words=statement.text[:READ],
                vector=vector,
                names=frozenset(word for word in words if word.startswith(MARK)),
                numbers=numbers,
                dates=dates,
                quantities=frozenset((each.low, each.high, each.unit == "%") for each in numbers),
                units=units,
                days=frozenset(each.key for each in dates),
            )
        )
    return found


class Within(Generic[_Mention]):
    """Mentions of one text, by where they begin."""

    def __init__(self, mentions: Iterable[_Mention]) -> None:
        self._mentions: list[_Mention] = sorted(mentions, key=lambda each: (each.start, each.end))
        self._starts = [each.start for each in self._mentions]

    def of(self, start: int, end: int) -> tuple[_Mention, ...]:
        """Those that begin inside of a stretch, the first `MENTIONS` of them."""
        first = bisect_left(self._starts, start)
        return tuple(self._mentions[first : min(bisect_left(self._starts, end), first + MENTIONS)])


def _place(statement: Statement) -> tuple[int, int]:
    return statement.start, statement.end


def measure(one: Shown, two: Shown, wording: float, speakers: Speakers) -> tuple[float, ...]:
    """What is measured of two statements, in the order of `MEASURES`; equal whichever comes first.

    wording: the cosine of their vectors, as told. names: the same of the names that are known alone. speaker: how alike
    the speakers are called; other_speaker: whether both are named, and are not alike. numbers: shared ones, logarithm;
    other_numbers: whether both tell a number of one unit, and none is the same. same_time: whether they tell a time in
    common; near_time: else, whether one of them lies within another (`下周`, `9月15日`); other_time: whether both
    tell times, and none of them meet.
    """
    alike = speakers.alike(one.speaker, two.speaker)
    shared = len(one.quantities & two.quantities)
    clash = not shared and any(
        unit in two.units and values.isdisjoint(two.units[unit]) for unit, values in one.units.items()
    )
    same = not one.days.isdisjoint(two.days)
    meets = same or any(ones[0] < twos[1] and twos[0] < ones[1] for ones in one.days for twos in two.days)
    return (
        wording,
        len(one.names & two.names) / (len(one.names) * len(two.names)) ** 0.5 if one.names and two.names else 0.0,
        alike or 0.0,
        float(alike is not None and alike < OTHER),
        log1p(shared),
        float(clash),
        float(same),
        float(meets and not same),
        float(bool(one.days and two.days) and not meets),
    )


def ordered(weights: Mapping[str, float]) -> tuple[float, ...]:
    """The start, and the weight of each of `MEASURES` in their order."""
    return (weights.get("start", 0.0), *(weights.get(name, 0.0) for name in MEASURES))


def weigh(measured: Sequence[float], weights: Sequence[float]) -> float:
    """Log-odds of two statements' being one claim: a weighted sum of what is measured, `weights` as `ordered` gives them."""
    return sum(map(mul, measured, weights[1:]), weights[0])


def likeness(score: float) -> float:
    """Log-odds as a number from 0 to 1, in which a group's mean is taken."""
    return (min(max(score, LEAST), MOST) - LEAST) / (MOST - LEAST)
