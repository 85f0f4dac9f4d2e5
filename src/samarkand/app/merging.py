"""Two archives, wired for the one to be taken into the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samarkand.adapters import settings as settings_file
from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.archive.folder import FOLDERS
from samarkand.adapters.mergebook import TemporaryMergeBook
from samarkand.errors import NotFound, UsageError
from samarkand.ports import MergeBook

__all__ = ["FOLDERS", "merge_book", "open_other"]


@contextmanager
def open_other(root: Path, ours: Path) -> Iterator[FolderArchive]:
    """Another archive, in which nobody can write meanwhile; we do not either.

    Raises UsageError where it is ours, no archive, or of a format that is not known here, and ArchiveBusy.
    """
    if not FolderArchive.is_at(root):
        raise NotFound(
            f"{root} is no archive (it has no {settings_file.FILE}); `samarkand import` takes files and folders"
        )
    if FolderArchive.is_at(ours) and root.samefile(ours):
        raise UsageError(f"{root} is this archive itself; nothing was merged")
    settings_file.load(root)
    other = FolderArchive(root)
    other.hold()
    try:
        yield other
    finally:
        other.unlock()


@contextmanager
def merge_book() -> Iterator[MergeBook]:
    """What a merge remembers, on disk for as long as it takes."""
    book = TemporaryMergeBook()
    try:
        yield book
    finally:
        book.close()
