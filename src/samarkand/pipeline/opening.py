"""A version opened: its record from the archive, read by today's rules of its outlet."""

from __future__ import annotations

from samarkand.errors import ArchiveDamaged, BadRecord
from samarkand.model.articles import Reading, Record, Version
from samarkand.pipeline.parts import Parts
from samarkand.steps import reading, records
from samarkand.steps.outlets import outlet_of


def open_version(parts: Parts, version: Version) -> tuple[Record, Reading]:
    """The record of a version and what it says. Raises NotFound where the file is missing, ArchiveDamaged."""
    try:
        record = records.parse(parts.archive.read(version.record))
    except BadRecord as error:
        raise ArchiveDamaged(f"{version.record} cannot be read: {error}; run `samarkand verify`") from error
    outlet = parts.outlet(version.outlet) or outlet_of(record.url, parts.outlets)
    return record, reading.read(record, outlet, version.seen_at)
