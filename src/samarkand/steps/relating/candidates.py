"""Which articles are worth comparing with a new one: those whose titles and most telling terms meet; weighs nothing.

Whether two articles meet depends on the two alone, so that the order in which they come plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY
from samarkand.steps.relating.evidence import shared as shared_of
from samarkand.steps.relating.postings import Postings
from samarkand.steps.relating.sketches import Part, Places, Sketches, within

SHARED, MANY = 3, 6
"""Terms that two articles have in common at least, if they are worth comparing: with a pair of characters of their titles
or where their languages differ, and else."""
CLAUSES = 2
"""The same of clauses that stand for their texts, where they may be copies."""
MOST = 120
"""Articles that one is compared with at most: those that share most, of equals the latest that came. Which they are depends on
who came first: it keeps a flood of one text from costing hours and gigabytes."""
_AT_ONCE = 16
"""Articles whose neighbours are looked up in one stroke: memory holds all that share a term with them."""
_PLACE = 30
"""Bits of a place: a pair is one number, whose upper half is the newer article."""
_MASK = (1 << _PLACE) - 1
_BEFORE_ALL = 1_000_000
"""Added to the terms that copies share, so that they are compared first."""
_GONE = np.iinfo(np.int64).min // 2
"""Publication of what is held no longer: far from everything."""


class Nearby:
    """Sketches by what they are found by. Memory: those that it holds, about 2 KB each."""

    def __init__(self, articles: Sequence[tuple[str, bytes]] = ()) -> None:
        self.sketches = Sketches()
        self.articles: list[str] = []
        """Ids, by their places."""
        self._places: dict[str, int] = {}
        self._reports: defaultdict[int, Postings] = defaultdict(Postings)
        self._abroad: defaultdict[int, Postings] = defaultdict(Postings)
        """Of each language, reports by what those in the same language find them by, and those in others."""
        self._clauses = Postings()
        self.add(articles)

    def __len__(self) -> int:
        return len(self._places)

    def add(self, articles: Sequence[tuple[str, bytes]]) -> None:
        """Take in articles, as their ids and sketches; one that is held already takes the place of itself.

        Costs a copy of what finds them all, some 10 ms where 100,000 are held: add many at once.
        """
        if not articles:
            return
        for article, _ in articles:
            self.drop(article)
        begin = len(self.sketches)
        self.sketches.add([sketch for _, sketch in articles])
        self.articles += [article for article, _ in articles]
        self._places.update({article: begin + number for number, (article, _) in enumerate(articles)})
        places = np.arange(begin, len(self.sketches))
        clauses, owners = self.sketches.parts(Part.CLAUSES, places)
        self._clauses.add(clauses, places[owners])
        reports = places[self.sketches.is_report[places]]
        for language in np.unique(self.sketches.language[reports]).tolist():
            own = reports[self.sketches.language[reports] == language]
            keys, owners = self.sketches.parts(Part.KEYS, own)
            in_title = within(owners) < self.sketches.title_keys[own][owners]
            self._reports[language].add(keys, own[owners] << 1 | in_title)
            names, owners = self.sketches.parts(Part.ABROAD, own)
            self._abroad[language].add(names, own[owners])

    def drop(self, article: str) -> None:
        """Hold an article no longer, by its id, if it is held."""
        place = self._places.pop(article, None)
        if place is not None:
            self.sketches.at[place] = _GONE

    def place(self, article: str) -> int:
        """Where an article is held. Raises KeyError where it is not."""
        return self._places[article]

    def within(self, since: int, until: int) -> Iterator[tuple[str, bytes]]:
        """What is held of a span of time, in epoch milliseconds, the last one excluded."""
        places = np.flatnonzero((self.sketches.at >= since) & (self.sketches.at < until)).tolist()
        yield from zip([self.articles[place] for place in places], self.sketches.taken_out(places), strict=True)

    def near(self, places: Places) -> tuple[Places, Places]:
        """Pairs worth comparing: articles at some places, and those held before them, at most `MOST` for each.

        Costs about 30 ns for each article that shares a term with one.
        """
        pieces = [self._near(places[begin : begin + _AT_ONCE]) for begin in range(0, len(places), _AT_ONCE)]
        if not pieces:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        ones, others = zip(*pieces, strict=True)
        return np.concatenate(ones), np.concatenate(others)

    def _near(self, places: Places) -> tuple[Places, Places]:
        found = [self._copies(places)]
        reports = places[self.sketches.is_report[places]]
        languages = self.sketches.language[reports]
        for language in np.unique(languages).tolist():
            own = reports[languages == language]
            found.append(self._same_language(own, self._reports[language]))
            found += [self._abroad_of(own, each) for other, each in self._abroad.items() if other != language]
        pairs = np.concatenate([pairs for pairs, _ in found])
        shared = np.concatenate([counts for _, counts in found])
        order = np.lexsort((-shared, pairs))
        pairs, shared = pairs[order], shared[order]
        is_first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
        pairs, shared = pairs[is_first], shared[is_first]
        ones = pairs >> _PLACE
        if len(pairs) > MOST:
            order = np.lexsort((-pairs, -shared, ones))
            kept = np.sort(order[within(ones[order]) < MOST])
            pairs, ones = pairs[kept], ones[kept]
        return ones, pairs & _MASK

    def _is_in_reach(self, ones: Places, others: Places, reach: timedelta) -> NDArray[np.bool_]:
        """Which pairs are near enough in time, the second held before the first."""
        at = self.sketches.at
        found: NDArray[np.bool_] = (others < ones) & (abs(at[others] - at[ones]) <= 1000 * reach.total_seconds())
        return found

    def _copies(self, places: Places) -> tuple[Places, Places]:
        clauses, owners = self.sketches.parts(Part.CLAUSES, places)
        others, whose = self._clauses.of(clauses)
        pairs, counts = self._counted(places[owners[whose]], others, FARTHEST_COPY)
        return pairs[counts >= CLAUSES], counts[counts >= CLAUSES] + _BEFORE_ALL

    def _abroad_of(self, places: Places, postings: Postings) -> tuple[Places, Places]:
        names, owners = self.sketches.parts(Part.ABROAD, places)
        others, whose = postings.of(names)
        pairs, counts = self._counted(places[owners[whose]], others, FARTHEST)
        return pairs[counts >= SHARED], counts[counts >= SHARED]

    def _counted(self, ones: Places, others: Places, reach: timedelta) -> tuple[Places, Places]:
        """Each pair that is in reach once, and how often it was found."""
        is_near = self._is_in_reach(ones, others, reach)
        pairs, counts = np.unique(ones[is_near] << _PLACE | others[is_near], return_counts=True)
        return pairs, counts

    def _same_language(self, places: Places, postings: Postings) -> tuple[Places, Places]:
        """Those whose titles meet, or of whose terms two stand in the other's title; and how many terms are shared."""
        keys, owners = self.sketches.parts(Part.KEYS, places)
        is_title = within(owners) < self.sketches.title_keys[places][owners]
        values, whose = postings.of(keys)
        ones, others, in_theirs, in_mine = places[owners[whose]], values >> 1, values & 1, is_title[whose]
        is_near = self._is_in_reach(ones, others, FARTHEST)
        told = ones << _PLACE + 2 | others << 2 | (in_theirs & in_mine) << 1 | (in_theirs | in_mine)
        told = np.sort(told[is_near])
        begins = np.flatnonzero(np.append(True, told[1:] >> 2 != told[:-1] >> 2))[: len(told)]
        if not len(begins):
            return begins, begins
        shared = np.diff(np.append(begins, len(told)))
        meet = np.maximum.reduceat(told >> 1 & 1, begins)
        is_told = (meet == 1) | (np.add.reduceat(told & 1, begins) > 1)
        kept = np.flatnonzero(is_told & (shared >= SHARED))
        pairs, shared = told[begins[kept]] >> 2, shared[kept]
        few = np.flatnonzero(shared < MANY)
        touching = shared_of(self.sketches, Part.PAIRS, pairs[few] >> _PLACE, pairs[few] & _MASK)
        is_alike = np.ones(len(pairs), np.bool_)
        is_alike[few[touching == 0]] = False
        return pairs[is_alike], shared[is_alike]
