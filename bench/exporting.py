"""How fast each form of `export` is written, and with how much memory, for 10,000 and 100,000 articles.

The archive is the corpus in copies, each at addresses of its own. Each form is written to a file in a process of its own.
Run as `python -m bench.exporting [--forms NAME,…]`; a form that holds no more than so many articles is measured with these.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.child import run, tell
from bench.rebuilding import filled
from samarkand.app.archives import open_archive
from samarkand.cli.reading import each_article
from samarkand.model.exports import About
from samarkand.pipeline.taking import take
from samarkand.publishing import forms
from samarkand.queries import Queries

COPIES = (4, 39)
"""Of a corpus of 2,606 articles: 10,424 and 101,634."""


def written(root: Path, name: str) -> None:
    """Write one form of a whole archive; its figures to stdout."""
    form = forms.named(name)
    assert form
    lost: Counter[str] = Counter()
    with open_archive(root) as parts, TemporaryDirectory() as folder:
        queries = Queries(parts)
        articles = islice(each_article(queries, "", None), form.most or None)
        taken = take(parts, articles, lambda article: [article.latest], lambda subject, _: lost.update([subject]))
        counted = Counter[str]()

        def counting():
            for each in taken:
                counted["versions"] += 1
                yield each

        file, begun, clock = Path(folder) / "out", time.process_time(), time.perf_counter()
        with file.open("wb+") as out:
            form.write(counting(), out, About("bench", "0" * 64, "en", parts.archive.read))
        tell(
            versions=counted["versions"],
            lost=sum(lost.values()),
            processor=time.process_time() - begun,
            seconds=time.perf_counter() - clock,
            size=file.stat().st_size,
        )


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--forms", default=",".join(name for name in forms.NAMES if name != "markdown"))
    arguments.add_argument("--child", nargs=2)
    arguments.add_argument("--place", type=Path, help="where the archives are made, or were")
    given = arguments.parse_args()
    if given.child:
        written(Path(given.child[0]), given.child[1])
        return 0
    with TemporaryDirectory() as folder:
        place = given.place or Path(folder)
        print(
            "| form | articles | articles/s of processor time | bytes an article | peak MiB |\n|---|---:|---:|---:|---:|"
        )
        for copies in COPIES:
            root = place / f"x{copies}"
            with suppress(FileExistsError):
                if not root.exists():
                    filled(root, copies)
            for name in given.forms.split(","):
                told = run("bench.exporting", "--child", str(root), name)
                rate, size = told["versions"] / told["processor"], told["size"] / told["versions"]
                print(f"| {name} | {told['versions']:,} | {rate:,.0f} | {size:,.0f} | {told['peak']} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
