"""How well what was done between two versions is told by kind, and how fast.

    python -m bench.changing [PAIRS] [SEED]

A seeded editor (`bench.changing_editor`) makes a later version of a real article of the corpus and says what it did. P: of the changes that
were told to have a kind, how many have it; R: of those that have it, how many were told. `else`: pairs in which it is told
besides what was done. Speed: seconds of processor time for the changes alone, texts being marked; and with the marking of the
later version, which is done once when it is kept.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import process_time

from bench.changing_editor import EDITORS, Edited, Original
from bench.shared import shared
from samarkand.adapters.outlets import built_in
from samarkand.errors import BadRecord
from samarkand.model.articles import Published
from samarkand.model.changes import EditKind, State
from samarkand.model.statements import METHOD, Annotations
from samarkand.pipeline.annotating import channel_of
from samarkand.steps import reading, records
from samarkand.steps.changing import change_between
from samarkand.steps.changing.blocks import applied
from samarkand.steps.dates import dates_in
from samarkand.steps.glosses import names_in
from samarkand.steps.numbers import numbers_in
from samarkand.steps.outlets import outlet_of
from samarkand.steps.statements import statements_in

PAIRS, SEED = 10_000, 20261130
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ARTICLE = "0" * 16


@dataclass
class Scores:
    """What was found, by kind."""

    right: Counter[EditKind] = field(default_factory=Counter)
    missed: Counter[EditKind] = field(default_factory=Counter)
    wrong: Counter[EditKind] = field(default_factory=Counter)
    pairs: int = 0
    characters: int = 0
    seconds: float = 0
    marking: float = 0
    instead: Counter[tuple[EditKind, EditKind]] = field(default_factory=Counter)
    """(What was done, what was told besides) -> how often."""

    def precision(self, kind: EditKind) -> float:
        return self.right[kind] / max(1, self.right[kind] + self.wrong[kind])

    def recall(self, kind: EditKind) -> float:
        return self.right[kind] / max(1, self.right[kind] + self.missed[kind])


def marked(version: int, text: str, published: Published | None, language: str, zone: str) -> Annotations:
    """What is marked in a text, as the flow marks it."""
    dates = dates_in(text, published, language, zone)
    said = statements_in(text, language, channel_of(text, ()), ())
    return Annotations(ARTICLE, version, METHOD, said, dates, numbers_in(text, dates, language), names_in(text))


def originals(folder: Path, random: Random) -> Iterator[Original]:
    """The articles of a folder of records, in any order, again and again; each is marked once."""
    files = sorted(path for path in folder.rglob("*.md") if path.name != "README.md")
    known: dict[Path, Original | None] = {}
    while True:
        path = random.choice(files)
        if path not in known:
            known[path] = _read(path)
        if original := known[path]:
            yield original


def _read(path: Path) -> Original | None:
    try:
        record = records.parse(path.read_bytes())
    except BadRecord:
        return None
    outlet = outlet_of(record.url, built_in())
    read = reading.read(record, outlet, NOW)
    if len(read.text) < 200 or not read.language.startswith("zh"):
        return None
    marks = marked(1, read.text, read.published, read.language, outlet.zone)
    return Original(read.title, read.text, marks, read.published, read.language, outlet.zone, read.pictures)


def pairs(folder: Path, count: int, seed: int) -> Iterator[tuple[Original, Edited]]:
    """So many pairs, each kind as often as any other where articles allow it."""
    random = Random(seed)
    some = originals(folder, random)
    kinds = list(EDITORS)
    for number in range(count):
        edited = None
        while edited is None:
            original = next(some)
            edited = EDITORS[kinds[number % len(kinds)]](original, random)
        yield original, edited


def measured(folder: Path, count: int, seed: int) -> Scores:
    """What is told of so many pairs."""
    scores = Scores()
    for original, edited in pairs(folder, count, seed):
        _score(scores, original, edited)
    return scores


def _score(scores: Scores, original: Original, edited: Edited) -> None:
    started = process_time()
    marks = marked(2, edited.text, original.published, original.language, original.zone)
    made = process_time()
    old = State(ARTICLE, 1, original.title, original.text, original.annotations, original.pictures)
    new = State(ARTICLE, 2, edited.title, edited.text, marks, edited.pictures)
    middle = process_time()
    change = change_between(old, new)
    scores.seconds += process_time() - middle
    scores.marking += made - started
    scores.pairs += 1
    scores.characters += len(old.text)
    assert applied(old.text, change) == new.text
    found = frozenset(change.kinds)
    scores.right.update(found & edited.did)
    scores.missed.update(edited.did - found)
    besides = found - edited.did - edited.also
    scores.wrong.update(besides)
    for did in edited.did:
        scores.instead.update((did, kind) for kind in besides)


def main() -> None:
    given = [int(each) for each in sys.argv[1:3]]
    count, seed = (*given, *(PAIRS, SEED)[len(given) :])
    scores = measured(shared() / "corpus", count, seed)
    print(f"{'':20}{'P':>8}{'R':>8}   right, missed, else")
    for kind in sorted({*scores.right, *scores.missed, *scores.wrong}, key=[*EDITORS, "statement-removed"].index):
        counts = f"{scores.right[kind]}, {scores.missed[kind]}, {scores.wrong[kind]}"
        print(f"{kind:20}{scores.precision(kind):>8.3f}{scores.recall(kind):>8.3f}   {counts}")
    print("told besides:", ", ".join(f"{did} -> {kind} {n}" for (did, kind), n in scores.instead.most_common(12)))
    whole = scores.seconds + scores.marking
    print(f"{scores.pairs} pairs, {scores.characters / scores.pairs:,.0f} characters a version")
    print(
        f"{scores.pairs / scores.seconds:,.0f} pairs a second; with the later version marked {scores.pairs / whole:,.0f}"
    )


if __name__ == "__main__":
    main()
