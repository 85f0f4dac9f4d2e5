"""What wordings of one claim tell differently: numbers, dates, spellings of names, and how far an outlet stands behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, islice

from samarkand.model.comparisons import Compared, Difference, Telling
from samarkand.model.mentions import DateMention
from samarkand.model.statements import Statement
from samarkand.steps.comparing.evidence import Shown
from samarkand.steps.comparing.quantities import Quantity, are_told_apart, quantity_of, subject_of, value_of
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.telling import Texts, by_value
from samarkand.text.folding import fold
from samarkand.text.strength import strength_of

WORDINGS = 60
"""Wordings of a claim in which differences are looked for, the earliest."""


def differences_of(claim: str, members: Sequence[Shown], texts: Texts, speakers: Speakers) -> tuple[Difference, ...]:
    """What the wordings of a claim, by its id, tell differently; nothing where one voice alone tells it."""
    if len({each.article.article for each in members}) < 2:
        return ()
    some = members[:WORDINGS]
    return (
        *_numbers(claim, some, texts),
        *_dates(claim, some, texts),
        *_names(claim, some, texts, speakers),
        *_strengths(claim, some, texts),
    )


def _numbers(claim: str, members: Sequence[Shown], texts: Texts) -> Iterator[Difference]:
    """Numbers of one unit, and of one thing counted, where two voices tell none in common."""
    told: dict[str, list[Quantity]] = defaultdict(list)
    for shown in members:
        for number in shown.numbers:
            told[number.unit].append(quantity_of(shown.article, number, texts))
    for unit in sorted(told):
        for subject, some in _subjects(told[unit]):
            variants = texts.variants(by_value((value_of(each.number), each.telling) for each in some))
            if len(variants) > 1 and len({voice for each in variants for voice in _voices(each.told)}) > 1:
                yield Difference("number", subject or unit, variants, claim, are_told_apart(some))


def _subjects(quantities: Sequence[Quantity]) -> Iterator[tuple[str, list[Quantity]]]:
    """Quantities of one unit by what they count; those that do not tell what they count stand with the only one that is."""
    by_noun: dict[str, list[Quantity]] = defaultdict(list)
    for each in quantities:
        by_noun[subject_of(each.number)].append(each)
    bare = by_noun.pop("", [])
    if len(by_noun) == 1:
        ((noun, some),) = by_noun.items()
        yield noun, some + bare
        return
    yield from sorted(by_noun.items())
    if bare:
        yield "", bare


def _voices(told: Iterable[Telling]) -> set[str]:
    return {each.voice for each in told}


def _dates(claim: str, members: Sequence[Shown], texts: Texts) -> Iterator[Difference]:
    """Times of which two outlets tell none in common; a disagreement where each tells one day, and not the same."""
    told: dict[str, list[tuple[DateMention, Telling]]] = defaultdict(list)
    for shown in members:
        for mention in shown.dates:
            telling = texts.telling(shown.article, mention.start, mention.end)
            told[shown.article.outlet].append((mention, telling))
    days = {outlet: {mention.key for mention, _ in some} for outlet, some in told.items()}
    apart = [(one, two) for one, two in combinations(sorted(days), 2) if days[one].isdisjoint(days[two])]
    if not apart:
        return
    outlets = {outlet for pair in apart for outlet in pair}
    some = [pair for outlet in sorted(outlets) for pair in told[outlet]]
    variants = texts.variants(by_value((mention.value, telling) for mention, telling in some))
    is_disagreement = any(_is_one_day(days[one]) and _is_one_day(days[two]) for one, two in apart)
    if len(variants) > 1:
        yield Difference("date", "", variants, claim, is_disagreement)


def _is_one_day(told: Collection[tuple[date, date]]) -> bool:
    return len(told) == 1 and all(until - since == timedelta(days=1) for since, until in told)


def _names(claim: str, members: Sequence[Shown], texts: Texts, speakers: Speakers) -> Iterator[Difference]:
    """Speakers whose name outlets write differently, in one script."""
    told: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for shown in members:
        statement = shown.statement
        if statement.speaker and statement.speaker_at and _stands(shown.article, statement):
            telling = texts.telling(shown.article, *statement.speaker_at)
            told[shown.speaker][statement.speaker].append(telling)
    for key in sorted(told):
        names = narrowed(told[key])
        if len(names) > 1:
            yield Difference("name", speakers.called(key), texts.variants(names), claim)


def _stands(article: Compared, statement: Statement) -> bool:
    start, end = statement.speaker_at or (0, 0)
    return 0 <= start < end <= len(article.text)


def narrowed(told: Mapping[str, Iterable[Telling]]) -> dict[str, list[Telling]]:
    """Spellings without those that are one to a reader: other script or case, and a longer form of another (全名, 姓)."""
    found: dict[str, list[Telling]] = {}
    bare = {name: "".join(fold(name).split()) for name in told}
    for name in sorted(islice(told, 50), key=lambda each: (len(bare[each]), each)):
        home = next((kept for kept in found if bare[kept] in bare[name]), name)
        found.setdefault(home, []).extend(told[name])
    return found


def _strengths(claim: str, members: Sequence[Shown], texts: Texts) -> Iterator[Difference]:
    """Cues by which outlets stand behind it more or less: each at the cue, or at the statement where that has no place."""
    told = []
    for shown in members:
        statement = shown.statement
        if statement.cue:
            start, end = statement.cue_at or (statement.start, statement.end)
            told.append((strength_of(statement.cue), texts.telling(shown.article, start, end)))
    variants = texts.variants(by_value(told))
    if len({frozenset(each.outlets) for each in variants}) > 1:
        yield Difference("strength", "", variants, claim)
