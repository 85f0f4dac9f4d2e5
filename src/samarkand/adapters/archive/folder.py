"""The archive port on a folder: commits, reading, and the recovery of what a stopped process left behind.

The order of writes, from which the invariants follow: `pending.json` (what is about to be written), files, ledger,
head, and `pending.json` away again. A stop before the ledger line leaves files that nobody was told of: the next
writer finds them named in `pending.json` and takes them away. A stop after it leaves work that is done.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from samarkand import durable
from samarkand.adapters.archive import files, ledger, packing, verification
from samarkand.adapters.archive.leases import Lease
from samarkand.adapters.archive.packs import FOLDER as PACKS
from samarkand.adapters.archive.packs import Packs, month_of
from samarkand.errors import ArchiveDamaged, CannotWrite, NotFound, UsageError
from samarkand.model.events import Event, Finding, Line, Place
from samarkand.model.packs import Packed
from samarkand.model.tallies import Size

PENDING = f"{ledger.FOLDER}/pending.json"
MARK = "samarkand.toml"
FOLDERS = ("records", "pages", "images", "seals")


class FolderArchive:
    """The durable truth below one folder. See `ports.Archive` for its duties; one writer at a time, many readers."""

    def __init__(self, root: Path) -> None:
        """Raises NotFound where the folder is no archive."""
        if not self.is_at(root):
            raise NotFound(f"{root} is no archive (it has no {MARK}); make one with `samarkand init {root}`")
        self.root = root
        self._end: Place | None = None
        self._packs = Packs(root)
        self._lease: Lease | None = None

    @staticmethod
    def is_at(root: Path) -> bool:
        """Whether a folder is an archive."""
        return (root / MARK).is_file()

    @staticmethod
    def is_whole_at(root: Path) -> bool:
        """Whether a folder is an archive that has its ledger."""
        return FolderArchive.is_at(root) and (root / ledger.HEAD).is_file()

    @staticmethod
    def create(root: Path, settings: bytes) -> FolderArchive:
        """A new, empty archive in a folder. Raises UsageError where one is there already."""
        if FolderArchive.is_at(root):
            raise UsageError(f"{root} is an archive already; nothing was changed")
        (root / ledger.FOLDER).mkdir(parents=True, exist_ok=True)
        if not (root / ledger.HEAD).exists() and not any((root / ledger.FOLDER).glob("*.jsonl")):
            ledger.write_head(root, Place())
        durable.put(root / "derived/.gitignore", b"*\n")
        durable.put(root / MARK, settings)  # last: with it, the folder is an archive
        return FolderArchive(root)

    def commit(self, events: Sequence[Event]) -> Sequence[Line]:
        """Write the events' files, then their lines; all of it is durable when this returns.

        Raises ArchiveBusy where another process is writing, ArchiveDamaged where a file that no line tells of stands
        in the way, and CannotWrite where the disk does not take it: then nothing of it is kept.
        """
        brought = {path: data for event in events for path, data in event.files.items()}
        return self._written(brought, lambda end: ledger.append(self.root, events, end))

    def take(self, lines: Sequence[tuple[Line, bytes]], brought: Mapping[str, bytes]) -> None:
        """Write files, then the very lines of another copy of this archive that tell of them; as `commit` does.

        Raises BrokenLine where they do not go on where the ledger ends.
        """

        def append(end: Place) -> list[Line]:
            place = end
            for line, data in lines:
                place = ledger.decode(data, place, line.place.file, line.place.count).place
            ledger.append_raw(self.root, lines, end)
            return [line for line, _ in lines]

        self._written(brought, append)

    def _written(self, brought: Mapping[str, bytes], append: Callable[[Place], list[Line]]) -> Sequence[Line]:
        """Files and lines, in the order of which the head of this module tells."""
        for path in brought:
            check_path(path)
        end = self.lock()
        try:
            return self._put(brought, append, end)
        except OSError as error:
            self.unlock()  # the next lock puts in order what was half done
            problem = f"{self.root}: {error.strerror or error}; nothing is half done: make room and start again"
            raise CannotWrite(problem) from error

    def _put(self, brought: Mapping[str, bytes], append: Callable[[Place], list[Line]], end: Place) -> Sequence[Line]:
        brought = {path: data for path, data in brought.items() if not self._is_packed(path, data)}
        new = sorted(path for path in brought if not (self.root / path).exists())
        if new:
            durable.put(self.root / PENDING, pending_bytes(new, end))
        try:
            files.write_all(self.root, brought)
        except FileExistsError as error:
            problem = f"{error} is in the way: it exists with other content, and the ledger does not know of it"
            raise ArchiveDamaged(f"{problem}; move it out of the archive and try again") from error
        lines = append(end)
        if new:
            (self.root / PENDING).unlink()
        self._end = lines[-1].place if lines else end
        return lines

    def _is_packed(self, path: str, data: bytes) -> bool:
        """Whether a file that is brought lies in a pack already. Raises ArchiveDamaged where another one does."""
        packed = None if (self.root / path).exists() else self._packs.read(path)
        if packed is not None and packed != data:
            raise ArchiveDamaged(f"{path} is in a pack with other content; `samarkand verify` tells what else is wrong")
        return packed is not None

    def lock(self) -> Place:
        """Become the one writer, putting in order what a stopped one left; where the ledger ends."""
        if self._lease is not None and self._end is not None:
            self._lease.make_sure()
            return self._end
        lease = self._writing()
        lease.take()
        self._lease = lease
        self._end = self._recover()
        return self._end

    def hold(self) -> None:
        """Keep others from writing for a while, without writing anything. Raises ArchiveBusy where one is at it."""
        lease = self._writing()
        lease.share()
        self._lease = lease

    def _writing(self) -> Lease:
        return Lease(self.root, "writer", "writing to", self.root / MARK)

    def unlock(self) -> None:
        """Let others write."""
        if self._lease is not None:
            self._lease.release()
        self._lease = self._end = None

    def _recover(self) -> Place:
        """Take away the files that no line tells of because their writer was stopped; where the ledger ends."""
        begun, pending = read_pending(self.root)
        told: set[str] = set()
        if pending:  # from where that work began: the head may be behind its lines already
            for line in ledger.read(self.root, begun):
                told.update(line.files)
        for path in pending:
            if path not in told:
                (self.root / path).unlink(missing_ok=True)
        (self.root / PENDING).unlink(missing_ok=True)
        for leftover in (*(self.root / files.STAGING).glob("*"), *(self.root / ledger.FOLDER).glob(".*.json.*")):
            leftover.unlink(missing_ok=True)
        self._packs.sweep()
        end = ledger.read_head(self.root)
        for line in ledger.read(self.root, end):
            end = line.place
        return end

    def read(self, path: str) -> bytes:
        """The bytes of a file below the archive. Raises NotFound."""
        check_path(path)
        found = self._loose(path)
        found = self._packs.read(path) if found is None else found
        found = self._loose(path) if found is None else found  # it was unpacked between the two
        if found is None:
            raise NotFound(f"{path} is not in the archive; `samarkand verify` tells what else is missing")
        return found

    def _loose(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    def records_of(self, months: Callable[[str], bool]) -> dict[str, dict[str, str]]:
        """Month -> path -> SHA-256 of its records, as the ledger tells them, of the months that are wanted."""
        found: dict[str, dict[str, str]] = {}
        for line in self.lines():
            for path, digest in line.files.items():
                month = month_of(path)
                if month and months(month):
                    found.setdefault(month, {})[path] = digest
        return found

    def pack(self, month: str, known: Mapping[str, str], advance: Callable[[], None] = lambda: None) -> Packed:
        """Put the records of a month into one compressed file. Raises ArchiveBusy, CannotWrite."""
        return self._repacked(packing.pack, month, known, advance)

    def unpack(self, month: str, known: Mapping[str, str], advance: Callable[[], None] = lambda: None) -> Packed:
        """Put them back as files. Raises ArchiveBusy, CannotWrite."""
        return self._repacked(packing.unpack, month, known, advance)

    def _repacked(
        self, work: Callable[..., Packed], month: str, known: Mapping[str, str], advance: Callable[[], None]
    ) -> Packed:
        self.lock()
        try:
            return work(self.root, self._packs, month, known, advance)
        except OSError as error:
            problem = f"{self.root}: {error.strerror or error}; nothing is lost: make room and start again"
            raise CannotWrite(problem) from error

    def packed_months(self) -> list[str]:
        """The months of which there are packs."""
        return list(self._packs.months())

    def lines(self, after: Place | None = None) -> Iterator[Line]:
        """The ledger in order, from the start or from a place. Raises ArchiveDamaged where the chain is broken."""
        return ledger.read(self.root, after or Place())

    def raw_lines(self, after: Place | None = None) -> Iterator[tuple[Line, bytes]]:
        """As `lines`, each with its bytes, without its line end."""
        return ledger.read_raw(self.root, after or Place())

    def has(self, place: Place) -> bool:
        """Whether a line of the ledger ends at a place, with that hash."""
        return ledger.has(self.root, place)

    def end(self) -> Place:
        """The last acknowledged place of the ledger. Raises ArchiveDamaged."""
        return self._end or ledger.read_head(self.root)

    def verify(self, advance: Callable[[], None] = lambda: None) -> Iterator[Finding]:
        """Every hash, the chain, every reference; nothing where all is well. `advance` is called for each file."""
        work = verification.Verification(self.root, FOLDERS, self._packs, lambda: read_pending(self.root)[1], advance)
        return work.findings()

    def count_files(self) -> int:
        """How many files there are to verify: what progress is measured by."""
        loose = sum(len(names) for folder in FOLDERS for _, _, names in os.walk(self.root / folder))
        return loose + sum(map(len, self._packed()))

    def sizes(self) -> dict[str, Size]:
        """How much lies in each of the archive's folders; a look at every file of them."""
        return {folder: _size(self.root / folder) for folder in (*FOLDERS, PACKS, ledger.FOLDER, "derived")}

    def holders(self) -> dict[str, str]:
        """Who collects for the archive, and who writes to it, for people; a role that nobody has is left out."""
        held = {role: Lease(self.root, role, "").living() for role in ("collector", "writer")}
        return {role: str(holder) for role, holder in held.items() if holder}

    def has_ledger(self) -> bool:
        """Whether anything of a ledger is there; one that is being made anew does not count."""
        folder = self.root / ledger.FOLDER
        is_there = (self.root / ledger.HEAD).exists() or any(folder.glob("*.jsonl"))
        return is_there and not (self.root / ledger.RECOVERING).exists()

    def begin_ledger(self) -> None:
        """Begin an empty ledger where all of it was lost, or where making it anew was stopped."""
        (self.root / ledger.FOLDER).mkdir(exist_ok=True)
        durable.put(self.root / ledger.RECOVERING, b"")
        for part in (self.root / ledger.FOLDER).glob("*.jsonl"):
            part.unlink()
        ledger.write_head(self.root, Place())

    def end_recovery(self) -> None:
        """Say that the ledger which `begin_ledger` began is whole."""
        (self.root / ledger.RECOVERING).unlink()

    def paths(self) -> Iterator[list[str]]:
        """The paths of all records, captures, pictures and seals, folder by folder, the records first."""
        for folder in FOLDERS:
            for directory, _, names in os.walk(self.root / folder):
                if names:
                    yield [(Path(directory) / name).relative_to(self.root).as_posix() for name in names]
            if folder == "records":
                yield from self._packed()

    def _packed(self) -> Iterator[list[str]]:
        """The paths of what lies in packs, pack by pack; those that cannot be read are passed over."""
        for name in (name for names in self._packs.months().values() for name in names):
            with suppress(OSError, zipfile.BadZipFile):
                yield self._packs.paths(name)


