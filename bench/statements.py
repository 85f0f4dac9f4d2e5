"""How well statements are found, told whose they are and through whom they came, and how fast.

    python -m bench.statements [--misses HALF] [--sample NUMBER [--seed N]] [--speed]

The annotated records, in the stories that the rules were made with and the others, by the rules of `gold/score.py`. `--misses` prints
the errors of a half; `--sample` prints statements of the corpus at random with what stands around them, to be judged by eye. The cues of
the Chinese Emergency Corpus are in `bench.emergency`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from bench.reading import files, read_file
from bench.shared import shared
from samarkand.adapters.outlets import built_in
from samarkand.model.articles import Reading
from samarkand.model.statements import Statement
from samarkand.steps.statements import statements_in
from samarkand.text.agencies import AGENCIES, agency_of

SEEN = ("bolsonaro-covid-positive", "china-q2-gdp-2020", "xi-putin-sco-meeting-2022")
"""Stories that the rules were made with."""
HALVES = ("seen", "unseen")
_NOISE = re.compile(r"[\W_]+")
MATCH = 0.7


class Annotated(NamedTuple):
    """A record with the statements that a careful reader marked in it."""

    path: str
    half: str
    statements: list[dict[str, Any]]
    reading: Reading
    outlet: str


def annotated(place: Path) -> list[Annotated]:
    rows = []
    for line in (place / "gold" / "statements.jsonl").read_text("utf-8").splitlines():
        fact = json.loads(line)
        _, reading, outlet = read_file(place / "records" / fact["path"])
        half = HALVES[fact["story"] not in SEEN]
        rows.append(Annotated(fact["path"], half, fact["statements"], reading, outlet))
    return rows


def find(reading: Reading, outlet: str) -> tuple[Statement, ...]:
    """What we find in a record; an outlet's own agency is no channel."""
    agency = agency_of(reading.text)
    known = {each.id: each for each in built_in()}.get(outlet)
    own = (known.name, *known.aliases) if known else ()
    if any(AGENCIES.get(name) == agency for name in own):
        agency = ""
    return statements_in(reading.text, reading.language, agency, own)


def _bare(text: str) -> str:
    return _NOISE.sub("", text).lower()


def _overlap(one: str, other: str) -> float:
    grams = [Counter(s[i : i + 2] for i in range(max(1, len(s) - 1))) for s in (_bare(one), _bare(other))]
    total = grams[0].total() + grams[1].total()
    return 2 * (grams[0] & grams[1]).total() / total if total else 0.0


def pairs(gold: list[dict[str, Any]], found: tuple[Statement, ...]) -> list[tuple[int, int]]:
    scored = sorted(
        ((_overlap(g["text"], p.text), i, j) for i, g in enumerate(gold) for j, p in enumerate(found)), reverse=True
    )
    kept: dict[int, int] = {}
    for score, i, j in scored:
        if score >= MATCH and i not in kept and j not in kept.values():
            kept[i] = j
    return list(kept.items())


def _same(one: str, other: str) -> bool:
    one, other = _bare(one), _bare(other)
    return one == other or bool(one and other and (one in other or other in one))


def scores(rows: list[Annotated]) -> dict[str, Counter[str]]:
    table: dict[str, Counter[str]] = {name: Counter() for name in (*HALVES, "all")}
    for row in rows:
        found = find(row.reading, row.outlet)
        matched = pairs(row.statements, found)
        for n in (table[row.half], table["all"]):
            n["gold"] += len(row.statements)
            n["found"] += len(found)
            n["right"] += len(matched)
            for i, j in matched:
                g, p = row.statements[i], found[j]
                n["speaker"] += _same(g["speaker"], p.speaker)
                n["via"] += {_bare(v) for v in g["via"]} == {_bare(v) for v in p.via}
                n["kind"] += g["kind"] == p.kind
    return table


def show(n: Counter[str]) -> str:
    right = max(1, n["right"])
    f1 = 2 * n["right"] / max(1, n["gold"] + n["found"])
    return (
        f"{n['gold']:>6}{n['found']:>7}{n['right']:>7}{n['right'] / max(1, n['found']):>11.3f}{n['right'] / max(1, n['gold']):>8.3f}{f1:>8.3f}"
        + "".join(f"{n[key] / right:>9.3f}" for key in ("speaker", "via", "kind"))
    )


def misses(rows: list[Annotated], half: str) -> None:
    for row in rows:
        if row.half != half:
            continue
        found = find(row.reading, row.outlet)
        matched = dict(pairs(row.statements, found))
        print("=====", row.path)
        for i, g in enumerate(row.statements):
            if i not in matched:
                print("  MISSED ", g["kind"][0], g["speaker"], "|", g["cue"], "|", g["via"], "|", g["text"])
            else:
                p = found[matched[i]]
                wrong = [
                    key
                    for key, ok in (
                        ("speaker", _same(g["speaker"], p.speaker)),
                        ("via", {_bare(v) for v in g["via"]} == {_bare(v) for v in p.via}),
                        ("kind", g["kind"] == p.kind),
                    )
                    if not ok
                ]
                if wrong:
                    print(
                        "  WRONG",
                        wrong,
                        g["speaker"],
                        "->",
                        p.speaker,
                        "|",
                        g["via"],
                        "->",
                        p.via,
                        "|",
                        g["kind"],
                        "|",
                        p.text,
                    )
        for j, p in enumerate(found):
            if j not in matched.values():
                print("  EXTRA  ", p.kind[0], p.speaker, "|", p.role, "|", p.cue, "|", p.via, "|", p.text)


def speed(place: Path) -> float:
    readings = [read_file(path)[1] for path in files(place)[::12]]
    characters = sum(len(reading.text) for reading in readings)
    best = 9e9
    for _ in range(5):
        begin = time.process_time()
        for reading in readings:
            statements_in(reading.text, reading.language)
        best = min(best, time.process_time() - begin)
    return best / characters * 1.4e6


def sample(place: Path, number: int, seed: int) -> None:
    paths = [path for path in files(place) if (place / "corpus") in path.parents]
    chosen = random.Random(seed)
    shown = 0
    for path in chosen.sample(paths, len(paths)):
        _, reading, outlet = read_file(path)
        items = find(reading, outlet)
        for item in chosen.sample(items, min(2, len(items), number - shown)):
            shown += 1
            before = reading.text[max(0, item.start - 60) : item.start].replace("\n", "⏎")
            behind = reading.text[item.end : item.end + 30].replace("\n", "⏎")
            print(
                f"{shown:>3} {item.kind[0]} <{item.speaker}> ({item.role}) [{item.cue}] {list(item.via)} | {before}【{item.text}】{behind}"
            )
        if shown == number:
            return


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", choices=HALVES)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    place = shared()
    if arguments.sample:
        sample(place, arguments.sample, arguments.seed)
        return
    rows = annotated(place)
    if arguments.misses:
        misses(rows, arguments.misses)
    print(
        f"{'gold':10}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>8}{'speaker':>9}{'via':>9}{'kind':>9}"
    )
    for name, n in scores(rows).items():
        print(f"{name:10}{show(n)}")
    if arguments.speed:
        print(f"{speed(place):.3f} ms for 1,400 characters")


if __name__ == "__main__":
    main()
