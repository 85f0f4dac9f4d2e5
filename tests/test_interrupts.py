"""Ctrl-C in the midst of long work, to real processes: the exit code, nobody left behind, the archive whole, nothing done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from twins.processes import run
from twins.warcs import press_pages, write_warc

PATIENCE = 120
"""Seconds in which what is waited for has to be seen, on a machine however busy."""
RECORDS = 400
SAID = "<p>港务局局长沈澄说，码头将恢复通航。</p>"
FILLER = "<p>" + "潮水退去以后石阶上留着一层薄薄的盐" * 80 + "</p>"
"""Invented. Long, and little in it to be marked."""


def children_of(process: int) -> set[int]:
    """The processes that one has started and that are at work."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == process and state != "Z":
            found.add(int(stat.parent.name))
    return found


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def interrupted(command: list[object], is_time) -> tuple[int, str]:
    """Start a command of ours and send it Ctrl-C once it has helpers and `is_time` says so: its exit code, and what it said."""
    listens = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background job is deaf
    )
    script = f"{listens}; from samarkand.adapters import processes; processes.cores = lambda: 2; from samarkand.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", script, *map(str, command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        deadline = time.monotonic() + PATIENCE
        helpers = set()
        while not (helpers and is_time()):
            assert process.poll() is None, f"it ended before anybody stopped it: {process.stderr.read()}"
            assert time.monotonic() < deadline, "what was waited for was not seen"
            helpers |= children_of(process.pid)
            time.sleep(0.02)
        helpers |= children_of(process.pid)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=PATIENCE)[1]
    deadline = time.monotonic() + PATIENCE
    while any(map(is_there, helpers)):
        assert time.monotonic() < deadline, "processes were left behind"
        time.sleep(0.05)
    return process.returncode, said


def lines_of(archive: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in (archive / "ledger").glob("*.jsonl"))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A WARC file of the invented press at some hosts, and how many articles it holds at most."""
    pages = [
        (url.replace(".example/", f"{copy}.example/"), body, at)
        for copy in range(6)
        for url, body, at in press_pages((1,))
    ]
    return write_warc(tmp_path_factory.mktemp("crawled") / "press.warc.gz", pages)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """An archive of many records."""
    files, archive = tmp_path_factory.mktemp("records"), tmp_path_factory.mktemp("recorded") / "archive"
    for number in range(RECORDS):
        head = f"<!--{1_660_000_000_000 + number * 3_600_000}-->\n[公告第{number}号](https://gang.example/{number})\n------\n"
        (files / f"{number}.md").write_text(f"{head}\n{SAID}{FILLER}\n", "utf-8")
    assert run("import", files, "--archive", archive)[-1]["new"] == RECORDS
    return archive


def test_an_import_that_is_stopped_keeps_what_it_told_and_leaves_nobody_behind(crawled, tmp_path):
    archive = tmp_path / "archive"
    code, said = interrupted(["import", crawled, "--archive", archive], lambda: lines_of(archive) > 20)
    assert code == 130
    assert "stopped" in said
    assert "Traceback" not in said
    kept = lines_of(archive)
    told = run("verify", "--archive", archive)[-1]
    assert (told["findings"], told["lines"]) == (0, kept)
    listed = run("list", "--archive", archive, "--limit", 100_000)
    assert 0 < len(listed) == len({article["id"] for article in listed})


def test_marking_that_is_stopped_goes_on_where_it_was(recorded):
    marks = recorded / "derived" / "annotations.sqlite"
    marks.unlink(missing_ok=True)
    code, said = interrupted(["rebuild", "--archive", recorded], marks.exists)
    assert code == 130
    assert "Traceback" not in said
    assert run("verify", "--archive", recorded)[-1]["findings"] == 0
    marked = run("statements", "--archive", recorded, "--limit", 100_000)
    assert len(marked) == RECORDS
    assert all(version["statements"] for version in marked)
