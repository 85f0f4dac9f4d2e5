"""How fast texts are marked, on one core and on all of them, and what the annotations take on the disk.

    python -m bench.annotating

The corpus in an archive, marked whole: seconds by the clock and of processors, greatest memory of the program and of one
of the processes that it spreads the work over. On a busy machine the seconds of processors are the ones to compare.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.child import run, tell
from bench.rebuilding import filled
from samarkand.app.archives import ANNOTATIONS, open_archive
from samarkand.pipeline.annotating import annotate_anew
from samarkand.pipeline.parts import in_this_process

WAYS = ("one process", "all cores")


def marked(root: Path, way: str) -> None:
    """Mark everything, and tell of it."""
    with open_archive(root) as parts:
        if way == "one process":
            parts = replace(parts, spread=in_this_process)  # noqa: PLW2901  (the same archive)
        start = time.perf_counter()
        lines = sum(annotate_anew(parts))
        seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    tell(
        lines=lines,
        seconds=seconds,
        cpu=sum(each.ru_utime + each.ru_stime for each in used),
        beside=used[1].ru_maxrss // 1024,
        size=(root / ANNOTATIONS).stat().st_size,
    )


def main() -> None:
    print(
        f"{'':12}{'versions':>9}{'seconds':>9}{'a second':>10}{'cpu s':>7}{'ms each':>9}{'MiB':>5}{'beside':>8}{'bytes':>7}"
    )
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        root = Path(place) / "archive"
        filled(root, 1)
        os.sync()
        for way in WAYS:
            told = run("bench.annotating", str(root), way)
            count = told["lines"]
            print(
                f"{way:12}{count:>9}{told['seconds']:>9.1f}{count / told['seconds']:>10.0f}{told['cpu']:>7.1f}"
                f"{1000 * told['cpu'] / count:>9.1f}{told['peak']:>5}{told['beside']:>8}{told['size'] / count:>7.0f}",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        marked(Path(sys.argv[1]), sys.argv[2])
    else:
        main()
