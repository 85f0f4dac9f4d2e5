"""How long a static site takes, and what changed of it, beside Hugo and Jekyll, which make pages of the same articles.

python -m bench.site_speed [--articles 5000] [--archive DIR]

Hugo and Jekyll are Debian's; what they get, and what of it they are spared, tells `bench.site_beside`.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.site_beside import HUGO, JEKYLL, lay
from bench.site_data import fill

NEW = """<!--1594300000000-->
[河湾县议会通过新预算](https://www.rfi.fr/cn/hewan-{number})
------

<p>河湾县议会周四通过明年预算，首次列入旧桥修缮费用。县长林若水说，工程将于九月开始。</p>
"""


TIMES_HUGO = 8.0
"""Processor time of a first build against Hugo's, at most: may only be lowered. It was 6.5."""
TIMES_LIST = 4.5
"""That of a build after one new article against `samarkand list`, which starts and asks one question: may only be lowered. It was 3.3."""


def measured(command: list[str], cwd: Path | None = None) -> tuple[float, float]:
    """Seconds by the clock, and of processor time with all processes that it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr[-2000:]
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(name: str, figures: tuple[float, float], folder: Path | None = None) -> float:
    """A row of the table; the processor time of it."""
    pages, size = counted(folder) if folder else ("", "")
    print(f"| {name} | {figures[0]:.2f} | {figures[1]:.2f} | {pages} | {size} |", flush=True)
    return figures[1]


def counted(folder: Path) -> tuple[int, str]:
    """Pages, and millions of bytes of them."""
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    return len(sizes), f"{sum(sizes) / 1e6:.1f}"


def beside(archive: Path, work: Path) -> float:
    """The table's rows of others; Hugo's processor time, 0 where it is not there."""
    hugo, jekyll = work / "hugo", work / "jekyll"
    lay(archive, [(hugo, HUGO), (jekyll, JEKYLL)])
    hugos = 0.0
    if shutil.which("hugo"):
        hugos = told("Hugo", measured(["hugo", "--quiet"], hugo), hugo / "public")
    if shutil.which("jekyll"):
        told("Jekyll, articles alone", measured(["jekyll", "build", "--quiet"], jekyll), jekyll / "_site")
    return hugos


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--archive", type=Path, help="one that is filled already; it gets one article more")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        archive = options.archive or work / "archive"
        if not options.archive:
            fill(work / "tree", archive, options.articles)
        ours = [sys.executable, "-m", "samarkand"]
        making = [*ours, "site", str(work / "site"), "--archive", str(archive)]
        print("| | seconds | processor | pages | MB of them |\n|---|---:|---:|---:|---:|")
        first = told("first build", measured(making), work / "site")
        told("nothing new", measured(making))
        (work / "new").mkdir()
        (work / "new" / "one.md").write_text(NEW.format(number=time.time_ns()), encoding="utf-8")
        measured([*ours, "import", str(work / "new"), "--archive", str(archive)])
        for command in ("statements", "stories"):  # as a round of `collect` does
            measured([*ours, command, "--limit", "1", "--archive", str(archive)])
        after = told("after one new article", measured(making))
        listing = told(
            "`samarkand list`, for comparison", measured([*ours, "list", "--limit", "1", "--archive", str(archive)])
        )
        hugos = beside(archive, work)
    ratios = [("Hugo", first / hugos, TIMES_HUGO)] if hugos else []
    for other, ratio, most in (*ratios, ("`samarkand list`", after / listing, TIMES_LIST)):
        print(f"{ratio:.1f} times the processor time of {other}; {most} at most")
        if ratio > most:
            sys.exit(1)


if __name__ == "__main__":
    main()
