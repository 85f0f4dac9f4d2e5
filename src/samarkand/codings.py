"""Content-Encoding undone piece by piece, so that no bomb ever unfolds in memory. No input or output."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

PIECE = 64 * 1024
"""Bytes that a decoder gives at a time, roughly: what a bomb can cost before the limits are asked."""

_MOST_CODINGS = 2
_NO_BOMB = 1024 * 1024
"""Bytes up to which a body may unfold out of however few."""


class BadCoding(ValueError):  # noqa: N818  (a state of affairs, named as one)
    """The coding is not known, or the bytes are not in it, or they stop before its end."""


class TooLarge(ValueError):  # noqa: N818
    """The body is over a limit; what was decoded before stays in `Body.so_far`."""


class Decoder(Protocol):
    """Undoes one coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded pieces of what came. Raises BadCoding."""
        ...

    def finish(self) -> None:
        """Raise BadCoding if the stream stopped before its end."""
        ...


class Gzip:
    """gzip, of one or several members; zeros and other bytes after the last member are dropped, as browsers do."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)
        self._started = False
        self._members = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded pieces of what came."""
        while data:
            if self._inner.eof:
                if not data.startswith(b"\x1f"):
                    return
                self._inner = zlib.decompressobj(31)
            self._started = True
            piece = _inflate(self._inner, data, "gzip")
            data = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
            self._members += self._inner.eof
            if piece:
                yield piece

    def finish(self) -> None:
        """Raise where the first member has no end."""
        if self._started and not self._members:
            raise BadCoding("the gzip stream stops before its end")


class Deflate:
    """deflate, with the zlib wrapper that the standard asks for or bare, as some servers send it."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded pieces of what came."""
        if self._inner is None:
            self._head += data
            if len(self._head) < 2:
                return
            data = self._head
            is_wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._inner = zlib.decompressobj(15 if is_wrapped else -15)
        while data and not self._inner.eof:
            piece = _inflate(self._inner, data, "deflate")
            data = self._inner.unconsumed_tail
            if piece:
                yield piece

    def finish(self) -> None:
        """Raise where the stream has no end."""
        if self._head and not (self._inner and self._inner.eof):
            raise BadCoding("the deflate stream stops before its end")


def _inflate(inner: zlib._Decompress, data: bytes, name: str) -> bytes:
    try:
        return inner.decompress(data, PIECE)
    except zlib.error as error:
        raise BadCoding(f"the body is no {name}: {error}") from error


class Brotli:
    """brotli."""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The decoded pieces of what came."""
        self._started = self._started or bool(data)
        while not self._inner.is_finished():
            try:
                piece = self._inner.process(data, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise BadCoding(f"the body is no brotli: {error}") from error
            data = b""
            if piece:
                yield piece
            elif self._inner.can_accept_more_data():
                return

    def finish(self) -> None:
        """Raise where the stream has no end."""
        if self._started and not self._inner.is_finished():
            raise BadCoding("the brotli stream stops before its end")


_DECODERS: dict[str, type[Gzip | Deflate | Brotli]] = {
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
}


class Body:
    """The body of one HTTP answer, gathered under limits."""

    def __init__(self, encodings: str, limit: int, ratio: int) -> None:
        """Of a Content-Encoding header as it stands; `limit` in bytes, `ratio` decoded for each received.

        Raises BadCoding for a coding that is not known.
        """
        names = [
            name for name in (part.strip().lower() for part in encodings.split(",")) if name not in {"", "identity"}
        ]
        unknown = next((name for name in names if name not in _DECODERS), None)
        if unknown is not None:
            raise BadCoding(f"the Content-Encoding {unknown[:40]!r} is not known")
        if len(names) > _MOST_CODINGS:
            raise BadCoding(f"the body is encoded {len(names)} times over")
        self._decoders: list[Decoder] = [_DECODERS[name]() for name in reversed(names)]
        self._limit, self._ratio = limit, ratio
        self._received = 0
        self._inflated = [0] * len(names)
        self._whole = bytearray()

    def feed(self, data: bytes) -> None:
        """Take what came from the network. Raises TooLarge, BadCoding."""
        self._received += len(data)
        if self._received > self._limit:
            raise TooLarge(f"more than {self._limit} bytes were sent")
        for piece in self._decode(data, 0):
            self._whole += piece

    def _decode(self, data: bytes, stage: int) -> Iterator[bytes]:
        if stage == len(self._decoders):
            yield data
            return
        for piece in self._decoders[stage].feed(data):
            self._count(stage, len(piece))
            yield from self._decode(piece, stage + 1)

    def _count(self, stage: int, size: int) -> None:
        """Ask the limits, after every piece of every stage."""
        self._inflated[stage] += size
        inflated = self._inflated[stage]
        if inflated > self._limit:
            raise TooLarge(f"more than {self._limit} bytes once decoded")
        if inflated > max(_NO_BOMB, self._ratio * self._received):
            raise TooLarge(f"{inflated} bytes unfold out of {self._received}: a bomb")

    def finish(self) -> bytes:
        """The whole body, decoded. Raises BadCoding where a stream stops before its end."""
        for decoder in self._decoders:
            decoder.finish()
        return self.so_far()

    def so_far(self) -> bytes:
        """What has been decoded up to here."""
        return bytes(self._whole)
