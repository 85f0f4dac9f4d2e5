"""How fast records are imported with everything on disk, where the time goes, and what a bare copy would take.

    python -m bench.importing

The bare loop copies the same files one by one, each synced to the disk as an archive must; nothing is read in them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from bench.child import run, tell
from bench.shared import shared
from samarkand.app.archives import create_archive, open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.parts import Parts

ROUNDS = 3


class Timed:
    """Another object, the seconds of whose methods are added up."""

    def __init__(self, inner, label, seconds):
        self._inner, self._label, self._seconds = inner, label, seconds

    def __getattr__(self, name):
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def timed(*arguments):
            start = time.perf_counter()
            try:
                return found(*arguments)
            finally:
                self._seconds[self._label] += time.perf_counter() - start

        return timed


def imported(root: Path) -> None:
    """Import the corpus into a fresh archive, and tell of it."""
    create_archive(root)
    seconds: dict[str, float] = defaultdict(float)
    with open_archive(root) as parts:
        timed = Parts(
            Timed(parts.archive, "archive: files and ledger, synced", seconds),
            Timed(parts.catalog, "catalog", seconds),
            parts.settings,
            parts.outlets,
            parts.follows,
        )
        folders, _ = open_files([shared() / "corpus"])
        files = ([Timed(file, "reading the files", seconds) for file in folder] for folder in folders)
        start = time.perf_counter()
        count = sum(
            report.outcome in {"new", "changed"}
            for report in import_files(timed, CAPTURE_FILES, files, datetime.now(UTC))
        )
        took = time.perf_counter() - start
    seconds["records: parsing, reading, deciding"] = took - sum(seconds.values())
    tell(records=count, seconds=took, parts=dict(seconds))


def copied(root: Path) -> float:
    """Seconds that copying the same files takes, each of them synced, and its folder at the end."""
    paths = sorted(path for path in (shared() / "corpus").rglob("*") if path.is_file())
    start = time.perf_counter()
    for number, path in enumerate(paths):
        folder = root / f"{number % 500}"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{number}").open("wb") as stream:
            stream.write(path.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
    for folder in root.iterdir():
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return time.perf_counter() - start


def main() -> None:
    results, bare = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
            results.append(run("bench.importing", str(Path(place) / "archive")))
            bare.append(copied(Path(place) / "copy"))
    best = min(results, key=lambda result: result["seconds"])
    count, took = best["records"], best["seconds"]
    print(f"{'':40}{'seconds':>9}{'records/s':>11}{'share':>8}")
    print(f"{'import':40}{took:>9.2f}{count / took:>11.0f}{'':>8}")
    for label, seconds in sorted(best["parts"].items(), key=lambda pair: -pair[1]):
        print(f"  {label:38}{seconds:>9.2f}{count / seconds:>11.0f}{seconds / took:>8.0%}")
    print(f"{'bare loop: copy and sync':40}{min(bare):>9.2f}{count / min(bare):>11.0f}")
    print(f"import takes {took / min(bare):.2f} x the bare loop; peak memory {best['peak']} MiB; best of {ROUNDS}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        imported(Path(sys.argv[1]))
    else:
        main()
