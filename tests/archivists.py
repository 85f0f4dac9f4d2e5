"""The archivists' own programs, which tests run: pywb, py-wacz, memento-client, in a virtual environment of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(sys.prefix) / "archivists"


def program(name: str) -> str:
    """The path of a program. Where they are not installed the test skips, and fails where all must be run."""
    path = FOLDER / "bin" / name
    if not path.exists():
        problem = f"{name} is not installed in {FOLDER.name}; `make test` installs it"
        if os.environ.get("CI"):
            pytest.fail(problem)
        pytest.skip(problem)
    return str(path)


def run(name: str, *arguments: object, **more) -> subprocess.CompletedProcess[str]:
    """A program, run to its end; it sees nothing of ours."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(more.get("cwd", "/")), "LANG": "C.UTF-8"}
    return subprocess.run(
        [program(name), *map(str, arguments)], env=environment, capture_output=True, text=True, check=False, **more
    )
