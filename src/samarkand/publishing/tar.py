"""A tar written forward in bounded memory (POSIX.1-2001, pax): the standard library's writer keeps a list of all members."""

from __future__ import annotations

import shutil
import tarfile
from datetime import datetime
from io import BytesIO
from typing import BinaryIO


class Tar:
    """A tar in the making; the same calls give the same bytes. Whose the files are is not told."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def add(self, name: str, data: bytes, at: datetime) -> None:
        """A file of bytes, under a relative path with forward slashes."""
        self.add_stream(name, BytesIO(data), len(data), at)

    def add_stream(self, name: str, data: BinaryIO, size: int, at: datetime) -> None:
        """The same of a stream that holds so many bytes from where it stands."""
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(at.timestamp()), 0o644
        self._out.write(info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape"))
        shutil.copyfileobj(data, self._out, 1 << 20)
        self._out.write(bytes(-size % tarfile.BLOCKSIZE))

    def close(self) -> None:
        """The end: two empty blocks, and up to a whole record."""
        self._out.write(bytes(2 * tarfile.BLOCKSIZE))
