"""Records out of the bytes of a WARC (ISO 28500) or ARC file, whole or damaged; what is wrong is told with its offset.

Why not fastwarc or warcio here: neither tells of most damage (docs/decisions/0005-fetching.md has the numbers).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samarkand.adapters.captures.stream import Stream
from samarkand.model.captures import Broken
from samarkand.model.settings import MIB

LARGEST = 64 * MIB
"""Bytes of one record that are kept; what is longer is cut there and told."""

_LONGEST_LINE = 64 * 1024
_MOST_LINES = 512
_ARC_FIELDS = (5, 10)
"""Fields of a record's line in version 1 and in version 2 of ARC; an address may hold blanks, so count from the right."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands, of whatever type."""

    type: str
    """`response`, `request`, `warcinfo` …; in an ARC file `filedesc` or `response`."""
    fields: Mapping[str, str]
    """Header fields, names in lower case; those of an ARC record under the names that a WARC has for them."""
    block: bytes
    offset: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Head:
    fields: dict[str, str]
    length: int | None
    """Bytes of the block; None where the head does not say."""
    offset: int
    problem: str = ""


class Records:
    """The records of a stream, one after the other, and what is wrong between them."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._line = b""
        """A line that begins a record, already read."""
        self._is_arc = False
        self._told_members: int = -1

    def __iter__(self) -> Iterator[Record | Broken]:
        is_empty = True
        last = -1
        while True:
            line = self._line or self._next_line()
            self._line = b""
            if not line:
                if not self._stream.fault:
                    break
                yield Broken(self._stream.fault_at, self._stream.fault)
                if not self._stream.resume():
                    return
                continue
            is_empty = False
            offset = self._stream.place
            if not self._begins(line):
                yield self._skip(line, last)
                continue
            yield from self._told_crowd(offset, last)
            last = offset
            yield from self._record(line, offset)
        if is_empty:
            yield Broken(0, "the file is empty", is_lost=False)

    def _next_line(self) -> bytes:
        """The next line that is not blank."""
        while line := self._stream.readline(_LONGEST_LINE):
            if line.strip():
                return line
        return b""

    def _begins(self, line: bytes) -> bool:
        """Whether a line begins a record."""
        if line.startswith(b"filedesc:"):
            self._is_arc = True
        if self._is_arc:
            return _arc_fields(line) is not None
        return re.match(rb"WARC/\d", line) is not None

    def _skip(self, line: bytes, last: int) -> Broken:
        """Pass over what is no record, up to the next one or the end."""
        offset = self._stream.place
        size = 0
        while line and not self._begins(line):
            size += len(line)
            line = self._stream.readline(_LONGEST_LINE)
        self._line = line
        if last < 0:
            return Broken(offset, f"{size} bytes are neither WARC nor ARC")
        return Broken(last, f"{size} bytes follow the record that belong to none; its length may be wrong")

    def _told_crowd(self, offset: int, last: int) -> Iterator[Broken]:
        """Tell once of every gzip member that holds more than one record."""
        if self._stream.is_gzip and offset == last != self._told_members:
            self._told_members = offset
            yield Broken(
                offset, "several records share one gzip member: none but the first can be found again", is_lost=False
            )

    def _record(self, line: bytes, offset: int) -> Iterator[Record | Broken]:
        head = self._arc_head(line, offset) if self._is_arc else self._warc_head(offset)
        if head.problem:
            yield Broken(offset, head.problem)
        if head.length is None:
            if head.fields:
                block = self._until_next()
                yield Record(_type(head.fields), head.fields, block, offset, is_whole=False)
            return
        block = self._stream.read(min(head.length, LARGEST))
        size = len(block) + self._stream.skip(head.length - len(block))
        problem = self._cut(head.length, size) or _bad_digest(head.fields, block)
        is_whole = size == head.length <= LARGEST
        if problem:
            yield Broken(offset, problem, is_lost=not is_whole)
        yield Record(_type(head.fields), head.fields, block, offset, is_whole)

    def _cut(self, length: int, size: int) -> str:
        """Why a block is not whole; "" where it is."""
        if size < length:
            return f"the record stops after {size} of {length} bytes" + (
                f": {self._stream.fault}" * bool(self._stream.fault)
            )
        return f"the record has {length} bytes, of which {LARGEST} were kept" if length > LARGEST else ""

    def _until_next(self) -> bytes:
        """The lines up to the next record: what can be saved of one whose length is not known."""
        parts: list[bytes] = []
        size = 0
        while line := self._stream.readline(_LONGEST_LINE):
            if self._begins(line):
                self._line = line
                break
            if size < LARGEST:
                parts.append(line)
                size += len(line)
        return b"".join(parts)

    def _warc_head(self, offset: int) -> _Head:
        """The fields of a WARC record, whose first line was read."""
        fields: dict[str, str] = {}
        name = ""
        for _ in range(_MOST_LINES):
            line = self._stream.readline(_LONGEST_LINE)
            if line.startswith((b" ", b"\t")) and line.strip() and name:
                fields[name] += " " + line.decode("utf-8", "replace").strip()
            elif not line.strip():
                break
            else:
                name, _, value = (part.strip() for part in line.decode("utf-8", "replace").partition(":"))
                name = name.lower()
                fields.setdefault(name, value)
        else:
            return _Head(fields, None, offset, f"the head of the record has more than {_MOST_LINES} lines")
        if not line:
            return _Head(fields, None, offset, "the record stops within its head")
        length = fields.get("content-length", "")
        if not re.fullmatch(r"[0-9]{1,18}", length):
            return _Head(fields, None, offset, f"the record has no readable length ({length[:40]!r})")
        return _Head(fields, int(length), offset)

    def _arc_head(self, line: bytes, offset: int) -> _Head:
        """The fields of an ARC record, which stand in its one line, under the names that a WARC has for them."""
        parts = _arc_fields(line) or []
        fields = {
            "warc-type": "filedesc" if parts[0].startswith("filedesc:") else "response",
            "warc-target-uri": parts[0],
            "warc-ip-address": parts[1],
            "warc-date": parts[2],
        }
        if not re.fullmatch(r"[0-9]{1,18}", parts[-1]):
            return _Head(fields, None, offset, f"the record has no readable length ({parts[-1][:40]!r})")
        return _Head(fields, int(parts[-1]), offset)


def _arc_fields(line: bytes) -> list[str] | None:
    """Address, IP address, date, …, length; None where the line is no ARC record's."""
    text = line.decode("utf-8", "replace").rstrip()
    for count in _ARC_FIELDS:
        parts = text.rsplit(" ", count - 1)
        if len(parts) == count and re.fullmatch(r"\d{8,20}", parts[2]) and ":" in parts[0]:
            return parts
    return None


def _type(fields: Mapping[str, str]) -> str:
    return fields.get("warc-type", "").lower()


def _bad_digest(fields: Mapping[str, str], block: bytes) -> str:
    """What is wrong with the digest of the block; "" where it holds, is missing, or cannot be checked."""
    name, _, told = fields.get("warc-block-digest", "").partition(":")
    if name.lower() not in {"sha1", "sha256", "sha512", "md5"}:
        return ""
    digest = hashlib.new(name.lower(), block, usedforsecurity=False).digest()
    spelled = {digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower()}
    return "" if told.strip().rstrip("=").lower() in spelled else f"the record does not match its {name} digest"
