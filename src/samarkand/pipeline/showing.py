"""What articles show of the events that they report, by their latest versions; in as many processes as there are to be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice, takewhile

from samarkand.errors import ArchiveDamaged
from samarkand.model.events import Line, Place
from samarkand.model.packing import packed
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Packed, Sketch
from samarkand.pipeline.opening import Unread, unread
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.renumbering import VERSIONS
from samarkand.ports import StoryStore
from samarkand.steps.dates import stretches_in
from samarkand.steps.numbers import values_in
from samarkand.steps.relating.features import Lexicon, Told, features_of
from samarkand.steps.relating.sketches import sketch_of

BATCH = 1_000
"""Lines of the ledger that are taken in together, of a backlog that is no longer than some batches: what a stop can cost."""
LONG = 8_000
"""The same of the longest backlog. What was published around a batch is taken up once for it: lines that lie in no order of time
take up all there is, which is done some hundred times, however many they are."""
BATCHES = 100
FIRST = 200
"""Lines of the first batch, each other one holding twice as many until they are full: who waits for it has something to do soon."""
PIECE = 200
"""Articles that are read at once: the way of what is known of words to another process costs a tenth of that."""
DATED = 1_200
"""Characters of a text in which dates and numbers are looked for."""
Shown = tuple[Packed, Sketch]


@dataclass(frozen=True, slots=True)
class Batch:
    """What some lines of the ledger tell of."""

    lines: tuple[Line, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Articles that are read at once."""

    articles: tuple[tuple[Unread, datetime], ...]
    """Latest versions, and when their articles were published."""
    lines: tuple[Line, ...] = ()
    """Those of the batch that ends with it; none where it does not end one."""


def batches(parts: Parts, lexicon: Lexicon, after: Place) -> Iterator[Batch]:
    """What the ledger tells after a place, as far as the catalog knows it, batch by batch; some is read ahead."""
    gathered: list[Shown] = []
    for lines, some in parts.spread(partial(_read, lexicon), _pieces(parts, after), is_beside=True):
        gathered += some
        if lines:
            yield Batch(lines, tuple(gathered))
            gathered = []


def published_first(parts: Parts, after: Place) -> list[datetime]:
    """When the articles of the first batch after a place were published, in order. Costs a look into the catalog for each."""
    lines = islice(parts.archive.lines(after), FIRST)
    told = {str(line.data["article"]) for line in lines if line.kind in VERSIONS}
    return sorted(article.published_at for article in map(parts.catalog.article, told) if article)


def _pieces(parts: Parts, after: Place) -> Iterator[_Piece]:
    end = parts.catalog.place().count
    lines = takewhile(lambda line: line.place.count <= end, parts.archive.lines(after))
    sizes = sizes_of_batches(end - after.count)
    while batch := tuple(islice(lines, next(sizes))):
        told = list(dict.fromkeys(str(line.data["article"]) for line in batch if line.kind in VERSIONS))
        for begin in range(0, max(len(told), 1), PIECE):
            articles = filter(None, map(parts.catalog.article, told[begin : begin + PIECE]))
            latest = tuple((unread(parts, article.latest), article.published_at) for article in articles)
            yield _Piece(latest, batch if begin + PIECE >= len(told) else ())


def sizes_of_batches(backlog: int) -> Iterator[int]:
    """Lines of each batch of a backlog of so many, without end."""
    full = min(max(backlog // BATCHES, BATCH), LONG)
    size = FIRST
    while True:
        yield min(size, full)
        size = min(2 * size, full)


def in_order(store: StoryStore, batch: Batch) -> Iterator[Shown]:
    """What the articles of a batch show, with the number of the line that first told of each; all before are in the store."""
    first: dict[str, int] = {}
    for line in batch.lines:
        if line.kind in VERSIONS:
            first.setdefault(str(line.data["article"]), line.place.count)
    first |= {article: known.order for article, known in store.members_of(list(first)).items()}
    for told, sketch in batch.shown:
        yield replace(told, member=replace(told.member, order=first[told.member.article])), sketch


def _read(lexicon: Lexicon, piece: _Piece) -> tuple[tuple[Line, ...], list[Shown]]:
    """What the articles of a piece show. Pure, so that it can be done in any process."""
    return piece.lines, shown(lexicon, piece.articles)


def shown(lexicon: Lexicon, articles: Sequence[tuple[Unread, datetime]]) -> list[Shown]:
    """What articles show by their latest versions, each with the time of its publication. Pure.

    Each step is taken for all of them before the next one: what it needs stays near the processor, which saves a quarter.
    """
    versions = [each for each, _ in articles]
    documents = [_document(each, listed_at) for each, listed_at in articles]
    beginnings = [f"{each.title}\n{each.text[:DATED]}" for each in documents]
    dates = [
        stretches_in(text, each.version.published, each.version.language, each.zone)
        for text, each in zip(beginnings, versions, strict=True)
    ]
    numbers = [
        values_in(text, found, each.language) for text, found, each in zip(beginnings, dates, documents, strict=True)
    ]
    days = [[told.stretch.since for told in found if told.stretch.grain == "day"] for found in dates]
    features = features_of(list(map(Told, documents, numbers, days)), lexicon)
    data = [packed(each) for each in features]
    sketches = [Sketch(each.article, each.published_at, sketch_of(each, lexicon.common)) for each in features]
    return list(zip(data, sketches, strict=True))


def _document(each: Unread, listed_at: datetime) -> SearchDocument:
    """A version as it is read; only its title where its record is missing or damaged."""
    version = each.version
    try:
        title, text = each.title_and_text()
    except ArchiveDamaged:  # `verify` tells of it
        title, text = "", ""
    at = version.published.at if version.published else listed_at
    return SearchDocument(
        version.article, version.number, version.outlet, version.language, at, title or version.title, text, 1
    )
