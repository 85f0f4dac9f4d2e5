"""Which articles are worth comparing with a new one: those whose titles and most telling terms meet; weighs nothing.

Whether two articles meet depends on the two alone, so that the order in which they come plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

import numpy as np

from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY
from samarkand.steps.relating.evidence import shared as shared_of
from samarkand.steps.relating.postings import Postings, often
from samarkand.steps.relating.sketches import Numbers, Part, Sketches
from samarkand.stretches import Places, within

SHARED, MANY = 3, 6
"""Terms that two articles have in common at least, if they are worth comparing: with a pair of characters of their titles
or where their languages differ, and else."""
CLAUSES = 2
"""The same of clauses that stand for their texts, where they may be copies."""
MOST = 120
"""Articles that one is compared with at most: those that share most, of equals the latest that came. Which they are depends on
who came first: it keeps a flood of one text from costing hours and gigabytes."""
_AT_ONCE = 64
"""Articles whose neighbours are put together in one stroke: memory holds all that may be near them."""
_PLACE = 30
"""Bits of a place: a pair is one number, whose upper half is the newer article."""
_MASK = (1 << _PLACE) - 1
_BEFORE_ALL = 1_000_000
"""Added to the terms that copies share, so that they are compared first."""
_NOBODY: Numbers = np.empty(0, np.uint32)
_GONE = np.iinfo(np.int64).min // 2
"""Publication of what is held no longer: far from everything."""


class Nearby:
    """Sketches by what they are found by. Memory: those that it holds, about 2 KB each."""

    def __init__(self, articles: Sequence[tuple[str, bytes]] = ()) -> None:
        self.sketches = Sketches()
        self.articles: list[str] = []
        """Ids, by their places."""
        self._places: dict[str, int] = {}
        self._titles: defaultdict[int, Postings] = defaultdict(Postings)
        self._bodies: defaultdict[int, Postings] = defaultdict(Postings)
        self._abroad: defaultdict[int, Postings] = defaultdict(Postings)
        """Of each language, reports by what those in the same language find them by, that of their titles or not; and by
        what those in other languages do."""
        self._clauses = Postings()
        self._counts = np.zeros(0, np.uint16)
        """Of each place, how often it was found; one table for all questions, since a new one costs more than filling it."""
        self.add(articles)

    def __len__(self) -> int:
        return len(self._places)

    def add(self, articles: Sequence[tuple[str, bytes]]) -> None:
        """Take in articles, as their ids and sketches; one that is held already takes the place of itself.

        Costs a sort of what finds them, and now and then a copy of what is held: add many at once.
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
            self._titles[language].add(keys[in_title], own[owners[in_title]])
            self._bodies[language].add(keys[~in_title], own[owners[~in_title]])
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

        Costs about 3 ns for each article that shares a term with one, and 2 ns for each that is held.
        """
        if len(self._counts) != len(self.sketches):
            self._counts = np.zeros(len(self.sketches), np.uint16)
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
            found.append(self._same_language(own, self._titles[language], self._bodies[language]))
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

    def _copies(self, places: Places) -> tuple[Places, Places]:
        lists = self._lists(self._clauses, Part.CLAUSES, places)
        pairs, counts = _together(
            self._in_reach(place, *often(some, CLAUSES), FARTHEST_COPY)
            for place, some in zip(places.tolist(), lists, strict=True)
        )
        return pairs, counts + _BEFORE_ALL

    def _abroad_of(self, places: Places, postings: Postings) -> tuple[Places, Places]:
        lists = self._lists(postings, Part.ABROAD, places)
        return _together(
            self._in_reach(place, *often(some, SHARED), FARTHEST)
            for place, some in zip(places.tolist(), lists, strict=True)
        )

    def _lists(self, postings: Postings, part: Part, places: Places) -> list[list[Numbers]]:
        """What is found by a list of each of some sketches."""
        numbers, owners = self.sketches.parts(part, places)
        found: list[list[Numbers]] = [[] for _ in places]
        for owner, lists in zip(owners.tolist(), postings.lists(numbers), strict=True):
            found[owner] += lists
        return found

    def _in_reach(self, place: int, others: Places, counts: Places, reach: timedelta) -> tuple[Places, Places]:
        """Pairs of an article with those that are near enough in time and were held before it; and their counts."""
        before = int(np.searchsorted(others, place))
        others, counts = others[:before], counts[:before]
        at = self.sketches.at
        is_near = abs(at[others] - at[place]) <= 1000 * reach.total_seconds()
        return place << _PLACE | others[is_near], counts[is_near]

    def _same_language(self, places: Places, titles: Postings, bodies: Postings) -> tuple[Places, Places]:
        """Those whose titles meet, or of whose terms two stand in the other's title; and how many terms are shared."""
        keys, owners = self.sketches.parts(Part.KEYS, places)
        is_title = (within(owners) < self.sketches.title_keys[places][owners]).tolist()
        meeting: list[list[Numbers]] = [[] for _ in places]
        told: list[list[Numbers]] = [[] for _ in places]
        others: list[list[Numbers]] = [[] for _ in places]
        for owner, is_mine, theirs, rest in zip(
            owners.tolist(), is_title, titles.lists(keys), bodies.lists(keys), strict=True
        ):
            (meeting if is_mine else told)[owner] += theirs
            (told if is_mine else others)[owner] += rest
        pairs, shared = _together(map(self._told, places.tolist(), meeting, told, others))
        few = np.flatnonzero(shared < MANY)
        touching = shared_of(self.sketches, Part.PAIRS, pairs[few] >> _PLACE, pairs[few] & _MASK)
        is_alike = np.ones(len(pairs), np.bool_)
        is_alike[few[touching == 0]] = False
        return pairs[is_alike], shared[is_alike]

    def _told(
        self, place: int, meeting: list[Numbers], told: list[Numbers], others: list[Numbers]
    ) -> tuple[Places, Places]:
        """The same of one article. Who shares a term with it: of both titles, of one of them, of none."""
        counts, one = self._counts, np.uint16(1)
        counts[:] = 0
        for some in (meeting, meeting, told):
            np.add.at(counts, np.concatenate([_NOBODY, *some]), one)
        likely = np.flatnonzero(counts > 1)
        np.add.at(counts, np.concatenate([_NOBODY, *others]), one)
        shared = counts[likely].astype(np.int64)
        counts[:] = 0
        np.add.at(counts, np.concatenate([_NOBODY, *meeting]), one)
        shared -= counts[likely]
        enough = shared >= SHARED
        return self._in_reach(place, likely[enough], shared[enough], FARTHEST)


def _together(found: Iterable[tuple[Places, Places]]) -> tuple[Places, Places]:
    """Pairs and counts of many articles."""
    pairs, counts = zip((np.empty(0, np.int64),) * 2, *found, strict=True)
    return np.concatenate(pairs), np.concatenate(counts)
