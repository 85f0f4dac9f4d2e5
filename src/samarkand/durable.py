"""Files put in their places at one stroke, still there after a power cut; knows nothing of what they hold."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def put(path: Path, data: bytes, *, is_synced: bool = True, mode: int = 0o644) -> None:
    """Put a file in the place of the one that has its name, and make its folder where there is none.

    Whoever reads sees the old bytes or the new ones, never some of each, and the new ones survive a power cut once this
    returns. With `is_synced` false they may not: for what can be made again. The rights of the file stay as they were; a new
    one gets `mode`.
    Raises OSError, with the old file as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    touched = {path.parent}
    try:
        try:
            descriptor = os.open(temporary, _WRITING, mode)
        except FileNotFoundError:
            touched |= make_folders(path.parent)
            descriptor = os.open(temporary, _WRITING, mode)
        try:
            with suppress(FileNotFoundError):
                os.fchmod(descriptor, path.stat().st_mode & 0o777)
            write_whole(descriptor, data)
            if is_synced:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    for folder in touched if is_synced else ():
        sync_folder(folder)


@contextmanager
def placing(path: Path) -> Iterator[BinaryIO]:
    """A file to be written and read, however large, that takes the place of `path` at one stroke when this is left.

    Where that raises, nothing of it stays; where the process is killed, what was written lies beside it under one name,
    `.….part`, and the next one begins it anew. Raises OSError, with the old file as it was: BlockingIOError where another
    process is at it.
    """
    touched = make_folders(path.parent) | {path.parent}
    temporary = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(temporary, os.O_RDWR | os.O_CREAT, 0o644), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not _is_at(temporary, file):  # another process has just put it in its place
            raise BlockingIOError(errno.EAGAIN, "another process is writing it")
        try:
            file.truncate(0)
            yield file
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    for folder in touched:
        sync_folder(folder)


def _is_at(path: Path, file: BinaryIO) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all the bytes, however many calls it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def make_folders(folder: Path) -> set[Path]:
    """Make a folder with its parents; the folders whose lists of names have changed by it."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
    return {path.parent for path in missing}


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: else a power cut could bring back old ones."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
