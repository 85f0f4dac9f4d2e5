"""The passwords of an archive's reader, and the tokens of its programs, wired."""

from __future__ import annotations

from pathlib import Path

from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.passwords import APP_USER, AppPasswordFile, PasswordFile
from samarkand.adapters.tokens import TokensFile

__all__ = ["APP_USER", "app_password_of", "has_password", "password_of", "tokens_of"]


def has_password(root: Path) -> bool:
    """Whether the reader of an archive asks for one; False where there is no archive yet. Raises DoorUnusable."""
    return bool(PasswordFile(root).stamp())


def password_of(root: Path) -> PasswordFile:
    """The password of the reader of an archive. Raises NotFound where there is no archive."""
    FolderArchive(root)
    return PasswordFile(root)


def app_password_of(root: Path) -> AppPasswordFile:
    """The password of programs that read along. Raises NotFound where there is no archive."""
    FolderArchive(root)
    return AppPasswordFile(root)


def tokens_of(root: Path) -> TokensFile:
    """The tokens of the programs that ask an archive. Raises NotFound where there is no archive."""
    FolderArchive(root)
    return TokensFile(root)
