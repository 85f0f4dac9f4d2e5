"""Articles of one event brought together: what the ledger tells beyond the stories' place, or all of it."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from samarkand.errors import ArchiveBusy, BadOutlet, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.reports import Report
from samarkand.model.stories import Correction, Link, Member, Placement, Sketch, Weights
from samarkand.pipeline.linking import Columns, Linker, opened
from samarkand.pipeline.parts import Beside, Parts, one_by_one
from samarkand.pipeline.rebuilding import goes_on
from samarkand.pipeline.regrouping import Regrouped, Regrouper
from samarkand.pipeline.showing import BATCH, Batch, Shown, batches, in_order, published_first
from samarkand.pipeline.threads import Threader
from samarkand.ports import StoryStore
from samarkand.steps.correcting import correction_of, decide
from samarkand.steps.relating.features import Lexicon
from samarkand.steps.relating.stories import stories_of

SPAN = timedelta(days=7)
"""Of the publications that are placed together: memory holds these, and those that may be near them."""
HELD = 20_000
"""Articles of which it is remembered what stories have to know of them, some 400 bytes each."""


def relate(parts: Parts) -> Iterator[int]:
    """Place what the stories do not know yet; how many lines of the ledger were taken in each step.

    What the catalog does not know yet has to wait. Stories that are damaged, of another version or of another ledger are
    made anew. Raises ArchiveBusy where another process is at it, CatalogUnusable where they cannot be written.
    """
    if parts.stories is None or parts.weights is None:
        return
    known, end = parts.stories.place(), parts.catalog.place()
    if known == end:
        return
    if known is None or known.count >= end.count or not goes_on(parts.archive, known):
        yield from relate_anew(parts)
    else:
        yield from _take(parts, parts.stories, known)


def relate_anew(parts: Parts) -> Iterator[int]:
    """Make all stories anew; how many lines of the ledger were taken in each step. Raises ArchiveBusy, CatalogUnusable."""
    if parts.stories is None or parts.weights is None:
        return
    parts.stories.clear()
    yield from _take(parts, parts.stories, Place())


def relate_news(parts: Parts) -> Iterator[Report]:
    """Place what was kept; a report only where that could not be done: the next round will do it."""
    try:
        for _ in relate(parts):
            pass
    except (ArchiveBusy, CatalogUnusable, BadOutlet) as error:
        yield Report("note", "stories", str(error))


def _take(parts: Parts, store: StoryStore, after: Place) -> Iterator[int]:
    assert parts.weights is not None, "who relates asked for it"
    weights = parts.weights()
    placer, place = Placer(store, weights), after
    lexicon = Lexicon(weights, parts.names.known() if parts.names else ())
    is_long = parts.catalog.place().count - after.count > BATCH
    expected = _first_span(published_first(parts, after)) if is_long else ()
    linker = partial(Linker, store, parts.weights, expected)
    for batch, links in _linked(linker, batches(parts, lexicon, after), parts.beside if is_long else one_by_one):
        spans = _spans(in_order(store, batch))
        for some, its in zip(spans, links, strict=True):
            with _undisturbed():  # the place before: what a stop cuts off is done once more
                store.take(placer.place(some, opened(its)), place)
        place = batch.lines[-1].place
        store.take(placer.corrected(tuple(filter(None, map(correction_of, batch.lines)))), place)
        yield len(batch.lines)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Nobody looks for circles in memory meanwhile: placing makes a million values that make none, and looking takes a tenth."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _first_span(times: Sequence[datetime]) -> Sequence[datetime]:
    """Those of the first articles that are placed together: what is around them is taken up while they are still read."""
    return [each for each in times if each - times[0] <= SPAN]


def _linked(
    linker: Callable[[], Linker], some: Iterable[Batch], beside: Beside
) -> Iterator[tuple[Batch, list[Columns]]]:
    """Batches with the links of each of their spans, which are found while the batch before is placed."""
    drawn: deque[Batch] = deque()

    def sketches() -> Iterator[list[list[Sketch]]]:
        yield []  # there the linker is made, which takes its time
        for batch in some:
            drawn.append(batch)
            yield [[sketch for _, sketch in span] for span in _spans(batch.shown)]

    for links in islice(beside(linker, sketches()), 1, None):
        yield drawn.popleft(), links


def _spans(articles: Iterable[Shown]) -> Iterator[list[Shown]]:
    """Articles by time of publication, in pieces that are no longer than `SPAN`."""
    piece: list[Shown] = []
    for shown in sorted(articles, key=lambda each: (each[1].published_at, each[1].article)):
        if piece and shown[1].published_at - piece[0][1].published_at > SPAN:
            yield piece
            piece = []
        piece.append(shown)
    if piece:
        yield piece


class Placer:
    """Places articles in the stories of one archive."""

    def __init__(self, store: StoryStore, weights: Weights) -> None:
        self._store = store
        self._sketched: Mapping[str, bytes] = {}
        """Of the articles that are being placed."""
        self._regrouper = Regrouper(store, weights.story)
        self._threader = Threader(store, weights)
        self._held: dict[str, Member] = {}

    def place(self, articles: Sequence[Shown], links: Sequence[Link]) -> Placement:
        """Group anew what the links of some articles touch: all that these have to others."""
        features, sketches = zip(*articles, strict=True)
        own = {each.member.article: each.member for each in features}
        self._sketched = {each.article: each.data for each in sketches}
        regrouped = self._regrouper.regroup(own.keys(), links, self._store.corrections())
        return replace(self._made(regrouped, own), features=features, sketches=sketches, links=tuple(links))

    def corrected(self, corrections: tuple[Correction, ...]) -> Placement:
        """Group anew what persons decided upon."""
        if not corrections:
            return Placement()
        everything = (*self._store.corrections(), *corrections)
        named = {article for each in corrections for article in (*each.articles, *each.others, *each.left)}
        bound = [
            some for some in decide(everything).together if not some.isdisjoint(named)
        ]  # by articles yet to come too
        known = set(self._store.members_of(sorted(named.union(*bound))))
        regrouped = self._regrouper.regroup(known, self._store.links(sorted(known)), everything)
        return replace(self._made(regrouped, {}), corrections=corrections)

    def _made(self, regrouped: Regrouped, fresh: Mapping[str, Member]) -> Placement:
        """The stories of what was grouped anew, with their threads, in the place of those that stood there.

        A story whose articles and links are what they were stands as it is, and is neither made nor written again.
        """
        standing = {
            frozenset(story.articles): story for story in regrouped.stories if fresh.keys().isdisjoint(story.articles)
        }
        new = [each for each in regrouped.groups if standing.pop(frozenset(each), None) is None]
        members = self._members([article for each in new for article in each], fresh)
        made = [*stories_of([[members[article] for article in each] for each in new], regrouped.links)]
        changed = [
            *standing.values(),
            *(each for each in regrouped.stories if not fresh.keys().isdisjoint(each.articles)),
        ]
        threaded = self._threader.thread(made, changed, self._sketches_of)
        return Placement(
            dissolved=tuple(story.id for story in changed),
            stories=threaded.stories,
            gists=threaded.gists,
            rethreaded=threaded.rethreaded,
        )

    def _sketches_of(self, articles: Sequence[str]) -> Mapping[str, bytes]:
        found = self._store.sketches_of([article for article in articles if article not in self._sketched])
        return {**found, **self._sketched}

    def _members(self, articles: Sequence[str], fresh: Mapping[str, Member]) -> Mapping[str, Member]:
        """What stories have to know of some articles; some of those that stood before are held: more join the same stories."""
        missing = [each for each in articles if each not in fresh and each not in self._held]
        self._held |= self._store.members_of(missing)
        members = {each: fresh[each] if each in fresh else self._held[each] for each in articles}
        self._held |= fresh
        while len(self._held) > HELD:
            del self._held[next(iter(self._held))]
        return members
