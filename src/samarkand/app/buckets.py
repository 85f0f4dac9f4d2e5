"""Object stores, wired; apart from the rest because their library is an extra and takes long to import."""

from __future__ import annotations

from pathlib import Path

from samarkand.adapters.archive.bucket import BucketCopy
from samarkand.adapters.archive.copies import FolderCopy

__all__ = ["BucketCopy", "local_copy"]


def local_copy(root: Path) -> FolderCopy:
    """The copy in a folder that is an archive, or is to become one."""
    return FolderCopy(root)
