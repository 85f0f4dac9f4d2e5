"""Happenings that are waited for: a story that comes to a size, a change of a kind, an outlet that falls silent; each noticed once.

What is noticed of a watch is kept, the newest of it, together with how far it was looked: in one step, so that a stop loses
nothing and tells nothing twice. Its feed shows it, and each way of telling counts how much of it was told.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

from samarkand.changing import Changes
from samarkand.errors import ArchiveDamaged, BadQuery, NotFound
from samarkand.model.answers import Health
from samarkand.model.articles import Version
from samarkand.model.changes import Change
from samarkand.model.events import Line, Place
from samarkand.model.reports import Report
from samarkand.model.search import Query
from samarkand.model.stories import Story
from samarkand.model.watches import EVERY, MOST, Behind, Heard, Told, Watch
from samarkand.pipeline.matches import hit_of, outlet_named, read_of
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.telling import Letter, message_of
from samarkand.queries import Queries
from samarkand.steps.health import has_stopped
from samarkand.steps.matching import Alternatives
from samarkand.steps.querying import parse
from samarkand.storytelling import copies
from samarkand.times import iso

_KNOWN = 5_000
"""Articles of stories that are remembered, the latest: a story that none joined for as long is news again."""
_IS_KNOWN = 2
"""Articles of a story that were noticed in one make it the same: one alone may have been moved here."""
_EDITS = 3
"""Of a change, the first that are told."""
_LONGEST = 140
"""Characters of a change that are told."""


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
            parts.watches.keep_heard(watch.id, look.beginning(watch))
            parts.watches.remember(watch.id, Told(Place()))
            continue
        try:
            heard = look.on(watch, before)
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


@dataclass(frozen=True, slots=True)
class _News:
    """What was noticed anew: what is told of it, and what is known by now."""

    hits: Sequence[Mapping[str, Any]]
    known: tuple[str, ...]
    place: Place


class _Row(NamedTuple):
    """What a line of the ledger tells: a tuple, since an import brings very many."""

    line: int
    """Its number in the ledger."""
    articles: tuple[str, ...]
    """Those whose story may have grown by it."""
    number: int = 0
    """Of the version that it tells of; 0 for another line."""


class Look:
    """One look at an archive, for all of its watches: what several ask for is looked up once."""

    def __init__(self, parts: Parts, now: datetime) -> None:
        self._parts, self._now = parts, now
        self._changes = Changes(parts)
        self._rows: dict[Place, list[_Row]] = {}

    def beginning(self, watch: Watch) -> Heard:
        """What a watch begins with: what there is by now is no news."""
        known = tuple(each.outlet for each in self._silent(watch)) if watch.kind == "silence" else ()
        return Heard(self._parts.archive.end(), self._now, known)

    def on(self, watch: Watch, heard: Heard) -> Heard:
        """What was noticed up to now. Raises BadQuery, and NotFound for an outlet that nobody knows."""
        kinds: Mapping[str, Callable[[Watch, Heard], _News]] = {
            "story": self._of_stories,
            "change": self._of_changes,
            "silence": self._of_silence,
        }
        news = kinds[watch.kind](watch, heard)
        newest = (*heard.newest, *news.hits)[-MOST:]
        return replace(heard, place=news.place, known=news.known, total=heard.total + len(news.hits), newest=newest)

    def _of_changes(self, watch: Watch, heard: Heard) -> _News:
        ask = self._asking(watch)
        hits = []
        for row in self._new(heard.place):
            if row.number < 2:
                continue
            (article,), number = row.articles, row.number
            found = {each.number: each for each in self._parts.catalog.versions(article)}
            before, after = found.get(number - 1), found.get(number)
            if before and after and (told := self._changed(watch, before, after)) and ask(after, number):
                hits.append(told)
        return _News(hits, (), self._end)

    def _changed(self, watch: Watch, before: Version, after: Version) -> Mapping[str, Any] | None:
        """A change of the kinds that are waited for; None for another, and for one that cannot be read."""
        try:
            change = self._changes.change(before, after)
        except ArchiveDamaged:
            return None  # `verify` tells of it
        kinds = [kind for kind in change.kinds if kind in watch.changes]
        if not kinds:
            return None
        title = self._queries.title_of(after) or after.title
        edits = _edits(change, watch)
        told = {"kinds": list(change.kinds), "edits": edits}
        return {**hit_of(self._parts, after, title, _shown(edits)), **told}

    def _of_stories(self, watch: Watch, heard: Heard) -> _News:
        store = self._parts.stories
        placed = store.place() if store else None
        if store is None or placed is None or placed.count < heard.place.count:
            return _News((), heard.known, heard.place)  # they are made anew, and told of then
        end = placed if placed.count < self._end.count else self._end
        rows = self._new(heard.place)
        named = dict.fromkeys(article for row in rows if row.line <= end.count for article in row.articles)
        ask, known, hits = self._asking(watch), dict.fromkeys(heard.known), []
        stories = {each.id: each for each in store.stories_of(list(named)).values()}
        for story in stories.values():
            is_known = sum(each in known for each in story.articles) >= _IS_KNOWN
            if not is_known and not self._has_come_to(watch, heard, story, ask):
                continue
            known |= dict.fromkeys(story.articles)
            if not is_known:
                hits.append(self._told(story))
        return _News(hits, tuple(known)[-_KNOWN:], end)

    def _has_come_to(self, watch: Watch, heard: Heard, story: Story, ask: Callable[[Version, int], bool]) -> bool:
        """Whether a story is of the size, was not when the watch began, and has an article that answers."""
        if story.voices < watch.story_size:
            return False
        found = [self._parts.catalog.article(each) for each in story.articles]
        articles = [each for each in found if each]
        old = [each.id for each in articles if each.first_seen_at < heard.since]
        if len(old) >= watch.story_size and self._voices(old) >= watch.story_size:
            return False
        return any(ask(each.latest, each.versions) for each in articles)

    def _voices(self, articles: Sequence[str]) -> int:
        """How many outlets report independently in some articles of a story."""
        store = self._parts.stories
        assert store is not None
        texts, members = copies(store.links(articles)), store.members_of(articles)
        first: dict[frozenset[str], str] = {}
        by_themselves = [each for each in articles if each not in texts or first.setdefault(texts[each], each) == each]
        return len({members[each].outlet for each in by_themselves if each in members})

    def _told(self, story: Story) -> Mapping[str, Any]:
        found = map(self._parts.catalog.article, (story.headline, *story.articles))
        version = next(each for each in found if each).latest  # one of them answered
        hit = hit_of(self._parts, version, self._queries.title_of(version) or version.title, "")
        names = [self._queries.outlet_name(each) for each in story.outlets]
        return {
            **hit,
            "outlet_name": "、".join(names),
            "outlets": list(story.outlets),
            "story": story.id,
            "voices": story.voices,
            "seen_at": iso(self._now),
        }

    def _of_silence(self, watch: Watch, heard: Heard) -> _News:
        states = {each.outlet: each for each in self._health if watch.silence in {EVERY, each.outlet}}
        if watch.silence != EVERY and not states:
            self._queries.outlet(watch.silence)
        silent = {each.outlet: each for each in self._silent(watch)}
        back = [
            states[each]
            for each in heard.known
            if each in states and each not in silent and states[each].state in {"fine", "failing"}
        ]
        fallen = [each for outlet, each in silent.items() if outlet not in heard.known]
        hits = [self._state_told(each, "silent") for each in fallen] + [
            self._state_told(each, "again") for each in back
        ]
        gone = {each.outlet for each in back}
        waiting = [each for each in heard.known if each in states and each not in gone and _is_asked(states[each])]
        known = dict.fromkeys([*waiting, *silent])
        return _News(hits, tuple(known), self._end)

    def _silent(self, watch: Watch) -> list[Health]:
        """The outlets that are silent, by what `status` calls so, and those that fail and have brought nothing as long."""
        return [
            each
            for each in self._health
            if watch.silence in {EVERY, each.outlet}
            and (each.state == "silent" or (each.state == "failing" and has_stopped(each.usual_gap, each.silent_for)))
        ]

    def _state_told(self, health: Health, state: str) -> Mapping[str, Any]:
        known = self._parts.outlet(health.outlet)
        newest = iso(health.last_new_at) if health.last_new_at else None
        words = {"silent": f"silent since {newest}" if newest else "silent", "again": "brings news again"}
        return {
            "id": health.outlet,
            "outlet": health.outlet,
            "outlet_name": health.name,
            "title": health.name,
            "url": known.home if known else "",
            "state": state,
            "last_new_at": newest,
            "usual_gap_seconds": health.usual_gap.total_seconds() if health.usual_gap else None,
            "failures": health.failures,
            "trouble": health.trouble,
            "published_at": None,
            "seen_at": iso(self._now),
            "snippet": words[state],
        }

    def _asking(self, watch: Watch) -> Callable[[Version, int], bool]:
        """Whether a version answers the query of a watch; `versions` of its article. Raises BadQuery."""
        if not watch.query:
            return lambda _version, _versions: True
        query: Query = parse(watch.query, self._now, partial(outlet_named, self._parts))
        also: Alternatives = self._parts.spellings(query)

        def answers(version: Version, versions: int) -> bool:
            read = read_of(self._parts, version, versions, with_speakers=query.is_of_speakers)
            return read.answers(query, also)

        return answers

    def _new(self, place: Place) -> list[_Row]:
        """What the lines tell that a watch has not looked at; looked up once a place. What came from another archive is old news there."""
        if place not in self._rows:
            lines = self._parts.archive.lines(place) if place != self._end else ()
            rows = (_row(line) for line in lines if line.place.count <= self._end.count)
            self._rows[place] = [row for row in rows if row.articles]
        return self._rows[place]

    @cached_property
    def _end(self) -> Place:
        return self._parts.archive.end()

    @cached_property
    def _queries(self) -> Queries:
        return Queries(self._parts)

    @cached_property
    def _health(self) -> Sequence[Health]:
        return self._queries.status(self._now)


def _is_asked(health: Health) -> bool:
    return health.state not in {"unfollowed", "paused"}


def _row(line: Line) -> _Row:
    if line.kind == "version" and "merged" not in line.data:
        return _Row(line.place.count, (str(line.data["article"]),), int(line.data["number"]))
    named = (line.data.get(key, ()) for key in ("articles", "others")) if line.kind == "story" else ()
    return _Row(line.place.count, tuple(str(each) for some in named if isinstance(some, list) for each in some))


def _edits(change: Change, watch: Watch) -> list[Mapping[str, str]]:
    """What was done of the kinds that are waited for, the first of it."""
    told = [edit for edit in change.edits if edit.kind in watch.changes]
    return [{"kind": edit.kind, "old": _cut(edit.old), "new": _cut(edit.new)} for edit in told[:_EDITS]]


def _shown(edits: Sequence[Mapping[str, str]]) -> str:
    """The same in the marks that `changes` prints."""
    told = []
    for edit in edits:
        sides = (f"[-{edit['old']}-]" if edit["old"] else "", f"{{+{edit['new']}+}}" if edit["new"] else "")
        told.append(f"{edit['kind']}: {' '.join(filter(None, sides))}")
    return " … ".join(told)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
