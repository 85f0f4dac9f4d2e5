"""Exports, wired; apart from the rest because their libraries take long to import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from samarkand.adapters.archive.folder import FOLDERS, MARK
from samarkand.adapters.captures import open_export
from samarkand.durable import placing
from samarkand.errors import CannotWrite, UsageError
from samarkand.model.exports import Format
from samarkand.ports import Export

_OWN = frozenset(
    (
        *FOLDERS,
        "packs",
        MARK,
        "ledger",
        "derived",
        "lists",
        "outlets.toml",
        "names.toml",
        "watches.toml",
        "watches",
        "door",
    )
)
"""What lies in an archive's folder and no export may take the place of."""


@contextmanager
def exporting_to(path: Path, form: Format, root: Path, title: str) -> Iterator[Export]:
    """An export of the archive at `root` into a file, which is there as a whole once this is left, or as it was before.

    Raises UsageError for a place among the archive's own files, CannotWrite where the disk does not take it.
    """
    with _guarded(path, root), open_export(path, form, title) as export:
        yield export


@contextmanager
def writing_to(path: Path, root: Path) -> Iterator[BinaryIO]:
    """The same for a file of any other form: what is written to it."""
    with _guarded(path, root), placing(path) as file:
        yield file


@contextmanager
def _guarded(path: Path, root: Path) -> Iterator[None]:
    place, home = path.resolve(), root.resolve()
    if place.is_relative_to(home) and place.relative_to(home).parts[0] in _OWN:
        raise UsageError(f"{path} lies among the archive's own files; give a name elsewhere")
    try:
        yield
    except OSError as error:
        problem = (
            f"{path}: {error.strerror or error}; nothing of the export was kept: make room or choose another place"
        )
        raise CannotWrite(problem) from error
