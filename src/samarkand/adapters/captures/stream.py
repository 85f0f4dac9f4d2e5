"""The bytes of a file of records, gzip undone member by member, with the place of each line and a way past damage."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

PIECE = 64 * 1024
_MAGIC = b"\x1f\x8b\x08"
_BEGINNING = re.compile(rb"\s*(WARC/\d|filedesc:|https?:|dns:)")
_MOST_RESUMES = 1000
_MOST_CANDIDATES = 100_000
"""Both bound the work that a hostile file can cause; a file with more damage has nothing worth reading."""
_FREE = 256 * 1024 * 1024
_RATIO = 200
"""Bytes that may unfold out of each byte of a file, beyond the first 256 MiB; pages have five to twenty."""


class Stream:
    """Reads forward through a seekable binary file. No method raises for what the file holds."""

    def __init__(self, file: BinaryIO, start: int = 0) -> None:
        """From `start` bytes on, which must be where a record, or the gzip member of one, begins."""
        self._file = file
        self._seek(start)
        self._taken = 0
        self._raw = self._read_raw()
        self.is_gzip = self._raw.startswith(_MAGIC[:2])
        self._member = start
        self._inner: zlib._Decompress | None = None
        self._buffer = b""
        self._at = 0
        self.place = start
        """Where the line or block that was read last began: its offset, or that of its gzip member."""
        self.fault = ""
        """Why there is no more to read; "" at the sound end of the file."""
        self.fault_at = start
        """Where that is: the offset of the gzip member, or of the byte that could not be read."""
        self._resumes = 0
        self._candidates = 0
        self._unfolded = 0

    def _seek(self, offset: int) -> None:
        self._file.seek(offset)
        self._raw_end = offset

    def _read_raw(self) -> bytes:
        """More bytes of the file; none at its end, or where the disk or the zip around it fails."""
        try:
            data = self._file.read(PIECE)
        except (OSError, EOFError, zlib.error, ValueError) as error:  # zipfile's BadZipFile is told by its caller
            self.fault, self.fault_at = f"the file cannot be read on: {error}", self._raw_end
            return b""
        self._raw_end += len(data)
        self._taken += len(data)
        return data

    def _fill(self) -> bool:
        """Fill the empty buffer with bytes of one member; False at the end or at damage."""
        self._buffer, self._at = b"", 0
        while not self._buffer and not self.fault:
            self._raw = self._raw or self._read_raw()
            if not self._raw:
                if self._inner is not None and not self._inner.eof and not self.fault:
                    self.fault, self.fault_at = "the gzip member stops before its end", self._member
                return False
            if self.is_gzip:
                self._inflate()
            else:
                self._member = self._raw_end - len(self._raw)
                self._buffer, self._raw = self._raw, b""
        return bool(self._buffer)

    def _inflate(self) -> None:
        if self._inner is None or self._inner.eof:
            self._inner = zlib.decompressobj(31)
            self._member = self._raw_end - len(self._raw)
        try:
            self._buffer = self._inner.decompress(self._raw, PIECE)
        except zlib.error as error:
            self.fault, self.fault_at = f"the gzip member is damaged: {error}", self._member
            return
        self._raw = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
        self._unfolded += len(self._buffer)
        if self._unfolded > max(_FREE, _RATIO * self._taken):
            self.fault, self.fault_at = f"more than {_RATIO} bytes unfold out of each: a bomb", self._member
            self._resumes = _MOST_RESUMES

    def _ready(self) -> bool:
        return self._at < len(self._buffer) or self._fill()

    def _mark(self) -> None:
        self.place = self._member if self.is_gzip else self._member + self._at

    def readline(self, most: int) -> bytes:
        """A line with its end, at most so many bytes of it; b"" at the end or at damage."""
        if not self._ready():
            return b""
        self._mark()
        parts: list[bytes] = []
        size = 0
        while size < most and self._ready():
            end = self._buffer.find(b"\n", self._at, self._at + most - size) + 1
            piece = self._buffer[self._at : end or self._at + most - size]
            parts.append(piece)
            self._at += len(piece)
            size += len(piece)
            if end:
                break
        return b"".join(parts)

    def read(self, size: int) -> bytes:
        """So many bytes, or what there is of them."""
        parts: list[bytes] = []
        while size > 0 and self._ready():
            piece = self._buffer[self._at : self._at + size]
            parts.append(piece)
            self._at += len(piece)
            size -= len(piece)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        passed = 0
        while passed < size and self._ready():
            step = min(size - passed, len(self._buffer) - self._at)
            self._at += step
            passed += step
        return passed

    def find_record(self) -> bool:
        """Go to the first gzip member that begins like a record, whatever stands before it; False where there is none."""
        self.is_gzip, self._member = True, -1
        return self.resume()

    def resume(self) -> bool:
        """Go on behind the damage, at the next gzip member that begins like a record; False where there is none."""
        self._resumes += 1
        offset = self._member + 1 if self.is_gzip and self._resumes <= _MOST_RESUMES else None
        self.fault = ""
        while offset is not None and (offset := self._find_magic(offset)) is not None:
            if self._begins_record(offset):
                self._restart(offset)
                return True
            offset += 1
        return False

    def _find_magic(self, offset: int) -> int | None:
        """The offset of the next three bytes that may begin a gzip member."""
        self._seek(offset)
        tail = b""
        while data := self._read_raw():
            found = (tail + data).find(_MAGIC)
            if found >= 0:
                return self._raw_end - len(data) - len(tail) + found
            tail = (tail + data)[-2:]
        return None

    def _begins_record(self, offset: int) -> bool:
        self._candidates += 1
        if self._candidates > _MOST_CANDIDATES:
            return False
        self._seek(offset)
        try:
            return bool(_BEGINNING.match(zlib.decompressobj(31).decompress(self._read_raw(), 64)))
        except zlib.error:
            return False

    def _restart(self, offset: int) -> None:
        self._seek(offset)
        self._raw, self._inner, self._buffer, self._at = b"", None, b"", 0
        self._member, self.fault = offset, ""
