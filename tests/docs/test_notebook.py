"""The notebook is run, cell by cell, in one process, as a kernel would; each cell says what it is meant to say."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

RUNNER = """
import json, sys
cells = json.loads(sys.stdin.read())
told = {}
for number, source in enumerate(cells):
    print(f"-- cell {number} --", flush=True)
    exec(compile(source, f"cell {number}", "exec"), told)
"""


@pytest.fixture(scope="module")
def notebook(root):
    return json.loads((root / "examples" / "archive.ipynb").read_text("utf-8"))


def test_every_cell_runs_and_tells_something(notebook, demo_archive):
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    environment = {**os.environ, "SAMARKAND_ARCHIVE": str(demo_archive)}
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(cells),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout.split("-- cell ")[1:]
    assert len(told) == len(cells)
    printing = [number for number, source in enumerate(cells) if "print(" in source]
    assert len(printing) > 3
    assert all(len(told[number].splitlines()) > 1 for number in printing)


def test_it_is_kept_without_what_it_printed(notebook):
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 4)
    for cell in notebook["cells"]:
        assert cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == ([], None)
