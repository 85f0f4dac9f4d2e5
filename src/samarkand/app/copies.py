"""Copies of an archive, wired: its folder, and backups in other folders."""

from __future__ import annotations

from pathlib import Path

from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.archive.copies import FolderCopy
from samarkand.errors import UsageError


def copy_at(root: Path) -> FolderCopy:
    """The copy in a folder that is an archive. Raises NotFound."""
    return FolderCopy(FolderArchive(root).root)


def is_archive(root: Path) -> bool:
    """Whether a folder is an archive."""
    return FolderArchive.is_at(root)


def copy_to(root: Path, other: Path) -> FolderCopy:
    """A copy in a folder that is one already, or is to become one. Raises UsageError for the other's own folder."""
    here, there = root.resolve(), other.resolve()
    if here == there or there.is_relative_to(here) or here.is_relative_to(there):
        raise UsageError(f"{root} and {other} lie within one another; a copy must lie apart")
    return FolderCopy(root)
