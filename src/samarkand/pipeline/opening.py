"""A version opened: its record from the archive, read by today's rules of its outlet."""

from __future__ import annotations

from samarkand.errors import ArchiveDamaged, BadRecord
from samarkand.model.articles import Reading, Record, Version
from samarkand.model.outlets import Outlet
from samarkand.pipeline.parts import Parts
from samarkand.steps import reading, records
from samarkand.steps.outlets import outlet_of


def open_version(parts: Parts, version: Version) -> tuple[Record, Reading]:
    """The record of a version and what it says. Raises NotFound where the file is missing, ArchiveDamaged."""
    record = _record(parts, version)
    return record, reading.read(record, _outlet(parts, version, record), version.seen_at)


def open_text(parts: Parts, version: Version) -> tuple[str, str]:
    """Title and text of a version, as `open_version` tells them. Raises NotFound, ArchiveDamaged."""
    record = _record(parts, version)
    return reading.title_and_text(record, _outlet(parts, version, record), version.seen_at)


def _record(parts: Parts, version: Version) -> Record:
    try:
        return records.parse(parts.archive.read(version.record))
    except BadRecord as error:
        raise ArchiveDamaged(f"{version.record} cannot be read: {error}; run `samarkand verify`") from error


def _outlet(parts: Parts, version: Version, record: Record) -> Outlet:
    return parts.outlet(version.outlet) or outlet_of(record.url, parts.outlets)
