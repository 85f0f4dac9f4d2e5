"""How well dates told in texts are found and understood, beside programs of others, and how fast dates, times,
numbers and glossed names are found.

    python -m bench.dates [--misses HALF] [--sample dates|numbers] [--peer PYTHON NAME]

gold: the annotated records in two halves by story, by the rules of `gold/score.py`. cases: the test sets of two other
programs, whose conventions are not those of news (a bare weekday is the coming one; see the README beside them).
`--sample` prints a hundred of the corpus at random with what stands around them, to be judged by eye. `--peer` measures a program of
others by an interpreter that has it (`bench/peers/dates.py` names them).
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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from bench.reading import files, read_file
from bench.shared import shared
from samarkand import times
from samarkand.adapters.outlets import built_in
from samarkand.model.articles import Published, Reading
from samarkand.model.mentions import DateMention, NumberMention, TimeMention
from samarkand.steps.dates import calendar, dates_in, lunar, times_in
from samarkand.steps.glosses import names_in
from samarkand.steps.numbers import numbers_in

HALVES = ("first", "second")
"""Stories by turns, in the order of their names: the rules were made with the first half before the eyes."""


class Found(NamedTuple):
    """A date, as far as the annotations tell of it."""

    text: str
    value: str


class Annotated(NamedTuple):
    """A record with the dates that a careful reader marked in it."""

    path: str
    half: str
    dates: list[Found]
    reading: Reading
    zone: str
    """Of the outlet."""


@dataclass
class Score:
    """Counts of one half or of all."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.gold)

    def __str__(self) -> str:
        f1 = 2 * self.right / max(1, self.gold + self.found)
        return f"{self.gold:>7}{self.found:>7}{self.right:>7}{self.precision:>11.3f}{self.recall:>8.3f}{f1:>8.3f}"


def annotated(place: Path) -> list[Annotated]:
    """The annotated records, and what is read in them."""
    lines = (place / "gold" / "statements.jsonl").read_text("utf-8").splitlines()
    facts = [json.loads(line) for line in lines]
    stories = sorted({fact["story"] for fact in facts})
    zones = {outlet.id: outlet.zone for outlet in built_in()}
    rows = []
    for fact in facts:
        _, reading, outlet = read_file(place / "records" / fact["path"])
        dates = [Found(date["text"], date["value"]) for date in fact["dates"]]
        half = HALVES[stories.index(fact["story"]) % 2]
        rows.append(Annotated(fact["path"], half, dates, reading, zones[outlet]))
    return rows


def ours(row: Annotated) -> list[Found]:
    """What we find."""
    reading = row.reading
    mentions = dates_in(reading.text, reading.published, reading.language, row.zone)
    return [Found(mention.text, mention.value) for mention in mentions]


