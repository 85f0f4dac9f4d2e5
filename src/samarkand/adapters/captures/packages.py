"""The files of captures inside a WACZ, read where they stand; names are never paths, and what a zip claims is not believed."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from io import RawIOBase, UnsupportedOperation
from typing import BinaryIO, cast

from samarkand.adapters.captures.stream import PIECE, Stream
from samarkand.model.captures import Broken
from samarkand.model.settings import MIB

_ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_PACKAGE = "datapackage.json"
_RATIO = 200
"""Bytes that a file inside a WACZ may have for each that it takes there; WARCs are stored there as they are."""
_LONGEST_DIRECTORY = 4 * MIB
"""Bytes of a zip's list of files: some fifty thousand names, and fifty times as much memory."""
_LARGEST_PACKAGE = 2 * MIB
"""Bytes of `datapackage.json`: some ten thousand files."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Of what else a zip may be packed with, `zipfile` unfolds a piece without a limit."""
DAMAGE = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    zlib.error,
    struct.error,
)
"""What `zipfile` raises for a file that is damaged, or that it cannot read."""

Member = tuple[str, AbstractContextManager[Stream]]
"""The name of a file, and what opens it."""


def files_in(file: BinaryIO) -> Iterator[Member | Broken]:
    """The files below `archive/`, and what is wrong with the zip; a `Broken` for each that cannot or must not be read.

    Opening and reading one raises what stands in `DAMAGE`. Of a zip whose list of files is lost, what stands in it as
    it is can be found all the same.
    """
    try:
        packed = zipfile.ZipFile(cast("BinaryIO", _Bounded(file)))
    except DAMAGE as error:
        yield Broken(0, f"the zip cannot be read: {error}")
        stream = Stream(file)
        if stream.find_record():
            yield "", _as_it_is(stream)
        return
    with packed:
        hashes = _Hashes(packed)
        yield from hashes.problems
        yield from _members(file, packed, hashes.told)


def _members(file: BinaryIO, packed: zipfile.ZipFile, hashes: Mapping[str, str]) -> Iterator[Member | Broken]:
    seen: set[str] = set()
    size = file.seek(0, 2)
    taken = 0
    for info in packed.infolist():
        name = info.filename
        if not (name.startswith("archive/") and name.lower().endswith(_ENDINGS)):
            continue
        taken += max(info.compress_size, info.file_size * (info.compress_type == zipfile.ZIP_STORED))
        if taken > size:  # the same bytes under many names: a small file would cost the reading of a huge one
            yield Broken(
                info.header_offset, "its files overlap, so that they have more bytes than it has: a bomb", file=name
            )
            return
        if info.compress_type not in _METHODS:
            yield Broken(info.header_offset, "is packed by another method than deflate", file=name)
            continue
        if info.file_size > max(MIB, _RATIO * info.compress_size):
            problem = f"{info.file_size} bytes unfold out of {info.compress_size}: a bomb"
            yield Broken(info.header_offset, problem, file=name)
            continue
        if name in seen:
            yield Broken(info.header_offset, "several files have this name; all are read", is_lost=False, file=name)
        elif name in hashes:
            yield from _checked(file, packed, info, hashes[name])
        seen.add(name)
        yield name, _opened(file, packed, info)


def _checked(file: BinaryIO, packed: zipfile.ZipFile, info: zipfile.ZipInfo, told: str) -> Iterator[Broken]:
    """What is wrong with a file by its hash in `datapackage.json`; costs a reading of it."""
    method, _, digest = told.partition(":")
    if method not in {"sha256", "md5"}:
        return
    hashed = hashlib.new(method, usedforsecurity=False)
    try:
        with _bytes(file, packed, info) as member:
            while piece := member.read(PIECE):
                hashed.update(piece)
    except DAMAGE:
        return  # told where it is read
    if hashed.hexdigest() != digest.lower():
        problem = f"does not match its {method} hash in {_PACKAGE}: it was changed after it was packed"
        yield Broken(info.header_offset, problem, is_lost=False, file=info.filename)


class _Hashes:
    """What `datapackage.json` says of the files."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.told: dict[str, str] = {}
        self.problems: list[Broken] = []
        try:
            if packed.getinfo(_PACKAGE).compress_type not in _METHODS:
                raise zipfile.BadZipFile("packed in a way that is not unfolded here")
            with packed.open(_PACKAGE) as file:
                data = file.read(_LARGEST_PACKAGE)
            resources = json.loads(data)["resources"]
            self.told = {str(each["path"]): str(each["hash"]) for each in resources}
        except KeyError:  # older forms have none: nothing is claimed
            return
        except (TypeError, RecursionError, *DAMAGE):
            problem = f"its {_PACKAGE} cannot be read, so that its hashes cannot be checked"
            self.problems.append(Broken(0, problem, is_lost=False))


@contextmanager
def _opened(file: BinaryIO, packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Stream]:
    with _bytes(file, packed, info) as member:
        yield Stream(member)


@contextmanager
def _as_it_is(stream: Stream) -> Iterator[Stream]:
    yield stream


def _bytes(file: BinaryIO, packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A file inside a zip. One that is stored as it is is read in place, since `zipfile` gives nothing of a piece that
    its checksum covers and does not fit.
    """
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
        return cast("BinaryIO", packed.open(info))
    file.seek(info.header_offset + 26)
    sizes = file.read(4)
    start = info.header_offset + 30 + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
    return cast("BinaryIO", _Window(file, start, start + info.file_size))


class _Bounded(RawIOBase):
    """A file of which nobody gets much at one stroke: `zipfile` would read a list of files however long it claims to be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1, /) -> bytes:
        if size > _LONGEST_DIRECTORY:
            raise zipfile.BadZipFile(
                f"its list of files has {size} bytes, where {_LONGEST_DIRECTORY} may stand: a bomb"
            )
        return self._file.read(size if size >= 0 else _LONGEST_DIRECTORY)


class _Window(RawIOBase):
    """A part of a file, from `start` to `end`, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._end, self._at = file, start, end, start

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if whence:
            raise UnsupportedOperation("a window is sought from its start only")
        self._at = min(self._start + offset, self._end)
        return self._at - self._start

    def tell(self) -> int:
        return self._at - self._start

    def read(self, size: int = -1, /) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(size if size >= 0 else PIECE, self._end - self._at))
        self._at += len(data)
        return data
