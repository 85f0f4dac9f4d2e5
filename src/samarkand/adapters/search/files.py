"""Whether the files of an index are what was written: their checksums, looked at when a file is new to us.

Every file of a segment ends in a footer of tantivy's: JSON with the CRC-32 of what stands before it, the footer's length,
and a magic number (tantivy 0.27, `directory/footer.rs`).
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from samarkand import durable

META = "meta.json"
CHECKED = "checked.json"
"""What was checked: file name -> [bytes, modified at in nanoseconds]. Who changes a file changes one of them."""

_SUFFIXES = ("idx", "pos", "term", "store", "fast", "fieldnorm")
_MAGIC = (1337).to_bytes(4, "little")
_PIECE = 1 << 20


def is_whole(folder: Path) -> bool:
    """Whether every file that the index consists of is there and is as it was written.

    Costs a look at each file's size and time, and a read of those that were not checked since they changed.
    """
    for _ in range(5):  # a writer may put others in their place while we look
        seen = _read(folder / META)
        names = names_of(seen)
        if names is not None and _check(folder, names):
            return True
        if seen is None or seen == _read(folder / META):
            return False
    return False


def sweep(folder: Path) -> None:
    """Remove the lists of deleted documents that no commit tells of. Only for who writes.

    A writer that was killed leaves one whose name tantivy would give again, and then refuses to write (0.27).
    """
    names = names_of(_read(folder / META))
    if names is not None:
        for path in folder.glob("*.del"):
            if path.name not in names:
                path.unlink(missing_ok=True)


def names_of(meta: bytes | None) -> list[str] | None:
    """The files of segments that the bytes of `meta.json` tell of; None where they are damaged."""
    try:
        found = []
        for segment in json.loads(meta or b"")["segments"]:
            name = segment["segment_id"].replace("-", "")
            found += [f"{name}.{suffix}" for suffix in _SUFFIXES]
            if segment["deletes"]:
                found.append(f"{name}.{int(segment['deletes']['opstamp'])}.del")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return found


def _check(folder: Path, names: list[str]) -> bool:
    known = _checked(folder)
    checked = {}
    for name in names:
        try:
            told = (folder / name).stat()
            state = [told.st_size, told.st_mtime_ns]
            if known.get(name) != state and not _has_its_checksum(folder / name):
                return False
        except OSError:
            return False
        checked[name] = state
    if checked != known:
        _remember(folder, checked)
    return True


def _checked(folder: Path) -> dict[str, Any]:
    try:
        known = json.loads((folder / CHECKED).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(folder: Path, checked: dict[str, list[int]]) -> None:
    try:
        durable.put(folder / CHECKED, json.dumps(checked).encode(), is_synced=False)
    except OSError:  # it only saves time
        return


def _has_its_checksum(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        tail = file.read(8)
        footer = size - 8 - int.from_bytes(tail[:4], "little")
        if tail[4:] != _MAGIC or footer < 0:
            return False
        file.seek(footer)
        try:
            told = json.loads(file.read(size - 8 - footer))["crc"]
        except (ValueError, TypeError, KeyError):
            return False
        file.seek(0)
        found, left = 0, footer
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            found = zlib.crc32(piece, found)
            left -= len(piece)
    return bool(found == told)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
