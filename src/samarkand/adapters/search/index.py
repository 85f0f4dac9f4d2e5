"""The search index port on tantivy: one writer, many readers. See `ports.SearchIndex` for its duties."""

from __future__ import annotations

import fcntl
import shutil
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samarkand.adapters.search import files
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.later import later
from samarkand.model.events import Place
from samarkand.model.search import Found, Hit, Options, Query, SearchDocument, Words

if TYPE_CHECKING:
    import tantivy

    from samarkand.adapters.search import querying, schema
else:  # every archive has an index, and most commands ask it nothing
    tantivy = later("tantivy")
    querying, schema = later("samarkand.adapters.search.querying"), later("samarkand.adapters.search.schema")

HEAP = 96_000_000
"""Bytes that the writer may gather before it makes a segment of them."""
TIES = 1_000
"""How many documents beyond those asked for are put in order where their scores are equal."""
VALUES = 5_000
"""How many values of a facet are told."""


class TantivyIndex:
    """Versions, arranged for finding."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made before it is asked for."""
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[object, tantivy.Searcher] | None = None
        self._known: Place | None = None

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where there is no index, it is damaged or of another version."""
        try:
            with _told(self._folder):
                self._known = _place(self._searcher())
        except CatalogUnusable:
            self._known = None
        return self._known

    def take(self, documents: Iterable[SearchDocument], place: Place) -> None:
        """Take in versions, each in the place of what was told of it before, and remember the place, all or none.

        Raises as `take_all` does.
        """
        deque(self.take_all([(documents, place)]), maxlen=0)

    def take_all(self, batches: Iterable[tuple[Iterable[SearchDocument], Place]]) -> Iterator[Place]:
        """Take in batch after batch, each with its place all or none; the place of each once it stands.

        What was written is merged into larger segments while the next batch is read, and in the end that is waited for.
        Raises ArchiveBusy where another process is at it, or was since this one asked for the place; CatalogUnusable
        where the folder cannot be written.
        """
        with _told(self._folder), self._only_writer():
            writer = self._writer()
            try:
                for documents, place in batches:
                    _put(writer, documents, place)
                    self._known = place
                    yield place
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
            files.is_whole(self._folder)  # so that who opens it next need not look

    def _writer(self) -> tantivy.IndexWriter:
        self._folder.mkdir(exist_ok=True)
        files.sweep(self._folder)
        index = tantivy.Index(schema.schema(), path=str(self._folder))
        if _place(index.searcher()) != self._known:
            raise ArchiveBusy(_busy(self._folder))
        return index.writer(HEAP, 1)

    def clear(self) -> None:
        """Forget everything. Raises ArchiveBusy, CatalogUnusable where the folder cannot be removed."""
        with _told(self._folder), self._only_writer():
            self._opened = self._known = None
            if self._folder.exists():
                shutil.rmtree(self._folder)

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Hold the lock that stands beside the folder, which may be removed; raises ArchiveBusy where another does."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        with self._folder.with_suffix(".lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ArchiveBusy(_busy(self._folder)) from error
            yield

    def search(self, query: Query, alternatives: Mapping[Words, tuple[str, ...]], options: Options) -> Found:
        """What is found; `alternatives` are the other spellings of words to be looked for, by the words of the query.

        Raises CatalogUnusable where there is no index or it is damaged.
        """
        spellings = alternatives if options.with_variants else {}
        compiled = querying.Compiler(schema.schema(), spellings, options.is_relaxed).compile(query)
        with _told(self._folder):
            searcher = self._searcher()
            hits, total = _hits(searcher, compiled, query, options)
            facets = _facets(searcher, compiled) if options.with_facets else None
        return Found(hits, total, facets)

    def _searcher(self) -> tantivy.Searcher:
        """A view of the index as it stands. An index that is new to us is checked; what our own writer adds is not."""
        with self._lock:
            state = self._state()
            if self._opened is not None and self._opened[0] == state:
                return self._opened[1]
            if self._opened is None and not files.is_whole(self._folder):
                raise CatalogUnusable(_unusable(self._folder, "it is damaged"))
            while True:
                try:
                    searcher = tantivy.Index.open(str(self._folder)).searcher()
                except ValueError:
                    before, state = state, self._state()
                    if state == before:
                        raise
                else:  # else a writer put others in the place of the files while they were opened
                    self._opened = state, searcher
                    return searcher

    def _state(self) -> object:
        """What differs between any two states of the index."""
        told = (self._folder / files.META).stat()
        return told.st_ino, told.st_mtime_ns, told.st_size


def _put(writer: tantivy.IndexWriter, documents: Iterable[SearchDocument], place: Place) -> None:
    for document in documents:
        writer.delete_documents_by_term(schema.KEY, schema.key_of(document.article, document.version))
        writer.add_document(schema.document_of(document))
    writer.delete_documents_by_term(schema.STATE, "place")
    writer.add_document(schema.place_document(place))
    writer.commit()


def _place(searcher: tantivy.Searcher) -> Place | None:
    found = searcher.search(tantivy.Query.term_query(schema.schema(), schema.STATE, "place"), 1).hits
    return schema.place_of(searcher.doc(found[0][1])[schema.TOLD][0]) if found else None


def _hits(
    searcher: tantivy.Searcher, compiled: tantivy.Query, query: Query, options: Options
) -> tuple[tuple[Hit, ...], int]:
    """The hits of a page in their order, and how many there are in all. What has no score goes by date."""
    first, end = options.offset, min(options.offset + options.limit, searcher.num_docs)
    if query.sort == "date" or not querying.has_words(query.root):
        found = searcher.search(compiled, max(end, 1), order_by_field=schema.ORDER)
        addresses = [address for _, address in found.hits[first:end]]
        return tuple(Hit(*_key(searcher, address), 0.0) for address in addresses), _total(found)
    weight = schema.WEIGHT if options.with_recency else None
    wanted = max(end, 1)
    while True:
        wanted = min(2 * wanted, wanted + TIES)
        found = searcher.search(compiled, wanted, weight_by_field=weight)
        scored = found.hits
        if len(scored) <= end or scored[-1][0] < scored[end - 1][0] or wanted > end + TIES:
            break
    orders = searcher.fast_field_values(schema.ORDER, [address for _, address in scored])
    ranked = sorted(zip(scored, orders, strict=True), key=lambda each: (-each[0][0], -(each[1] or 0)))
    page = [hit for hit, _ in ranked[first:end]]
    return tuple(Hit(*_key(searcher, address), score) for score, address in page), _total(found)


def _total(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # the library's type stub leaves it out


def _key(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> tuple[str, int]:
    return schema.parted(searcher.doc(address)[schema.KEY][0])


def _facets(searcher: tantivy.Searcher, compiled: tantivy.Query) -> dict[str, tuple[tuple[str, int], ...]]:
    """How many of each outlet and language, the most first; how many of each month, in their order."""
    names = (schema.OUTLET, schema.LANGUAGE, schema.MONTH)
    told = searcher.aggregate(compiled, {name: {"terms": {"field": name, "size": VALUES}} for name in names})
    facets = {}
    for name in names:
        values = [(bucket["key"], bucket["doc_count"]) for bucket in told[name]["buckets"]]
        by_value = sorted(values)
        facets[name] = tuple(by_value if name == schema.MONTH else sorted(by_value, key=lambda each: -each[1]))
    return facets


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What tantivy says of files, told as ours."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise CatalogUnusable(_unusable(folder, str(error))) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how tantivy ends on files that it did not write
            raise
        raise CatalogUnusable(_unusable(folder, str(error))) from error


def _busy(folder: Path) -> str:
    return f"another process is writing to the search index in {folder}; try again when it has ended"


def _unusable(folder: Path, problem: Any) -> str:
    return f"the search index in {folder} cannot be used: {problem}; `samarkand rebuild` makes it anew"
