"""Places where something is told, gathered into the ways in which it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from samarkand.model.comparisons import Compared, Span, Telling, Variant
from samarkand.text.sentences import Sentences


class Texts:
    """The articles of a story, by their ids, with the sentences of their texts."""

    def __init__(self, articles: Sequence[Compared]) -> None:
        self._articles = {article.article: article for article in articles}
        self._order = {article.article: number for number, article in enumerate(articles)}
        self._sentences: dict[str, Sentences] = {}

    def sentences(self, article: Compared) -> Sentences:
        """The sentences of an article."""
        if article.article not in self._sentences:
            self._sentences[article.article] = Sentences(article.text)
        return self._sentences[article.article]

    def telling(self, article: Compared, start: int, end: int) -> Telling:
        """What an article tells from one character to another."""
        sentence = self.sentences(article).around(start, end)
        at = Span(article.article, article.version, start, end)
        return Telling(
            article.outlet,
            article.voice,
            at,
            article.text[start:end],
            Span(article.article, article.version, *sentence),
        )

    def in_order(self, told: Iterable[Telling]) -> tuple[Telling, ...]:
        """By time of publication, then by place in the text; each once."""
        return tuple(sorted(set(told), key=lambda each: (self._order[each.at.article], each.at)))

    def variants(self, told: Mapping[str, Iterable[Telling]]) -> tuple[Variant, ...]:
        """The ways in which something is told, by their values; those of most voices first, then the earliest."""
        found = [self._variant(value, self.in_order(some)) for value, some in told.items()]
        return tuple(
            sorted(
                found,
                key=lambda each: (-each.voices, self._order[each.told[0].at.article], each.told[0].at, each.value),
            )
        )

    def _variant(self, value: str, told: tuple[Telling, ...]) -> Variant:
        return Variant(
            value,
            tuple(sorted({each.outlet for each in told})),
            len({each.voice for each in told}),
            told,
        )


def by_value(told: Iterable[tuple[str, Telling]]) -> dict[str, list[Telling]]:
    """Tellings under their values, in their order."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for value, telling in told:
        found[value].append(telling)
    return found
