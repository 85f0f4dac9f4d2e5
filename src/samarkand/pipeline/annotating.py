"""What is marked in the text of every version: what the ledger tells beyond the annotations' place, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from samarkand.errors import ArchiveBusy, ArchiveDamaged, BadOutlet, CatalogUnusable
from samarkand.later import later
from samarkand.model.events import Line, Place
from samarkand.model.mentions import DateMention
from samarkand.model.reports import Report
from samarkand.model.statements import METHOD, Annotations
from samarkand.model.tellings import cut_sentence, first_tellings
from samarkand.pipeline.opening import Unread, unread
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import behind, goes_on
from samarkand.pipeline.renumbering import among, versions_told
from samarkand.ports import AnnotationStore
from samarkand.text.agencies import AGENCIES, agency_of
from samarkand.text.sentences import Sentences

if TYPE_CHECKING:
    from samarkand.steps import dates as finding_dates
    from samarkand.steps import glosses, numbers, statements
else:  # where everything is marked already, none of their many patterns is needed
    finding_dates, glosses = later("samarkand.steps.dates"), later("samarkand.steps.glosses")
    numbers, statements = later("samarkand.steps.numbers"), later("samarkand.steps.statements")

BATCH = 1_000
"""Lines of the ledger that are taken in together: what a stop can cost."""
PIECE = 200_000
"""Bytes of records that are marked at once: a few dozen articles, a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Versions that are marked at once."""

    unmarked: tuple[tuple[Unread, datetime], ...]
    """Each with the instant that its article is listed under as long as it is the latest version."""
    lines: int = 0
    """Of the batch of lines that ends with it; 0 where it does not end one."""
    place: Place | None = None
    """The end of that batch."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece that is done."""

    annotations: tuple[Annotations, ...]
    lines: int
    place: Place | None


def annotate(parts: Parts) -> Iterator[int]:
    """Mark the versions that the annotations do not know yet; how many lines of the ledger were taken in each step.

    What the catalog does not know yet has to wait. Annotations that are damaged, of another method or of another ledger
    are made anew. Raises ArchiveBusy where another process is at it, CatalogUnusable where they cannot be written.
    """
    if parts.annotations is None:
        return
    known, end = parts.annotations.place(), parts.catalog.place()
    if known == end:
        return
    if known is None or known.count >= end.count or not goes_on(parts.archive, known):
        yield from annotate_anew(parts)
    else:
        yield from _take(parts, parts.annotations, known)


def annotate_anew(parts: Parts) -> Iterator[int]:
    """Mark all versions anew; how many lines of the ledger were taken in each step. Memory holds one batch.

    Raises ArchiveBusy, CatalogUnusable.
    """
    if parts.annotations is None:
        return
    parts.annotations.clear()
    yield from _take(parts, parts.annotations, Place())


def annotate_news(parts: Parts) -> Iterator[Report]:
    """Mark what was kept; a report only where that could not be done: the next round will do it."""
    try:
        for _ in annotate(parts):
            pass
    except (ArchiveBusy, CatalogUnusable, BadOutlet) as error:
        yield Report("note", "annotations", str(error))


def lag(parts: Parts) -> int:
    """How many lines of the ledger are not taken in yet; all of them where annotations have to be made anew."""
    return behind(parts.catalog, parts.annotations.place() if parts.annotations else None)


def _take(parts: Parts, store: AnnotationStore, after: Place) -> Iterator[int]:
    gathered: list[Annotations] = []
    for marked in parts.spread(mark, _pieces(parts, after)):
        gathered += marked.annotations
        if marked.place:
            store.take(gathered, marked.place)
            gathered = []
            yield marked.lines


def _pieces(parts: Parts, after: Place) -> Iterator[Piece]:
    """The versions that the ledger tells of after a place, in pieces of like size; each batch of lines ends with one."""
    end = parts.catalog.place().count
    lines = takewhile(lambda line: line.place.count <= end, parts.archive.lines(after))
    while batch := list(islice(lines, BATCH)):
        piece, size = [], 0
        for unmarked, listed_at in _unmarked(parts, batch):
            piece.append((unmarked, listed_at))
            size += len(unmarked.record)
            if size >= PIECE:
                yield Piece(tuple(piece))
                piece, size = [], 0
        yield Piece(tuple(piece), len(batch), batch[-1].place)


def _unmarked(parts: Parts, lines: Sequence[Line]) -> Iterator[tuple[Unread, datetime]]:
    """The versions that some lines tell of, each with the instant by which its article is listed."""
    for article, numbers in versions_told(lines).items():
        versions = parts.catalog.versions(article)
        for version in among(versions, numbers):
            yield unread(parts, version), version.published.at if version.published else versions[0].seen_at


def mark(piece: Piece) -> Marked:
    """What is marked in the versions of a piece. Pure, so that it can be done in any process."""
    return Marked(tuple(annotations_of(*each) for each in piece.unmarked), piece.lines, piece.place)


def annotations_of(unmarked: Unread, listed_at: datetime) -> Annotations:
    """What is marked in a version; nothing where its record is missing or damaged."""
    version = unmarked.version
    bare = Annotations(
        version.article,
        version.number,
        METHOD,
        outlet=version.outlet,
        language=version.language,
        published_at=listed_at,
    )
    try:
        _, text = unmarked.title_and_text()
    except ArchiveDamaged:
        return bare
    own = (unmarked.outlet.name, *unmarked.outlet.aliases)
    dates = finding_dates.dates_in(text, version.published, version.language, unmarked.zone)
    return replace(
        bare,
        statements=statements.statements_in(text, version.language, channel_of(text, own), own),
        dates=dates,
        numbers=numbers.numbers_in(text, dates, version.language),
        names=glosses.names_in(text),
        sentences=tuple(dict.fromkeys(_sentences(text, dates))),
    )


def _sentences(text: str, dates: Sequence[DateMention]) -> Iterator[tuple[int, str]]:
    """The sentences that first tell of each day."""
    sentences = Sentences(text)
    for mention in first_tellings(dates):
        yield cut_sentence(text, sentences.around(mention.start, mention.end), mention)


def channel_of(text: str, own: Iterable[str]) -> str:
    """The agency that a text as a whole came through; "" for none, and where that is the outlet, by its own names."""
    agency = agency_of(text)
    return "" if any(AGENCIES.get(name) == agency for name in own) else agency
