"""Files that somebody wants imported: found below the paths given, opened only when asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from samarkand.errors import BadRecord, UsageError

UNWANTED = frozenset({".git", ".hg", ".svn", "__MACOSX", "node_modules", ".DS_Store"})


class DiskFile:
    """One file; see `ports.IncomingFile`."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name

    @property
    def size(self) -> int:
        """Bytes. Raises BadRecord where the file cannot be looked at."""
        with _told():
            return self.path.stat().st_size

    def beginning(self, size: int) -> bytes:
        """The first bytes. Raises BadRecord where the file cannot be read."""
        with self.open() as stream, _told():
            return stream.read(size)

    def read(self) -> bytes:
        """All bytes. Raises BadRecord where the file cannot be read."""
        with _told():
            return self.path.read_bytes()

    def open(self) -> BinaryIO:
        """A stream of its bytes; the caller closes it. Raises BadRecord where the file cannot be opened."""
        with _told():
            return self.path.open("rb")


@contextmanager
def _told() -> Iterator[None]:
    """Trouble with one file is told of that file, and stops nothing."""
    try:
        yield
    except OSError as error:
        raise BadRecord(f"cannot be read: {error.strerror or error}") from error


def check(paths: Sequence[Path]) -> None:
    """Raises UsageError for a path that is not there."""
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        raise UsageError(f"{missing} does not exist; nothing was imported")


def folders(paths: Sequence[Path]) -> Iterator[list[DiskFile]]:
    """The files below the paths, folder by folder; a file's name is its path below the path that was given.

    Links to folders are not followed.
    """
    for path in paths:
        if path.is_file():
            yield [DiskFile(path, _name(path.name))]
            continue
        for directory, below, names in os.walk(path):
            below[:] = sorted(set(below) - UNWANTED)
            here = Path(directory)
            found = [here / name for name in names if name not in UNWANTED]
            files = [file for file in found if file.is_file()]
            if files:
                yield [DiskFile(file, _name(file.relative_to(path).as_posix())) for file in files]


def _name(name: str) -> str:
    """A name that can be written down: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def count(paths: Sequence[Path]) -> int:
    """How many files lie below the paths: what progress is measured by."""
    return sum(len(files) for path in paths for _, _, files in os.walk(path)) + sum(path.is_file() for path in paths)
