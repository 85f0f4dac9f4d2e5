"""How well dates told in texts are found and understood, beside programs of others, and how fast numbers and dates are found.

    python -m bench.dates [--misses STORY…] [--sample N]

Gold: the annotated records, in two halves by story; the rules were made with the first before the eyes. `cases`: test sets of
other programs, whose conventions are not those of news (see the README beside them). `--sample` prints dates and
numbers of the corpus at random with what stands around them, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from bench.reading import read_file
from bench.shared import shared
from samarkand.model.articles import Reading
from samarkand.steps.dates import dates_in


def gold(place: Path) -> list[tuple[dict, Reading]]:
    """The annotated records, and what is read in them."""
    facts = map(json.loads, (place / "gold" / "statements.jsonl").read_text("utf-8").splitlines())
    return [(each, read_file(place / "records" / each["path"])[1]) for each in facts]


def halves(stories: list[str]) -> tuple[list[str], list[str]]:
    """The stories by turns."""
    ordered = sorted(set(stories))
    return ordered[::2], ordered[1::2]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", nargs="*", default=[])
    arguments = parser.parse_args()
    rows = gold(shared())
    tuned, held = halves([row["story"] for row, _ in rows])
    for name, stories in (("first half", tuned), ("second half", held), ("all", [*tuned, *held])):
        count = Counter()
        for row, reading in rows:
            if row["story"] not in stories:
                continue
            left = [(m.text, m.value, m.grain) for m in dates_in(reading.text, reading.published, reading.language)]
            count["pred"] += len(left)
            count["gold"] += len(row["dates"])
            missed = []
            for d in row["dates"]:
                for e in left:
                    if e[1] == d["value"] and (e[0] in d["text"] or d["text"] in e[0]):
                        left.remove(e)
                        count["hit"] += 1
                        count["grain"] += e[2] == d["grain"]
                        break
                else:
                    missed.append((d["text"], d["value"]))
            if row["story"] in arguments.misses or name in arguments.misses:
                print(row["path"][:30], row["published"], "missed", missed, "wrong", left)
        print(f"{name:12} P {count['hit'] / count['pred']:.3f} R {count['hit'] / count['gold']:.3f}  {count}")


if __name__ == "__main__":
    main()
