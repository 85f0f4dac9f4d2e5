"""How fast captures become records and tables on one core, beside others on the same file; and near-duplicates: speed and recall.

    python -m bench.bulk [--peers PYTHON] [--pages N]

The file is a WARC as crawlers write it, of the pages of the extraction benchmark. Times are of the processor, one process, the best
of two. `--peers` names an interpreter that has news-please and fastwarc (`.venv/peers/bin/python`); without it, that row is left out.
Near-duplicates: the corpus, and seeded edits of each of its texts; brute force compares the runs of every pair.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import trafilatura
from fastwarc import ArchiveIterator, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.shared import shared
from samarkand.adapters import names, weights
from samarkand.adapters.captures import read_captures
from samarkand.adapters.engine import opened as open_source
from samarkand.adapters.outlets import built_in
from samarkand.adapters.parquet import ParquetTables
from samarkand.pipeline.bulk.files import FileWork, lexicon_of
from samarkand.pipeline.pages import captured_draft
from samarkand.steps import imports, reading, records
from samarkand.steps.nearness import (
    BANDS,
    ENOUGH,
    bands_of,
    first_met,
    likeness,
    meeting,
    opened,
    shingles_of,
    signature_of,
)
from samarkand.steps.outlets import outlet_of

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ROUNDS = 2
PAIRED = 400
"""Texts of the corpus, each with an edited copy, that brute force compares."""


def crawl(path: Path, most: int) -> tuple[int, int]:
    """Write the WARC file; pages in it, and bytes of their bodies."""
    folder, pages, size = shared() / "bench" / "extraction", 0, 0
    with path.open("wb") as stream, (folder / "pages.jsonl").open(encoding="utf-8") as lines:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.0")
        known = [told for told in map(json.loads, lines) if "url" in told]
        for number in range(most):  # once through, then again at other addresses
            told = known[number % len(known)]
            url = told["url"] + (f"?again={number}" if number >= len(known) else "")
            body = gzip.decompress((folder / told["html"]).read_bytes())
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", BytesIO(body), http_headers=head)
            writer.write_record(record)
            pages, size = pages + 1, size + len(body)
    return pages, size


def bodies(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            yield record.reader.read()


def floor(path: Path) -> int:
    return sum(1 for body in bodies(path) if body)


def read_alone(path: Path) -> int:
    return sum(1 for _ in read_captures(path))


def trafilatura_alone(path: Path) -> int:
    return sum(1 for body in bodies(path) if trafilatura.extract(body))


def recorded(path: Path) -> int:
    outlets = built_in()
    pages = (found for found in read_captures(path) if imports.is_page(found))
    return sum(1 for found in pages if captured_draft(outlets, found, NOW))


def tabled(path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        tables = ParquetTables(Path(folder))
        work = FileWork(tables, open_source, read_captures, built_in(), weights.built_in, names.built_in, NOW)
        told = json.loads(work(json.dumps({"source": str(path), "bytes": path.stat().st_size})))
    return told["versions"]


def best(work: Callable[[Path], int], path: Path) -> tuple[float, int]:
    """Seconds of the processor, and how many articles were found."""
    seconds, found = [], 0
    for _ in range(ROUNDS):
        start = time.process_time()
        found = work(path)
        seconds.append(time.process_time() - start)
    return min(seconds), found


def pages_a_second(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        pages, size = crawl(path, arguments.pages)
        print(f"{pages} pages, {size / 1e6:.0f} MB of HTML, {path.stat().st_size / 1e6:.1f} MB of WARC; one core")
        lexicon_of(weights.built_in, names.built_in)
        works = {
            "a bare loop of fastwarc": floor,
            "samarkand: captures": read_alone,
            "samarkand: captures and records": recorded,
            "samarkand: all tables of a file": tabled,
            "trafilatura, its defaults": trafilatura_alone,
        }
        print(f"{'':36}{'pages/s':>9}{'ms a page':>11}{'articles':>10}")
        for label, work in works.items():
            seconds, found = best(work, path)
            print(f"{label:36}{pages / seconds:>9.1f}{1000 * seconds / pages:>11.2f}{found:>10}", flush=True)
        if arguments.peers:
            command = [arguments.peers, str(Path(__file__).with_name("peers") / "bulk.py"), str(path)]
            told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1])
            rate = told["pages"] / told["seconds"]
            print(f"{'news-please, once':36}{rate:>9.1f}{1000 / rate:>11.2f}{told['found']:>10}")


def texts() -> Iterator[str]:
    """The texts of the corpus."""
    outlets = built_in()
    for path in sorted(path for path in (shared() / "corpus").rglob("*") if path.is_file()):
        data = path.read_bytes()
        if records.looks_like_record(data):
            record = records.parse(data)
            yield reading.title_and_text(record, outlet_of(record.url, outlets), NOW)[1]


def edited(text: str, others: list[str], chance: random.Random) -> str:
    """A text with some of its sentences replaced by another's, as a re-write has it: up to a third."""
    sentences = text.split("。")
    for place in range(len(sentences)):
        if chance.random() < chance.random() / 3:
            sentences[place] = chance.choice(others)[:40]
    return "。".join(sentences)


