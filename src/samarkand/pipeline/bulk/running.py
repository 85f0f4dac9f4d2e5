"""The flow of bulk work: files, articles, days, near-duplicates, stories; each stage does what is missing and no more."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from samarkand.errors import UsageError
from samarkand.model.statements import METHOD
from samarkand.model.stories import Weights
from samarkand.model.tables import ARTICLES, DUPLICATES, FILES, LINKS, QUARANTINE, STORIES, Table
from samarkand.pipeline.bulk.articles import write_articles
from samarkand.pipeline.bulk.days import DayWork, day_units
from samarkand.pipeline.bulk.duplicates import BandWork, band_units
from samarkand.pipeline.bulk.files import PARTS, FileWork, part_of
from samarkand.pipeline.bulk.stories import write_stories
from samarkand.ports.bulk import Engine, Tables
from samarkand.times import iso, parse_iso

FORMAT = 1
"""Number of the tables' form: whoever changes it makes older folders unusable."""

FEW = 5_000
"""Articles up to which days are linked in this process: to start others would take longer."""

Stage = Literal["reading files", "linking days", "finding near-duplicates"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be worked on."""

    name: str
    """Path or address."""
    size: int
    """Bytes; a file of another size is another file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of a stage is done, of so many."""

    stage: Stage
    total: int


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What a run brought, and what the tables hold by now."""

    files: int
    """In all runs into this folder."""
    worked: int
    """In this run."""
    quarantined: int
    """Files that could not be read as a whole."""
    captures: int
    pages: int
    versions: int
    problems: int
    articles: int
    duplicates: int
    links: int
    stories: int


@dataclass(slots=True)
class Bulk:
    """One folder of tables, the engine that fills it, and what is done with each file."""

    tables: Tables
    engine: Engine
    file_work: Callable[[datetime], FileWork]
    """By when the first run began."""
    weights: Callable[[], Weights]
    sources: dict[str, Source] = field(default_factory=dict)
    """By their parts; those of all runs, once one has begun."""

    def run(self, sources: Iterable[Source], now: datetime) -> Iterator[Step | BulkReport]:
        """Do what is missing; the report comes last. Raises UsageError for a folder that holds something else, CannotWrite."""
        begun_at, files = self._begin(sources, now), Counter[str]()
        done = self._done()
        missing = [self.sources[part] for part in self.sources if part not in done]
        missing.sort(
            key=lambda source: (-source.size, source.name)
        )  # a large one at the end would keep all others waiting
        units = [json.dumps({"source": source.name, "bytes": source.size}) for source in missing]
        yield from self._each("reading files", self.file_work(begun_at), units, files)
        self.tables.tidy()
        done = self._done()
        for table in (*PARTS, FILES):
            keep_only(self.tables, table, done | (self.sources.keys() if table in {FILES, QUARANTINE} else set()))
        days = write_articles(self.tables, sorted(done), begun_at)
        keep_only(self.tables, ARTICLES, {day.part for day in days})
        linked, banded = day_units(days), band_units(days)
        is_here = sum(day.size for day in days) <= FEW
        yield from self._parts(LINKS, "linking days", DayWork(self.tables, self.weights), linked, is_here=is_here)
        yield from self._parts(DUPLICATES, "finding near-duplicates", BandWork(self.tables), banded, is_here=is_here)
        stories, count = write_stories(self.tables, days, sorted(linked), self.weights())
        keep_only(self.tables, STORIES, set(stories))
        self._tell(begun_at, is_finished=True)
        told = self._counts()
        yield BulkReport(
            files=len(self.sources),
            worked=files["done"],
            quarantined=len(self.sources) - len(done),
            captures=told["captures"],
            pages=told["pages"],
            versions=told["versions"],
            problems=told["problems"],
            articles=sum(day.size for day in days),
            duplicates=size_of(self.tables, DUPLICATES, banded),
            links=size_of(self.tables, LINKS, linked),
            stories=count,
        )

    def _begin(self, sources: Iterable[Source], now: datetime) -> datetime:
        """Join what is asked for with what was asked before; when the first run began."""
        told = self.tables.told()
        if told and (told.get("format"), told.get("method")) != (FORMAT, METHOD):
            problem = "the tables in this folder were made by another version of samarkand; give another folder"
            raise UsageError(problem)
        begun_at = parse_iso(str(told.get("begun_at", ""))) or now.replace(microsecond=0)
        known = {source.name: source for source in map(_source, told.get("sources", ()))}
        known |= {source.name: source for source in sources}
        self.sources = {part_of(source.name, source.size): source for source in known.values()}
        self._tell(begun_at, is_finished=False)
        return begun_at

    def _tell(self, begun_at: datetime, *, is_finished: bool) -> None:
        sources = [{"source": each.name, "bytes": each.size} for _, each in sorted(self.sources.items())]
        told = {"format": FORMAT, "method": METHOD, "begun_at": iso(begun_at), "sources": sources}
        self.tables.tell({**told, "is_finished": is_finished})

    def _done(self) -> set[str]:
        """The parts of files that were read."""
        return {
            part
            for part in self.tables.parts(FILES)
            if part in self.sources and all(is_done for (is_done,) in self.tables.rows(FILES, part, ("is_done",)))
        }

    def _each(
        self, stage: Stage, work: Callable[[str], str], units: Sequence[str], counts: Counter[str]
    ) -> Iterator[Step]:
        for _ in self.engine.each(work, units) if units else ():
            counts["done"] += 1
            yield Step(stage, len(units))

    def _parts(
        self, table: Table, stage: Stage, work: Callable[[str], str], units: Mapping[str, str], *, is_here: bool
    ) -> Iterator[Step]:
        """Make the parts of a table that are not there yet, and take away those that nobody needs."""
        there = set(self.tables.parts(table))
        missing = [unit for part, unit in units.items() if part not in there]
        for _ in map(work, missing) if is_here else self.engine.each(work, missing):
            yield Step(stage, len(missing))
        keep_only(self.tables, table, set(units))

    def _counts(self) -> Counter[str]:
        names, counts = ("captures", "pages", "versions", "problems"), Counter[str]()
        for part in self.tables.parts(FILES):
            for row in self.tables.rows(FILES, part, names):
                counts.update(dict(zip(names, row, strict=True)))
        return counts


def _source(told: Mapping[str, object]) -> Source:
    return Source(str(told["source"]), int(str(told["bytes"])))


def keep_only(tables: Tables, table: Table, parts: set[str]) -> None:
    """Take away the parts of a table that are not named."""
    for part in tables.parts(table):
        if part not in parts:
            tables.remove(table, part)


def size_of(tables: Tables, table: Table, parts: Iterable[str]) -> int:
    """The rows of some parts."""
    return sum(1 for part in parts for _ in tables.rows(table, part, ("one",)))