def _size(folder: Path) -> Size:
    count = size = 0
    for directory, _, names in os.walk(folder):
        count += len(names)
        for name in names:
            with suppress(OSError):  # it was taken away meanwhile
                size += Path(directory, name).lstat().st_size
    return Size(count, size)


def pending_bytes(paths: Sequence[str], end: Place) -> bytes:
    """What `pending.json` says before the paths are written: their names, and where the ledger ended then."""
    return json.dumps({"behind": asdict(end), "paths": list(paths)}, ensure_ascii=False).encode()


def read_pending(root: Path) -> tuple[Place, tuple[str, ...]]:
    """Where the ledger ended, and what was about to be written, when a writer was stopped or began what it does now."""
    try:
        told = json.loads((root / PENDING).read_bytes())
        behind, paths = Place(**told["behind"]), told["paths"]
    except (FileNotFoundError, ValueError, TypeError, KeyError):  # it is written atomically: unreadable means damaged,
        return Place(), ()  # and verify says so
    return behind, tuple(path for path in paths if isinstance(path, str) and is_inside(path))


def is_inside(path: str) -> bool:
    """Whether a path names a file of the archive and nothing outside it."""
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts and "\0" not in path


def check_path(path: str) -> None:
    """Raises ValueError for a path that leads out of the archive's folders: no name from outside may do so."""
    if not is_inside(path):
        raise ValueError(f"{path!r} is no path of a file in the archive")
