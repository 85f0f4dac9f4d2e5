"""Many files written at once, each there as a whole or not at all. Knows nothing of records or ledgers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from samarkand.durable import make_folders, sync_folder, write_whole

_Item = TypeVar("_Item")

STAGING = Path("derived") / "staging"
SYNCS_AT_ONCE = 16
"""A disk takes many syncs together nearly as fast as one: threads wait for it side by side."""


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a root so that each is complete and durable under its name when this returns.

    Temporary file, fsync, rename, fsync of the folders. All are written before the first is synced, so that the disk
    may take them together. Raises FileExistsError where another file has a name already: nothing is overwritten.
    """
    staging = root / STAGING
    staging.mkdir(parents=True, exist_ok=True)
    staged: list[tuple[int, Path, Path]] = []
    touched: set[Path] = set()
    try:
        for position, (path, data) in enumerate(files.items()):
            target = root / path
            if target.exists():
                if target.read_bytes() != data:
                    raise FileExistsError(path)
                continue
            touched |= make_folders(target.parent)
            temporary = staging / f"{os.getpid()}-{position}"
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            staged.append((descriptor, temporary, target))
            write_whole(descriptor, data)
        _side_by_side(os.fsync, [descriptor for descriptor, _, _ in staged])
    finally:
        for descriptor, _, _ in staged:
            os.close(descriptor)
    for _, temporary, target in staged:
        temporary.rename(target)
        touched.add(target.parent)
    sync_folders(touched)


def _side_by_side(sync: Callable[[_Item], None], items: Sequence[_Item]) -> None:
    """Sync each of several things, with as many at once as are worth it."""
    if len(items) < 2:
        for item in items:
            sync(item)
        return
    with ThreadPoolExecutor(min(SYNCS_AT_ONCE, len(items))) as pool:
        for _ in pool.map(sync, items):
            pass


def sync_folders(folders: Iterable[Path]) -> None:
    """Make the names in these folders durable."""
    _side_by_side(sync_folder, list(folders))
