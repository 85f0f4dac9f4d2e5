"""Two articles side by side: the passages that say the same, as statements and as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from samarkand.errors import NotFound
from samarkand.model.comparisons import Compared, Match, SideBySide, Span
from samarkand.steps.comparing.claims import groups_of, links_of
from samarkand.steps.comparing.comparing import by_time
from samarkand.steps.comparing.differences import differences_of
from samarkand.steps.comparing.evidence import Shown, shown_of
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.telling import Texts
from samarkand.steps.comparing.wording import products, terms_of, vectors

ALIKE = 0.4
"""Cosine from which two sentences say the same."""
SENTENCES = 400
"""Sentences of a text that are compared, the first."""
EFFORT = 1_500_000

_Pair = tuple[float, Span, Span]


def side_by_side(one: str, two: str, articles: Iterable[Compared], knowledge: Knowledge) -> SideBySide:
    """What joins two articles, by their ids. `articles`: those of their story, so that a claim is what it is there.

    Raises NotFound where one of them is not among the articles.
    """
    ordered = by_time(articles)
    found = {article.article: article for article in ordered}
    if one not in found or two not in found:
        raise NotFound(f"{one if one not in found else two} is not among the articles that are compared")
    texts, speakers = Texts(ordered), Speakers(ordered, knowledge.names)
    claims = list(_claims(found[one], found[two], _members(ordered, speakers, knowledge), texts, speakers))
    taken = {span for match in claims for span in (match.one, match.two)}
    sentences = _sentences(found[one], found[two], texts, knowledge, taken)
    return SideBySide(one, two, tuple(sorted((*claims, *sentences), key=lambda each: (each.one, each.two))))


_Told = tuple[Shown, Shown, float]


def _members(articles: Sequence[Compared], speakers: Speakers, knowledge: Knowledge) -> Iterator[_Told]:
    """Statements of one claim, two by two, and how alike they are."""
    shown = shown_of(articles, speakers, knowledge)
    links = links_of(shown, speakers, knowledge.weights)
    for numbers in groups_of(shown, links, knowledge.weights.enough):
        for one, two in product(numbers, numbers):
            pair = (one, two) if one < two else (two, one)
            if one != two:
                yield shown[one], shown[two], links.get(pair, 0.0)


def _claims(one: Compared, two: Compared, told: Iterable[_Told], texts: Texts, speakers: Speakers) -> Iterator[Match]:
    pairs = {
        (_span(first), _span(second)): (like, first, second)
        for first, second, like in told
        if first.article.article == one.article and second.article.article == two.article
    }
    ranked = ((like, *spans) for spans, (like, _, _) in pairs.items())
    for like, first, second in _one_to_one(ranked):
        _, *members = pairs[first, second]
        yield Match("claim", first, second, round(like, 3), differences_of("", members, texts, speakers))


def _span(shown: Shown) -> Span:
    return Span(shown.article.article, shown.article.version, shown.statement.start, shown.statement.end)


def _one_to_one(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Each passage with one of the other text, the most alike first."""
    taken: set[Span] = set()
    for like, one, two in sorted(pairs, key=lambda each: (-round(each[0], 9), each[1], each[2])):
        if one not in taken and two not in taken:
            taken |= {one, two}
            yield like, one, two


def _sentences(
    one: Compared, two: Compared, texts: Texts, knowledge: Knowledge, taken: Collection[Span]
) -> Iterator[Match]:
    """Sentences that say the same, without those that hold a passage that is taken."""
    spans = [span for article in (one, two) for span in _free(article, texts, taken)]
    pieces = {one.article: one.text, two.article: two.text}
    found = vectors([terms_of(pieces[span.article][span.start : span.end], knowledge) for span in spans])
    alike = (
        (cosine, spans[first], spans[second])
        for (first, second), cosine in products(found, EFFORT).items()
        if cosine >= ALIKE and spans[first].article != spans[second].article
    )
    for like, first, second in _one_to_one(alike):
        yield Match("sentence", first, second, round(min(like, 1.0), 3))


def _free(article: Compared, texts: Texts, taken: Collection[Span]) -> Iterator[Span]:
    own = [span for span in taken if span.article == article.article]
    for start, end in texts.sentences(article).spans[:SENTENCES]:
        if not any(start < span.end and span.start < end for span in own):
            yield Span(article.article, article.version, start, end)
