"""The password of an archive's reader, wired."""

from __future__ import annotations

from pathlib import Path

from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.passwords import PasswordFile


def has_password(root: Path) -> bool:
    """Whether the reader of an archive asks for one; False where there is no archive yet. Raises UsageError."""
    return bool(PasswordFile(root).stamp())


def password_of(root: Path) -> PasswordFile:
    """The password of the reader of an archive. Raises NotFound where there is no archive."""
    FolderArchive(root)
    return PasswordFile(root)
