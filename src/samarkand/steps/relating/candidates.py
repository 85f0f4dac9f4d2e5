"""Which articles are worth comparing with a new one: those whose titles and most telling terms meet; weighs nothing.

Whether two articles meet depends on the two alone, so that the order in which they come plays no part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from samarkand.model.stories import Features
from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY, Prepared, prepare
from samarkand.text.names import MARK

TELLING = 32
"""Terms of an article by which it is found, besides those of its title."""
NAMES = 8
"""The same of names, which are all that articles in different languages share, with numbers."""
COMMON = 0.05
"""A word in more of all articles than this finds nothing, unless it is a name and the languages differ."""
SHARED, MANY = 3, 6
"""Terms that two articles have in common at least, if they are worth comparing: with a pair of characters of their titles
or where their languages differ, and else."""
CLAUSES = 2
"""The same of clauses that stand for their texts, where they may be copies."""
MOST = 120
"""Articles that one is compared with at most, those that share most. Which they are depends on who came first: it keeps a
flood of one text from costing hours and gigabytes."""
_DAY = 86_400
_Held = tuple[Prepared, frozenset[str]]
"""An article, and what finds it."""


class _Shelf:
    """Reports of one day in one language, as their places among all, by what they are found by."""

    __slots__ = ("names", "texts", "titles")

    def __init__(self) -> None:
        self.titles: dict[str, list[int]] = {}
        self.texts: dict[str, list[int]] = {}
        self.names: dict[str, list[int]] = {}


class Nearby:
    """Articles by what they are found by. Memory grows with the articles that it holds, and with no others."""

    def __init__(self, articles: Iterable[Features] = (), frequencies: Mapping[str, float] | None = None) -> None:
        """`frequencies`: as in `Weights`; without them no word is common."""
        self._common = frozenset(word for word, often in (frequencies or {}).items() if often >= COMMON)
        self._held: list[_Held | None] = []
        self._places: dict[str, int] = {}
        self._shelves: defaultdict[int, defaultdict[str, _Shelf]] = defaultdict(lambda: defaultdict(_Shelf))
        self._clauses: dict[int, list[int]] = {}
        for article in articles:
            self.add(article)

    def __len__(self) -> int:
        return len(self._places)

    def add(self, shown: Features) -> None:
        """Take in an article that is not held yet."""
        place, keys, article = len(self._held), keys_of(shown) - self._common, prepare(shown)
        self._held.append((article, frozenset(keys)))
        self._places[shown.article] = place
        for clause in article.sketch:
            self._clauses.setdefault(clause, []).append(place)
        if shown.genre != "report":
            return
        shelf = self._shelves[int(article.at // _DAY)][article.language]
        for term in keys:
            shelf.texts.setdefault(term, []).append(place)
        for term in keys.intersection(shown.headline):
            shelf.titles.setdefault(term, []).append(place)
        for term in spoken_abroad(shown):
            shelf.names.setdefault(term, []).append(place)

    def drop(self, article: str) -> None:
        """Hold an article no longer, by its id, if it is held."""
        place = self._places.pop(article, None)
        if place is not None:
            self._held[place] = None

    def within(self, since: float, until: float) -> Iterator[Features]:
        """What is held of a span of time, in seconds since 1970."""
        return (held[0].shown for held in self._held if held and since <= held[0].at < until)

    def of(self, article: Prepared) -> list[Prepared]:
        """Those worth comparing with an article, in the order of their ids, or of how much they share. Costs about 50 ns for each whose title shares a term with its text."""
        near = set(self._copies(article))
        if article.shown.genre == "report":
            near.update(self._reports(article))
        found: list[_Held] = [held for place in near if (held := self._held[place])]
        found.sort(key=lambda each: each[0].shown.article)
        if len(found) > MOST:
            own = keys_of(article.shown)
            found.sort(key=lambda each: -len(own & each[1]))
        return [each for each, _ in found[:MOST]]

    def _copies(self, article: Prepared) -> Iterator[int]:
        found = Counter(chain.from_iterable(self._clauses.get(clause, ()) for clause in article.sketch))
        for place, count in found.items():
            held = self._held[place] if count >= CLAUSES else None
            if held and abs(article.at - held[0].at) <= FARTHEST_COPY.total_seconds():
                yield place

    def _reports(self, article: Prepared) -> Iterator[int]:
        keys, reach = keys_of(article.shown) - self._common, FARTHEST.total_seconds()
        title = keys.intersection(article.shown.headline)
        for day in range(int((article.at - reach) // _DAY), int((article.at + reach) // _DAY) + 1):
            for language, shelf in self._shelves[day].items() if day in self._shelves else ():
                same = language == article.language
                found = _told_in_titles(shelf, title, keys) if same else _named(shelf, article.shown)
                for place in found:
                    if held := self._held[place]:
                        other, others = held
                        is_near = abs(article.at - other.at) <= reach
                        if is_near and (not same or _is_alike(article, keys, other, others)):
                            yield place


def keys_of(article: Features) -> set[str]:
    """The terms that an article is found by: its most telling ones, names and numbers, and all of its title."""
    names = islice((term for term in article.terms if term.startswith(MARK)), NAMES)
    return {*islice(article.terms, TELLING), *names, *article.headline, *article.numbers}


def spoken_abroad(article: Features) -> set[str]:
    """Those of them that articles in other languages may share."""
    return {term for term in keys_of(article) if term.startswith(MARK)} | article.numbers


def _told_in_titles(shelf: _Shelf, title: set[str], keys: set[str]) -> set[int]:
    """Those that share two terms of which a title has each, or one that both titles have."""
    mine = chain.from_iterable(shelf.texts.get(term, ()) for term in title)
    theirs = chain.from_iterable(shelf.titles.get(term, ()) for term in keys - title)
    found = {place for place, count in Counter(chain(mine, theirs)).items() if count > 1}
    return found.union(*(shelf.titles.get(term, ()) for term in title))


def _named(shelf: _Shelf, article: Features) -> set[int]:
    shared = Counter(chain.from_iterable(shelf.names.get(term, ()) for term in spoken_abroad(article)))
    return {place for place, count in shared.items() if count >= SHARED}


def _is_alike(one: Prepared, ones: set[str], two: Prepared, twos: frozenset[str]) -> bool:
    shared = len(twos & ones)
    return shared >= MANY or (shared >= SHARED and not one.shown.pairs.isdisjoint(two.shown.pairs))
