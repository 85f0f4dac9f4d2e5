"""An archive of many articles for measuring sites: the real corpus, and the same again as of other years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.shared import shared
from samarkand.app.archives import create_archive, open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.relating import relate

YEARS = 4
_YEAR_MS = 365 * 86_400_000
_HEADER = re.compile(rb"\A<!--(\d+)-->")
_ADDRESS = re.compile(rb"\]\((https?://[^/)]+)/")
_YEAR = re.compile(rb"20(1\d|2\d)")


def records(count: int) -> Iterator[tuple[str, bytes]]:
    """So many records: those of the corpus, then each again as it would have been four, eight, … years before."""
    originals = sorted(path for path in (shared() / "corpus").rglob("*.md") if path.is_file())
    given = 0
    for again in range(100):
        for path in originals:
            if given == count:
                return
            given += 1
            yield f"{again}/{path.relative_to(shared() / 'corpus')}", _earlier(path.read_bytes(), again)


def _earlier(data: bytes, again: int) -> bytes:
    if not again:
        return data
    data = _YEAR.sub(lambda found: b"%d" % (int(found[0]) - YEARS * again), data)
    data = _HEADER.sub(lambda found: b"<!--%d-->" % (int(found[1]) - YEARS * again * _YEAR_MS), data)
    return _ADDRESS.sub(lambda found: b"](%s/again-%d/" % (found[1], again), data, count=1)


def fill(tree: Path, root: Path, count: int) -> None:
    """An archive of so many articles, marked and brought together, out of files below `tree`, which are made."""
    for name, data in records(count):
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    create_archive(root)
    files, _ = open_files([tree])
    with open_archive(root) as parts:
        for _report in import_files(parts, CAPTURE_FILES, files, datetime.now(UTC)):
            pass
        for steps in (annotate(parts), relate(parts)):
            for _count in steps:
                pass
