"""How fast the search is beside SQLite's FTS5, over the same texts and queries.

    python -m bench.search_speed            the corpus as it is, then 100,000 articles
    python -m bench.search_speed --huge     and 1,000,000
    python -m bench.search_speed 20000      the corpus, then so many

Articles beyond the corpus are made of its own sentences, drawn by lot from a fixed seed: each takes the title, the outlet,
the day and the length of one, and sentences of all. FTS5 gets the folded text with its `trigram` tokenizer, and our own
terms, parted by blanks, with `unicode61`. A time holds a query, ten hits, their count, and a passage of each, which the
same code cuts from the same texts for all three. `headline` is a title typed whole of which nothing has all: it is asked
strictly, and then loosened, as `searching.Search` does; the other two have nothing like it. Texts are counted in bytes of UTF-8.
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bench.child import run, tell
from bench.shared import shared
from samarkand.adapters import incoming
from samarkand.adapters.outlets import built_in
from samarkand.adapters.search import TantivyIndex
from samarkand.adapters.search.index import HEAP
from samarkand.errors import BadRecord
from samarkand.model.events import Place
from samarkand.model.search import All, Any, Node, Not, Options, Published, Query, SearchDocument, Sort, Words
from samarkand.steps import reading, records
from samarkand.steps.loosening import loosened, pieces
from samarkand.steps.matching import Wanted
from samarkand.steps.outlets import outlet_of
from samarkand.steps.passages import passages
from samarkand.text.folding import fold
from samarkand.text.terms import index_terms, phrase_terms
from samarkand.text.tokens import words_of
from samarkand.times import to_ms

MODULE = "bench.search_speed"
BATCH = 16_000
"""As `pipeline.indexing` has it."""
QUERIES = 200
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def corpus() -> list[SearchDocument]:
    """The corpus, a version a file."""
    made = []
    for folder in incoming.folders([shared() / "corpus"]):
        for file in folder:
            try:
                record = records.parse(file.read())
            except BadRecord:
                continue
            outlet = outlet_of(record.url, built_in())
            read = reading.read(record, outlet, NOW)
            at = read.published.at if read.published else NOW
            name = f"{len(made):016x}"
            made.append(SearchDocument(name, 1, outlet.id, read.language, at, read.title, read.text, 1))
    return made


def articles(count: int) -> Iterator[SearchDocument]:
    """So many articles: the corpus, and beyond it what its sentences make."""
    own = corpus()
    yield from own[:count]
    sentences = [found for document in own for found in SENTENCE.findall(document.text) if len(found) > 5]
    chance = random.Random(20261121)
    for number in range(len(own), count):
        like = chance.choice(own)
        left, text = len(like.text), []
        while left > 0:
            text.append(chance.choice(sentences))
            left -= len(text[-1])
        at = like.published_at + timedelta(minutes=chance.randrange(60 * 24 * 300))
        body = "".join(text)
        yield SearchDocument(f"{number:016x}", 1, like.outlet, like.language, at, like.title, body, 1)


# The texts, once for all three


def texts_of(place: Path) -> sqlite3.Connection:
    return sqlite3.connect(place / "texts.sqlite")


def write_texts(place: Path, count: int) -> int:
    """Keep the texts where all three find them; their bytes."""
    texts = texts_of(place)
    texts.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, outlet, language, ms, title, text)")
    size = 0
    for document in articles(count):
        row = (document.outlet, document.language, to_ms(document.published_at), document.title, document.text)
        texts.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", (int(document.article, 16) + 1, *row))
        size += len(document.title.encode()) + len(document.text.encode())
    texts.commit()
    return size


def read_texts(place: Path) -> Iterator[SearchDocument]:
    for number, outlet, language, ms, title, text in texts_of(place).execute("SELECT * FROM texts ORDER BY id"):
        at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)
        yield SearchDocument(str(number), 1, outlet, language, at, title, text, 1)


# The three


def fts(place: Path, name: str) -> sqlite3.Connection:
    return sqlite3.connect(place / f"{name}.sqlite")


def index_ours(place: Path) -> None:
    deque(TantivyIndex(place / "ours").take_all(batches(place)), maxlen=0)


def batches(place: Path) -> Iterator[tuple[list[SearchDocument], Place]]:
    documents, count = read_texts(place), 0
    while batch := list(islice(documents, BATCH)):
        count += len(batch)
        yield batch, Place(count)


def index_trigram(place: Path) -> None:
    into_fts(place, "trigram", "trigram", fold)


def index_pairs(place: Path) -> None:
    into_fts(place, "pairs", "unicode61", lambda text: " ".join(index_terms(words_of(text))))


def into_fts(place: Path, name: str, tokenizer: str, form: Callable[[str], str]) -> None:
    """The texts in an index without their content, and their times beside it.

    Gathered in as much memory as our own writer has, and merged once in the end: that takes half the time of its defaults.
    """
    connection = fts(place, name)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"CREATE VIRTUAL TABLE found USING fts5(title, body, content='', tokenize='{tokenizer}')")
    for setting, value in (("hashsize", HEAP), ("automerge", 0), ("crisismerge", 1_000)):
        connection.execute("INSERT INTO found (found, rank) VALUES (?, ?)", (setting, value))
    connection.execute("CREATE TABLE times (id INTEGER PRIMARY KEY, ms)")
    documents = read_texts(place)
    while batch := list(islice(documents, BATCH)):
        rows = ((int(each.article), form(each.title), form(each.text)) for each in batch)
        connection.executemany("INSERT INTO found (rowid, title, body) VALUES (?, ?, ?)", rows)
        connection.executemany(
            "INSERT INTO times VALUES (?, ?)", ((int(each.article), to_ms(each.published_at)) for each in batch)
        )
        connection.commit()
    connection.execute("INSERT INTO found (found) VALUES ('optimize')")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


INDEXING = {"ours": index_ours, "trigram": index_trigram, "pairs": index_pairs}


def size_of(place: Path, name: str) -> int:
    if name == "ours":
        return sum(path.stat().st_size for path in (place / "ours").iterdir())
    return (place / f"{name}.sqlite").stat().st_size


# Queries


@dataclass(frozen=True)
class Asked:
    """A query for all three: words that must be there, one of some, none of one; a month; an order."""

    words: tuple[str, ...]
    either: tuple[str, ...] = ()
    never: str = ""
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort = "relevance"
    is_headline: bool = False
    """Typed whole: some of it is enough."""

    def ours(self) -> Query:
        parts: list[Node] = [Words(word) for word in self.words]
        parts += [Any(tuple(map(Words, self.either)))] if self.either else []
        parts += [Not(Words(self.never))] if self.never else []
        parts += [Published(self.since.date(), self.until.date())] if self.since and self.until else []
        return Query(All(tuple(parts)), self.sort)

    def fts(self, phrase: Callable[[str], str]) -> str:
        parts = [phrase(word) for word in self.words]
        parts += [f"({' OR '.join(map(phrase, self.either))})"] if self.either else []
        match = " AND ".join(parts)
        return f"({match}) NOT {phrase(self.never)}" if self.never else match


def queries(place: Path) -> dict[str, list[Asked]]:
    """200 of each kind, cut from titles and texts by lot."""
    chance = random.Random(7)
    own = [document for document in islice(read_texts(place), 2_600) if HAN.search(document.title)]
    long = [document for document in own if any(len(run) > 30 for run in re.findall(HAN, document.text))] or own

    def words(document: SearchDocument, count: int) -> tuple[str, ...]:
        runs = HAN.findall(document.title)
        cut = []
        for _ in range(count):
            found = chance.choice(runs)
            start = chance.randrange(len(found) - 1)
            cut.append(found[start : start + chance.choice((2, 2, 3, 4))])
        return tuple(cut)

    def phrase(document: SearchDocument) -> str:
        runs = [found for found in HAN.findall(document.text) if len(found) > 6] or HAN.findall(document.title)
        found = chance.choice(runs)
        start = chance.randrange(max(1, len(found) - 6))
        return found[start : start + chance.randint(5, 10)]

    def month(document: SearchDocument) -> dict[str, datetime]:
        first = document.published_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return {"since": first, "until": first + timedelta(days=31)}

    some = [[chance.choice(own) for _ in range(QUERIES)] for _ in range(8)]
    made = {f"{count} words": [Asked(words(each, count)) for each in some[count]] for count in (1, 2, 3, 4)}
    made["phrase"] = [Asked((phrase(chance.choice(long)),)) for _ in range(QUERIES)]
    made["boolean"] = [Asked(words(each, 1), words(each, 2), words(chance.choice(own), 1)[0]) for each in some[5]]
    made["date range"] = [Asked(words(each, 1), **month(each)) for each in some[6]]
    made["by date"] = [Asked(words(each, 1), sort="date") for each in some[7]]
    typed = [asked for each in own if loosened((asked := Asked(tuple(each.title.split()), is_headline=True)).ours())]
    made["headline"] = [chance.choice(typed) for _ in range(QUERIES)]
    return made


def trigram_phrase(word: str) -> str:
    return f'"{fold(word)}"'


def pairs_phrase(word: str) -> str:
    return f'"{" ".join(term for _, term in phrase_terms(words_of(word)).terms)}"'


def ask_fts(connection: sqlite3.Connection, asked: Asked, phrase: Callable[[str], str]) -> list[int]:
    """Ten hits, and their count, which is thrown away."""
    match = asked.fts(phrase)
    tables, condition, values = "found", "found MATCH ?", [match]
    if (asked.since and asked.until) or asked.sort == "date":
        tables += " JOIN times ON times.id = found.rowid"
    if asked.since and asked.until:
        condition += " AND ms >= ? AND ms < ?"
        values += [to_ms(asked.since), to_ms(asked.until)]
    order = "ms DESC" if asked.sort == "date" else "bm25(found, 3.0, 1.0)"
    connection.execute(f"SELECT count(*) FROM {tables} WHERE {condition}", values).fetchone()
    found = connection.execute(f"SELECT found.rowid FROM {tables} WHERE {condition} ORDER BY {order} LIMIT 10", values)
    return [number for (number,) in found]


def ask_ours(index: TantivyIndex, asked: Asked) -> tuple[list[int], Wanted]:
    """Ten hits, and what is to be marked in them."""
    query, options = asked.ours(), Options(10)
    found = index.search(query, {}, options)
    if asked.is_headline and (loose := loosened(query)):
        found, query = index.search(loose, {}, replace(options, is_relaxed=True)), pieces(loose)
    return [int(hit.article) for hit in found.hits], Wanted.of(query, {})


def ask(place: Path, name: str) -> None:
    """Ask one of the three everything, and tell the milliseconds of each kind."""
    asked = queries(place)
    texts = texts_of(place)
    start = time.perf_counter()
    ours = TantivyIndex(place / "ours")
    if name == "ours":
        ours.search(asked["1 words"][0].ours(), {}, Options(10))
    opened = 1000 * (time.perf_counter() - start)
    connection = fts(place, name) if name != "ours" else None
    phrase = trigram_phrase if name == "trigram" else pairs_phrase
    told: dict[str, list[float]] = {}
    for kind, many in asked.items():
        for each in many:
            is_short = min(map(len, (*each.words, *each.either, each.never or "   "))) < 3
            if connection and (each.is_headline or (name == "trigram" and is_short)):
                continue  # it cannot be asked so, or for two characters
            start = time.perf_counter()
            if connection is None:
                found, wanted = ask_ours(ours, each)
            else:
                found, wanted = ask_fts(connection, each, phrase), Wanted.of(each.ours(), {})
            for number in found:
                text = texts.execute("SELECT text FROM texts WHERE id = ?", (number,)).fetchone()[0]
                passages(text, wanted.text, 140)
            told.setdefault(kind, []).append(1000 * (time.perf_counter() - start))
    tell(opened=opened, milliseconds=told)


def main(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            place = Path(folder)
            written = write_texts(place, size)
            print(f"\n{size:,} articles, {written / 1e6:,.0f} MB of text", flush=True)
            print(f"{'':10}{'seconds':>9}{'CPU s':>8}{'articles/s':>12}{'index/text':>12}{'peak MiB':>10}", flush=True)
            for name in INDEXING:
                start = time.perf_counter()
                told = run(MODULE, "index", name, folder)
                took = time.perf_counter() - start
                share = size_of(place, name) / written
                rate = f"{took:>9.1f}{told['busy']:>8.1f}{size / took:>12,.0f}"
                print(f"{name:10}{rate}{share:>12.2f}{told['peak']:>10}", flush=True)
            print_times({name: run(MODULE, "ask", name, folder) for name in INDEXING})


def print_times(told: dict[str, dict]) -> None:
    print(f"opened, with the first query: {told['ours']['opened']:.0f} ms")
    print(f"{'p50 / p95, ms':14}" + "".join(f"{name:>20}" for name in told) + f"{'p95 against ours':>22}")
    for kind in told["ours"]["milliseconds"]:
        cells, highs = [], []
        for name in told:
            values = sorted(told[name]["milliseconds"].get(kind, []))
            if len(values) < 10:
                cells.append("cannot")
                continue
            high = values[int(0.95 * len(values))]
            highs.append(high)
            part = "" if len(values) == QUERIES else f" ({len(values)})"
            cells.append(f"{statistics.median(values):.1f} / {high:.1f}{part}")
        ratios = " ".join(f"{high / highs[0]:.1f}x" for high in highs[1:])
        print(f"{kind:14}" + "".join(f"{cell:>20}" for cell in cells) + f"{ratios:>22}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["index", name, folder]:
            INDEXING[name](Path(folder))
            tell(busy=time.process_time())
        case ["ask", name, folder]:
            ask(Path(folder), name)
        case ["--huge"]:
            main([2_627, 100_000, 1_000_000])
        case [count]:
            main([2_627, int(count)])
        case _:
            main([2_627, 100_000])
