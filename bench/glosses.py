"""How many of the names that readers marked are found with their Latin spellings: a table, and what was missed.

    python -m bench.glosses [--misses]

Gold: the names of the annotated records, on their plain text. A pair counts where the name and the spelling are both the same.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

from bench.shared import shared
from samarkand.steps.glosses import glosses_in
from samarkand.steps.records import parse
from samarkand.text.plain import plain_text


def gold(folder: Path) -> Iterator[tuple[str, str, set[tuple[str, str]]]]:
    """Path, plain text and the marked pairs of each annotated record."""
    for line in (folder / "gold/statements.jsonl").read_text("utf-8").split("\n"):
        if line:
            row = json.loads(line)
            data = next(place for name in ("records", "corpus") if (place := folder / name / row["path"]).exists())
            text = plain_text(parse(data.read_bytes()).body)
            yield row["path"], text, {(name["name"], name["gloss"]) for name in row["names"]}


def scores(folder: Path) -> tuple[float, float, list[str]]:
    """Precision, recall, and a line for each difference."""
    right = found = wanted = 0
    differences = []
    for path, text, pairs in gold(folder):
        have = {(gloss.name, gloss.latin) for gloss in glosses_in(text)}
        right, found, wanted = right + len(have & pairs), found + len(have), wanted + len(pairs)
        differences += [f"missed {path[:14]} {pair}" for pair in sorted(pairs - have)]
        differences += [f"false  {path[:14]} {pair}" for pair in sorted(have - pairs)]
    return right / max(1, found), right / wanted, differences


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    folder = shared()
    precision, recall, differences = scores(folder)
    print(f"marked names  precision {precision:.3f}  recall {recall:.3f}")
    if arguments.misses:
        print(*differences, sep="\n")
    texts = [plain_text(parse(path.read_bytes()).body) for path in sorted((folder / "corpus").glob("*/*.md"))[:500]]
    start = time.perf_counter()
    count = sum(len(glosses_in(text)) for text in texts)
    spent = time.perf_counter() - start
    characters = sum(map(len, texts))
    print(
        f"{count} glosses in {len(texts)} articles, {len(texts) / spent:,.0f} articles/s, {characters / spent / 1e6:.1f} M characters/s"
    )


if __name__ == "__main__":
    main()
