"""How fast the catalog is made anew, and whether its memory grows with the archive.

    python -m bench.rebuilding

Archives of 1, 4 and 16 times the corpus: the same records under other addresses.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.child import run, tell
from bench.shared import shared
from samarkand.adapters import incoming
from samarkand.app.archives import create_archive, open_archive
from samarkand.errors import BadRecord
from samarkand.model.articles import Draft
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.rebuilding import rebuild
from samarkand.steps import filing

TIMES = (1, 4, 16)
BATCH = 2000


def drafts(parts, now: datetime) -> Iterator[Draft]:
    """The corpus, one draft an article."""
    seen = set()
    for folder in incoming.folders([shared() / "corpus"]):
        for file in folder:
            try:
                draft = record_draft(parts, file.read(), file.name, now)
            except BadRecord:
                continue
            if draft.canonical_url not in seen:
                seen.add(draft.canonical_url)
                yield draft


def filled(root: Path, times: int) -> None:
    """An archive with so many copies of the corpus."""
    create_archive(root)
    now = datetime.now(UTC)
    with open_archive(root) as parts:
        own = list(drafts(parts, now))
        events = []
        for number in range(times):
            for draft in own:
                other = replace(draft, canonical_url=f"{draft.canonical_url}?copy={number}")
                events.append(filing.version_event(other, 1, filing.first_path(other)))
                if len(events) == BATCH:
                    parts.archive.commit(events)
                    events = []
        if events:
            parts.archive.commit(events)


def rebuilt(root: Path) -> None:
    """Make the catalog anew, and tell of it."""
    with open_archive(root) as parts:
        start = time.perf_counter()
        count = sum(rebuild(parts.archive, parts.catalog))
        tell(lines=count, seconds=time.perf_counter() - start)


def main() -> None:
    print(f"{'corpus':>8}{'lines':>9}{'seconds':>9}{'lines/s':>9}{'peak MiB':>10}")
    for times in TIMES:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
            root = Path(place) / "archive"
            filled(root, times)
            os.sync()  # what filling it left to be written is no part of this
            run("bench.rebuilding", str(root))  # takes the lines in for the first time
            told = min((run("bench.rebuilding", str(root)) for _ in range(2)), key=lambda each: each["seconds"])
            rate = told["lines"] / told["seconds"]
            print(
                f"{f'{times} x':>8}{told['lines']:>9}{told['seconds']:>9.2f}{rate:>9.0f}{told['peak']:>10}", flush=True
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        rebuilt(Path(sys.argv[1]))
    else:
        main()