def compare(gold: Iterable[Found], found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """What was missed and what is wrong: a date is right if its value is, and one text contains the other."""
    missed, left = [], list(found)
    for told in gold:
        right = next((each for each in left if each.value == told.value and _is_same(each.text, told.text)), None)
        if right is None:
            missed.append(told)
        else:
            left.remove(right)
    return missed, left


def _is_same(one: str, other: str) -> bool:
    one, other = ("".join(filter(str.isalnum, text)) for text in (one, other))
    return one in other or other in one


def scores(rows: list[Annotated], found: Callable[[Annotated], list[Found]]) -> dict[str, Score]:
    """By half and for all."""
    table = {name: Score() for name in (*HALVES, "all")}
    for row in rows:
        dates = found(row)
        missed, _ = compare(row.dates, dates)
        for score in (table[row.half], table["all"]):
            score.gold += len(row.dates)
            score.found += len(dates)
            score.right += len(row.dates) - len(missed)
    return table


def case_lines(place: Path, *, as_they_read: bool = False) -> list[dict[str, Any]]:
    """What we find in the cases of other programs, in the notation of their `score.py`, with ends included.

    Words follow each case: a line that is nothing but a date is taken for the dateline of a record. `as_they_read` puts what we
    find into Recognizers' conventions, where they are others than those of news.
    """
    lines = []
    for line in (place / "bench" / "dates" / "cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        at = datetime.fromisoformat(case["ref"] or "2018-01-01T00:00:00").replace(tzinfo=UTC)
        text = f"{case['text']}。那天的事。"
        dates = dates_in(text, Published(at, "UTC", "second", "header"), "zh")
        expressions = [
            {
                "text": told.text,
                "start": told.start,
                "value": _noted(_as_they_read(told, at.date()) if as_they_read else told),
            }
            for told in times_in(text, dates, at.date(), "zh")
            if told.kind in {"date", "clock"}
        ]
        lines.append({"id": case["id"], "expressions": expressions})
    return lines


_RANGE_OF = re.compile(r"[至到\-–—~和与]")
_YEARS_AGO = re.compile(r"[0-9一二两三四五六七八九十]+年[之以]?前")
_OF_MOON = re.compile(r"[农農旧舊阴陰][历曆]|[正腊臘]月|初[一二三四五六七八九十]")


def _as_they_read(told: TimeMention, on: date) -> TimeMention:
    """A range of months or years ends where its last begins (`3月到5月`), and so does `截至2018年`; `5年前` is this day of that year; a
    lunar day stands by its own numbers, unconverted.
    """
    if told.days is None:
        return told
    since, until = told.days
    if _OF_MOON.search(told.text) and (numbers := _moon_numbers(since)):
        return replace(told, days=numbers)
    if _YEARS_AGO.fullmatch(told.text):
        same = on.replace(year=since.year)
        return replace(told, days=(same, same + timedelta(1)))
    if told.side == "until" and until - since > timedelta(1):
        return replace(told, side="before")
    if until - since > timedelta(28) and until.day == 1 and _RANGE_OF.search(told.text):
        last = until.replace(year=until.year - 1) if "月" not in told.text else (until - timedelta(1)).replace(day=1)
        return replace(told, days=(since, last)) if last > since else told
    return told


def _moon_numbers(on: date) -> tuple[date, date] | None:
    """Month and day of the moon's calendar as if they were of ours; None where ours has no such day."""
    for year in (on.year, on.year - 1):
        for month in range(12, 0, -1):
            found = lunar.month_of(year, month)
            if found and found.since <= on < found.until:
                day = calendar.day_of(year, month, (on - found.since).days + 1)
                return (day.since, day.until) if day else None
    return None


def _noted(told: TimeMention) -> str:
    """A time in the notation of the cases: open on one side, a day with its time, or days from first to last."""
    if told.days is None:
        return "/".join(f"T{time}:00" for time in told.time.split("/"))
    since, until = told.days
    if told.side in {"before", "until"}:
        return f"../{since if told.side == 'before' else until}"
    if told.side:
        return f"{since if told.side == 'since' or until - since == timedelta(1) else until}/.."
    if told.time and until - since == timedelta(1):
        return "/".join(
            f"{since + timedelta(time == '24:00')}T{time.replace('24:', '00:')}:00" for time in told.time.split("/")
        )
    return f"{since}" if until - since == timedelta(1) else f"{since}/{until - timedelta(1)}"


def cases(place: Path, *, as_they_read: bool = False) -> str:
    """The table that the cases' own program makes of what we find."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(
            json.dumps(line, ensure_ascii=False) + "\n" for line in case_lines(place, as_they_read=as_they_read)
        )
        file.flush()
        command = [sys.executable, str(place / "bench" / "dates" / "score.py"), file.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def speed(place: Path) -> dict[str, float]:
    """Milliseconds of one core for 1,400 characters, the best of seven rounds over a sample of records."""
    readings = [read_file(path)[1] for path in files(place)[::12]]
    characters = sum(len(reading.text) for reading in readings)
    dates = [dates_in(reading.text, reading.published, reading.language) for reading in readings]
    dated = list(zip(readings, dates, strict=True))
    rounds = {
        "dates": lambda: [dates_in(each.text, each.published, each.language) for each in readings],
        "times": lambda: [times_in(each.text, found, None, each.language) for each, found in dated],
        "numbers": lambda: [numbers_in(each.text, found, each.language) for each, found in dated],
        "names": lambda: [names_in(each.text) for each in readings],
    }
    return {name: min(_seconds(step) for _ in range(7)) / characters * 1.4e6 for name, step in rounds.items()}


def _seconds(step: Callable[[], object]) -> float:
    begin = time.process_time()
    step()
    return time.process_time() - begin


def peer(rows: list[Annotated], python: str, name: str) -> tuple[dict[str, Score], float]:
    """The scores of a program of others, and its milliseconds for 1,400 characters."""
    texts = []
    for row in rows:
        published = row.reading.published
        assert published, f"{row.path} tells no time"
        at = published.at.astimezone(times.zone(row.zone)).replace(tzinfo=None)
        texts.append(json.dumps({"id": row.path, "text": row.reading.text, "at": at.isoformat()}))
    command = [python, str(Path(__file__).with_name("peers") / "dates.py"), name]
    answer = subprocess.run(command, check=True, input="\n".join(texts), capture_output=True, text=True).stdout
    told = [json.loads(line) for line in answer.splitlines() if line.startswith("{")]
    found = {each["id"]: [Found(**date) for date in each["dates"]] for each in told}
    spent = sum(each["seconds"] for each in told)
    return scores(rows, lambda row: found[row.path]), spent / sum(len(row.reading.text) for row in rows) * 1.4e6


def sample(place: Path, what: str) -> None:
    """Print a hundred dates or numbers of the corpus at random, at most two of an article."""
    paths = [path for path in files(place) if (place / "corpus") in path.parents]
    shown = 0
    for path in random.sample(paths, len(paths)):
        reading = read_file(path)[1]
        dates = dates_in(reading.text, reading.published, reading.language)
        items: tuple[DateMention | NumberMention, ...] = dates
        if what == "numbers":
            items = numbers_in(reading.text, dates, reading.language)
        for item in random.sample(items, min(2, len(items), 100 - shown)):
            shown += 1
            before, behind = reading.text[max(0, item.start - 22) : item.start], reading.text[item.end : item.end + 16]
            told = (
                f"{item.value} {item.time} {item.side}"
                if isinstance(item, DateMention)
                else f"{item.value} {item.unit} {item.bound} <{item.counts}> {item.of}"
            )
            day = reading.published and reading.published.at.date()
            print(f"{shown:>3} {told} | {day} | {before}【{item.text}】{behind}".replace("\n", "⏎"))
        if shown == 100:
            return


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", choices=HALVES)
    parser.add_argument("--sample", choices=("dates", "numbers"))
    parser.add_argument("--peer", nargs=2, metavar=("PYTHON", "NAME"))
    arguments = parser.parse_args()
    place = shared()
    if arguments.sample:
        sample(place, arguments.sample)
        return
    rows = annotated(place)
    table, spent = peer(rows, *arguments.peer) if arguments.peer else (scores(rows, ours), 0.0)
    print(f"{'gold':10}{'gold':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>8}")
    for name, score in table.items():
        print(f"{name:10}{score}")
    if arguments.peer:
        print(f"\nms for 1,400 characters: {spent:.1f}")
        return
    for row in rows:
        missed, wrong = compare(row.dates, ours(row))
        if row.half == arguments.misses and (missed or wrong):
            print(
                f"{row.path}\n  missed {[tuple(each) for each in missed]}\n  wrong  {[tuple(each) for each in wrong]}"
            )
    print(f"\ncases of other programs\n{cases(place)}")
    print(f"the same, put into Recognizers' conventions\n{cases(place, as_they_read=True)}")
    for name, spent in speed(place).items():
        print(f"{name}: {spent:.3f} ms for 1,400 characters")


if __name__ == "__main__":
    main()
