"""Marks become lines of the ledger: at once where nobody else is writing, else they wait, and the next writer takes them along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samarkand.errors import ArchiveBusy, CannotWrite, UsageError
from samarkand.model.marks import LONGEST_LABEL, MOST_LABELS, Marking
from samarkand.model.reports import Report
from samarkand.pipeline.rebuilding import catch_up
from samarkand.ports import Archive, Catalog, MarkBox
from samarkand.steps import marking


def keep_marks(archive: Archive, catalog: Catalog, box: MarkBox, markings: Sequence[Marking]) -> bool:
    """Keep what was marked, for ever; whether it stands in the ledger already, and does not wait for another writer.

    Raises UsageError for labels that cannot be, CannotWrite.
    """
    _make_sure_of_labels(catalog, waiting(box), markings)
    try:
        archive.lock()
    except ArchiveBusy:
        box.put([marking.to_json(each) for each in markings])
        return False
    _commit(archive, catalog, box, markings)
    return True


def take_marks(archive: Archive, catalog: Catalog, box: MarkBox) -> Iterator[Report]:
    """Write what waits into the ledger; a report where anything did. Raises ArchiveBusy."""
    if not waiting(box):
        return
    archive.lock()
    try:
        number = _commit(archive, catalog, box, ())
    except CannotWrite as error:
        yield Report("failed", "marks", str(error))
        return
    yield Report("note", "marks", f"{number:,} that waited were taken in")


def waiting(box: MarkBox) -> tuple[Marking, ...]:
    """What was marked and waits, in its order."""
    return tuple(filter(None, map(marking.from_json, box.waiting()[0])))


def _commit(archive: Archive, catalog: Catalog, box: MarkBox, more: Sequence[Marking]) -> int:
    """Write what waits and more, the archive being locked; how many markings there were.

    Ledger first, then the box is emptied: what a stop in between leaves there is written twice, and means the same.
    """
    told, end = box.waiting()
    markings = [*filter(None, map(marking.from_json, told)), *more]
    catch_up(archive, catalog)
    catalog.apply(archive.commit(list(marking.events_of(markings))))
    if end:
        box.forget(end)
    return len(markings)


def _make_sure_of_labels(catalog: Catalog, before: Sequence[Marking], markings: Sequence[Marking]) -> None:
    """Raises UsageError for a label that is too long or empty, and where there would be too many."""
    labels = {each.label for each in markings if each.kind == "label" and each.is_set}
    if not labels:
        return
    for label in labels:
        if not label.strip() or len(label) > LONGEST_LABEL or not label.isprintable() or "/" in label:
            raise UsageError(
                f"{label[:LONGEST_LABEL]!r} is no label: 1 to {LONGEST_LABEL} printable characters, without a slash"
            )
    known = {*catalog.labels({}), *(each.label for each in before if each.kind == "label")}
    if len(known | labels) > max(MOST_LABELS, len(known)):
        raise UsageError(f"an archive has {MOST_LABELS:,} labels at most; use one of those that are there")
