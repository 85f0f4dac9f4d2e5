"""What the tests of the prose share: the folders, and an archive made by the demo."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from twins import commands

ROOT = Path(__file__).parents[2]
Samarkand = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def samarkand(tmp_path_factory: pytest.TempPathFactory) -> Samarkand:
    """The program as a process of its own; it sees no settings of the machine that runs the tests."""
    home = tmp_path_factory.mktemp("home")
    bare = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}

    def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return commands.told(*arguments, cwd=cwd or home, env=bare)

    return run


@pytest.fixture(scope="session")
def demo_archive(tmp_path_factory: pytest.TempPathFactory, samarkand: Samarkand) -> Path:
    """The archive that the demo leaves behind. Tests read it, and copy it before they change anything."""
    folder = tmp_path_factory.mktemp("demo") / "news"
    done = samarkand("demo", folder, "--no-serve")
    assert done.returncode == 0, done.stderr
    return folder
