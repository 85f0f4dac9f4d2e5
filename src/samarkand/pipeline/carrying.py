"""One copy of an archive brought to where another one is: what a backup, a restore and a synchronisation are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from samarkand.errors import CopiesDiffer, NotFound
from samarkand.ids import sha256
from samarkand.model.events import Line, Place
from samarkand.model.reports import Report
from samarkand.ports import Copy

LINES = 1000
FILES = 256
BYTES = 32 * 1024 * 1024
"""Where a batch ends: at so many lines, files or bytes of files."""


def is_behind(copy: Copy, other: Copy) -> bool:
    """Whether a copy can be brought to where the other is: its ledger is the beginning of the other's."""
    return other.has(copy.end())


def carry(source: Copy, target: Copy, *, is_ours: bool) -> Iterator[Report]:
    """Bring a target to where a source is; a report for each file, and for each that is damaged in the source.

    Only what the target's ledger does not tell of is looked at; every file is checked by the hash of its line before it is
    written. A stop loses the batch in hand. With `is_ours`, small files of people that the target has are left as they are.
    Raises CopiesDiffer where the target's ledger is not the beginning of the source's, ArchiveBusy, ArchiveDamaged.
    """
    _check_is_behind(source, target.end())
    target.take_about(source.about(), is_ours=is_ours)
    begun = target.begin()
    _check_is_behind(source, begun)  # somebody else may have written meanwhile
    batch = _Batch()
    for line, data in source.raw_lines(begun):
        yield from batch.add(source, line, data)
        if batch.is_full():
            target.take(batch.lines, batch.files)
            batch = _Batch()
    if batch.lines:
        target.take(batch.lines, batch.files)
    target.finish()


def _check_is_behind(source: Copy, reached: Place) -> None:
    if not source.has(reached):
        raise CopiesDiffer(
            f"the copy has lines of a ledger (up to number {reached.count}) that are not in what it would be a copy of: "
            "they are different archives, or each went on by itself; nothing was changed. `samarkand merge` takes "
            "one archive into another"
        )


@dataclass(slots=True)
class _Batch:
    """Lines that are about to be taken, with the bytes of their files."""

    lines: list[tuple[Line, bytes]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    size: int = 0

    def add(self, source: Copy, line: Line, data: bytes) -> Iterator[Report]:
        self.lines.append((line, data))
        for path, expected in line.files.items():
            try:
                found = sound(source, path, expected)
            except NotFound as error:
                yield Report("failed", path, str(error))
                continue
            self.files[path] = found
            self.size += len(found)
            yield Report("new", path)

    def is_full(self) -> bool:
        return len(self.lines) >= LINES or len(self.files) >= FILES or self.size >= BYTES


def sound(copy: Copy, path: str, expected: str) -> bytes:
    """The bytes of a file as its line tells them. Raises NotFound where it is missing or damaged."""
    data = copy.read(path)
    if sha256(data) != expected:
        raise NotFound(
            f"{path} is damaged: its hash is not the one in the ledger; `samarkand verify` tells what else is"
        )
    return data


def mend(source: Copy, target: Copy) -> Iterator[Report]:
    """Look at every file that the target's ledger tells of, and put back from the source what is missing or damaged there.

    A report for each file: unchanged, changed where it was put back, failed where the source has it no more either.
    """
    for line, _ in target.raw_lines():
        for path, expected in line.files.items():
            try:
                sound(target, path, expected)
            except NotFound:
                yield _mended(source, target, path, expected)
            else:
                yield Report("unchanged", path)


def _mended(source: Copy, target: Copy, path: str, expected: str) -> Report:
    try:
        target.mend(path, sound(source, path, expected))
    except NotFound as error:
        return Report("failed", path, f"it is missing or damaged in the copy, and here: {error}")
    return Report("changed", path, "it was missing or damaged in the copy, and was put back")
