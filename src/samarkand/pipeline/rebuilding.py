"""The catalog from the ledger: a little where it lags behind, all of it where it is gone or does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from samarkand.errors import ArchiveDamaged, CatalogUnusable
from samarkand.model.events import Line, Place
from samarkand.ports import Archive, Catalog

BATCH = 1000


def catch_up(archive: Archive, catalog: Catalog) -> None:
    """Take in what the catalog does not know yet: what another process wrote, or a stopped one did not get to.

    Costs one look at the ledger's head where nothing is new. A catalog of another ledger is made anew.
    """
    try:
        known = catalog.place()
    except CatalogUnusable:
        _consume(rebuild(archive, catalog))
        return
    end = archive.end()  # asked last: a writer may be at work, and its catalog is never ahead of its ledger
    if known == end:
        return
    if known.count >= end.count or not goes_on(archive, known):
        _consume(rebuild(archive, catalog))
    else:
        _consume(_take(archive.lines(known), catalog))


def goes_on(archive: Archive, known: Place) -> bool:
    """Whether the ledger goes on from where something derived from it stands: its next line names the hash of the one before."""
    try:
        return next(iter(archive.lines(known)), None) is not None
    except ArchiveDamaged:
        return False


def behind(catalog: Catalog, known: Place | None) -> int:
    """How many lines of the ledger something derived does not know yet; all of them where it has to be made anew.

    Marks of readers behind the last news are none of them: only the catalog takes these in.
    """
    is_of_it = known is not None and known.count <= catalog.place().count
    return max(catalog.news().count - (known.count if known and is_of_it else 0), 0)


def _consume(steps: Iterator[int]) -> None:
    for _ in steps:
        pass


def rebuild(archive: Archive, catalog: Catalog) -> Iterator[int]:
    """Make the catalog anew from the ledger; how many lines were taken in each step. Memory holds one batch.

    Raises ArchiveBusy where another process is writing.
    """
    archive.lock()  # nobody may number versions by a catalog that is half made
    catalog.clear()
    yield from _take(archive.lines(), catalog)


def _take(lines: Iterable[Line], catalog: Catalog) -> Iterator[int]:
    stream = iter(lines)
    while batch := list(islice(stream, BATCH)):
        catalog.apply(batch)
        yield len(batch)
