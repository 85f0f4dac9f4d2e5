"""Programs of the user's own choosing, run without a shell."""

from __future__ import annotations

import shlex
import subprocess
from datetime import timedelta


def run(command: str, data: bytes, limit: timedelta) -> str:
    """Run a program with its arguments, as a shell would part them, and give it bytes to read; what went wrong, or "".

    It has the environment of this process; what it prints on stdout is thrown away, so that ours stays JSON lines.
    """
    try:
        arguments = shlex.split(command)
        done = subprocess.run(  # noqa: S603  (no shell; the program was named by the archive's owner)
            arguments,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=limit.total_seconds(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"ran longer than {limit.total_seconds():g} s and was stopped"
    except (OSError, ValueError, IndexError) as error:
        return f"could not be run: {error}"
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"ended with {done.returncode}{': ' + said[-1][:200] if said else ''}" if done.returncode else ""
