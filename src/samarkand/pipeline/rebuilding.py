"""The catalog from the ledger: a little where it lags behind, all of it where it is gone or does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from samarkand.errors import ArchiveDamaged
from samarkand.model.events import Line
from samarkand.ports import Archive, Catalog

BATCH = 1000


def catch_up(archive: Archive, catalog: Catalog) -> None:
    """Take in what the catalog does not know yet: what another process wrote, or a stopped one did not get to.

    Costs one look at the ledger's head where nothing is new. A catalog of another ledger is made anew.
    """
    known, end = catalog.place(), archive.end()
    if known == end:
        return
    if known.count > end.count or not _fits(archive, catalog):
        for _ in rebuild(archive, catalog):
            pass
        return
    for _ in _take(archive.lines(known), catalog):
        pass


def _fits(archive: Archive, catalog: Catalog) -> bool:
    """Whether the ledger goes on from where the catalog stands: its next line names the hash of the one before."""
    try:
        next(iter(archive.lines(catalog.place())), None)
    except ArchiveDamaged:
        return False
    return True


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
