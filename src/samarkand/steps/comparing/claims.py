"""The claims of a story, made of the statements that belong together, and their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from samarkand.ids import sha256
from samarkand.model.comparisons import Claim, Difference, Span, Wording
from samarkand.steps.comparing.evidence import Shown
from samarkand.steps.comparing.links import Links, groups_of
from samarkand.text.strength import strength_of


def claims_of(shown: Sequence[Shown], links: Links, enough: float) -> Iterator[tuple[Claim, list[Shown]]]:
    """Claims without their differences, and the statements of each, in the order of its wordings."""
    for numbers in groups_of(shown, links, enough):
        ordered = sorted(numbers, key=lambda number: _when(shown[number]))
        members = [shown[number] for number in ordered]
        wordings = tuple(map(_wording, members))
        central = shown[_most_central(ordered, shown, links)]
        yield (
            Claim(
                id=_id(wordings[0].at),
                text=central.statement.text,
                speaker=_most_used(members),
                wordings=wordings,
                outlets=tuple(sorted({wording.outlet for wording in wordings})),
                voices=len({wording.voice for wording in wordings}),
            ),
            members,
        )


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Those of most voices first, then of most outlets, then the earliest."""
    return sorted(
        claims, key=lambda each: (-each.voices, -len(each.outlets), each.wordings[0].published_at, each.wordings[0].at)
    )


def disagreements_of(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those of which both cannot hold, those of most voices first."""
    found = [each for each in differences if each.is_disagreement]
    return tuple(sorted(found, key=lambda each: (-sum(v.voices for v in each.variants), each.variants[0].told[0].at)))


def _when(shown: Shown) -> tuple[object, str, int, int]:
    return shown.article.published_at, shown.article.article, shown.statement.start, shown.statement.end


def _wording(shown: Shown) -> Wording:
    article, statement = shown.article, shown.statement
    at = Span(article.article, article.version, statement.start, statement.end)
    return Wording(article.outlet, article.voice, article.published_at, at, statement, strength_of(statement.cue))


def _most_central(numbers: Sequence[int], shown: Sequence[Shown], links: Links) -> int:
    """The statement that is most like all the others of its claim, the earlier where two are equal.

    Its likeness is to those of other articles; of pairs of two kinds that were compared in part, their share counts.
    """
    homes: dict[int, set[str]] = defaultdict(set)
    for number in numbers:
        homes[links.kinds[number]].add(shown[number].article.article)

    def likeness(number: int) -> float:
        kind, own = links.kinds[number], shown[number].article.article
        total = float(len(homes[kind]) - 1)
        for other, articles in homes.items():
            pair = (min(kind, other), max(kind, other))
            if other != kind and pair in links.alike:
                possible = len(homes[kind]) * len(articles) - len(homes[kind] & articles)
                total += links.alike[pair] * (len(articles) - (own in articles)) * links.pairs[pair] / possible
        return round(total, 6)

    places = {number: place for place, number in enumerate(numbers)}
    return max(numbers, key=lambda number: (likeness(number), -places[number]))


def _most_used(members: Sequence[Shown]) -> str:
    """The name that most wordings have, the longest of several."""
    names = Counter(each.statement.speaker for each in members if each.statement.speaker)
    return max(sorted(names), key=lambda name: (names[name], len(name)), default="")


def _id(at: Span) -> str:
    return f"c{sha256(f'{at.article} {at.version} {at.start} {at.end}'.encode('utf-8', 'surrogatepass'))[:12]}"
