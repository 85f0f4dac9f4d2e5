"""Files into versions: records, posts with front matter, feeds saved on disk, WARC and WACZ; known by their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from samarkand import urls
from samarkand.errors import BadRecord
from samarkand.model.articles import Draft
from samarkand.model.reports import Report
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.ports import IncomingFile
from samarkand.steps import reading, records
from samarkand.steps.outlets import outlet_of

BEGINNING = 65_536
"""Bytes that are enough to know what a file is."""
LARGEST_RECORD = 64 * 1024 * 1024


def import_files(parts: Parts, folders: Iterable[Sequence[IncomingFile]], now: datetime) -> Iterator[Report]:
    """Keep what the files hold; a report for each. Files of one folder are taken oldest first, by their headers.

    Costs one read and one parse a file, and memory for one batch and the names of one folder.
    """
    keeper = Keeper(parts)
    for folder in folders:
        for file in sorted(folder, key=lambda file: (records.header_ms_of(file.beginning(64)), file.name)):
            yield from _import_file(parts, keeper, file, now)
    yield from keeper.flush()


def _import_file(parts: Parts, keeper: Keeper, file: IncomingFile, now: datetime) -> Iterator[Report]:
    beginning = file.beginning(BEGINNING)
    if records.looks_like_record(beginning):
        if file.size > LARGEST_RECORD:
            keeper.say(Report("failed", file.name, f"{file.size:,} bytes are more than a record may have"))
            return
        try:
            draft = record_draft(parts, file.read(), file.name, now)
        except BadRecord as error:
            keeper.say(Report("failed", file.name, str(error)))
            return
        yield from keeper.keep(draft)
    else:
        keeper.say(Report("skipped", file.name, "is no record, feed or WARC file"))


def record_draft(parts: Parts, data: bytes, name: str, now: datetime) -> Draft:
    """The state of an article that a record's file holds. Raises BadRecord."""
    record = records.parse(data)
    outlet = outlet_of(record.url, parts.outlets)
    return Draft(
        outlet=outlet.id,
        url=record.url,
        canonical_url=urls.canonical(record.url, outlet.ignored_parameters),
        title=record.title,
        data=data,
        reading=reading.read(record, outlet, now),
        seen_at=now,
        made_from="import",
        header_ms=record.header_ms,
        imported_from=name,
    )
