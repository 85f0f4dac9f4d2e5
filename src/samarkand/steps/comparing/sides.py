"""Two articles side by side: the passages that say the same, as statements and as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, product

from samarkand.errors import NotFound
from samarkand.model.comparisons import Compared, Match, SideBySide, Span
from samarkand.steps.comparing.comparing import by_time
from samarkand.steps.comparing.differences import differences_of
from samarkand.steps.comparing.evidence import Shown, shown_of
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.links import groups_of, links_of
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.telling import Texts
from samarkand.steps.comparing.wording import products, terms_of, vectors

ALIKE = 0.36
"""Cosine from which two sentences say the same."""
WORDINGS = 60
"""Wordings of one claim in one article that are looked at, the first."""
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
    texts = Texts(ordered)
    claims = list(_claims(found[one], found[two], ordered, texts, knowledge))
    taken = {span for match in claims for span in (match.one, match.two)}
    sentences = _sentences(found[one], found[two], texts, knowledge, taken)
    return SideBySide(one, two, tuple(sorted((*claims, *sentences), key=lambda each: (each.one, each.two))))


def _claims(
    one: Compared, two: Compared, articles: Sequence[Compared], texts: Texts, knowledge: Knowledge
) -> Iterator[Match]:
    speakers = Speakers(articles, knowledge.names)
    shown = shown_of(articles, speakers, knowledge)
    links = links_of(shown, speakers, knowledge.weights)
    pairs: dict[tuple[Span, Span], tuple[float, Shown, Shown]] = {}
    for numbers in groups_of(shown, links, knowledge.weights.enough):
        for first, second in product(_of(one, numbers, shown), _of(two, numbers, shown)):
            like = links.between(first, second)
            pairs[_span(shown[first]), _span(shown[second])] = like, shown[first], shown[second]
    for like, here, there in _one_to_one((like, *spans) for spans, (like, *_) in pairs.items()):
        _, *members = pairs[here, there]
        yield Match("claim", here, there, round(like, 3), differences_of("", members, texts, speakers))


def _of(article: Compared, numbers: Iterable[int], shown: Sequence[Shown]) -> list[int]:
    own = (number for number in numbers if shown[number].article.article == article.article)
    return list(islice(own, WORDINGS))


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
