"""Saved searches asked of every new version, and those told who asked for it, or for what else was noticed: at least once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from heapq import heappush, heapreplace
from typing import Any

from samarkand.errors import BadQuery
from samarkand.model.articles import Version
from samarkand.model.events import Line, Place
from samarkand.model.reports import Report
from samarkand.model.search import Query, SearchDocument
from samarkand.model.watches import MOST, Behind, Told, Watch, Way
from samarkand.pipeline.matches import hit_of, outlet_named, read_of
from samarkand.pipeline.noticing import goes_on, notice
from samarkand.pipeline.parts import Messengers, Parts
from samarkand.pipeline.telling import Letter, deliver, message_of
from samarkand.ports import Watches
from samarkand.steps.matching import Alternatives, Wanted
from samarkand.steps.passages import passages
from samarkand.steps.querying import parse

_WIDTH = 140


@dataclass(slots=True)
class _Listener:
    """A watch at work: what it looks for, how far it has been told, and what is to be told next."""

    watch: Watch
    query: Query
    also: Alternatives
    place: Place
    """Up to where it was told."""
    behind: Mapping[Way, Behind]
    """By which ways, and how it stands with each."""
    newest: list[tuple[datetime, int, Mapping[str, Any]]] = field(default_factory=list)
    """A heap of the matches that will be told: when they were published, which of all it is, what is told of it."""
    total: int = 0
    """How many matched."""

    def take(self, published_at: datetime, hit: Callable[[], Mapping[str, Any]]) -> None:
        """Take in a match, which is told of if it is one of the newest."""
        self.total += 1
        if len(self.newest) < MOST:
            heappush(self.newest, (published_at, self.total, hit()))
        elif published_at >= self.newest[0][0]:  # of those of one time, the later one is the newer
            heapreplace(self.newest, (published_at, self.total, hit()))

    def hits(self) -> list[Mapping[str, Any]]:
        """What is told, newest first."""
        return [hit for _, _, hit in sorted(self.newest, key=lambda each: each[:2], reverse=True)]


def tell(parts: Parts, messengers: Messengers, now: datetime) -> Iterator[Report]:
    """Tell of the versions that are new since each watch was last told, in one message a way; a report for each message.

    What could not be told is tried again, with what is new by then, in the next round and then after growing pauses.
    A watch that was never asked begins at the ledger's end.
    """
    listeners = yield from _listeners(parts, now)
    letters = [*(yield from notice(parts, now)), *_asked(parts, listeners, now)]
    if parts.watches:
        yield from deliver(parts.watches, messengers, letters, now, parts.settings.address)


def _asked(parts: Parts, listeners: list[_Listener], now: datetime) -> list[Letter]:
    """What saved searches find; kept as owed."""
    if not listeners:
        return []
    start = min((each.place for each in listeners), key=lambda place: place.count)
    end = start
    for line in parts.archive.lines(start):
        _ask(parts, line, [each for each in listeners if each.place.count < line.place.count])
        end = line.place
    assert parts.watches is not None
    letters = [_letter(each, way, now) for each in listeners if each.total for way in each.behind]
    for watch in dict.fromkeys(each.watch for each in listeners):
        _begin(parts.watches, watch, [each for each in listeners if each.watch == watch], end)
    return letters


def _begin(watches: Watches, watch: Watch, listeners: list[_Listener], end: Place) -> None:
    """Keep that what was heard for a watch is not told yet, in one step, so that it can go on from the ledger's end."""
    told = watches.told(watch.id)
    if told is None:
        return  # the watch was taken away while its news were read
    heard = {way: (each.total, behind) for each in listeners for way, behind in each.behind.items()}
    paused = {way: told.behind[way] for way in watch.ways() if way in told.behind and way not in heard}
    waiting = {way: behind for way, (total, behind) in heard.items() if total}
    watches.remember(watch.id, Told(end, {**paused, **waiting}))


def _letter(listener: _Listener, way: Way, now: datetime) -> Letter:
    message = message_of(listener.watch, listener.hits(), listener.total, now)
    return Letter(listener.watch, way, message, listener.place, listener.behind[way].failures)


def _listeners(parts: Parts, now: datetime) -> Generator[Report, None, list[_Listener]]:
    """The watches that tell somebody and have not heard of everything yet; a report for each that cannot be asked."""
    found = []
    for watch in parts.watches.load() if parts.watches else ():
        if watch.ways() and watch.kind == "search":
            try:
                found += _listening(parts, watch, now)
            except BadQuery as error:
                yield Report("failed", watch.subject(), str(error))
    return found


def _listening(parts: Parts, watch: Watch, now: datetime) -> list[_Listener]:
    """A watch ready to be asked, once for the ways that were told up to one place; nothing where it begins only now."""
    assert parts.watches is not None
    end, told = parts.archive.end(), parts.watches.told(watch.id)
    if told is None or not all(goes_on(parts, each, end) for each in _places(told)):
        parts.watches.remember(watch.id, Told(end))
        return []
    places: dict[Place, dict[Way, Behind]] = {}
    for way in watch.ways():
        behind = told.behind.get(way, Behind(told.place))
        if behind.place != end and not (behind.again_at and now < behind.again_at):
            places.setdefault(behind.place, {})[way] = behind
    if not places:
        return []
    query = parse(watch.query, now, partial(outlet_named, parts))
    return [_Listener(watch, query, parts.spellings(query), place, ways) for place, ways in places.items()]


def _places(told: Told) -> set[Place]:
    return {told.place, *(each.place for each in told.behind.values())}


def _ask(parts: Parts, line: Line, listeners: list[_Listener]) -> None:
    """Ask watches of the version that a line tells of, and of the one before it, which has just become an old one.

    What came from another archive is old news there, and told to nobody.
    """
    if line.kind == "version" and "merged" not in line.data and listeners:
        article, number = str(line.data["article"]), int(line.data["number"])
        for version in parts.catalog.versions(article):
            if version.number in {number - 1, number}:
                is_of_speakers = any(each.query.is_of_speakers for each in listeners)
                read = read_of(parts, version, number, with_speakers=is_of_speakers)
                for each in listeners:
                    if read.answers(each.query, each.also):
                        hit = partial(_hit, parts, version, read.document, each)
                        each.take(read.document.published_at, hit)


def _hit(parts: Parts, version: Version, document: SearchDocument, listener: _Listener) -> Mapping[str, Any]:
    """A match as JSON."""
    wanted = Wanted.of(listener.query, listener.also)
    snippet = " … ".join(passage.text for passage in passages(document.text, wanted.text, _WIDTH))
    return hit_of(parts, version, document.title, snippet)
