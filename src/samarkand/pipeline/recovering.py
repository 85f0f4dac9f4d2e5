"""An archive that lost its ledger: what lies in it is told to a new one, by what the records say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from samarkand.errors import BadRecord
from samarkand.model.events import Event, EventKind
from samarkand.model.reports import Report
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.indexing import index_news
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.steps import filing

KINDS: dict[str, EventKind] = {"pages": "capture", "images": "image", "seals": "seal"}
"""Of files that are no records; a seal without a ledger that it fits seals nothing any more."""


def recover(parts: Parts, folders: Iterable[list[str]], now: datetime) -> Iterator[Report]:
    """Tell the ledger of files that it does not know, by their paths, folder by folder; a report for each record.

    The outlet is that of the folder, the number that of the file's name. Captures, pictures and seals are told of as they lie.
    What only the old ledger knew (which capture and picture belongs to what, feeds, times of witness, corrections of
    stories) is lost; no file is changed. Memory holds one batch and the names of one folder.
    """
    keeper = Keeper(parts)
    for paths in folders:
        for path in sorted(paths, key=lambda path: (filing.number_of(path), path)):
            if path.startswith("records/"):
                yield from _record(parts, keeper, path, now)
            else:
                kind = KINDS[path.partition("/")[0]]
                told = {"image": path} if kind == "image" else {}
                yield from keeper.add(Event(kind, now, told, {path: parts.archive.read(path)}))
    yield from keeper.flush()
    yield from index_news(parts)


def _record(parts: Parts, keeper: Keeper, path: str, now: datetime) -> Iterator[Report]:
    try:
        draft = record_draft(parts, parts.archive.read(path), "", now)
    except BadRecord as error:
        keeper.say(Report("failed", path, str(error)))
        return
    draft = replace(draft, outlet=path.split("/")[1])
    number = filing.number_of(path)
    report = Report("new" if number == 1 else "changed", path, draft.title, filing.article_of(draft))
    yield from keeper.add(filing.version_event(draft, number, path), report)
