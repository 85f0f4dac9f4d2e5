"""Files put in their places at one stroke, still there after a power cut; knows nothing of what they hold."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, data: bytes, *, is_synced: bool = True) -> None:
    """Put a file in the place of the one that has its name, and make its folder where there is none.

    Whoever reads sees the old bytes or the new ones, never some of each, and the new ones survive a power cut once this
    returns. With `is_synced` false they may not: for what can be made again. The rights of the file stay as they were.
    Raises OSError, with the old file as it was.
    """
    touched = make_folders(path.parent) | {path.parent}
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            if path.exists():
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
