"""How long a static site takes, and what changed of it, beside Hugo and Jekyll, which make pages of the same articles.

python -m bench.site_speed [--articles 5000] [--archive DIR]

Hugo and Jekyll are Debian's; what they get, and what of it they are spared, tells `bench.site_beside`.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from bench.site_beside import HUGO, JEKYLL, lay
from bench.site_data import fill

NEW = """<!--{at}-->
[{title}](https://www.rfi.fr/cn/{number})
------

<p>{text}</p>
"""
NEWS = (
    ("河湾县议会通过新预算", "河湾县议会周四通过明年预算，首次列入旧桥修缮费用。县长林若水说，工程将于九月开始。"),
    ("青石镇小学迎来风筝社", "青石镇小学为风筝社的二十二名学员举行开课式。校长苏禾说，学员将在秋天到河堤上放飞。"),
    ("北坡观测站换上新镜片", "北坡观测站昨天换下用了三十年的镜片。站长白以安表示，今冬可以看清更暗的彗星。"),
    ("盐井巷的钟又走了", "盐井巷停了六年的大钟周一重新走动。修钟人何千里说，齿轮是照着旧图样打的。"),
    ("苇湖轮渡改用电船", "苇湖轮渡公司从下周起改用两艘电船。经理陆小舟说，每天开十四班，票价不变。"),
)
"""Of one event each: none joins the story of another."""
AT = 1_594_300_000_000


TIMES_HUGO = 8.0
"""Processor time of a first build against Hugo's, at most: may only be lowered. It was 4.6 to 7.3, as Hugo took 15.5 to 9.1 s."""
TIMES_LIST = 4.0
"""That of a build after one new article against `samarkand list`, which starts and asks one question: may only be lowered. It was 2.6 to 3.3."""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The program's modules are kept as bytecode, as an installation has them."""


def measured(command: list[str], cwd: Path | None = None) -> tuple[float, float]:
    """Seconds by the clock, and of processor time with all processes that it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False)
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


def rebuilt(ours: list[str], making: list[str], work: Path, archive: Path) -> Iterator[tuple[float, float]]:
    """What building takes after each of some new articles, which are marked and placed before, as a round of `collect` does it."""
    for title, text in NEWS:
        file = work / "new" / f"{time.time_ns()}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(NEW.format(at=AT, title=title, number=file.stem, text=text), encoding="utf-8")
        measured([*ours, "import", str(file.parent), "--archive", str(archive)])
        for command in ("statements", "stories"):
            measured([*ours, command, "--limit", "1", "--archive", str(archive)])
        yield measured(making)


def medians(every: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The medians of seconds by the clock and of processor time."""
    clock, processor = zip(*every, strict=True)
    return median(clock), median(processor)


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
    parser.add_argument("--archive", type=Path, help="one that is filled already; it gets five articles more")
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
        after = told("after one new article, median of 5", medians(rebuilt(ours, making, work, archive)))
        asked = [measured([*ours, "list", "--limit", "1", "--archive", str(archive)]) for _ in NEWS]
        listing = told("`samarkand list`, for comparison", medians(asked))
        hugos = beside(archive, work)
    ratios = [("Hugo", first / hugos, TIMES_HUGO)] if hugos else []
    for other, ratio, most in (*ratios, ("`samarkand list`", after / listing, TIMES_LIST)):
        print(f"{ratio:.1f} times the processor time of {other}; {most} at most")
        if ratio > most:
            sys.exit(1)


if __name__ == "__main__":
    main()
