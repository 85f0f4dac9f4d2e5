"""Which articles are worth comparing with a new one: those that share some of its most telling terms; weighs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, islice

from samarkand.model.stories import Features
from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY, Prepared, prepare
from samarkand.steps.relating.names import MARK

TELLING = 32
"""Terms of an article by which it is found, besides those of its title."""
NAMES = 8
"""The same of names, which are all that articles in different languages share, with numbers."""
SHARED, MANY = 3, 6
"""Terms that two articles have in common at least, if they are worth comparing: with a pair of characters of their titles
or where their languages differ, and else."""
MOST = 1_000
"""Articles that one is compared with at most, those that share most. Which they are depends on who came first, and that
must play no part: so it is thrice what a fortnight of nine outlets needs, and only keeps a flood from costing hours."""


class Nearby:
    """Articles by the terms that they are found by. Memory grows with the articles that it holds, and with no others."""

    def __init__(self, articles: Iterable[Features] = ()) -> None:
        self._held: dict[str, Prepared] = {}
        self._by_term: dict[str, list[str]] = {}
        for article in articles:
            self.add(article)

    def __len__(self) -> int:
        return len(self._held)

    def add(self, article: Features) -> None:
        """Take in an article that is not held yet."""
        self._held[article.article] = prepare(article)
        for term in keys_of(article):
            self._by_term.setdefault(term, []).append(article.article)

    def of(self, article: Prepared) -> list[Prepared]:
        """Those worth comparing with an article. Costs about 50 ns for each that shares a term."""
        shown = article.shown
        shared = Counter(chain.from_iterable(self._by_term.get(term, ()) for term in keys_of(shown)))
        near: list[tuple[int, str]] = []
        for identity, count in shared.items():
            if count < SHARED:
                continue
            other = self._held[identity]
            is_alike = (
                count >= MANY or article.language != other.language or not shown.pairs.isdisjoint(other.shown.pairs)
            )
            if is_alike and abs(article.at - other.at) <= _reach(count):
                near.append((-count, identity))
        return [self._held[identity] for _, identity in sorted(near)[:MOST]]


def keys_of(article: Features) -> set[str]:
    """The terms that an article is found by: its most telling ones, names and numbers, and all of its title."""
    names = islice((term for term in article.terms if term.startswith(MARK)), NAMES)
    return {*islice(article.terms, TELLING), *names, *article.headline, *article.numbers}


def _reach(shared: int) -> float:
    """Seconds that two articles may be apart."""
    return (FARTHEST_COPY if shared > TELLING // 2 else FARTHEST).total_seconds()
