"""An archive's folder as one of several copies: what a backup is taken from and written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from samarkand import durable
from samarkand.adapters.archive.folder import MARK, FolderArchive, check_path
from samarkand.errors import ArchiveDamaged, CannotWrite, CopiesDiffer, UsageError
from samarkand.model.events import Line, Place

ABOUT = (MARK, "outlets.toml", "names.toml", "watches.toml")
"""What people write. The password of the reader is left out: a copy may lie where others can read it."""


class FolderCopy:
    """A copy in a folder, which is an archive like any other. See `ports.Copy` for its duties."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._opened: FolderArchive | None = FolderArchive(root) if FolderArchive.is_at(root) else None

    @property
    def archive(self) -> FolderArchive:
        """The archive in the folder. Raises NotFound where there is none yet."""
        self._opened = self._opened or FolderArchive(self._root)
        return self._opened

    def begin(self) -> Place:
        """Become the one who writes to it; where its ledger ends. Raises ArchiveBusy."""
        return self.archive.lock() if self._opened else Place()

    def end(self) -> Place:
        """Where its ledger ends. Raises ArchiveDamaged."""
        return self.archive.end() if self._opened else Place()

    def has(self, place: Place) -> bool:
        """Whether a line of its ledger ends at a place, with that hash."""
        return self.archive.has(place) if self._opened else not place.count

    def raw_lines(self, after: Place | None = None) -> Iterator[tuple[Line, bytes]]:
        """Its ledger from a place on, with the bytes of each line. Raises ArchiveDamaged."""
        return self.archive.raw_lines(after)

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises NotFound."""
        return self.archive.read(path)

    def take(self, lines: Sequence[tuple[Line, bytes]], files: Mapping[str, bytes]) -> None:
        """Add files, then lines. Raises CopiesDiffer, ArchiveDamaged, CannotWrite."""
        try:
            self.archive.take(lines, files)
        except ArchiveDamaged as error:
            raise CopiesDiffer(f"{self._root}: {error}") from error

    def finish(self) -> None:
        """Let others write."""
        if self._opened:
            self._opened.unlock()

    def mend(self, path: str, data: bytes) -> None:
        """Put back a file that is missing or damaged. Raises CannotWrite."""
        check_path(path)
        try:
            durable.put(self._root / path, data)
        except OSError as error:
            raise CannotWrite(f"{self._root / path}: {error.strerror or error}") from error

    def about(self) -> Mapping[str, bytes]:
        """The small files that people write, by name."""
        return {name: (self._root / name).read_bytes() for name in ABOUT if (self._root / name).is_file()}

    def take_about(self, files: Mapping[str, bytes], *, is_ours: bool) -> None:
        """Take these, the settings first: with them, a folder becomes an archive. Raises UsageError, CannotWrite."""
        try:
            if not self._opened:
                self._make(files.get(MARK, b""))
            for name in ABOUT:
                there = self._root / name
                if name in files and not (is_ours and there.exists()) and _bytes_of(there) != files[name]:
                    durable.put(there, files[name])
        except OSError as error:
            raise CannotWrite(f"{self._root}: {error.strerror or error}; make room or choose another place") from error

    def _make(self, settings: bytes) -> None:
        if self._root.exists() and any(self._root.iterdir()):
            raise UsageError(f"{self._root} holds something else than an archive; give a new or an empty folder")
        self._opened = FolderArchive.create(self._root, settings)


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
