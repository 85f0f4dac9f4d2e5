"""An archive of which only the records are left: they are told to a new ledger, by what they say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from samarkand.errors import BadRecord
from samarkand.model.reports import Report
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.steps import filing


def recover(parts: Parts, folders: Iterable[list[str]], now: datetime) -> Iterator[Report]:
    """Tell the ledger of records that it does not know, by their paths, folder by folder; a report for each.

    The outlet is that of the folder, the number that of the file's name. What only the old ledger knew (feeds, captures,
    times of witness) is lost; no file is changed. Memory holds one batch and the names of one folder.
    """
    keeper = Keeper(parts)
    for paths in folders:
        for path in sorted(paths, key=lambda path: (filing.number_of(path), path)):
            try:
                draft = record_draft(parts, parts.archive.read(path), "", now)
            except BadRecord as error:
                keeper.say(Report("failed", path, str(error)))
                continue
            draft = replace(draft, outlet=path.split("/")[1])
            event = filing.version_event(draft, filing.number_of(path), path)
            report = Report(
                "new" if filing.number_of(path) == 1 else "changed", path, draft.title, filing.article_of(draft)
            )
            yield from keeper.add(event, report)
    yield from keeper.flush()
