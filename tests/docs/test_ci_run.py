"""The script of all checks ends in `make test`, by Python 3.11, from whatever folder it is called and without asking."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / ".ci" / "run"


def test_all_checks_are_one_call_of_make(tmp_path):
    stand_in = tmp_path / "bin" / "make"
    stand_in.parent.mkdir()
    stand_in.write_text('#!/bin/sh\npwd\necho "make $@"\nread line && echo "asked: $line"\nexit 7\n', "utf-8")
    stand_in.chmod(0o755)
    environment = os.environ | {"PATH": f"{stand_in.parent}{os.pathsep}{os.environ['PATH']}", "CI": ""}
    done = subprocess.run(
        [SCRIPT], cwd=tmp_path, env=environment, input="typed\n", capture_output=True, text=True, check=False
    )
    folder, called, *more = done.stdout.splitlines()
    assert Path(folder) == SCRIPT.parents[1]
    assert called.startswith("make test PYTHON=/")
    assert more == [], "something was read from standard input"
    assert done.returncode == 7, "what make says is what the script says"
