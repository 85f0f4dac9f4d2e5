"""Cues of telling in 165 texts of the Chinese Emergency Corpus, by its own program: which of ours are labelled there, learned and left out.

    python -m bench.emergency                 the table
    python -m bench.emergency --misses HALF   and what is missed or too much in every second document
    python -m bench.emergency --learn         learn `bench/emergency.toml` from all documents, and write it

That corpus has conventions that our guidelines have not: a dateline counts, a measurement does not. They are learned as a few weights,
one for each kind of cue and what stands around it, and never a word of a text. `left out` is the honest figure: ten folds over
documents, each scored by weights of the other nine; what is found in the first place is the program's own work.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from bench.emergency_cues import Candidate, candidates
from bench.logistic import fit
from bench.shared import shared

HALVES = ("first", "second")
"""Every second document. Rules were made with the first half until both were read."""
FOLDS, DRAWS = 10, 5
ENOUGH = 0.43
"""Likelihood from which a candidate counts: half of the F1 that is reached, where F1 is greatest (Lipton, Elkan, Narayanaswamy 2014)."""
WEIGHTS = Path(__file__).with_name("emergency.toml")
HEAD = """\
# Which cues that the program finds are labelled in the Chinese Emergency Corpus: log-odds by kind of cue and what is seen of it
# (bench.emergency_cues). Made by `python -m bench.emergency --learn`; the program itself knows nothing of it.

"""
CUES, SPEAKERS = "statements (cue)", "speakers, containing"
"""Lines of that program's table."""

Weights = Mapping[str, float]


class Score(NamedTuple):
    """Precision, recall and F1."""

    p: float
    r: float
    f1: float


class Document(NamedTuple):
    """A text of the corpus, and what may be labelled in it."""

    row: dict[str, Any]
    candidates: tuple[Candidate, ...]

    def labels(self) -> list[bool]:
        """Whether each candidate is labelled, as that program pairs them: one to one in a sentence, equal cues first."""
        left = [(each["sentence"], each["cue"]) for each in self.row["statements"]]
        found = []
        for each in self.candidates:
            found.append((each.sentence, each.cue) in left)
            if found[-1]:
                left.remove((each.sentence, each.cue))
        for number, each in enumerate(self.candidates):
            alike = (at for at in left if at[0] == each.sentence and (at[1] in each.cue or each.cue in at[1]))
            other = None if found[number] else next(alike, None)
            if other is not None:
                left.remove(other)
                found[number] = True
        return found


@cache
def documents(place: Path) -> tuple[Document, ...]:
    """All documents, in the order of their file."""
    lines = (place / "bench" / "statements" / "docs.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return tuple(Document(row, tuple(candidates(row))) for row in rows)


def learn(some: Iterable[Document]) -> dict[str, float]:
    """The weights of traits, and `start`."""
    examples = [(each.traits, label) for one in some for each, label in zip(one.candidates, one.labels(), strict=True)]
    names = sorted({name for traits, _ in examples for name in traits})
    rows = [[float(name in traits) for name in names] for traits, _ in examples]
    fitted = fit(rows, [label for _, label in examples], [1.0] * len(examples))
    return dict(zip(("start", *names), (round(value, 2) for value in fitted), strict=True))


def likelihood(candidate: Candidate, weights: Weights) -> float:
    """From 0 to 1. A trait that was never seen weighs nothing."""
    return 1 / (1 + exp(-weights["start"] - sum(weights.get(name, 0.0) for name in candidate.traits)))


def chosen(document: Document, weights: Weights) -> dict[str, Any]:
    """What we hold to be labelled in a document, in the form of that program."""
    kept = [each for each in document.candidates if likelihood(each, weights) >= ENOUGH]
    said = [{"sentence": each.sentence, "cue": each.cue, "speakers": list(each.speakers)} for each in kept]
    return {"id": document.row["id"], "times": [], "statements": said}


def shipped() -> Weights:
    """The weights learned from all documents."""
    return tomllib.loads(WEIGHTS.read_text("utf-8"))


def left_out(some: Sequence[Document], draw: int) -> Iterator[dict[str, Any]]:
    """What we hold to be labelled in each document, by weights learned without the fold that it is in."""
    order = list(range(len(some)))
    random.Random(draw).shuffle(order)
    for fold in range(FOLDS):
        inside = set(order[fold::FOLDS])
        weights = learn(one for number, one in enumerate(some) if number not in inside)
        yield from (chosen(some[number], weights) for number in sorted(inside))


def half_of(some: Sequence[Document], half: str) -> Sequence[Document]:
    """Every second document; all for another name."""
    return some[HALVES.index(half) :: 2] if half in HALVES else some


def scores_of(place: Path, some: Sequence[Document], found: Iterable[dict[str, Any]]) -> dict[str, Score]:
    """Precision, recall and F1 of what was found in some documents, by the lines of the corpus' own program."""
    with tempfile.TemporaryDirectory() as folder:
        gold, ours = Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"
        gold.write_text("".join(json.dumps(one.row, ensure_ascii=False) + "\n" for one in some), "utf-8")
        ours.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8")
        command = [sys.executable, str(place / "bench" / "statements" / "score.py"), str(ours), "--gold", str(gold)]
        table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = re.findall(r"^(\S.*?)  +P (\S+)  R (\S+)  F1 (\S+)", table, re.MULTILINE)
    return {name: Score(float(p), float(r), float(f1)) for name, p, r, f1 in lines}


def misses(some: Sequence[Document], weights: Weights) -> Iterator[str]:
    """What is missed and what is too much, by sentence."""
    for one in some:
        said = chosen(one, weights)["statements"]
        for number, sentence in enumerate(one.row["sentences"]):
            gold = [each["cue"] for each in one.row["statements"] if each["sentence"] == number]
            ours = [each["cue"] for each in said if each["sentence"] == number]
            missed = [cue for cue in gold if not any(cue in each or each in cue for each in ours)]
            extra = [cue for cue in ours if not any(cue in each or each in cue for each in gold)]
            if missed or extra:
                yield f"{one.row['id']} missed {missed} extra {extra} | {sentence}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", choices=HALVES)
    parser.add_argument("--learn", action="store_true")
    arguments = parser.parse_args()
    place = shared()
    some = documents(place)
    if arguments.learn:
        lines = "\n".join(f"{name} = {value}" for name, value in learn(some).items())
        WEIGHTS.write_text(f"{HEAD}{lines}\n", "utf-8")
    weights = shipped()
    if arguments.misses:
        print("\n".join(misses(half_of(some, arguments.misses), weights)))
    for half in (*HALVES, "all"):
        these = half_of(some, half)
        _show(half, scores_of(place, these, [chosen(one, weights) for one in these]))
    for half, other in (HALVES, HALVES[::-1]):
        learned = learn(half_of(some, half))
        these = half_of(some, other)
        _show(f"{half}, on {other}", scores_of(place, these, [chosen(one, learned) for one in these]))
    for draw in range(DRAWS):
        _show(f"left out, draw {draw}", scores_of(place, some, left_out(some, draw)))


def _show(name: str, table: Mapping[str, Score]) -> None:
    shown = (
        f"{line}: P {table[line].p:.3f} R {table[line].r:.3f} F1 {table[line].f1:.3f}" for line in (CUES, SPEAKERS)
    )
    print(f"{name:18}", *shown)


if __name__ == "__main__":
    main()
