"""The program and its stores in processes of their own: asked for what they print, or killed at any moment."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 12)
"""How many writers are killed."""
LONGEST = 0.3
"""Seconds after which a writer is killed at the latest."""


def run(*arguments: object) -> list[dict]:
    """The JSON lines that a command prints; it has to succeed."""
    command = [sys.executable, "-m", "samarkand", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def killed_writers(script: str, path: Path, seed: int) -> Iterator[tuple[int, bool]]:
    """Start a writer again and again, and kill it, until `KILLS` were killed.

    The script finds `path` and the folders of the tests among its arguments, prints `at work`, then the number of each
    batch that it has written. Of each writer: the last batch that it acknowledged, and whether it came to its end.
    """
    chance, kills = random.Random(seed), 0
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", script, str(path), str(tests), *(each for each in sys.path if each)]
    while kills < KILLS:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "at work\n"
            try:
                told, is_done = process.communicate(timeout=chance.uniform(0.0, LONGEST))[0], True
                assert process.returncode == 0
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                told, is_done = process.communicate()[0], False
                kills += 1
        yield max(map(int, told.split()), default=0), is_done
