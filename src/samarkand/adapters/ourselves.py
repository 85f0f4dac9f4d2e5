"""Our own commands, run in processes of their own: what they load and how long they take burdens nobody else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from samarkand.errors import CannotWrite

LIMIT = timedelta(minutes=3)
"""A command that takes longer is stopped."""


def run(archive: Path, *arguments: str) -> tuple[bytes, str]:
    """What a command prints about an archive, and what it complains of, each complaint a line. Raises CannotWrite."""
    command = [sys.executable, "-m", "samarkand", arguments[0], "--archive", str(archive), *arguments[1:]]
    try:
        done = subprocess.run(  # noqa: S603  (our own program, arguments without a shell)
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=LIMIT.total_seconds()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotWrite(f"samarkand {arguments[0]} could not be run to its end: {error}") from error
    told = done.stderr.decode("utf-8", "replace").splitlines()
    return done.stdout, "\n".join(line.removeprefix("samarkand: ") for line in told)


def lines(archive: Path, *arguments: str) -> tuple[Sequence[Mapping[str, Any]], str]:
    """The JSON lines that a command prints, and what it complains of. Raises CannotWrite."""
    out, problem = run(archive, *arguments, "--json")
    return [json.loads(line) for line in out.splitlines()], problem
