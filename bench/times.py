"""How many expressions of time that annotators marked in Chinese news are found with the same extent: a table in two halves.

    python -m bench.times [--misses]

The set marks calendar and clock together (`昨天下午1点多`) and also words such as `当场` and durations, which we leave out. Every
second document was read while rules were made; the others were only counted. `--misses` prints what differs in the first half.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bench.shared import shared
from samarkand.model.articles import Published
from samarkand.steps.dates import dates_in, times_in

HALVES = ("first", "second")
_REPORTED = re.compile(r"([0-9]{4})[^0-9]([0-9]{1,2})[^0-9]([0-9]{1,2}?)(?=[0-9]{1,2}:[0-9]{2}|[^0-9]|$)")
"""`2011-12-713:41:56` holds a day and a time with nothing between them."""

Expressions = Counter[tuple[str, int, str]]
"""Document, sentence, text."""


class Score(NamedTuple):
    """Of expressions that are the same."""

    gold: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.gold + self.found)


def documents(place: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Half and document, in turns."""
    lines = (place / "bench" / "statements" / "docs.jsonl").read_text("utf-8").splitlines()
    yield from ((HALVES[number % 2], json.loads(line)) for number, line in enumerate(lines))


def marked(document: dict[str, Any]) -> Expressions:
    """What annotators marked."""
    return Counter((document["id"], time["sentence"], time["text"]) for time in document["times"])


def ours(document: dict[str, Any]) -> Expressions:
    """What we find in the sentences, each a line of its own."""
    text = "\n".join(document["sentences"])
    match = _REPORTED.search(document["reported"])
    at = datetime(*map(int, match.groups()), 4, tzinfo=UTC) if match else datetime(2008, 1, 1, tzinfo=UTC)
    dates = dates_in(text, Published(at, "Asia/Shanghai", "day", "header"), "zh")
    found = times_in(text, dates, at.date(), "zh")
    return Counter((document["id"], text.count("\n", 0, each.start), each.text) for each in found)


def scores(place: Path) -> dict[str, Score]:
    """By half and for all."""
    table = {name: Score(0, 0, 0) for name in (*HALVES, "all")}
    for half, document in documents(place):
        gold, found = marked(document), ours(document)
        counts = (gold.total(), found.total(), (gold & found).total())
        for name in (half, "all"):
            table[name] = Score(*(one + other for one, other in zip(table[name], counts, strict=True)))
    return table


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    print(f"{'half':10}{'gold':>7}{'found':>7}{'right':>7}{'F1':>8}")
    for name, score in scores(shared()).items():
        print(f"{name:10}{score.gold:>7}{score.found:>7}{score.right:>7}{score.f1:>8.3f}")
    if arguments.misses:
        for half, document in documents(shared()):
            gold, found = marked(document), ours(document)
            if half == HALVES[0] and gold != found:
                print(document["id"], "missed", *(gold - found), "| beside", *(found - gold))


if __name__ == "__main__":
    main()
