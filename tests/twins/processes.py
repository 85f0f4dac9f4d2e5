"""The program and its stores in processes of their own: asked for what they print, or killed at any moment."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from twins import commands

KILLS = int(os.environ.get("SAMARKAND_KILLS") or 5)
"""How many writers are killed."""
LONGEST = 0.3
"""Seconds after which a writer is killed at the latest."""


def run(*arguments: object) -> list[dict]:
    """The JSON lines that a command prints; it has to succeed."""
    done = commands.told(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def killed_when(command: list[str], reached: Callable[[], bool], pause: float = 0.0) -> bool:
    """Start a process and kill it `pause` seconds after something is seen to be so; whether it had not ended by then.

    What is waited for, not a share of the time that it takes elsewhere, says what it is killed in the midst of: a
    machine may be as fast or as busy as it likes.
    """
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not reached():
            time.sleep(0.001)
        time.sleep(pause)
        has_ended = process.poll() is not None
        process.kill()
    return not has_ended


def killed_writers(script: str, path: Path, seed: int) -> Iterator[tuple[int, bool]]:
    """Start a writer again and again, and kill it, until `KILLS` were killed.

    The script finds `path` and the folders of the tests among its arguments, prints `at work`, then the number of each
    batch that it has written; some are killed before any, most after one or two and some time more. Of each writer: the last batch that it acknowledged, and whether it came to its end.
    """
    chance, kills = random.Random(seed), 0
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", script, str(path), str(tests), *(each for each in sys.path if each)]
    while kills < KILLS:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "at work\n"
            seen = "".join(process.stdout.readline() for _ in range(chance.randrange(3)))
            try:
                told, is_done = process.communicate(timeout=chance.uniform(0.0, LONGEST))[0], True
                assert process.returncode == 0
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                told, is_done = process.communicate()[0], False
                kills += 1
        yield max(map(int, (seen + told).split()), default=0), is_done
