"""The reference of what programs use tells of every address, parameter, problem, object and tool; what is missing fails here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from samarkand import opened
from samarkand.web.api.problems import KINDS
from samarkand.web.api.routes import OPERATIONS, PREFIX


def page(root: Path, name: str) -> str:
    return (root / "docs" / "reference" / name).read_text("utf-8")


def test_the_pages_are_what_the_program_says(root: Path) -> None:
    done = subprocess.run([sys.executable, root / "docs" / "write_programs.py", "--check"], check=False)
    assert done.returncode == 0, "docs/reference is old: run `python docs/write_programs.py`"


@pytest.mark.parametrize("name", ["api.md", "python.md", "assistants.md"])
def test_an_old_page_is_noticed(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "reference").mkdir()
    script = tmp_path / "write_programs.py"
    script.write_bytes((root / "docs" / "write_programs.py").read_bytes())
    for each in ("api.md", "python.md", "assistants.md"):
        (tmp_path / "reference" / each).write_text(page(root, each) + ("more\n" if each == name else ""), "utf-8")
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 1


def test_every_address_parameter_and_problem_is_told(root: Path) -> None:
    text = page(root, "api.md")
    told = set(re.findall(r"^\| `(/api/[^`]*)`", text, re.MULTILINE))
    assert told == {f"{PREFIX}{each.path}" for each in OPERATIONS} | {
        f"{PREFIX}/openapi.json",
        f"{PREFIX}/stories/{{id}}/corrections",
    }
    names = set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))
    assert names == {parameter.name for each in OPERATIONS for parameter in each.parameters} | KINDS.keys()


def test_every_object_of_python_and_all_that_it_has_is_told(root: Path) -> None:
    parts = re.split(r"^## ", page(root, "python.md"), flags=re.MULTILINE)[1:]
    told = {part.split("\n", 1)[0]: set(re.findall(r"^\| `(\w+)", part, re.MULTILINE)) for part in parts}
    kinds = {
        name: kind
        for name, kind in vars(opened).items()
        if isinstance(kind, type) and kind.__module__ == opened.__name__
    }
    for name, kind in kinds.items():
        public = {
            each for each in (*vars(kind), *getattr(kind, "__dataclass_fields__", ())) if not each.startswith("_")
        }
        assert told[name] == public, name
    assert not re.search(r"\|\s+\|$", page(root, "python.md").replace("| | |", ""), re.MULTILINE), "each has its words"


def test_every_tool_and_what_it_takes_is_told(root: Path) -> None:
    text = page(root, "assistants.md")
    tools = {"search", "latest_stories", "story", "comparison", "article", "history", "statements", "day"}
    assert set(re.findall(r"^## (\w+)$", text, re.MULTILINE)) == tools
    assert text.count("| `cursor` |") == len(tools)
