"""Is everything there, and as it was? Walks the ledger and the folders and tells what is damaged; changes nothing.

One pass over the ledger, one over the files; what must be remembered lies in a temporary database on disk, so that
memory does not grow with the archive. A writer may be at work meanwhile: what it adds is no damage.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from samarkand.adapters.archive import ledger
from samarkand.adapters.archive.packs import FOLDER as PACKS
from samarkand.adapters.archive.packs import Packs
from samarkand.errors import ArchiveDamaged
from samarkand.ids import sha256
from samarkand.model.events import Finding, Line, Place

BLOCK = 1 << 20
MISSING = "is missing"
DAMAGED = "is damaged: its hash is not the one in the ledger"
REFERENCES = ("record", "capture", "image", "seal")
"""Keys of a line's data that name a file of the archive (a capture with `#` and its offset)."""


@dataclass(frozen=True, slots=True)
class Verification:
    """One look at a whole archive."""

    root: Path
    folders: tuple[str, ...]
    packs: Packs
    pending: Callable[[], tuple[str, ...]]
    """What a writer is about to write now."""
    advance: Callable[[], None]
    """Called for each file that was looked at."""

    def findings(self) -> Iterator[Finding]:
        """About the ledger, then about the files it tells of, then about files that it does not tell of, then about packs."""
        with sqlite3.connect("") as known:
            known.execute("CREATE TABLE known (path TEXT PRIMARY KEY, sha256 TEXT) WITHOUT ROWID")
            yield from _check_ledger(self.root, known)
            for path, expected in known.execute("SELECT path, sha256 FROM known ORDER BY path"):
                problem = self._problem_of(path, expected)
                self.advance()
                if problem:
                    yield Finding(path, problem)
            yield from _strangers(self.root, self.folders, known, self.pending)
            yield from self._check_packs(known)
        known.close()

    def _problem_of(self, path: str, expected: str) -> str:
        problem = _problem_of(self.root / path, expected)
        if problem != MISSING:
            return problem
        packed = self.packs.read(path)
        if packed is None:
            return _problem_of(self.root / path, expected)  # it may have been unpacked meanwhile
        return "" if sha256(packed) == expected else DAMAGED

    def _check_packs(self, known: sqlite3.Connection) -> Iterator[Finding]:
        for name in [name for names in self.packs.months().values() for name in names]:
            where = f"{PACKS}/{name}"
            try:
                problem = self.packs.problem(name)
                untold = "" if problem else next((p for p in self.packs.paths(name) if not _is_known(known, p)), "")
            except (OSError, zipfile.BadZipFile):
                problem, untold = "cannot be read as a zip file", ""
            if problem and (self.root / where).exists():
                yield Finding(where, problem)
            elif untold:
                yield Finding(where, f"holds {untold}, of which no line of the ledger tells")


def _check_ledger(root: Path, known: sqlite3.Connection) -> Iterator[Finding]:
    """The chain, the head, and what each line refers to; fills `known` with the files that the lines tell of."""
    head: Place | None = None
    try:
        head = ledger.read_head(root)
    except ArchiveDamaged as error:
        yield Finding(ledger.HEAD, str(error))
    if (root / ledger.RECOVERING).exists():
        yield Finding(ledger.RECOVERING, "making a lost ledger anew was stopped; run `samarkand rebuild` once more")
    place = Place()
    passed_head = head is not None and head.count == 0
    try:
        for line in ledger.read(root, Place()):
            place = line.place
            if head and place.count == head.count:
                passed_head = True
                if place != head:
                    yield Finding(ledger.HEAD, f"does not agree with line {place.count} of the ledger")
            yield from _check_line(line, known)
            known.executemany("INSERT OR REPLACE INTO known VALUES (?, ?)", line.files.items())
    except ledger.BrokenLine as error:
        yield Finding(f"{ledger.FOLDER}/{error.file}", f"line {error.number} {error.problem}")
        for told in ledger.salvage(root):  # so that the files of the lines behind the break are looked at all the same
            known.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", told.items())
        return
    if head and not passed_head:
        lost = head.count - place.count
        yield Finding(ledger.FOLDER, f"is cut short: {lost} lines that were acknowledged are missing at its end")
    yield from _check_extent(root, place)


def _check_line(line: Line, known: sqlite3.Connection) -> Iterator[Finding]:
    for key in REFERENCES:
        path = str(line.data.get(key) or "").partition("#")[0]
        if path and path not in line.files and not _is_known(known, path):
            yield Finding(path, f"line {line.place.count} of the ledger refers to it, but no line tells of it")


def _check_extent(root: Path, end: Place) -> Iterator[Finding]:
    """Bytes behind the last whole line are no damage only where a writer may have been stopped: at the very end."""
    while found := list(_behind(root, end)):
        later = _end_after(root, end)
        if later == end:
            yield from found
            return
        end = later  # a writer has added lines meanwhile


def _end_after(root: Path, place: Place) -> Place:
    """Where the ledger ends by now, as far as it can be read on from a place."""
    try:
        for line in ledger.read(root, place):
            place = line.place
    except ledger.BrokenLine:
        return place
    return place


def _behind(root: Path, end: Place) -> Iterator[Finding]:
    for path in sorted((root / ledger.FOLDER).glob("*.jsonl")):
        size = path.stat().st_size
        if path.name < end.file or path.name == end.file == "" or size == 0:
            continue
        behind = size - end.offset if path.name == end.file else size
        if behind and path.name > end.file and not _is_torn(path, 0):
            yield Finding(f"{ledger.FOLDER}/{path.name}", "holds lines that could not be read in their order")
        elif behind and path.name == end.file and not _is_torn(path, end.offset):
            yield Finding(f"{ledger.FOLDER}/{path.name}", f"has {behind} bytes behind its last line")


def _is_torn(path: Path, offset: int) -> bool:
    """Whether what lies behind an offset is one unfinished line, as a stopped writer leaves it."""
    with path.open("rb") as stream:
        stream.seek(offset)
        return b"\n" not in stream.read()


def _problem_of(path: Path, expected: str) -> str:
    try:
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
    except FileNotFoundError:
        return MISSING
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return "" if digest.hexdigest() == expected else DAMAGED


def _strangers(
    root: Path, folders: tuple[str, ...], known: sqlite3.Connection, pending: Callable[[], tuple[str, ...]]
) -> Iterator[Finding]:
    """Files that no line tells of, but for those of a writer that is at work or was stopped."""
    found = [path for path in _files(root, folders) if not _is_known(known, path)]
    if not found:
        return
    untold = {path for path in found if (root / path).exists()}
    untold -= set(pending())  # asked before the ledger: what is no longer pending by now stands there
    for files in ledger.salvage(root):
        untold -= files.keys()
    yield from (Finding(path, "no line of the ledger tells of it") for path in found if path in untold)


def _files(root: Path, folders: tuple[str, ...]) -> Iterator[str]:
    for folder in folders:
        for directory, _, names in os.walk(root / folder):
            yield from ((Path(directory) / name).relative_to(root).as_posix() for name in sorted(names))


def _is_known(known: sqlite3.Connection, path: str) -> bool:
    return known.execute("SELECT 1 FROM known WHERE path = ?", (path,)).fetchone() is not None
