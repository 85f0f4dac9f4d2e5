"""How many records are read out of the shared WARC and ARC files, good and broken, and what is told of the broken ones.

Run as `python -m bench.warc`; the folder of shared data is `$SAMARKAND_SHARED`, else `../shared` beside the checkout.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from samarkand.adapters.captures import read_captures, read_records
from samarkand.model.captures import Broken, Captured

SHARED = Path(os.environ.get("SAMARKAND_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def measure(folder: Path) -> Iterator[dict[str, object]]:
    """One row a file of `files.jsonl`: records read, captures, what was told, and whether that is right."""
    for line in (folder / "files.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        entries = list(read_records(folder / gold["file"]))
        told = [entry for entry in entries if isinstance(entry, Broken)]
        count = len(entries) - len(told)
        wanted = max(gold["records"].values()) if gold["broken"] else gold["records"]["warcio"]
        yield {
            "file": gold["file"],
            "broken": gold["broken"],
            "records": count,
            "wanted": wanted,
            "right": count >= wanted if gold["broken"] else count == wanted,
            "captures": sum(isinstance(entry, Captured) for entry in read_captures(folder / gold["file"])),
            "told": [f"{entry.problem} (at byte {entry.offset})" for entry in told],
        }


def score(rows: list[dict[str, object]]) -> Counter[str]:
    """`good` files with the right number, `saved` and `told` broken ones, and the `noise` told of good ones."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts["good"] += bool(not row["broken"] and row["right"])
        counts["saved"] += bool(row["broken"] and row["right"])
        counts["told"] += bool(row["broken"] and row["told"])
        counts["noise"] += bool(not row["broken"] and row["told"])
    return counts


def main() -> None:
    rows = list(measure(SHARED / "bench" / "warc"))
    print(f"{'file':46}{'':8}{'wanted':>7}{'read':>6}{'captures':>10}")
    for row in rows:
        state = "broken" if row["broken"] else "good"
        print(
            f"{row['file']:46}{state:8}{row['wanted']:>7}{row['records']:>6}{row['captures']:>10}",
            *row["told"],
            sep="  ",
        )
    good = sum(not row["broken"] for row in rows)
    counts = score(rows)
    print(
        f"good {counts['good']} of {good}; of {len(rows) - good} broken: saved {counts['saved']}, told {counts['told']}; "
        f"good files of which something was told {counts['noise']}"
    )
    sys.exit(counts["good"] < good)


if __name__ == "__main__":
    main()
