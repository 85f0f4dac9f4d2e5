"""Numbers that count one thing: which values can both hold, and where the narration of outlets disagrees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from samarkand.linkage import linked
from samarkand.model.comparisons import Compared, Difference, Span, Telling
from samarkand.model.mentions import NumberMention
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.telling import Texts, by_value
from samarkand.steps.comparing.wording import Vector, products, terms_of, vectors
from samarkand.text.folding import fold
from samarkand.text.units import MEASURES

ALIKE, NAMED = 0.5, 0.15
"""Mean cosine of clauses in which numbers count the same thing; and where a word for what news often disagree about says so."""
LOOKED_AT = 2_000
"""Numbers of a story that are compared, the earliest."""
EFFORT = 1_500_000
_AROUND = 40
"""Characters before and behind a number that tell what it counts, inside of its sentence."""
_OPEN = frozenset({"over", "under"})
"""Bounds whose greatest number is left out: 20多 is below 30."""
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
    """Whether two voices tell one number each that cannot both hold, by all that their words leave possible (约, 逾, 至少)."""
    told: dict[str, dict[str, NumberMention]] = defaultdict(dict)
    for each in quantities:
        told[each.telling.voice][value_of(each.number)] = each.number
    single = [next(iter(numbers.values())) for _, numbers in sorted(told.items()) if len(numbers) == 1]
    return any(not _meet(one, two) for one, two in combinations(single, 2))


def _meet(one: NumberMention, two: NumberMention) -> bool:
    return _reaches(one, two) and _reaches(two, one)


def _reaches(one: NumberMention, two: NumberMention) -> bool:
    """Whether the greatest that one may be is not below the least that the other may be."""
    most, least = one.allows[1], two.allows[0]
    return most > least or (most == least and one.bound not in _OPEN)


def subject_of(number: NumberMention) -> str:
    """What is counted, as numbers are compared by it: one word for what news often disagree about, else the noun behind."""
    return number.of or fold(number.counts).strip()


def disagreements(
    articles: Sequence[Compared], texts: Texts, knowledge: Knowledge, taken: Collection[Span]
) -> Iterator[Difference]:
    """Numbers of one unit and one thing counted, in like sentences of different voices, that cannot both hold.

    `taken`: numbers that are told of already.
    """
    quantities = [each for each in _quantities(articles, texts) if each.telling.at not in taken]
    around = [_around(each) for each in quantities]
    terms = {text: terms_of(text, knowledge) for text in set(around)}
    told = vectors([terms[text] for text in around])
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, quantity in enumerate(quantities):
        groups[quantity.number.unit, subject_of(quantity.number)].append(number)
    for (unit, subject), numbers in sorted(groups.items()):
        if len({quantities[number].telling.voice for number in numbers}) > 1:
            enough = NAMED if quantities[numbers[0]].number.of else ALIKE
            for part in _alike([(quantities[number], told[number]) for number in numbers], enough):
                if are_told_apart(part):
                    values = by_value((value_of(each.number), each.telling) for each in part)
                    yield Difference("number", subject or unit, texts.variants(values), is_disagreement=True)


def _quantities(articles: Sequence[Compared], texts: Texts) -> Iterator[Quantity]:
    """Numbers that tell what they count, or measure."""
    numbers = ((article, number) for article in articles for number in article.annotations.numbers)
    for article, number in islice(numbers, LOOKED_AT):
        if number.unit not in _SPANS and (subject_of(number) or number.unit in MEASURES):
            yield quantity_of(article, number, texts)


def _alike(some: Sequence[tuple[Quantity, Vector]], enough: float) -> Iterator[list[Quantity]]:
    """Those that stand in like words, by mean linkage; two of one voice count as unlike. The very same words are compared once."""
    voices = [quantity.telling.voice for quantity, _ in some]
    named = [f"{number:06d}" for number in range(len(some))]
    kinds = _same_words(voices, [vector for _, vector in some])
    tellers = [{voices[number] for number in kind} for kind in kinds]
    alike = []
    for (one, two), cosine in products([some[kind[0]][1] for kind in kinds], EFFORT).items():
        if pairs := len(kinds[one]) * len(kinds[two]) - len(tellers[one] & tellers[two]):
            first, second = sorted((kinds[one][0], kinds[two][0]))
            alike.append((named[first], named[second], cosine * pairs))
    copies = [[named[number] for number in kind] for kind in kinds if len(kind) > 1]
    for part in linked(named, alike, enough, copies):
        if len(part) > 1:
            yield [some[int(name)][0] for name in part]


def _same_words(voices: Sequence[str], found: Sequence[Vector]) -> list[list[int]]:
    """Numbers of those that stand in the same words, each of another voice; what no word that counts stands by is alone."""
    kinds: dict[Hashable, list[int]] = {}
    told: Counter[tuple[str, Hashable]] = Counter()
    for number, (voice, vector) in enumerate(zip(voices, found, strict=True)):
        looks: Hashable = frozenset(vector.items()) if vector else number
        told[voice, looks] += 1
        kinds.setdefault((looks, told[voice, looks]), []).append(number)
    return list(kinds.values())


def _around(quantity: Quantity) -> str:
    """What stands around a number in its sentence, without the number."""
    sentence, at = quantity.telling.sentence, quantity.telling.at
    text = quantity.article.text
    return f"{text[max(sentence.start, at.start - _AROUND) : at.start]} {text[at.end : min(sentence.end, at.end + _AROUND)]}"
