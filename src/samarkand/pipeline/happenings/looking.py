"""One look at an archive for all watches that wait for happenings: what several of them ask for is looked up once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

from samarkand.changing import Changes
from samarkand.model.answers import Health
from samarkand.model.articles import Version
from samarkand.model.events import Line, Place
from samarkand.model.search import Query
from samarkand.model.watches import Watch
from samarkand.pipeline.matches import hit_of, outlet_named, read_of
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps.matching import Alternatives
from samarkand.steps.querying import parse


@dataclass(frozen=True, slots=True)
class News:
    """What was noticed anew: what is told of it, and what is known by now."""

    hits: Sequence[Mapping[str, Any]]
    known: tuple[str, ...]
    place: Place


class Row(NamedTuple):
    """What a line of the ledger tells: a tuple, since an import brings very many."""

    line: int
    """Its number in the ledger."""
    articles: tuple[str, ...]
    """Those whose story may have grown by it."""
    number: int = 0
    """Of the version that it tells of; 0 for another line."""


class Look:
    """What is asked of an archive at an instant."""

    def __init__(self, parts: Parts, now: datetime) -> None:
        self.parts, self.now = parts, now
        self.changes = Changes(parts)
        self._rows: dict[Place, list[Row]] = {}

    def asking(self, watch: Watch) -> Callable[[Version, int], bool]:
        """Whether a version answers the query of a watch; `versions` of its article. Raises BadQuery."""
        if not watch.query:
            return lambda _version, _versions: True
        query: Query = parse(watch.query, self.now, partial(outlet_named, self.parts))
        also: Alternatives = self.parts.spellings(query)

        def answers(version: Version, versions: int) -> bool:
            read = read_of(self.parts, version, versions, with_speakers=query.is_of_speakers)
            return read.answers(query, also)

        return answers

    def new(self, place: Place) -> list[Row]:
        """What the lines tell that a watch has not looked at; looked up once a place. What came from another archive is old news there."""
        if place not in self._rows:
            lines = self.parts.archive.lines(place) if place != self.end else ()
            rows = (_row(line) for line in lines if line.place.count <= self.end.count)
            self._rows[place] = [row for row in rows if row.articles]
        return self._rows[place]

    def hit(self, version: Version, snippet: str) -> dict[str, Any]:
        """What is told of a version, with the title as it is shown."""
        return dict(hit_of(self.parts, version, self.queries.title_of(version) or version.title, snippet))

    @cached_property
    def end(self) -> Place:
        """Of the ledger, when it was first asked for."""
        return self.parts.archive.end()

    @cached_property
    def queries(self) -> Queries:
        """What else can be asked."""
        return Queries(self.parts)

    @cached_property
    def health(self) -> Sequence[Health]:
        """How each outlet is doing; two queries each."""
        return self.queries.status(self.now)


def _row(line: Line) -> Row:
    if line.kind == "version" and "merged" not in line.data:
        return Row(line.place.count, (str(line.data["article"]),), int(line.data["number"]))
    named = (line.data.get(key, ()) for key in ("articles", "others")) if line.kind == "story" else ()
    return Row(line.place.count, tuple(str(each) for some in named if isinstance(some, list) for each in some))
