"""The ready folder for Git hosts: a whole archive, workflows that are YAML, and steps that do what the guide says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest

from samarkand.cli.group import COMMANDS
from samarkand.demo.press import Press

EXAMPLE = Path(__file__).parents[2] / "examples" / "git-host" / "archive"
WORKFLOWS = sorted(EXAMPLE.glob(".github/workflows/*.yml"))
SETTINGS = '[collect]\nallow_private = ["127.0.0.1"]\ndelay = 0.0\n[archive]\nformat = 1\nkeep_images = false\n'


def steps(workflow: Path) -> dict[str, str]:
    """Name -> script of the steps of a workflow that run something, in their order."""
    text = workflow.read_text("utf-8")
    found = {}
    for name, line, block in re.findall(r"- name: (.+)\n +run: (?:\|\n((?: {10}.*\n)+)|(.+)\n)", text):
        found[name] = dedent(line) or block
    return found


@pytest.fixture
def shell(tmp_path: Path):
    """Bash as a runner starts it, with the program in its path and no settings of the machine."""
    (tmp_path / "home").mkdir()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    bare = {"PATH": path, "HOME": str(tmp_path / "home"), "GIT_CONFIG_NOSYSTEM": "1", "LANG": "C.UTF-8"}

    def run(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True, check=False)

    return run


def test_the_folder_is_a_whole_archive(samarkand, tmp_path):
    archive = shutil.copytree(EXAMPLE, tmp_path / "news")
    assert samarkand("verify", "--archive", archive).returncode == 0
    outlets = samarkand("outlets", "--archive", archive)
    assert outlets.returncode == 0
    assert {line.split()[1] for line in outlets.stdout.splitlines() if line.startswith("*")} == {"rfi", "bbc"}


@pytest.mark.parametrize("file", [*WORKFLOWS, EXAMPLE / ".gitlab-ci.yml"], ids=lambda file: file.name)
def test_a_workflow_is_yaml_and_calls_commands_that_exist(file):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    text = file.read_text("utf-8")
    parsed = yaml.safe_load(text)
    assert set(parsed.get("jobs", parsed)) & {"collect", "status", "publish"}
    called = re.findall(r"(?:^ *|run: |bin/)samarkand ([a-z]+)", text, re.MULTILINE)
    assert called
    assert set(called) <= set(COMMANDS)


def test_the_steps_read_here_are_those_of_the_workflows():
    assert [list(steps(file)) for file in WORKFLOWS] == [
        ["Install Samarkand", "Collect one round", "Push what is new"],
        ["Install Samarkand", "Make the site"],
        ["Install Samarkand", "Check every file", "Who is silent?"],
    ]


def test_rounds_are_collected_committed_and_pushed_and_the_archive_stays_whole(shell, tmp_path):
    collect, publish, status = WORKFLOWS
    with Press() as press:
        home = Path(shutil.copytree(EXAMPLE, tmp_path / "news"))
        feeds = [outlet.feed for outlet in press.outlets if outlet.id in {"haibao", "circumsea"}]
        (home / "outlets.toml").write_text("\n".join(f'[[follow]]\nfeed = "{feed}"' for feed in feeds), "utf-8")
        (home / "samarkand.toml").write_text(SETTINGS, "utf-8")
        begin = """
            git init --quiet --initial-branch main
            git config user.name a && git config user.email a@b.example
            git add . && git commit --quiet --message Begin
            git clone --quiet --bare . ../origin.git
        """
        assert shell(begin, home).returncode == 0
        for number in (1, 2):
            press.advance(number)
            job = tmp_path / f"job-{number}"
            assert shell(f"git clone --quiet --depth 1 file://{tmp_path}/origin.git {job}", tmp_path).returncode == 0
            for name in ("Collect one round", "Push what is new"):
                done = shell(steps(collect)[name], job)
                assert done.returncode == 0, done.stdout + done.stderr
    told = shell("git log --format=%s", tmp_path / "origin.git").stdout.split("\n")
    assert re.fullmatch(r"news: \d+ new, [1-9]\d* changed", told[0])
    assert re.fullmatch(r"news: [1-9]\d* new, 0 changed", told[1])
    shell("git clone --quiet origin.git seen", tmp_path)
    seen = tmp_path / "seen"
    assert (seen / "README.md").read_text("utf-8").startswith("<!-- written by samarkand")
    assert sorted(seen.glob("lists/*.md"))
    assert not (seen / "derived").exists()
    done = shell(steps(status)["Check every file"], seen)
    assert done.returncode == 0, done.stdout
    done = shell(f"export SITE_BASE=; {steps(publish)['Make the site']}", seen)
    assert done.returncode == 0, done.stderr
    assert (seen / "site" / "search.html").is_file()
    assert "brings news" in shell(steps(status)["Who is silent?"], seen).stdout


def test_the_settings_of_the_folder_are_read(root):
    table = tomllib.loads((EXAMPLE / "samarkand.toml").read_text("utf-8"))
    hour = 3600
    assert table["collect"]["shortest_interval"] < hour, "a round every hour would else skip every other poll"
