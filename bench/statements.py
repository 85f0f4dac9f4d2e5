"""How well statements are found, told whose they are and through whom they came, and how fast.

    python -m bench.statements [--misses HALF] [--cec HALF] [--sample NUMBER [--seed N]] [--speed]

gold: the annotated records, in the stories that the rules were made with and the others, by the rules of `gold/score.py`. The
documents of the Chinese Emergency Corpus by turns, by its own program. `--misses` and `--cec` print errors of a half; `--sample`
prints statements of the corpus at random with what stands around them, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from bench.reading import files, read_file
from bench.shared import shared
from samarkand.adapters.outlets import built_in
from samarkand.model.articles import Reading
from samarkand.model.statements import Statement
from samarkand.steps.statements import datelines_in, reports_in, statements_in
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


_NOT_LABELLED = frozenset(
    [
        "要求",
        "统计",
        "测定",
        "怀疑",
        "相信",
        "估计",
        "数据",
        "调查",
        "据悉",
        "了解到",
        "敦促",
        "认为",
        "觉得",
        "请求",
        "命令",
        "建议",
        "承认",
        "预计",
        "分析",
    ]
)
"""Orders, thoughts, measurements and what a reporter gathered, which that corpus does not count as statements."""


def cec_rows(place: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in (place / "bench" / "statements" / "docs.jsonl").read_text("utf-8").splitlines()
    ]


def cec_line(row: dict[str, Any]) -> dict[str, Any]:
    """What we find in a document of the Chinese Emergency Corpus, by its conventions: datelines and what nobody in particular tells count,
    and a reporter who is told or learns something is a speaker too."""
    text, begins = "", []
    for sentence in row["sentences"]:
        begins.append(len(text))
        text += sentence + ("" if sentence[-1:] in "。！？”" else "\n")
    said = []
    for who, cue, at in datelines_in(text):
        said.append({"sentence": bisect_right(begins, at) - 1, "cue": cue, "speakers": [who]})
    seen = set()
    for each in reports_in(text):
        if each.cue_at is None or each.cue_at in seen:
            continue
        seen.add(each.cue_at)
        number = bisect_right(begins, each.cue_at[0]) - 1
        if each.cue in _NOT_LABELLED:
            continue
        speakers = [each.speaker] if each.speaker else []
        around = row["sentences"][number]
        if re.search("获悉|了解到|告诉", each.cue) and "记者" in around:
            speakers.append("记者")
        said.append({"sentence": number, "cue": each.cue, "speakers": speakers})
    return {"id": row["id"], "times": [], "statements": said}


def cec(place: Path, half: str) -> str:
    """The table of the corpus' own program for every second document."""
    rows = [row for number, row in enumerate(cec_rows(place)) if half == "all" or number % 2 == HALVES.index(half)]
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"
        gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        found.write_text("".join(json.dumps(cec_line(row), ensure_ascii=False) + "\n" for row in rows), "utf-8")
        command = [sys.executable, str(place / "bench" / "statements" / "score.py"), str(found), "--gold", str(gold)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def cec_counts(place: Path, half: str) -> dict[str, float]:
    """F1 by the names of that table."""
    lines = re.findall(r"^(\S.*?)  +P .*F1 (\S+)", cec(place, half), re.MULTILINE)
    return {name: float(f1) for name, f1 in lines}


def cec_misses(place: Path, half: str) -> None:
    for number, row in enumerate(cec_rows(place)):
        if number % 2 != HALVES.index(half):
            continue
        found = cec_line(row)["statements"]
        for at, sentence in enumerate(row["sentences"]):
            gold = [(each["cue"], each["speakers"]) for each in row["statements"] if each["sentence"] == at]
            ours = [(each["cue"], each["speakers"]) for each in found if each["sentence"] == at]
            if len(gold) != len(ours) or any(
                (g[0] not in o[0] and o[0] not in g[0]) or bool(g[1]) != bool(o[1])
                for g, o in zip(gold, ours, strict=False)
            ):
                print(row["id"], sentence[:150], "\n     GOLD", gold, "\n     OURS", ours)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", choices=HALVES)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cec", choices=HALVES)
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    place = shared()
    if arguments.sample:
        sample(place, arguments.sample, arguments.seed)
        return
    if arguments.cec:
        cec_misses(place, arguments.cec)
        print(cec(place, arguments.cec))
        return
    rows = annotated(place)
    if arguments.misses:
        misses(rows, arguments.misses)
    print(
        f"{'gold':10}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>8}{'speaker':>9}{'via':>9}{'kind':>9}"
    )
    for name, n in scores(rows).items():
        print(f"{name:10}{show(n)}")
    for half in (*HALVES, "all"):
        print(half, cec(place, half).split("\n", 3)[3])
    if arguments.speed:
        print(f"{speed(place):.3f} ms for 1,400 characters")


if __name__ == "__main__":
    main()
