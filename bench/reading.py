"""How well and how fast records are read: what is found in the real records of each outlet, and seconds a step.

    python -m bench.reading

The gold annotations say what must stay in the text and when a record was published; `tests/steps/test_reading_floors.py`
holds these numbers as floors.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.shared import shared
from samarkand.adapters.outlets import built_in
from samarkand.model.articles import Published, Reading, Record
from samarkand.steps.outlets import outlet_of
from samarkand.steps.reading import read
from samarkand.steps.records import parse
from samarkand.text.plain import plain_text
from samarkand.text.scripts import language_of
from samarkand.times import iso

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = (
    "records",
    "datelines",
    "authors",
    "pictures",
    "with address",
    "captions",
    "furniture lines",
    "zh-Hans",
    "zh-Hant",
)


def files(place: Path) -> list[Path]:
    """All records: seeds, labelled ones, corpus."""
    found = (path for name in ("seeds", "records", "corpus") for path in (place / name).rglob("*"))
    return sorted(path for path in found if path.suffix in {".md", ".txt"} and path.name != "README.md")


def read_file(path: Path) -> tuple[Record, Reading, str]:
    """A record, what is read in it, and the id of its outlet."""
    record = parse(path.read_bytes())
    outlet = outlet_of(record.url, built_in())
    return record, read(record, outlet, NOW), outlet.id


def coverage(place: Path) -> dict[str, Counter[str]]:
    """Outlet -> what was found, by the names of COLUMNS."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for path in files(place):
        record, reading, outlet = read_file(path)
        row = table[outlet]
        row["records"] += 1
        row["datelines"] += reading.published is not None and reading.published.told == "dateline"
        row["authors"] += bool(reading.authors)
        row["pictures"] += len(reading.pictures)
        row["with address"] += sum(bool(picture.url) for picture in reading.pictures)
        row["captions"] += sum(bool(picture.caption) for picture in reading.pictures)
        whole = Counter(plain_text(record.body).split("\n"))
        row["furniture lines"] += (whole - Counter(reading.text.split("\n"))).total()
        row[reading.language] += 1
    return table


def gold(place: Path) -> Counter[str]:
    """How many annotated texts stay in the text, and how many times of publication are right."""
    score: Counter[str] = Counter()
    for line in (place / "gold" / "statements.jsonl").read_text("utf-8").splitlines():
        facts = json.loads(line)
        _, reading, _ = read_file(place / "records" / facts["path"])
        wanted = [item["text"] for item in facts["statements"] + facts["dates"]]
        score["texts"] += len(wanted)
        score["texts kept"] += sum(text in reading.text for text in wanted)
        score["times"] += 1
        score["times right"] += _told(reading.published) == facts["published"]
    return score


def _told(published: Published | None) -> str:
    """A time as the annotations write it: a date where only that is told, else seconds."""
    if published is None:
        return ""
    return str(published.on) if published.on else iso(published.at.replace(microsecond=0))


def seconds(place: Path) -> dict[str, float]:
    """Seconds that each step takes for all records, the files already in memory."""
    datas = [path.read_bytes() for path in files(place)]
    records = [parse(data) for data in datas]
    outlets = [outlet_of(record.url, built_in()) for record in records]
    texts = [plain_text(record.body) for record in records]
    language_of(texts[0])  # makes the tables
    return {
        "parse": _timed(parse, datas),
        "outlet_of": _timed(lambda record: outlet_of(record.url, built_in()), records),
        "read": _timed(lambda pair: read(*pair, NOW), list(zip(records, outlets, strict=True))),
        "  of which plain text": _timed(plain_text, [record.body for record in records]),
        "  of which language": _timed(language_of, texts),
    }


def _timed(step: Callable[[Any], object], values: Iterable[Any]) -> float:
    start = time.perf_counter()
    for value in values:
        step(value)
    return time.perf_counter() - start


def main() -> None:
    place = shared()
    table = coverage(place)
    print(f"{'outlet':10}" + "".join(f"{name:>17}" for name in COLUMNS))
    for outlet, row in sorted(table.items()):
        print(f"{outlet:10}" + "".join(f"{row[name]:>17}" for name in COLUMNS))
    score = gold(place)
    print(
        f"\ngold: {score['texts kept']} of {score['texts']} texts kept, {score['times right']} of {score['times']} times right"
    )
    number = sum(row["records"] for row in table.values())
    print(f"\n{'step':24}{'seconds':>10}{'ms a record':>14}")
    for step, took in seconds(place).items():
        print(f"{step:24}{took:>10.3f}{took / number * 1000:>14.3f}")


if __name__ == "__main__":
    main()
