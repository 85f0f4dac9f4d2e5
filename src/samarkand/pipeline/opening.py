"""A version opened: its record from the archive, read by today's rules of its outlet."""

from __future__ import annotations

from dataclasses import dataclass

from samarkand.errors import ArchiveDamaged, BadRecord, NotFound
from samarkand.model.articles import Reading, Record, Version
from samarkand.model.outlets import Outlet
from samarkand.pipeline.parts import Parts
from samarkand.steps import reading, records
from samarkand.steps.outlets import outlet_of


@dataclass(frozen=True, slots=True)
class Unread:
    """A version with all that reading it needs, so that it can be read in any process."""

    version: Version
    record: bytes
    """Its file; empty where that is missing."""
    outlet: Outlet
    """By whose rules it is read."""
    zone: str
    """IANA name of the place in whose time its days are told; "" where that is not known."""

    def title_and_text(self) -> tuple[str, str]:
        """As `open_text` tells them. Raises ArchiveDamaged, also where the file is missing."""
        return title_and_text(self.record, self.version, self.outlet)


def unread(parts: Parts, version: Version) -> Unread:
    """A version as it is in the archive; `verify` tells of a missing file."""
    known = parts.outlet(version.outlet)
    try:
        record = parts.archive.read(version.record)
    except NotFound:
        record = b""
    return Unread(version, record, outlet_for(parts, version), known.zone if known else "")


def open_record(parts: Parts, version: Version) -> Record:
    """The record of a version, unread. Raises NotFound where the file is missing, ArchiveDamaged."""
    return _record(parts.archive.read(version.record), version)


def open_version(parts: Parts, version: Version) -> tuple[Record, Reading]:
    """The record of a version and what it says. Raises NotFound where the file is missing, ArchiveDamaged."""
    record = open_record(parts, version)
    return record, reading.read(record, outlet_for(parts, version), version.seen_at)


def open_parsed(parts: Parts, version: Version) -> tuple[Record, reading.Parsed]:
    """The same, parsed once for what it says and for its body. Raises NotFound, ArchiveDamaged."""
    record = _record(parts.archive.read(version.record), version)
    return record, reading.Parsed(record, outlet_for(parts, version), version.seen_at)


def open_text(parts: Parts, version: Version) -> tuple[str, str]:
    """Title and text of a version, as `open_version` tells them. Raises NotFound, ArchiveDamaged."""
    return title_and_text(parts.archive.read(version.record), version, outlet_for(parts, version))


def title_and_text(data: bytes, version: Version, outlet: Outlet) -> tuple[str, str]:
    """Title and text of a version whose record holds these bytes. Raises ArchiveDamaged."""
    return reading.title_and_text(_record(data, version), outlet, version.seen_at)


def outlet_for(parts: Parts, version: Version) -> Outlet:
    """The outlet by whose rules a version is read: its own where that is known, else the one at whose place it lies."""
    return parts.outlet(version.outlet) or outlet_of(version.url, parts.outlets)


def _record(data: bytes, version: Version) -> Record:
    try:
        return records.parse(data)
    except BadRecord as error:
        raise ArchiveDamaged(f"{version.record} cannot be read: {error}; run `samarkand verify`") from error
