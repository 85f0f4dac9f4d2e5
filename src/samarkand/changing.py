"""What a page or a command needs to know of changes: the history of an article, two versions of it, what was changed lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from samarkand.errors import ArchiveDamaged, NotFound, UsageError
from samarkand.later import later
from samarkand.model.answers import ChangedVersion, HistoryStep, LaterPlace, OpenedChange, PageOfChanges
from samarkand.model.articles import Article, Version
from samarkand.model.changes import Agreement, Change, ChangeRate, Dated, Edit, EditKind, State
from samarkand.model.statements import METHOD, Annotations
from samarkand.pipeline.annotating import annotations_of
from samarkand.pipeline.opening import open_version, unread
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries

if TYPE_CHECKING:
    from samarkand.steps import changing
    from samarkand.steps.changing import agreements
    from samarkand.steps.changing import rates as rating
else:  # who looks at nothing that was changed needs none of it
    changing = later("samarkand.steps.changing")
    agreements, rating = later("samarkand.steps.changing.agreements"), later("samarkand.steps.changing.rates")

REMEMBERED = 400
"""Changes that are remembered: a few kilobytes each; and those whose texts are longer than `LONGEST` are not."""
LONGEST = 100_000
"""Characters of both texts."""
DIGESTS = 50_000
"""Versions of which a digest is remembered, a hundred bytes each; and changes of which the kinds are."""
LOOKED_AT = 300
"""Later versions of an outlet, the latest, by which its rate is told."""
LOT = 100
"""Later versions that are fetched at first."""
VERSIONS = 20
"""Versions of one article, the latest, in which agreements are sought."""
STORIES = 200
"""Stories whose agreements are remembered: a kilobyte for each agreement."""
_State = tuple[str, int, str]
"""Article, number of a version, hash of its record: the numbers move where another archive is merged."""


class Changes:
    """Questions about changes in one archive. What was found is remembered, since versions never change."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._queries = parts, Queries(parts)
        self._remembered: dict[tuple[_State, _State], Change] = {}
        self._lock = Lock()
        self._form = lru_cache(maxsize=DIGESTS)(self._digest)
        self._agreed = lru_cache(maxsize=STORIES)(self._agree)
        self._kinds: dict[_State, tuple[EditKind, ...]] = {}

    def history(self, identity: str) -> Iterator[HistoryStep]:
        """All versions of an article, the first one first, each with what was done in it. Raises NotFound."""
        versions = self._queries.versions(identity)
        before: Version | None = None
        for version in versions:
            yield HistoryStep(version, self._changed(before, version, versions) if before else None)
            before = version

    def open(self, identity: str, before: int, after: int) -> OpenedChange:
        """Two versions of an article, whatever stands between them. Raises NotFound, ArchiveDamaged, UsageError."""
        if before >= after:
            raise UsageError(f"version {before} is not older than version {after}")
        _, one = self._queries.version(identity, before)
        article, other = self._queries.version(identity, after)
        old, new = self._state(one), self._state(other)
        versions = self._queries.versions(article.id)
        change = self._between(one, other, (old, new))
        return OpenedChange(ChangedVersion(article, one, other, change, self._back_to(other, versions)), old, new)

    def change(self, before: Version, after: Version) -> Change:
        """What was done between two versions of an article. Raises ArchiveDamaged."""
        return self._between(before, after)

    def latest(
        self, limit: int, outlet: str = "", kind: EditKind | None = None, most: int | None = None
    ) -> Iterator[ChangedVersion]:
        """Later versions, newest first, each beside the one before it; those that cannot be read say why.

        `kind`: only those in which this was done; without it, those in which only typography or furniture was changed are
        left out. `most`: how many later versions are looked at for it; all, where it is not given.
        """
        found = 0
        for after in self._later(outlet, most):
            if changed := self._shown(after, kind):
                yield changed
                found += 1
                if found == limit:
                    return

    def between(self, since: datetime, until: datetime) -> Iterator[ChangedVersion]:
        """Later versions that were seen in a stretch of time, newest first, as `latest` tells them. Costs a look at all that came since."""
        for after in self._later("", None):
            if after.seen_at < since:
                return
            if after.seen_at < until:
                versions = self._queries.versions(after.article)
                changed = self._changed(versions[after.number - 2], after, versions)
                if changed.problem or not changed.change.is_folded:
                    yield changed

    def page(self, limit: int, outlet: str, kind: EditKind | None, behind: LaterPlace | None) -> PageOfChanges:
        """The same, behind a place in the list of all later versions; `LOOKED_AT` of them are looked at, so that it may have few.

        Passing over those before the place costs 10 us each.
        """
        found: list[ChangedVersion] = []
        last, looked = behind, 0
        for after in self._later(outlet, None):
            place = after.seen_at, after.article, after.number
            if behind and not _is_behind(place, behind):
                continue
            if len(found) == limit or looked == LOOKED_AT:
                return PageOfChanges(tuple(found), last)
            last, looked = place, looked + 1
            if changed := self._shown(after, kind):
                found.append(changed)
        return PageOfChanges(tuple(found))

    def _shown(self, after: Version, kind: EditKind | None) -> ChangedVersion | None:
        """A later version beside the one before it; None where it is of another kind than is asked for."""
        versions = self._queries.versions(after.article)
        changed = self._changed(versions[after.number - 2], after, versions)
        is_shown = kind in changed.change.kinds if kind else changed.problem or not changed.change.is_folded
        return changed if is_shown else None

    def rates(self) -> Sequence[ChangeRate]:
        """How often each outlet changes what it has published, by its latest changes; those that change most first."""
        found = [
            rating.rate_of(row.id, row.articles, row.versions - row.articles, list(self._seen(row.id)))
            for row in self._parts.catalog.outlets()
            if row.articles
        ]
        return sorted(found, key=lambda each: (-each.changed / max(1, each.articles), each.outlet))

    def outlets(self) -> Sequence[str]:
        """Ids of the outlets that have changed something, sorted."""
        return [row.id for row in self._parts.catalog.outlets() if row.versions > row.articles]

    def agreements(self, articles: Iterable[Article]) -> Sequence[Agreement]:
        """Edits of the articles of a story after which they tell what another outlet's told before."""
        versions = tuple((article.id, article.versions) for article in articles)
        return self._agreed(versions) if any(number > 1 for _, number in versions) else ()

    def _agree(self, articles: tuple[tuple[str, int], ...]) -> Sequence[Agreement]:
        """The same of articles by their ids; how many versions they have is what it depends on."""
        told: list[Dated] = []
        edits: dict[tuple[str, int], Sequence[Edit]] = {}
        for article, _ in articles:
            before: Version | None = None
            for version in self._queries.versions(article)[-VERSIONS:]:
                try:
                    told.append(Dated(self._state(version), version.outlet, version.seen_at))
                    if before:
                        edits[article, version.number] = self._between(before, version).edits
                except ArchiveDamaged:  # `verify` tells of it
                    continue
                before = version
        return agreements.agreements(told, edits)

    def _seen(self, outlet: str) -> Iterator[rating.Seen]:
        for after in self._parts.catalog.changes(LOOKED_AT, outlet):
            try:
                yield rating.Seen(after.article, self._kinds_of(after))
            except (ArchiveDamaged, NotFound):
                continue

    def _kinds_of(self, after: Version) -> tuple[EditKind, ...]:
        """The kinds of the change that a version brought."""
        key = _key(after)
        if key not in self._kinds:
            _, before = self._queries.version(after.article, after.number - 1)
            found = self._between(before, after).kinds
            if len(self._kinds) >= DIGESTS:
                self._kinds = {}
            self._kinds[key] = found
        return self._kinds[key]

    def _changed(self, before: Version, after: Version, versions: Sequence[Version]) -> ChangedVersion:
        article = self._queries.article(after.article)
        try:
            change = self._between(before, after)
            return ChangedVersion(article, before, after, change, self._back_to(after, versions))
        except ArchiveDamaged as error:
            return ChangedVersion(article, before, after, Change(), problem=str(error))

    def _between(self, before: Version, after: Version, states: tuple[State, State] | None = None) -> Change:
        key = _key(before), _key(after)
        with self._lock:
            known = self._remembered.get(key)
        if known:
            return known
        old, new = states or (self._state(before), self._state(after))
        change = changing.change_between(old, new)
        if len(old.text) + len(new.text) <= LONGEST:
            with self._lock:
                while len(self._remembered) >= REMEMBERED:
                    del self._remembered[next(iter(self._remembered))]
                self._remembered[key] = change
        return change

    def _state(self, version: Version) -> State:
        """A version with what is marked in it; what was not marked yet is marked now. Raises ArchiveDamaged."""
        try:
            _, reading = open_version(self._parts, version)
        except NotFound as error:
            raise ArchiveDamaged(f"the record of a version is missing: {error}") from error
        return State(
            version.article, version.number, reading.title, reading.text, self._marks(version), reading.pictures
        )

    def _marks(self, version: Version) -> Annotations:
        key = version.article, version.number
        known = self._parts.annotations.annotations([key]).get(key) if self._parts.annotations else None
        return (
            known if known and known.method == METHOD else annotations_of(unread(self._parts, version), version.seen_at)
        )

    def _back_to(self, version: Version, versions: Sequence[Version]) -> int:
        """Which earlier version one is again."""
        if version.number < 3:
            return 0
        return changing.returns([self._form(each) for each in versions[: version.number]])[-1]

    def _digest(self, version: Version) -> str:
        """A digest of what a version says; of one that cannot be read, of its record, so that it is like no other."""
        try:
            _, reading = open_version(self._parts, version)
        except (NotFound, ArchiveDamaged):
            return version.sha256
        return changing.form_of(reading.title, reading.text)

    def _later(self, outlet: str, most: int | None) -> Iterator[Version]:
        """The later versions of an outlet, or of all, newest first; fetched in ever larger lots, since few are mostly enough."""
        done, size = 0, LOT
        while most is None or done < most:
            wanted = size if most is None else min(size, most)
            lot = self._parts.catalog.changes(wanted, outlet)
            yield from lot[done:]
            if len(lot) < wanted:
                return
            done, size = wanted, 4 * size


def _is_behind(place: LaterPlace, other: LaterPlace) -> bool:
    """Whether a place comes later in the list: newest first, then by article, then the last version first."""
    if place[0] != other[0]:
        return place[0] < other[0]
    return place[1] > other[1] if place[1] != other[1] else place[2] < other[2]


def _key(version: Version) -> _State:
    return version.article, version.number, version.sha256
