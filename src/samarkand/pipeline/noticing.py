"""Happenings that are waited for: a story that comes to a size, a change of a kind, an outlet that falls silent; each noticed once.

What is noticed of a watch is kept, the newest of it, together with how far it was looked: in one step, so that a stop loses
nothing and tells nothing twice. Its feed shows it, and each way of telling counts how much of it was told.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from datetime import datetime

from samarkand.errors import ArchiveDamaged, BadQuery, NotFound
from samarkand.model.events import Place
from samarkand.model.reports import Report
from samarkand.model.watches import MOST, Behind, Heard, Told, Watch
from samarkand.pipeline.happenings.changes import changes
from samarkand.pipeline.happenings.looking import Look, News
from samarkand.pipeline.happenings.silence import silence, silent
from samarkand.pipeline.happenings.stories import stories
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.telling import Letter, message_of

_KINDS: Mapping[str, Callable[[Look, Watch, Heard], News]] = {"story": stories, "change": changes, "silence": silence}


def notice(parts: Parts, now: datetime) -> Generator[Report, None, list[Letter]]:
    """What is to be told of what happened since it was looked last; a report for each watch that cannot be looked for.

    Cost: the ledger's new lines are read once, and of changes and stories only what these lines tell of. An outlet's health
    costs two queries each.
    """
    letters: list[Letter] = []
    if parts.watches is None:
        return letters
    look = Look(parts, now)
    for watch in parts.watches.load():
        if watch.kind == "search":
            continue
        before = parts.watches.heard(watch.id)
        if before is None or not goes_on(parts, before.place, parts.archive.end()):
            parts.watches.remember(watch.id, Told(Place()))  # first: a stop between the two begins anew once more
            parts.watches.keep_heard(watch.id, beginning(look, watch))
            continue
        try:
            heard = _looked(look, watch, before)
        except (BadQuery, NotFound) as error:
            yield Report("failed", watch.subject(), str(error))
            continue
        if parts.watches.told(watch.id) is None:
            parts.watches.remember(watch.id, Told(Place(before.total)))
        if heard != before:
            parts.watches.keep_heard(watch.id, heard)
        letters += _owed(parts, watch, heard, now)
    return letters


def goes_on(parts: Parts, place: Place, end: Place) -> bool:
    """Whether the ledger goes on from a place; it does not where the archive is another one, or an older copy."""
    if place == end:
        return True
    try:
        return place.count < end.count and next(iter(parts.archive.lines(place)), None) is not None
    except ArchiveDamaged:
        return False


def _owed(parts: Parts, watch: Watch, heard: Heard, now: datetime) -> list[Letter]:
    """The messages that are due, kept as owed before any is sent."""
    assert parts.watches is not None
    told = parts.watches.told(watch.id) or Told(Place(heard.total))
    letters, owed = [], {}
    for way in watch.ways():
        behind = told.behind.get(way, Behind(told.place))
        count = heard.total - behind.place.count
        if count <= 0:
            continue
        owed[way] = behind
        if not (behind.again_at and now < behind.again_at):
            hits = heard.newest[-min(count, MOST) :][::-1]
            letters.append(Letter(watch, way, message_of(watch, hits, count, now), behind.place, behind.failures))
    if Told(Place(heard.total), owed) != told:
        parts.watches.remember(watch.id, Told(Place(heard.total), owed))
    return letters


def beginning(look: Look, watch: Watch) -> Heard:
    """What a watch begins with: what there is by now is no news."""
    known = tuple(each.outlet for each in silent(look, watch)) if watch.kind == "silence" else ()
    return Heard(look.parts.archive.end(), look.now, known)


def _looked(look: Look, watch: Watch, heard: Heard) -> Heard:
    """What was noticed up to now. Raises BadQuery, and NotFound for an outlet that nobody knows."""
    news = _KINDS[watch.kind](look, watch, heard)
    newest = (*heard.newest, *news.hits)[-MOST:]
    return replace(heard, place=news.place, known=news.known, total=heard.total + len(news.hits), newest=newest)
