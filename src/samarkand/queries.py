"""What a page or a command needs to know of an archive. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.ids import article_id
from samarkand.model.answers import Glance, Health, Listed, OpenedVersion
from samarkand.model.articles import Absence, Article, Move, Picture, Reading, Record, Version
from samarkand.model.catalog import Listing, OutletRow, StoredImage
from samarkand.model.events import Place
from samarkand.model.outlets import Follow, Outlet
from samarkand.pipeline.opening import open_record, outlet_for
from samarkand.pipeline.parts import Parts
from samarkand.steps import health, reading
from samarkand.steps.outlets import find, outlet_of
from samarkand.urls import canonical, is_web

HABIT = 50
"""How many of its latest articles tell an outlet's habit."""
BEGINNING = 200
"""Characters of the text that a list shows."""
LEADS = 4
"""Pictures of an article among which a list looks for one that is kept."""
RECORDS = 8
"""Records that are remembered: who asks for a title asks for the body next."""
GLANCES = 2_000
"""How many versions are remembered as lists show them: a version never changes."""


class Queries:
    """Questions to one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.title = parts.settings.title
        self.hub, self.address = parts.settings.hub, parts.settings.address
        self._glance = lru_cache(maxsize=GLANCES)(self._look)
        self._title = lru_cache(maxsize=GLANCES)(self._entitled)
        self._record = lru_cache(maxsize=RECORDS)(self._opened)

    def identity(self) -> str:
        """What tells this archive from every other, wherever it lies: the hash of its ledger's first line; "" if empty."""
        first = next(iter(self._parts.archive.lines()), None)
        return first.place.sha256 if first else ""

    def place(self) -> Place:
        """How far in the ledger everything that is shown is known: it changes with whatever comes."""
        return self._parts.catalog.place()

    def state(self) -> tuple[Place | None, ...]:
        """What lists, stories, people and days depend on: how far each of them has come in the ledger."""
        derived = self._parts.stories, self._parts.annotations
        return (self._parts.catalog.news(), *(each.place() if each else None for each in derived))

    def outlet(self, name: str) -> Outlet:
        """The outlet of an id, a name, an alias or a host. Raises NotFound."""
        found = find(name, self._parts.outlets)
        if found is None:
            rows = (Outlet(row.id, row.id) for row in self._parts.catalog.outlets())
            owners = (
                *self._owners(is_paused=False),
                *self._owners(is_paused=True),
            )  # which may have brought nothing yet
            found = next((each for each in (*owners, *rows) if each.id == name), None)
        if found is None:
            raise NotFound(f"no outlet is called {name!r}; `samarkand outlets` lists those that are known")
        return found

    def outlets_by_id(self) -> Mapping[str, Outlet]:
        """What is known of all outlets that are known, followed or brought something."""
        rows = {row.id: Outlet(row.id, row.id) for row in self._parts.catalog.outlets()}
        owners = (*self._owners(is_paused=True), *self._owners(is_paused=False), *self._parts.outlets)
        return rows | {each.id: each for each in owners}

    def outlet_name(self, identity: str) -> str:
        """The name that an outlet is shown by."""
        known = self._parts.outlet(identity)
        return known.name if known else identity

    def zone_of(self, version: Version) -> str:
        """IANA name of the place that a version's times are told in: the outlet's, where it told no other."""
        known = self._parts.outlet(version.outlet)
        return version.published.zone if version.published else known.zone if known else "UTC"

    def title_of(self, version: Version) -> str:
        """The title of a version as plain text on one line."""
        return self._title(version)

    def beginning_of(self, version: Version) -> str:
        """How the text of a version begins, on one line; "" where it cannot be read."""
        return self._glance(version).beginning

    def outlets(self) -> Sequence[OutletRow]:
        """What every outlet has brought that has brought anything or was polled, by id."""
        return self._parts.catalog.outlets()

    def articles(self, listing: Listing) -> Sequence[Article]:
        """Articles, newest first."""
        return self._parts.catalog.articles(listing)

    def listed(self, listing: Listing) -> Sequence[Listed]:
        """Articles as a list shows them, newest first."""
        return self.shown(self._parts.catalog.articles(listing))

    def shown(self, articles: Sequence[Article]) -> Sequence[Listed]:
        """The same articles as a list shows them, each with its first kept picture."""
        glances = [self._glance(article.latest) for article in articles]
        kept = self.images([picture for glance in glances for picture in glance.pictures])
        found = []
        for article, glance in zip(articles, glances, strict=True):
            leads = ((picture, kept[picture.url].path) for picture in glance.pictures if picture.url in kept)
            lead, path = next(((picture, path) for picture, path in leads if path), (None, ""))
            found.append(Listed(article, glance, lead, path))
        return found

    def _entitled(self, version: Version) -> str:
        """The title by today's rules, of which the text is no part; that of the ledger where the record cannot be read."""
        try:
            return reading.title_of(self._record(version).title, outlet_for(self._parts, version))
        except ArchiveDamaged:
            return version.title

    def _look(self, version: Version) -> Glance:
        """What a list shows of a version; a record that cannot be read is told, and hides no others."""
        try:
            _, read = self.read(version)
        except ArchiveDamaged as error:
            return Glance(version.title, "", (), str(error))
        captions = {picture.caption for picture in read.pictures}
        lines = [line for line in read.text[: 4 * BEGINNING].split("\n") if line not in captions]
        text = "".join(f"{line} " if line[-1:].isascii() else line for line in lines)
        return Glance(read.title, text[:BEGINNING].strip(), read.pictures[:LEADS])

    def article(self, identity: str) -> Article:
        """The article of an id, or of a beginning that only one id has. Raises NotFound."""
        found = self._parts.catalog.article(identity)
        if found is None:
            raise NotFound(f"no article has the id {identity!r}, or several begin with it; `samarkand list` shows ids")
        return found

    def article_at(self, url: str) -> Article:
        """The article at an address, in any of its spellings. Raises NotFound."""
        outlet = outlet_of(url, self._parts.outlets)
        found = self._parts.catalog.article(article_id(outlet.id, canonical(url, outlet.ignored_parameters)))
        if found is None or not is_web(url):
            raise NotFound("no article of this archive stands at that address")
        return found

    def versions(self, identity: str) -> Sequence[Version]:
        """All versions of an article, the first one first."""
        return self._parts.catalog.versions(self.article(identity).id)

    def version(self, identity: str, number: int | None = None) -> tuple[Article, Version]:
        """One version of an article, the latest unless a number is given. Raises NotFound."""
        article = self.article(identity)
        if number is None or number == article.versions:
            return article, article.latest
        versions = self._parts.catalog.versions(article.id)
        found = next((version for version in versions if version.number == number), None)
        if found is None:
            raise NotFound(f"article {article.id} has no version {number}; it has {article.versions}")
        return article, found

    def absences(self, identity: str) -> Sequence[Absence]:
        """The times in which an article was not there, the first one first; of a whole id."""
        return self._parts.catalog.absences(identity)

    def moves(self, identity: str) -> Sequence[Move]:
        """Where an article's page was found to lead, the first one first; of a whole id."""
        return self._parts.catalog.moves(identity)

    def beside(self, article: Article) -> Sequence[Article]:
        """The other articles of its story, and those of its outlet whose addresses carry a number that its address carries."""
        found = set(self._parts.catalog.same_numbers(article.id))
        if self._parts.stories is not None:
            story = self._parts.stories.stories_of([article.id]).get(article.id)
            found |= set(story.articles if story else ())
        others = map(self._parts.catalog.article, sorted(found - {article.id}))
        return [other for other in others if other is not None]

    def record_bytes(self, version: Version) -> bytes:
        """The file of a version, byte for byte. Raises NotFound where it is missing."""
        return self._parts.archive.read(version.record)

    def open(self, identity: str, number: int | None = None) -> OpenedVersion:
        """A version with its text and pictures. Raises NotFound, ArchiveDamaged."""
        article, version = self.version(identity, number)
        record, read = self.read(version)
        return OpenedVersion(article, version, record, read, self.images(read.pictures))

    def images(self, pictures: Sequence[Picture]) -> Mapping[str, StoredImage]:
        """What is known of pictures, by address: kept or missing; those never asked for are left out."""
        wanted = [picture.url for picture in pictures if picture.url]
        return self._parts.catalog.images(wanted) if wanted else {}

    def read(self, version: Version) -> tuple[Record, Reading]:
        """The record of a version and what it says by today's rules. Raises ArchiveDamaged."""
        record = self._record(version)
        return record, reading.read(record, outlet_for(self._parts, version), version.seen_at)

    def body(self, version: Version) -> reading.Arranged:
        """The body of a version for showing, once it is sanitised. Raises ArchiveDamaged."""
        return reading.arrange(self._record(version), outlet_for(self._parts, version), version.seen_at)

    def _opened(self, version: Version) -> Record:
        """The record of a version. Raises ArchiveDamaged, also where its file is missing."""
        try:
            return open_record(self._parts, version)
        except NotFound as error:
            raise ArchiveDamaged(f"the record of a version is missing: {error}") from error

    def image_bytes(self, path: str) -> bytes:
        """A kept picture, by its path below the archive. Raises NotFound."""
        if not path.startswith("images/") or ".." in path.split("/"):
            raise NotFound(f"{path} is no picture of the archive")
        return self._parts.archive.read(path)

    def status(self, now: datetime, only: str = "") -> Sequence[Health]:
        """How every outlet is doing that is followed or has brought something, or one of them: those in trouble first."""
        rows = {row.id: row for row in self._parts.catalog.outlets()}
        followed = {outlet.id for outlet in self.followed()}
        paused = {outlet.id for outlet in self._owners(is_paused=True)} - followed
        restless = self._parts.catalog.pages_restless()
        found = []
        everybody = rows.keys() | followed | paused
        for identity in everybody & {only} if only else everybody:
            row = rows.get(identity) or OutletRow(identity, 0, 0, None)
            arrivals = self._parts.catalog.arrivals(identity, HABIT)
            name = self.outlet_name(identity)
            state = health.health(row, name, arrivals, now, is_followed=identity in followed)
            state = replace(state, state="paused") if identity in paused else state
            found.append(replace(state, restless=restless.get(identity, 0)))
        order = {"failing": 0, "silent": 1, "waiting": 2, "fine": 3, "paused": 4, "unfollowed": 5}
        return sorted(found, key=lambda each: (order[each.state], each.name))

    def followed(self) -> Sequence[Outlet]:
        """The outlets that are followed, by themselves or through one of their feeds; paused ones are left out."""
        return self._owners(is_paused=False)

    def owner(self, follow: Follow) -> Outlet:
        """Whose articles something that is followed brings."""
        known = self._parts.outlet(follow.outlet) if follow.outlet else None
        return known or (
            outlet_of(follow.feed, self._parts.outlets) if follow.feed else Outlet(follow.outlet, follow.outlet)
        )

    def _owners(self, *, is_paused: bool) -> Sequence[Outlet]:
        found: dict[str, Outlet] = {}
        follows = self._parts.followed_now() if self._parts.followed_now else self._parts.follows
        for follow in (each for each in follows if each.paused is is_paused):
            outlet = self.owner(follow)
            found.setdefault(outlet.id, outlet)
        return tuple(found.values())

    def known_outlets(self) -> Sequence[Outlet]:
        """All outlets that can be followed by name, and those that brought something."""
        known = {outlet.id: outlet for outlet in self._parts.outlets}
        for row in self._parts.catalog.outlets():
            known.setdefault(row.id, Outlet(row.id, row.id))
        return tuple(known.values())