def near_duplicates() -> None:
    chance, known = random.Random(20), [text for text in texts() if len(text) > 200]
    start = time.process_time()
    signatures = opened([signature for signature in map(signature_of, known) if signature])
    signed = time.process_time() - start
    many = signatures.repeat(20, axis=0)
    many = many + (np.arange(len(many), dtype=np.uint32) % 20)[:, None]  # twenty corpora that have nothing in common
    start = time.process_time()
    pairs = len(list(met(many)))
    took = time.process_time() - start
    print(f"\nsignatures: {len(known) / signed:,.0f} texts/s of {sum(map(len, known)) // len(known)} characters")
    print(f"meeting: {len(many):,} signatures, {pairs:,} pairs in {took:.2f} s: {len(many) / took:,.0f} articles/s")
    some = known[:PAIRED]
    some += [edited(text, known, chance) for text in some]
    runs = list(map(shingles_of, some))
    start = time.process_time()
    alike = {
        (one, two): len(runs[one] & runs[two]) / len(runs[one] | runs[two])
        for one, two in combinations(range(len(some)), 2)
    }
    brute = time.process_time() - start
    start = time.process_time()
    found = set(met(opened(list(map(signature_of, some)))))
    ours = time.process_time() - start
    print(f"{len(some)} texts, all {len(alike):,} pairs: brute force {brute:.1f} s, ours {ours:.2f} s with signatures")
    for least in (0.9, 0.8, 0.75, ENOUGH):
        wanted = {pair for pair, how in alike.items() if how >= least}
        print(f"likeness from {least}: {len(wanted)} pairs, recall {len(wanted & found) / len(wanted):.3f}")
    right = sum(alike[pair] >= ENOUGH - 0.1 for pair in found)
    print(f"told: {len(found)} pairs, of which {right / len(found):.3f} have {ENOUGH - 0.1:.1f} or more")


def met(signatures) -> Iterator[tuple[int, int]]:
    """The pairs that all bands tell."""
    numbers = bands_of(signatures, range(BANDS))
    for band in range(BANDS):
        ones, others = meeting(numbers[:, band])
        told = first_met(signatures, ones, others, band) & (likeness(signatures, ones, others) >= ENOUGH)
        yield from (tuple(sorted(pair)) for pair in zip(ones[told].tolist(), others[told].tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", default="", help="an interpreter that has news-please and fastwarc")
    parser.add_argument("--pages", type=int, default=300)
    arguments = parser.parse_args()
    pages_a_second(arguments)
    near_duplicates()


if __name__ == "__main__":
    sys.exit(main())
