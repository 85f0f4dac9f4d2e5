"""A capture taken out of a file that `to_warc` made, byte for byte, with the records that belong to it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from samarkand.adapters.captures.framing import Record, Records
from samarkand.adapters.captures.stream import Stream
from samarkand.errors import BadRecord
from samarkand.model.captures import Broken
from samarkand.model.settings import MIB

_LARGEST = 128 * MIB
"""Bytes that one member may unfold to: more than any that we wrote."""


@dataclass(frozen=True, slots=True)
class Member:
    """One record in its gzip member."""

    record: Record
    data: bytes
    """The member as it stands in the file."""


def members_at(data: bytes, offset: int) -> tuple[Member, ...]:
    """The answer whose member begins at an offset, then the request and the metadata that belong to it.

    Raises BadRecord where no whole answer stands there. What follows it and is damaged is left out.
    """
    found: list[Member] = []
    for member in _members(data, offset):
        if not found and member.record.type not in {"response", "resource"}:
            break
        if found and member.record.fields.get("warc-concurrent-to") != found[0].record.fields.get("warc-record-id"):
            break
        found.append(member)
    if not found:
        raise BadRecord(f"no whole capture stands at byte {offset}")
    return tuple(found)


def _members(data: bytes, offset: int) -> Iterator[Member]:
    """The members from an offset on, up to the first that is damaged or holds anything but one whole record."""
    while 0 <= offset < len(data):
        inflate = zlib.decompressobj(31)
        try:
            unfolded = inflate.decompress(memoryview(data)[offset:], _LARGEST)
        except zlib.error:
            return
        if not inflate.eof:
            return
        end = len(data) - len(inflate.unused_data)
        entries = list(Records(Stream(BytesIO(unfolded))))
        if len(entries) != 1 or isinstance(entries[0], Broken) or not entries[0].is_whole:
            return
        yield Member(entries[0], data[offset:end])
        offset = end
