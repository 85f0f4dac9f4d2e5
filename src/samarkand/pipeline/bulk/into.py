"""Tables into an archive: what was read of each file goes the way of every import, with its captures, and is not read twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samarkand.errors import BadRecord
from samarkand.model.articles import Draft
from samarkand.model.reports import Report
from samarkand.model.tables import FILES, VERSIONS
from samarkand.pipeline.bulk.files import OpenSource
from samarkand.pipeline.bulk.rows import draft_of_row
from samarkand.pipeline.importing import Importing
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import CaptureFiles, Parts
from samarkand.ports.bulk import Tables

_COLUMNS = tuple(column.name for column in VERSIONS.columns)


def import_tables(
    parts: Parts, captures: CaptureFiles, tables: Tables, open_source: OpenSource, now: datetime
) -> Iterator[Report]:
    """Keep what the tables hold, file by file in the order of their names; reports as an import has them.

    The files themselves are read again for their captures, which costs a fiftieth of reading the articles in them.
    Raises ArchiveBusy.
    """
    work = Importing(parts, captures, Keeper(parts), now)
    found = [(*row, part) for part in tables.parts(FILES) for row in tables.rows(FILES, part, ("source", "is_done"))]
    for source, is_done, part in sorted(found):
        if is_done:
            try:
                yield from _file(work, source, _drafts(tables, part, now), open_source)
            except BadRecord as error:
                work.keeper.say(Report("failed", source, str(error)))
    yield from work.finish()


def _drafts(tables: Tables, part: str, now: datetime) -> Iterator[tuple[int, Draft]]:
    for values in tables.rows(VERSIONS, part, _COLUMNS):
        row = dict(zip(_COLUMNS, values, strict=True))
        yield row["offset"], draft_of_row(row, now)


def _file(
    work: Importing, source: str, drafts: Iterator[tuple[int, Draft]], open_source: OpenSource
) -> Iterator[Report]:
    """Both the captures of a file and what was read of them come in its own order; what has no draft was none, or is told already."""
    name = source.rpartition("/")[2]
    offset, draft = next(drafts, (-1, None))
    with open_source(source) as stream:
        for each in work.find_captures(name, stream):
            if each.captured is None:
                yield from work.take(each, None)
            elif draft and each.captured.offset == offset and each.captured.url == draft.url:
                yield from work.take(each, draft)
                offset, draft = next(drafts, (-1, None))
