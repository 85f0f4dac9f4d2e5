"""What sealing and checking need besides an archive, wired: the key of its settings, and the program that checks signatures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samarkand.adapters import settings as settings_file
from samarkand.adapters import signing
from samarkand.adapters.archive import FolderArchive
from samarkand.errors import UsageError
from samarkand.model.settings import Settings
from samarkand.ports import Signer

CHECK_SIGNATURE = signing.check
FINGERPRINT = signing.fingerprint
LARGEST_RECEIPT = 256 * 1024 * 1024
"""Bytes; a file of captures, the largest thing in one, has 16 MiB or little more."""


@contextmanager
def open_for_sealing(root: Path) -> Iterator[tuple[FolderArchive, Settings]]:
    """The archive alone, with its settings. Raises NotFound, BadOutlet."""
    archive = FolderArchive(root)
    try:
        yield archive, settings_file.load(root)
    finally:
        archive.unlock()


def signer_of(root: Path, settings: Settings, key: Path | None) -> Signer | None:
    """What signs with the key given, else with that of the settings; None where there is none. Raises UsageError."""
    if key is None and settings.key:
        key = root / Path(settings.key).expanduser()
    return signing.SshKey(key) if key else None


def read_receipt(path: str) -> bytes:
    """The bytes of a receipt: of a file, or of the standard input for `-`. Raises UsageError."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST_RECEIPT + 1)
        else:
            with Path(path).open("rb") as stream:
                data = stream.read(LARGEST_RECEIPT + 1)
    except IsADirectoryError as error:
        problem = f"{path} is a folder; `samarkand verify --archive {path}` checks an archive, a receipt is a file"
        raise UsageError(problem) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', '') or error}") from error
    if len(data) > LARGEST_RECEIPT:
        raise UsageError(f"{path} has more than {LARGEST_RECEIPT >> 20} MiB, which no receipt has")
    return data


def read_keys(path: Path) -> str:
    """What a file of public keys holds. Raises UsageError."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
