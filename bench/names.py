"""What an archive of real articles teaches about names: a table, and what was joined.

    python -m bench.names [--groups]

Learned from the corpus: how many names are glossed, how many groups of spellings they make, how many spellings join a
known name, and how many people have names in several Latin spellings that their sound makes one. `--groups` prints what
was joined, to be judged by eye.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

from bench.shared import shared
from samarkand.adapters.names import built_in
from samarkand.errors import BadRecord
from samarkand.model.names import GlossedName, NameGroup
from samarkand.steps.glosses import glosses_in, is_person
from samarkand.steps.linking import ENOUGH, link
from samarkand.steps.records import parse
from samarkand.text.plain import plain_text


def glossed(folder: Path) -> list[GlossedName]:
    """What the corpus and the records gloss."""
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted([*folder.glob("corpus/*/*.md"), *folder.glob("records/*/*.md")]):
        try:
            text = plain_text(parse(path.read_bytes()).body)
        except BadRecord:
            continue
        for gloss in glosses_in(text):
            articles[gloss.name, gloss.latin].add(str(path))
    return [GlossedName(name, latin, min(ENOUGH, len(seen))) for (name, latin), seen in articles.items()]


def learned(names: list[GlossedName]) -> tuple[NameGroup, ...]:
    """The groups that are made of them, beside those that come with the program."""
    return link(names, {each.latin for each in names if is_person(each.latin)}, built_in())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--groups", action="store_true")
    arguments = parser.parse_args()
    names = glossed(shared())
    start = time.perf_counter()
    groups = learned(names)
    spent = time.perf_counter() - start
    known = {group.key: group for group in built_in()}
    joined = [group for group in groups if group.key in known]
    several = [
        group for group in groups if group.key not in known and sum(not _is_latin(name) for name in group.names) > 1
    ]
    print(f"{'glossed names':34}{len(names):>8,}")
    print(f"{'groups learned':34}{len(groups):>8,}   in {spent:.2f} s")
    print(f"{'  that add to a known name':34}{len(joined):>8,}")
    print(f"{'  new, of several Chinese spellings':34}{len(several):>8,}")
    print(f"{'  new, one Chinese and the Latin':34}{len(groups) - len(joined) - len(several):>8,}")
    if arguments.groups:
        for group in joined:
            print(group.key, [name for name in group.names if name not in known[group.key].names])
        for group in several:
            print(" / ".join(group.names))


def _is_latin(name: str) -> bool:
    return name[0].isascii() or name[0] < "\u2000"


if __name__ == "__main__":
    main()
