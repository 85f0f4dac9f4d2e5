"""A piece of a benchmark in a process of its own, so that its memory and its imports are its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any


def run(module: str, *arguments: str, beside: Path | None = None) -> dict[str, Any]:
    """Run `python -m MODULE ARGUMENTS`; the JSON of its last line, with `peak`, its greatest memory in MiB.

    Raises RuntimeError, with what it said, where it fails.
    """
    environment = {**os.environ, "PYTHONPATH": str(beside)} if beside else None
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout.rstrip("\n").rpartition("\n")[2])
    return told


def tell(**facts: object) -> None:
    """Hand facts over to the process that waits for them."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**facts, "peak": round(peak)}))
