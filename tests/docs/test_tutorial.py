"""The tutorial is run: every command of its `console` blocks, in one shell, and what they print is what stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
END = "-- end of command --"


@dataclass(frozen=True)
class Step:
    """A command of the tutorial and what it says that comes out."""

    command: str
    told: str


def steps(text: str) -> list[Step]:
    """The commands of the `console` blocks: `$ ` begins one, `> ` goes on with it, the rest is what it prints."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.split("\n")
            more = 1
            while more < len(lines) and (lines[more] == ">" or lines[more].startswith("> ")):
                more += 1
            command = [lines[0], *(line[2:] for line in lines[1:more])]
            found.append(Step("\n".join(command), "\n".join(lines[more:]).strip()))
    return found


def is_as_told(told: str, printed: str) -> bool:
    """Whether an output is the one that is told, `…` standing for anything."""
    pattern = ".*".join(map(re.escape, told.split("…")))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> list[tuple[Step, str, int]]:
    """Each step with what it printed and its exit code."""
    work = tmp_path_factory.mktemp("tutorial")
    script = ""
    for step in steps(PAGE.read_text("utf-8")):
        script += f"{step.command}\nsaved=$?; printf '\\n%s %s\\n' '{END}' $saved; (exit $saved)\n"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc"],
        input=script,
        cwd=work,
        env={"PATH": path, "HOME": str(work), "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    parts = re.split(rf"\n{END} (\d+)\n", done.stdout)
    return list(zip(steps(PAGE.read_text("utf-8")), parts[0::2], map(int, parts[1::2]), strict=False))


def test_all_commands_were_run(outcomes):
    assert len(outcomes) == len(steps(PAGE.read_text("utf-8"))) > 20


def test_each_command_prints_what_the_tutorial_says(outcomes):
    for step, printed, _ in outcomes:
        assert is_as_told(step.told, printed), f"$ {step.command}\n{printed}\n-- but the tutorial says:\n{step.told}"


def test_each_command_succeeds_unless_its_exit_code_is_shown(outcomes):
    for (step, printed, code), (following, _, _) in zip(outcomes, [*outcomes[1:], outcomes[-1]], strict=True):
        assert code == 0 or following.command == "echo $?", f"$ {step.command}\n{printed}"


def test_an_output_that_differs_is_noticed():
    assert is_as_told("whole: … lines", "whole: 119 lines\n")
    assert not is_as_told("whole: … lines", "damaged: 119 lines")
    assert not is_as_told("", "something")
