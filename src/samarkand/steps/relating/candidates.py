"""Which articles are worth comparing with a new one: those that share some of its most telling terms; weighs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import chain, islice

from samarkand.model.stories import Features
from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY
from samarkand.steps.relating.names import MARK

TELLING = 32
"""Terms of an article by which it is found, besides those of its title."""
NAMES = 8
"""The same of names, which are all that articles in different languages share."""
SHARED = 3
"""Terms that two articles have in common at least, if they are worth comparing; copies have many."""
MOST = 400
"""Articles that one is compared with at most, those that share most; the rest of a crowd is reached through them."""


class Nearby:
    """Articles by the terms that they are found by. Memory grows with the articles that it holds, and with no others."""

    def __init__(self, articles: Iterable[Features] = ()) -> None:
        self._held: dict[str, Features] = {}
        self._by_term: dict[str, list[str]] = {}
        for article in articles:
            self.add(article)

    def __len__(self) -> int:
        return len(self._held)

    def add(self, article: Features) -> None:
        """Take in an article, in the place of what was known of it."""
        self.drop(article.article)
        self._held[article.article] = article
        for term in keys_of(article):
            self._by_term.setdefault(term, []).append(article.article)

    def drop(self, identity: str) -> None:
        """Forget an article; costs a look at each list that it stands in."""
        article = self._held.pop(identity, None)
        for term in keys_of(article) if article else ():
            listed = self._by_term[term]
            listed.remove(identity)
            if not listed:
                del self._by_term[term]

    def of(self, article: Features) -> list[Features]:
        """Those worth comparing with an article, itself left out. Costs about 50 ns for each that shares a term."""
        shared = Counter(chain.from_iterable(self._by_term.get(term, ()) for term in keys_of(article)))
        del shared[article.article]
        near: list[Features] = []
        for identity, count in shared.most_common():
            if count < SHARED or len(near) == MOST:
                break
            other = self._held[identity]
            if abs(article.published_at - other.published_at) <= _reach(count):
                near.append(other)
        return near


def keys_of(article: Features) -> set[str]:
    """The terms that an article is found by: its most telling ones and names, and all of its title."""
    names = islice((term for term in article.terms if term.startswith(MARK)), NAMES)
    return {*islice(article.terms, TELLING), *names, *article.headline}


def _reach(shared: int) -> timedelta:
    return FARTHEST_COPY if shared > TELLING // 2 else FARTHEST
