"""Numbers that count one thing: which values can both hold, and where the narration of outlets disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from samarkand.linkage import linked
from samarkand.model.comparisons import Compared, Difference, Span, Telling
from samarkand.model.mentions import NumberMention
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.telling import Texts, by_value
from samarkand.steps.comparing.wording import products, terms_of, vectors
from samarkand.text.folding import fold
from samarkand.text.units import MEASURES

ROUNDED = Decimal("0.05")
"""Part of a number by which two may differ that are one, rounded."""
ALIKE = 0.5
"""Mean cosine of clauses in which numbers count the same thing."""
LOOKED_AT = 2_000
"""Numbers of a story that are compared, the earliest."""
EFFORT = 1_500_000
_AROUND = 40
"""Characters before and behind a number that tell what it counts, inside of its sentence."""
_SPANS = frozenset({"年", "个月", "周", "天", "小时", "分钟", "秒", "岁"})
"""Units that seldom count one thing in two sentences."""


class Quantity(NamedTuple):
    """A number at a place."""

    article: Compared
    number: NumberMention
    telling: Telling


def quantity_of(article: Compared, number: NumberMention, texts: Texts) -> Quantity:
    """A number of an article, with its sentence."""
    return Quantity(article, number, texts.telling(article, number.start, number.end))


def value_of(number: NumberMention) -> str:
    """A number as a value to compare: `26000 人`, `10-20 %`; equal for all wordings."""
    low, high = f"{number.low.normalize():f}", f"{number.high.normalize():f}"
    return f"{low if low == high else f'{low}-{high}'} {number.unit}".strip()


def are_told_apart(quantities: Sequence[Quantity]) -> bool:
    """Whether two voices tell one number each that cannot both hold: further apart than by rounding."""
    told: dict[str, dict[str, NumberMention]] = defaultdict(dict)
    for each in quantities:
        told[each.telling.voice][value_of(each.number)] = each.number
    single = [next(iter(numbers.values())) for _, numbers in sorted(told.items()) if len(numbers) == 1]
    return any(not _meet(one, two) for one, two in combinations(single, 2))


def _meet(one: NumberMention, two: NumberMention) -> bool:
    room = ROUNDED * max(abs(one.high), abs(two.high)) if one.is_approximate or two.is_approximate else Decimal(0)
    return one.low <= two.high + room and two.low <= one.high + room


def disagreements(
    articles: Sequence[Compared], texts: Texts, knowledge: Knowledge, taken: Collection[Span]
) -> Iterator[Difference]:
    """Numbers of one unit and one thing counted, in like sentences of different voices, that cannot both hold.

    `taken`: numbers that are told of already.
    """
    groups: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    numbers = [(article, number) for article in articles for number in article.annotations.numbers][:LOOKED_AT]
    for article, number in numbers:
        noun = fold(number.counts).strip()
        if number.unit not in _SPANS and (noun or number.unit in MEASURES):
            quantity = quantity_of(article, number, texts)
            if quantity.telling.at not in taken:
                groups[number.unit, noun].append(quantity)
    for (unit, noun), some in sorted(groups.items()):
        if len({each.telling.voice for each in some}) > 1:
            for alike in _alike(some, knowledge):
                if are_told_apart(alike):
                    told = by_value((value_of(each.number), each.telling) for each in alike)
                    yield Difference("number", noun or unit, texts.variants(told), is_disagreement=True)


def _alike(some: Sequence[Quantity], knowledge: Knowledge) -> Iterator[list[Quantity]]:
    """Those that stand in like clauses, by mean linkage."""
    found = vectors([terms_of(_around(each), knowledge) for each in some])
    named = [f"{number:06d}" for number in range(len(some))]
    cosines = products(found, EFFORT)
    apart = (
        (one, two, cosine)
        for (one, two), cosine in cosines.items()
        if some[one].telling.voice != some[two].telling.voice
    )
    alike = [(named[one], named[two], cosine) for one, two, cosine in apart]
    for part in linked(named, alike, ALIKE):
        if len(part) > 1:
            yield [some[int(name)] for name in part]


def _around(quantity: Quantity) -> str:
    """What stands around a number in its sentence, without the number."""
    sentence, at = quantity.telling.sentence, quantity.telling.at
    text = quantity.article.text
    return f"{text[max(sentence.start, at.start - _AROUND) : at.start]} {text[at.end : min(sentence.end, at.end + _AROUND)]}"
