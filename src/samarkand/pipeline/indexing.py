"""The search index from the ledger: what the ledger tells beyond the index's place, or all of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile

from samarkand.errors import ArchiveBusy, ArchiveDamaged, BadOutlet, CatalogUnusable, NotFound
from samarkand.model.articles import Version
from samarkand.model.events import Line, Place
from samarkand.model.reports import Report
from samarkand.model.search import SearchDocument
from samarkand.pipeline.naming import Learner
from samarkand.pipeline.opening import open_text
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import behind, goes_on
from samarkand.pipeline.renumbering import among, versions_told
from samarkand.ports import SearchIndex

BATCH = 16_000
"""Lines of the ledger that are taken in together: what a stop can cost, and what is found at once."""


def catch_up_index(parts: Parts) -> Iterator[int]:
    """Take in what the index does not know yet; how many lines of the ledger were taken in each step.

    What the catalog does not know yet has to wait. Costs a look at two places where nothing is new. An index that is
    damaged, of another version or of another ledger is made anew. Raises ArchiveBusy where another process is at it,
    CatalogUnusable where the index cannot be written.
    """
    if parts.index is None:
        return
    known, end = parts.index.place(), parts.catalog.place()
    if known == end:
        return
    if known is None or known.count >= end.count or not goes_on(parts.archive, known):
        yield from index_anew(parts)
    else:
        yield from _take(parts, parts.index, known)


def index_news(parts: Parts) -> Iterator[Report]:
    """Make what was kept searchable; a report only where that could not be done: the next round will do it."""
    try:
        for _ in catch_up_index(parts):
            pass
    except (ArchiveBusy, CatalogUnusable, BadOutlet) as error:
        yield Report("note", "search", str(error))


def index_anew(parts: Parts) -> Iterator[int]:
    """Make the index anew; how many lines of the ledger were taken in each step. Memory holds one batch.

    Raises ArchiveBusy, CatalogUnusable.
    """
    if parts.index is None:
        return
    parts.index.clear()
    parts.index.take((), Place())
    yield from _take(parts, parts.index, Place())


def lag(parts: Parts) -> int:
    """How many lines of the ledger the index does not know yet; all of them where it has to be made anew."""
    return behind(parts.catalog, parts.index.place() if parts.index else None)


def _take(parts: Parts, index: SearchIndex, after: Place) -> Iterator[int]:
    learner = Learner(parts.names, after) if parts.names else None
    if learner and learner.is_behind:
        for batch in _batches(parts, Place(), after.count):
            deque(learner.read(_documents(parts, batch), batch[-1].place), maxlen=0)
    known = after.count
    for place in index.take_all(_read_along(parts, learner, after)):
        yield place.count - known
        known = place.count


def _read_along(
    parts: Parts, learner: Learner | None, after: Place
) -> Iterator[tuple[Iterator[SearchDocument], Place]]:
    """What the ledger tells after a place, batch by batch, each with the place of its last line."""
    end = parts.catalog.place().count
    for batch in _batches(parts, after, end):
        documents, place = _documents(parts, batch), batch[-1].place
        yield _learned(learner, documents, place, is_last=place.count == end) if learner else documents, place


def _learned(
    learner: Learner, documents: Iterator[SearchDocument], place: Place, *, is_last: bool
) -> Iterator[SearchDocument]:
    """The documents, as they came; what they told of names is kept, and in the end linked.

    All of that before the index is written: a stop in between would else leave names unlinked until something new came.
    """
    yield from learner.read(documents, place)
    if is_last:
        learner.link()


def _batches(parts: Parts, after: Place, end: int) -> Iterator[list[Line]]:
    """The lines of the ledger after a place, up to a count of lines, batch by batch."""
    stream = takewhile(lambda line: line.place.count <= end, parts.archive.lines(after))
    while batch := list(islice(stream, BATCH)):
        yield batch


def _documents(parts: Parts, lines: list[Line]) -> Iterator[SearchDocument]:
    """The versions that some lines tell of, and the ones before them, which are the latest no longer.

    As the catalog knows them by now: what later lines tell of an article is taken in once more when it is their turn.
    """
    for article, numbers in versions_told(lines).items():
        versions = parts.catalog.versions(article)
        before = {number - 1 for number in numbers if number > 1}
        for version in among(versions, numbers | before):
            yield document_of(parts, version, len(versions))


def document_of(parts: Parts, version: Version, versions: int) -> SearchDocument:
    """A version as the index takes it in. Of one whose record is missing or damaged, only what the ledger tells."""
    published_at = version.published.at if version.published else _listed_at(parts, version)
    title, text = _read(parts, version)
    title = title or version.title
    return SearchDocument(
        version.article, version.number, version.outlet, version.language, published_at, title, text, versions
    )


def _read(parts: Parts, version: Version) -> tuple[str, str]:
    try:
        return open_text(parts, version)
    except (NotFound, ArchiveDamaged):  # `verify` tells of it
        return "", ""


def _listed_at(parts: Parts, version: Version) -> datetime:
    """When the article of a version that tells no time was published, as listings have it."""
    article = parts.catalog.article(version.article)
    return article.published_at if article else version.seen_at
