"""One folder, several readers and one collector, each a process of its own; and collectors that are killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from twins import commands
from twins.processes import run

COLLECT = ("collect", "--every", "1h", "--json")


@contextmanager
def collector(root: Path) -> Iterator[subprocess.Popen]:
    """A collector between its first and its second round."""
    command = [sys.executable, "-m", "samarkand", *COLLECT, "--archive", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert "failed" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def ask(*arguments: object) -> subprocess.CompletedProcess:
    return commands.told(*arguments)


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """An archive with a few articles; it follows nobody, so that rounds are short."""
    folder = tmp_path_factory.mktemp("shared")
    for number in range(12):
        record = (
            f"<!--{1900000000000 + number}-->\n[渡口 {number}](https://port.example/{number})\n------\n\n<p>甲</p>\n"
        )
        (folder / f"{number}.md").write_text(record, "utf-8")
    run("import", folder, "--archive", folder / "archive")
    return folder / "archive"


def test_readers_read_while_one_collects_and_a_second_collector_is_refused(root):
    with collector(root) as first:
        readers = [
            subprocess.Popen(
                [sys.executable, "-m", "samarkand", *words, "--json", "--archive", str(root)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for words in (("list",), ("stories",), ("verify",))
        ]
        second = ask("collect", "--archive", root)
        assert second.returncode == 1
        assert second.stdout == ""
        assert f"`samarkand collect`, process {first.pid} on {socket.gethostname()}, since 20" in second.stderr
        for reader in readers:
            assert reader.wait(timeout=120) == 0, reader.stderr.read()
            assert reader.stdout.read()
            reader.stdout.close()
            reader.stderr.close()
        assert first.poll() is None
    assert ask("collect", "--archive", root).returncode == 0  # killed just now: nobody waits for it


def test_between_two_rounds_others_may_write(root):
    with collector(root):
        pass
    with collector(root) as first:
        note = json.loads((root / "derived/locks/collector.json").read_bytes())
        assert note["pid"] == first.pid
        while (root / "derived/locks/writer.json").exists():  # the round has told its sum, and is about to end
            time.sleep(0.01)
        assert ask("seal", "--archive", root).returncode == 0


def test_a_collector_that_stands_still_keeps_its_place(root):
    with collector(root) as first:
        os.kill(first.pid, signal.SIGSTOP)
        assert ask("collect", "--archive", root).returncode == 1
        os.kill(first.pid, signal.SIGCONT)
        assert first.poll() is None
