"""How well articles are taken out of pages: a table beside what the extraction library gives alone.

    python -m bench.extraction [--alone] [--misses N]

Sets and scoring are those of the benchmark (`extraction/score.py`). Its gold texts leave captions out (but for the set
`readability`), and we keep them: hence two rows. Pages are halved by a hash of their id, to show whether what was learnt from
one half holds on the other.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

import trafilatura

from bench.shared import shared
from samarkand.model.articles import Extracted
from samarkand.model.outlets import Outlet
from samarkand.steps.extract import extract
from samarkand.text.plain import plain_text

NOW = datetime(2026, 12, 1, tzinfo=UTC)
NOBODY = Outlet("nobody", "")
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SETS = ("scrapinghub", "fundus", "readability", "East Asian", "the rest", "half 0", "half 1", "all")
Row = dict[str, Any]


def scorer(folder: Path) -> ModuleType:
    """The benchmark's own script, as a module."""
    spec = importlib.util.spec_from_file_location("extraction_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(folder: Path) -> list[Row]:
    with (folder / "pages.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) | {"folder": folder} for line in lines]


def take(page: Row) -> tuple[str, Extracted, float]:
    """What we make of a page, and the seconds that it took."""
    markup = gzip.decompress((page["folder"] / page["html"]).read_bytes())
    started = time.perf_counter()
    found = extract(markup, page.get("url") or "https://unknown.example/page", NOBODY, NOW)
    return page["id"], found, time.perf_counter() - started


def take_alone(page: Row) -> tuple[str, str]:
    """What the library gives alone, precision favoured."""
    markup = gzip.decompress((page["folder"] / page["html"]).read_bytes())
    return page["id"], trafilatura.extract(markup, favor_precision=True, include_comments=False) or ""


def measure(chosen: Iterable[Row], processes: int = 2) -> dict[str, tuple[Extracted, float]]:
    with ProcessPoolExecutor(processes) as pool:
        return {page_id: (found, seconds) for page_id, found, seconds in pool.map(take, list(chosen), chunksize=8)}


def without_captions(found: Extracted) -> str:
    return plain_text(re.sub("<figcaption>.*?</figcaption>", "", found.body))


def groups_of(page: Row) -> tuple[str, ...]:
    east_asian = len(EAST_ASIAN.findall(page["body"])) > 0.3 * len(page["body"])
    half = int(hashlib.sha256(page["id"].encode()).hexdigest(), 16) % 2
    return page["set"], "East Asian" if east_asian else "the rest", f"half {half}", "all"


def bodies(chosen: Iterable[Row], texts: Mapping[str, str], score: ModuleType) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 a group: means over pages, F1 of the two means."""
    values: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for page in chosen:
        pair = score.precision_recall(page["body"], texts.get(page["id"], ""))
        for group in groups_of(page):
            values[group].append(pair)
    table = {}
    for group, pairs in values.items():
        precision, recall = mean(pair[0] for pair in pairs), mean(pair[1] for pair in pairs)
        table[group] = (precision, recall, score.f1(precision, recall))
    return table


def fields(
    chosen: Iterable[Row], found: Mapping[str, Extracted], score: ModuleType
) -> dict[tuple[str, str], tuple[int, int]]:
    """(set, field) -> (right, known); days are compared in UTC, since the pages' zones are not told."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for page in chosen:
        article = found[page["id"]]
        at = article.published and (article.published.on or article.published.at)
        ours = {"title": article.title, "authors": article.authors, "published": str(at or "")}
        for field, form in score.FIELDS.items():
            if form(page.get(field)):
                right, known = counts.get((page["set"], field), (0, 0))
                counts[page["set"], field] = right + (form(page[field]) == form(ours[field])), known + 1
    return counts


def show(label: str, table: Mapping[str, tuple[float, float, float]]) -> None:
    cells = (f"{p:.3f} {r:.3f} {f:.3f}" for p, r, f in (table[group] for group in SETS))
    print(f"{label:18}", *(f"{cell:>18}" for cell in cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alone", action="store_true", help="measure the extraction library alone, too")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list the N pages with the lowest F1")
    options = parser.parse_args()
    folder = shared() / "bench" / "extraction"
    score, chosen = scorer(folder), pages(folder)
    measured = measure(chosen)
    found = {page_id: article for page_id, (article, _) in measured.items()}
    texts = {page_id: without_captions(article) for page_id, article in found.items()}
    print(f"{'P, R, F1':18}", *(f"{group:>18}" for group in SETS))
    show("without captions", bodies(chosen, texts, score))
    show("with captions", bodies(chosen, {page_id: article.text for page_id, article in found.items()}, score))
    if options.alone:
        with ProcessPoolExecutor(2) as pool:
            show("library alone", bodies(chosen, dict(pool.map(take_alone, chosen, chunksize=8)), score))
    for (name, field), (right, known) in sorted(fields(chosen, found, score).items()):
        print(f"{name:12} {field:10} {right} of {known}")
    seconds = [took for _, took in measured.values()]
    captions = sum(bool(picture.caption) for article in found.values() for picture in article.pictures)
    pictures = sum(len(article.pictures) for article in found.values())
    print(
        f"{1 / mean(seconds):.0f} pages/s a process, longest {max(seconds):.2f} s; {pictures} pictures, {captions} captions"
    )
    pairs = ((score.f1(*score.precision_recall(page["body"], texts[page["id"]])), page["id"]) for page in chosen)
    for value, page_id in sorted(pairs)[: options.misses]:
        print(f"{value:.3f}  {page_id}")


if __name__ == "__main__":
    main()
