"""What an archive costs as it grows: time, processor, memory and disk of every step for each article, by the command line.

    python -m bench.growth                      2,500 and 10,000 articles
    python -m bench.growth 10000 100000         so many
    python -m bench.growth --draw FILE SIZE...  and their curves, as an SVG picture
    python -m bench.growth --keep DIR SIZE...   in a folder that stays: a run that was stopped goes on behind its last step

Each size is an archive of its own, of an invented press (`bench.growth_press`). `further` is what 200 more articles cost that come
afterwards, in all steps: it should be the same for every size, but for the starts of commands, which it holds. Questions are
commands of their own, each the middle one of three: a third of a second of them is the start of Python.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.growth_curves import drawn
from bench.growth_press import written

FURTHER = 200
STEPS = {
    "import": ("import", "{records}"),
    "index": ("search", "经济", "--limit", "1"),
    "relate": ("stories", "--limit", "1"),
    "annotate": ("statements", "--limit", "1"),
    "verify": ("verify",),
    "rebuild": ("rebuild",),
}
QUESTIONS = {
    "list": ("list", "--limit", "20"),
    "search": ("search", "总统 访问"),
    "stories": ("stories", "--limit", "20"),
    "story": ("story", "{story}"),
    "compare": ("compare", "{story}"),
    "changes": ("changes", "--limit", "20"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    processor: float
    peak: float
    """MiB of its own process."""


def cost(root: Path, *arguments: str) -> Cost:
    """Run a command of the program. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", "samarkand", *arguments, "--archive", str(root)]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{arguments}: {said.read().decode()[-1000:]}")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def size_of(place: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


def measured(place: Path, size: int) -> Mapping[str, float]:
    """All that is told of one size; milliseconds for each article, MiB, bytes for each article, seconds of questions."""
    told: dict[str, float] = {}
    figures = place / "figures.json"
    if figures.exists():
        told = json.loads(figures.read_text("utf-8"))
    for name, step in _parts(place, size).items():
        if name not in told:
            start = time.perf_counter()
            told |= {**step(), name: 1}
            figures.write_text(json.dumps(told), "utf-8")
            print(f"  {size:,} {name}: {time.perf_counter() - start:.1f} s", file=sys.stderr, flush=True)
    return {name: figure for name, figure in told.items() if name not in _parts(place, size)}


def _parts(place: Path, size: int) -> Mapping[str, Callable[[], Mapping[str, float]]]:
    """What is done with one size, in its order, each with what it tells."""
    root, records = place / "archive", place / "records"
    return {
        "writing": lambda: {"files": written(records, size)},
        **{name: partial(_step, name, root, size, records) for name in STEPS},
        "weighing": lambda: _weighed(root, size),
        "asking": lambda: {f"{name} s": seconds for name, seconds in asked(root).items()},
        "going on": lambda: {"further s": _further(place, size)},
    }


def _step(name: str, root: Path, size: int, records: Path) -> Mapping[str, float]:
    took = cost(root, *(each.format(records=records) for each in STEPS[name]))
    each = {"ms": 1000 * took.seconds / size, "processor ms": 1000 * took.processor / size, "MiB": took.peak}
    return {f"{name} {unit}": figure for unit, figure in each.items()}


def _weighed(root: Path, size: int) -> Mapping[str, float]:
    derived = size_of(root / "derived")
    return {"derived bytes": derived / size, "kept bytes": (size_of(root) - derived) / size}


def _further(place: Path, size: int) -> float:
    written(place / "further", size + FURTHER, size)
    steps = [*STEPS.values()][:4]
    took = [cost(place / "archive", *(each.format(records=place / "further") for each in step)) for step in steps]
    return sum(each.seconds for each in took)


def asked(root: Path) -> Mapping[str, float]:
    """Seconds of each question, start of the program included."""
    command = [sys.executable, "-m", "samarkand", "stories", "--limit", "50", "--json", "--archive", str(root)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    story = max(map(json.loads, lines), key=lambda each: len(each["articles"]))["id"]
    return {
        name: statistics.median(cost(root, *(each.format(story=story) for each in arguments)).seconds for _ in range(3))
        for name, arguments in QUESTIONS.items()
    }


def main(sizes: Sequence[int], picture: Path | None = None, keep: Path | None = None) -> None:
    found = {}
    for size in sizes:
        with nullcontext(keep / str(size)) if keep else tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
            Path(place).mkdir(parents=True, exist_ok=True)
            found[size] = measured(Path(place), size)
    names = list(found[sizes[0]])
    print(f"| | {' | '.join(f'{size:,}' for size in sizes)} |\n|---|{'---:|' * len(sizes)}")
    for name in names:
        print(f"| {name} | {' | '.join(f'{found[size][name]:,.2f}' for size in sizes)} |")
    if picture:
        curves = {name: [found[size][f"{name} ms"] for size in sizes] for name in STEPS}
        picture.write_text(drawn(sizes, curves, "milliseconds an article"), "utf-8")


if __name__ == "__main__":
    arguments = ArgumentParser(description="What an archive costs as it grows.")
    arguments.add_argument("sizes", nargs="*", type=int, default=[2_500, 10_000])
    arguments.add_argument("--draw", type=Path)
    arguments.add_argument("--keep", type=Path)
    wanted = arguments.parse_args()
    main(wanted.sizes, wanted.draw, wanted.keep)
