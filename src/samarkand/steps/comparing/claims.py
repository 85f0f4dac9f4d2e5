"""Which statements of a story are one claim: those worth comparing are found, compared, and joined by mean linkage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from samarkand.ids import sha256
from samarkand.linkage import linked
from samarkand.model.comparisons import Claim, ClaimWeights, Difference, Span, Wording
from samarkand.steps.comparing.evidence import Shown, likeness, measure, ordered, weigh
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.strength import strength_of
from samarkand.steps.comparing.wording import products

EFFORT = 3_000_000
"""Products of weights that are made to find statements with words in common: a second; a story of 50 articles needs half of it."""
ALIKE = 0.03
"""Cosine below which two statements are not compared, unless their languages differ."""
PER_ARTICLE = 3
"""Statements of one article that a statement is compared with at most, those nearest in wording."""
COMPARED = 200_000
"""Pairs that are compared at most in a story, those nearest in wording."""

Links = Mapping[tuple[int, int], float]
"""Two statements of different articles, by their numbers, the smaller first -> how alike they are, from 0 to 1."""


def links_of(shown: Sequence[Shown], speakers: Speakers, weights: ClaimWeights) -> Links:
    """What ties statements of different articles; pairs that are not told are not alike."""
    cosines = products([each.vector for each in shown], EFFORT)
    at_home, abroad = ordered(weights.pair), ordered(weights.abroad)
    found = {}
    for one, two in _worth_comparing(shown, cosines):
        first, second = shown[one], shown[two]
        measured = measure(first, second, cosines[one, two], speakers)
        like = likeness(weigh(measured, at_home if first.language == second.language else abroad))
        if like > 0:
            found[one, two] = like
    return found


def _worth_comparing(shown: Sequence[Shown], cosines: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs of different articles; of each statement the nearest ones of each other article."""
    own = [each.article.article for each in shown]
    languages = [each.language for each in shown]
    beside: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (one, two), cosine in cosines.items():
        if own[one] != own[two] and (cosine >= ALIKE or languages[one] != languages[two]):
            beside[one, own[two]].append((-cosine, two))
            beside[two, own[one]].append((-cosine, one))
    near = {
        (far, one, other) if one < other else (far, other, one)
        for (one, _), others in beside.items()
        for far, other in (sorted(others)[:PER_ARTICLE] if len(others) > PER_ARTICLE else others)
    }
    kept = sorted(near)[:COMPARED] if len(near) > COMPARED else near
    return sorted((one, two) for _, one, two in kept)


def groups_of(shown: Sequence[Shown], links: Links, enough: float) -> list[list[int]]:
    """The statements of each claim, by their numbers, in their order; one that nobody else has stands alone."""
    named = {number: f"{number:08d}" for number in range(len(shown))}
    alike = ((named[one], named[two], like) for (one, two), like in links.items())
    return [sorted(map(int, part)) for part in linked(list(named.values()), alike, enough)]


def claims_of(shown: Sequence[Shown], links: Links, enough: float) -> Iterator[tuple[Claim, list[Shown]]]:
    """Claims without their differences, and the statements of each, in the order of its wordings."""
    for numbers in groups_of(shown, links, enough):
        ordered = sorted(numbers, key=lambda number: _when(shown[number]))
        members = [shown[number] for number in ordered]
        wordings = tuple(map(_wording, members))
        central = shown[_most_central(ordered, links)]
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


def _most_central(numbers: Sequence[int], links: Links) -> int:
    """The statement that is most like all the others of its claim, the earlier where two are equal."""
    sums = dict.fromkeys(numbers, 0.0)
    for one, two in combinations(sorted(numbers), 2):
        like = links.get((one, two), 0.0)
        sums[one] += like
        sums[two] += like
    places = {number: place for place, number in enumerate(numbers)}
    return max(numbers, key=lambda number: (round(sums[number], 6), -places[number]))


def _most_used(members: Sequence[Shown]) -> str:
    """The name that most wordings have, the longest of several."""
    names = Counter(each.statement.speaker for each in members if each.statement.speaker)
    return max(sorted(names), key=lambda name: (names[name], len(name)), default="")


def _id(at: Span) -> str:
    return f"c{sha256(f'{at.article} {at.version} {at.start} {at.end}'.encode('utf-8', 'surrogatepass'))[:12]}"
