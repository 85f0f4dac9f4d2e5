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
OPEN_AT_ONCE = 200
"""Files that are open from being written until they are synced, by what wrote them: else an error of the disk might go untold. Some
systems let a process have 256."""


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a root so that each is complete and durable under its name when this returns.

    Temporary file, fsync, rename, fsync of the folders. Many are written before the first of them is synced, so that the
    disk may take them together; all are synced before the first is renamed. Raises FileExistsError where another file has
    a name already: nothing is overwritten.
    """
    (root / STAGING).mkdir(parents=True, exist_ok=True)
    touched: set[Path] = set()
    new = [(path, data) for path, data in files.items() if not _stands(root / path, path, data)]
    for begin in range(0, len(new), OPEN_AT_ONCE):
        some = new[begin : begin + OPEN_AT_ONCE]
        touched.update(*(make_folders((root / path).parent) for path, _ in some))
        _stage([(_staged(root, begin + number), data) for number, (_, data) in enumerate(some)])
    for number, (path, _) in enumerate(new):
        _staged(root, number).rename(root / path)
        touched.add((root / path).parent)
    sync_folders(touched)


def _stands(target: Path, path: str, data: bytes) -> bool:
    """Whether a file is there already. Raises FileExistsError where it is another one."""
    if not target.exists():
        return False
    if target.read_bytes() != data:
        raise FileExistsError(path)
    return True


def _staged(root: Path, number: int) -> Path:
    return root / STAGING / f"{os.getpid()}-{number}"


def _stage(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write some files, and wait until the disk has all of them."""
    opened: list[int] = []
    try:
        for path, data in files:
            opened.append(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644))
            write_whole(opened[-1], data)
        _side_by_side(os.fsync, opened)
    finally:
        for descriptor in opened:
            os.close(descriptor)


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
