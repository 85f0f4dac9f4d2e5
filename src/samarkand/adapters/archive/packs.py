"""Packed months: the records of a month in one zip file, each found by its path, and the same bytes again.

`packs/2022-09.zip` beside `packs/2022-09.zip.sha256`, as `sha256sum` writes it; what comes to a packed month later is packed into
`2022-09.2.zip`, and so on. A name in a pack is the record's path from the archive's folder on, so that any program that unpacks
puts it where it was. The format is PKWARE's APPNOTE 6.3.4; written by the standard library, with deflate.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from samarkand import durable

FOLDER = "packs"
SUM = ".sha256"
_NAME = re.compile(r"(\d{4}-\d{2})(?:\.(\d+))?\.zip")
_RECORD = re.compile(r"records/[^/]+/(\d{4})/(\d{2})/")
_LOCAL = struct.Struct("<4s5H3I2H")
_BLOCK = 1 << 20
LARGEST = 256 * 1024 * 1024
"""Bytes of a record that are read from a pack at most: what claims more is damaged."""


def month_of(path: str) -> str:
    """The month in whose packs a record may lie, such as `2022-09`; "" for what is never packed."""
    match = _RECORD.match(path)
    return f"{match[1]}-{match[2]}" if match else ""


@dataclass(frozen=True, slots=True)
class _Index:
    """Where each record begins in one pack: 16 bytes a record."""

    keys: array[int]
    places: array[int]

    def place(self, path: str) -> int | None:
        key = _key(path)
        found = bisect_left(self.keys, key)
        return self.places[found] if found < len(self.keys) and self.keys[found] == key else None


class Packs:
    """The packs of one archive. Reading costs a look into a table of the month, then one piece of the file."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._listed: tuple[int, dict[str, list[str]]] = (-1, {})
        self._indexes: dict[str, _Index] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a record that is packed; None for one that is not, or that cannot be read there."""
        month = month_of(path)
        return self._read(path, month, again=False) or self._read(path, month, again=True) if month else None

    def _read(self, path: str, month: str, *, again: bool) -> bytes | None:
        for name in self._names(again=again).get(month, ()):
            try:
                place = self._index(name).place(path)
                if place is None:
                    continue
                with (self._folder / name).open("rb") as stream:
                    return _entry(stream, place, path)
            except (OSError, zipfile.BadZipFile, struct.error, zlib.error, ValueError):
                continue
        return None

    def months(self) -> dict[str, list[str]]:
        """Month -> names of its packs, in the order in which they were made."""
        return self._names(again=True)

    def paths(self, name: str) -> list[str]:
        """The records in a pack, by path. Raises OSError, zipfile.BadZipFile."""
        with zipfile.ZipFile(self._folder / name) as pack:
            return sorted(info.filename for info in pack.infolist())

    def problem(self, name: str) -> str:
        """What is wrong with a pack as a file; "" where nothing is."""
        try:
            told = (self._folder / f"{name}{SUM}").read_bytes()
            with (self._folder / name).open("rb") as stream:
                found = _digest(stream)
        except FileNotFoundError as error:
            return f"has no {Path(str(error.filename)).name} beside it"
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        return "" if told == _sum(found, name) else "is damaged: its hash is not the one beside it"

    def write(self, month: str, records: Iterable[tuple[str, bytes]]) -> str:
        """Write one more pack of a month, durably; its name. Memory holds one record. Raises OSError."""
        name = self._free_name(month)
        with durable.placing(self._folder / name) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
                for path, data in records:
                    pack.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED, 9)
            file.flush()
            file.seek(0)
            digest = _digest(file)
            durable.put(self._folder / f"{name}{SUM}", _sum(digest, name))
        return name

    def remove(self, name: str) -> None:
        """Take a pack away whose records lie elsewhere by now."""
        (self._folder / name).unlink(missing_ok=True)
        (self._folder / f"{name}{SUM}").unlink(missing_ok=True)
        durable.sync_folder(self._folder)

    def sweep(self) -> None:
        """Take away what a stopped writer left beside packs; for the one writer alone."""
        for path in (*self._folder.glob("*.zip.sha256"), *self._folder.glob(".*.part")):
            if path.name.startswith(".") or not path.with_suffix("").exists():
                path.unlink(missing_ok=True)

    def size(self, name: str) -> int:
        """Bytes."""
        return (self._folder / name).stat().st_size

    def _free_name(self, month: str) -> str:
        taken = self._names(again=True).get(month, [])
        last = max((int(match[2] or 1) for name in taken if (match := _NAME.fullmatch(name))), default=0)
        return f"{month}.{last + 1}.zip" if last else f"{month}.zip"

    def _names(self, *, again: bool) -> dict[str, list[str]]:
        try:
            changed = self._folder.stat().st_mtime_ns
        except OSError:
            return {}
        if again or changed != self._listed[0]:
            found: dict[str, list[tuple[int, str]]] = {}
            for path in self._folder.iterdir():
                match = _NAME.fullmatch(path.name)
                if match:
                    found.setdefault(match[1], []).append((int(match[2] or 1), path.name))
            self._listed = (changed, {month: [name for _, name in sorted(found[month])] for month in sorted(found)})
        return self._listed[1]

    def _index(self, name: str) -> _Index:
        """The table of a pack, which is read once: a pack never changes."""
        stat = (self._folder / name).stat()
        known = f"{name} {stat.st_ino} {stat.st_mtime_ns}"
        if known not in self._indexes:
            with zipfile.ZipFile(self._folder / name) as pack:
                rows = sorted((_key(info.filename), info.header_offset) for info in pack.infolist())
            self._indexes[known] = _Index(array("Q", (key for key, _ in rows)), array("Q", (at for _, at in rows)))
        return self._indexes[known]


def _sum(digest: str, name: str) -> bytes:
    """What stands beside a pack, as `sha256sum` writes it."""
    return f"{digest}  {name}\n".encode()


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _key(path: str) -> int:
    return int.from_bytes(hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=8).digest())


def _entry(stream: BinaryIO, place: int, path: str) -> bytes | None:
    """The bytes of the entry that begins at a place (APPNOTE, 4.3.7); None for one of another path."""
    stream.seek(place)
    signature, _, _, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(stream.read(_LOCAL.size))
    name = stream.read(name_size)
    if signature != b"PK\x03\x04" or name != path.encode() or size > LARGEST:
        return None
    stream.seek(extra_size, 1)
    data = stream.read(packed)
    if method == zipfile.ZIP_DEFLATED:
        data = zlib.decompressobj(-15).decompress(data, size + 1)
    return data if len(data) == size and zlib.crc32(data) == crc else None


def read_all(packs: Packs, name: str) -> Iterator[tuple[str, bytes | None]]:
    """Each record of a pack with its bytes; None for one that cannot be read. Raises OSError, zipfile.BadZipFile."""
    for path in packs.paths(name):
        yield path, packs.read(path)
