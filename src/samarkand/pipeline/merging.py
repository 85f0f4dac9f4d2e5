"""Another archive taken into ours: its versions, files and facts, line by line, each line once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from samarkand.errors import ArchiveDamaged, NotFound, UsageError
from samarkand.ids import sha256
from samarkand.model.events import Finding, Line
from samarkand.model.reports import Report
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.ports import Archive, MergeBook
from samarkand.steps import filing, merging


def check_other(other: Archive, folders: tuple[str, ...], findings: Iterator[Finding]) -> None:
    """Make sure that another archive is whole and can be taken in. Raises ArchiveDamaged, UsageError, before anything is written.

    `findings`: what is wrong with it, as `verify` tells.
    """
    found = [f"{each.path} {each.problem}" for each, _ in zip(findings, range(6), strict=False)]
    if found:
        shown = "; ".join(found[:5]) + ("; …" if len(found) > 5 else "")
        raise ArchiveDamaged(f"the other archive is damaged, and nothing was merged: {shown}")
    for line in other.lines():
        fault = merging.fault_of(line, folders)
        if fault:
            problem = f"line {line.place.count} of the other archive's ledger {fault}; nothing was merged"
            raise UsageError(problem) if "folders that are known" in fault else ArchiveDamaged(problem)


def merge(parts: Parts, other: Archive, book: MergeBook, now: datetime) -> Iterator[Report]:
    """Take in all that another archive knows and ours does not; a report for each version.

    The order is that of its ledger, so that a stop leaves ours whole, and the next merge goes on. One pass over ours, one
    over the other; memory for one batch. Raises ArchiveBusy, ArchiveDamaged where the other changes meanwhile.
    """
    keeper = Keeper(parts)
    _read_ours(parts.archive, book)
    first = next(iter(other.lines()), None)
    if first is None:
        return
    work = _Merge(parts, other, book, keeper, first.place.sha256, now)
    for line in other.lines():
        yield from work.take(line)
    yield from keeper.flush()


def _read_ours(archive: Archive, book: MergeBook) -> None:
    for line in archive.lines():
        is_version = line.kind in merging.VERSIONS
        number = int(line.data["number"]) if is_version else 0
        book.know(merging.origin_of(line, "").line, number)
        if line.kind == "version":
            record = str(line.data["record"])
            book.keep(str(line.data["article"]), number, line.files[record], record)


@dataclass(frozen=True, slots=True)
class _Merge:
    """What taking one line works with."""

    parts: Parts
    other: Archive
    book: MergeBook
    keeper: Keeper
    archive: str
    """Which archive the other is."""
    now: datetime

    def take(self, line: Line) -> Iterator[Report]:
        """One line of the other ledger."""
        origin = merging.origin_of(line, self.archive)
        known = self.book.known(origin.line)
        if known is not None:
            self._meet_again(line, known)
        elif line.kind == "version":
            yield from self._version(line, origin)
        else:
            yield from self._fact(line, origin)

    def _meet_again(self, line: Line, known: int) -> None:
        """A line that stands here already: it tells which version of theirs is which of ours, and where its files lie."""
        if line.kind in merging.VERSIONS:
            self.book.pair(str(line.data["article"]), int(line.data["number"]), known)
        for path, digest in line.files.items():
            if line.kind != "version" and self._path_of(path, digest) != path:
                self.book.rename(path, self._path_of(path, digest))
        if line.kind == "version":
            self.keeper.say(Report("unchanged", str(line.data["url"]), article=str(line.data["article"])))

    def _version(self, line: Line, origin: merging.Origin) -> Iterator[Report]:
        data, article = line.data, str(line.data["article"])
        theirs = str(data["record"])
        report = Report("unchanged", str(data["url"]), str(data.get("title", "")), article)
        number = self.book.unpaired(article, line.files[theirs])
        if number is not None:
            record = self.book.record(article, number)
            event = merging.event_of(line, origin, {}, self.book.name, self.now)
            event = replace(merging.witness_of(event, record, number), files=self._files(line, {theirs}))
        else:
            number = self.book.count(article) + 1
            first = self.book.record(article, 1)
            record = filing.later_path(first, number) if first else self._path_of(theirs, line.files[theirs])
            changed = {"number": number, "record": record}
            event = merging.event_of(line, origin, changed, self.book.name, self.now)
            files = {**self._files(line, {theirs}), record: self._bytes(theirs, line.files[theirs])}
            event = replace(event, files=files)
            self.book.keep(article, number, line.files[theirs], record)
            report = replace(report, outcome="changed" if number > 1 else "new")
        self.book.pair(article, int(data["number"]), number)
        self.book.know(origin.line, number)
        yield from self.keeper.add(event, report)

    def _fact(self, line: Line, origin: merging.Origin) -> Iterator[Report]:
        """A line that brings no version: it is taken over whatever its kind; where it names a version, by its number here."""
        files = self._files(line, set())
        changed: dict[str, object] = {}
        article, theirs = line.data.get("article"), line.data.get("number")
        number = self.book.paired(article, theirs) if isinstance(article, str) and isinstance(theirs, int) else None
        if line.kind == "witness" and number is None:
            problem = (
                f"line {line.place.count} of the other archive's ledger tells of a version that no line told of before"
            )
            raise ArchiveDamaged(f"{problem}; what was merged until then is kept")
        if number is not None:
            changed["number"] = number
            if line.kind == "witness":
                changed["record"] = self.book.record(str(article), number)
        event = merging.event_of(line, origin, changed, self.book.name, self.now)
        self.book.know(origin.line, number or 0)
        report = Report("picture", str(line.data.get("url", ""))) if line.data.get("image") else None
        yield from self.keeper.add(replace(event, files=files), report)

    def _files(self, line: Line, but: set[str]) -> dict[str, bytes]:
        """The files that a line brings, by their paths here."""
        found = {}
        for path, digest in line.files.items():
            if path not in but:
                ours = self._path_of(path, digest)
                if ours != path:
                    self.book.rename(path, ours)
                found[ours] = self._bytes(path, digest)
        return found

    def _path_of(self, path: str, digest: str) -> str:
        """The path that a file of theirs has here: its own, unless another file of ours has that."""
        with suppress(NotFound):
            if sha256(self.parts.archive.read(path)) != digest:
                return merging.other_path(path, digest)
        return path

    def _bytes(self, path: str, digest: str) -> bytes:
        try:
            data = self.other.read(path)
        except NotFound as error:
            raise ArchiveDamaged(
                f"{path} has vanished from the other archive; what was merged until then is kept"
            ) from error
        if sha256(data) != digest:
            raise ArchiveDamaged(
                f"{path} of the other archive was changed meanwhile; what was merged until then is kept"
            )
        return data
