"""One file of captures into its parts of the tables: pages, records, annotations, what is compared of each; in any process."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO

from samarkand.errors import BadRecord
from samarkand.ids import sha256
from samarkand.model.articles import Draft, Version
from samarkand.model.captures import Broken
from samarkand.model.names import NameGroup
from samarkand.model.outlets import Outlet
from samarkand.model.stories import Weights
from samarkand.model.tables import (
    DATES,
    FEATURES,
    FILES,
    NAMES,
    NUMBERS,
    QUARANTINE,
    STATEMENTS,
    VERSIONS,
    Row,
    Table,
)
from samarkand.pipeline.annotating import annotations_of
from samarkand.pipeline.bulk.rows import marked_rows, version_of, version_row
from samarkand.pipeline.opening import Unread
from samarkand.pipeline.pages import captured_draft
from samarkand.pipeline.parts import ReadCaptures
from samarkand.pipeline.showing import shown
from samarkand.ports.bulk import Tables
from samarkand.steps import imports
from samarkand.steps.nearness import signature_of
from samarkand.steps.outlets import outlet_of
from samarkand.steps.relating.features import Lexicon

BATCH = 64
"""Articles whose features are made at once."""
PARTS = (VERSIONS, STATEMENTS, DATES, NUMBERS, NAMES, QUARANTINE, FEATURES)
"""What a file brings, besides its row of `files`, which is written last: a file is done once that is there."""

OpenSource = Callable[[str], AbstractContextManager[BinaryIO]]
"""Path or address of a file -> its bytes, whole and seekable. Raises BadRecord where they cannot be had."""


def part_of(source: str, size: int) -> str:
    """The name of the parts that a file brings: that of its address and its size in bytes."""
    return sha256(f"{source}\n{size}".encode("utf-8", "surrogateescape"))[:16]


@dataclass(frozen=True, slots=True)
class FileWork:
    """What is done with each file. A unit is JSON, {source, bytes}; the answer its row of `files`, as JSON."""

    tables: Tables
    open: OpenSource
    read: ReadCaptures
    outlets: tuple[Outlet, ...]
    weights: Callable[[], Weights]
    names: Callable[[], Iterable[NameGroup]]
    begun_at: datetime
    """Stands for the time of captures that tell none, so that a second run writes the same."""

    def __call__(self, unit: str) -> str:
        """Write the parts of a file; done twice, they are the same bytes."""
        told = json.loads(unit)
        source, part = told["source"], part_of(told["source"], told["bytes"])
        counts: Counter[str] = Counter(dict.fromkeys(("captures", "pages", "versions", "problems"), 0))
        is_done = True
        try:
            with self.open(source) as stream, ExitStack() as stack:
                taken = {table: stack.enter_context(self.tables.writing(table, part)) for table in PARTS}
                self._take(stream, source, taken, counts)
        except BadRecord as error:
            counts.clear()
            counts["problems"], is_done = 1, False
            for table in PARTS:  # an earlier run may have been stopped between two of them
                self.tables.remove(table, part)
            with self.tables.writing(QUARANTINE, part) as take:
                take([{"source": source, "offset": None, "problem": str(error), "is_lost": True}])
        row = {**told, **dict.fromkeys(("captures", "pages", "versions"), 0), **counts, "is_done": is_done}
        with self.tables.writing(FILES, part) as take:
            take([row])
        return json.dumps(row)

    def _take(
        self,
        stream: BinaryIO,
        source: str,
        taken: Mapping[Table, Callable[[Iterable[Row]], None]],
        counts: Counter[str],
    ) -> None:
        lexicon, seen, features = lexicon_of(self.weights, self.names), set[tuple[str, str]](), list[Row]()
        batch = _Batch(lexicon)
        for found in self.read(stream):
            if isinstance(found, Broken):
                counts["problems"] += 1
                told = {"source": source, "offset": found.offset, "problem": found.problem, "is_lost": found.is_lost}
                taken[QUARANTINE]([told])
                continue
            counts["captures"] += 1
            if not imports.is_page(found):
                continue
            counts["pages"] += 1
            draft = captured_draft(self.outlets, found, self.begun_at)
            version = version_of(draft) if draft else None
            if draft is None or version is None or (version.article, version.sha256) in seen:
                continue
            seen.add((version.article, version.sha256))
            counts["versions"] += 1
            taken[VERSIONS]([version_row(draft, version, found, source)])
            unread = self._unread(draft, version)
            for table, row in marked_rows(version, annotations_of(unread, published_at(version))):
                taken[table]([row])
            features += batch.add(unread, draft)
        features += batch.rest()
        taken[FEATURES](sorted(features, key=lambda row: (row["at"], row["article"], row["sha256"])))

    def _unread(self, draft: Draft, version: Version) -> Unread:
        outlet = outlet_of(draft.url, self.outlets)
        return Unread(version, draft.data, outlet, outlet.zone if outlet in self.outlets else "")


def published_at(version: Version) -> datetime:
    """When a version was published, as far as it tells; else when it was captured."""
    return version.published.at if version.published else version.witnessed_at


@lru_cache(maxsize=1)
def lexicon_of(weights: Callable[[], Weights], names: Callable[[], Iterable[NameGroup]]) -> Lexicon:
    """What is known of words before any article is read: made once in a process."""
    return Lexicon(weights(), names())


@dataclass(slots=True)
class _Batch:
    """Articles whose features are made together."""

    lexicon: Lexicon
    waiting: list[tuple[Unread, Draft]] = field(default_factory=list)

    def add(self, unread: Unread, draft: Draft) -> Sequence[Row]:
        """Take one; the rows that are due by now."""
        self.waiting.append((unread, draft))
        return self.rest() if len(self.waiting) >= BATCH else ()

    def rest(self) -> Sequence[Row]:
        """The rows of all that wait."""
        waiting, self.waiting = self.waiting, []
        sketches = shown(self.lexicon, [(unread, published_at(unread.version)) for unread, _ in waiting])
        return [*_rows(waiting, [sketch.data for _, sketch in sketches])]


def _rows(waiting: Sequence[tuple[Unread, Draft]], sketches: Sequence[bytes]) -> Iterator[Row]:
    for (unread, draft), sketch in zip(waiting, sketches, strict=True):
        version = unread.version
        yield {
            "article": version.article,
            "sha256": version.sha256,
            "at": published_at(version),
            "sketch": sketch,
            "signature": signature_of(draft.reading.text),
        }
