"""The units, the container file and the compose file of examples/service: as their own programs want them, and in our words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from samarkand.cli.group import COMMANDS, samarkand

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "examples/service"
UNITS = sorted(SERVICE.glob("*.service")) + sorted(SERVICE.glob("*.timer"))


def commands() -> list[list[str]]:
    """Every command of ours that the files start, as words."""
    found = [
        line.split()[1:] for unit in UNITS for line in re.findall(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE)
    ]
    composed = yaml.safe_load((SERVICE / "compose.yaml").read_text())["services"]
    return [*found, *(service["command"] for service in composed.values())]


def instructions() -> list[tuple[str, str]]:
    """The lines of the container file, each with its continuation: instruction and what follows."""
    text = re.sub(r"^#.*\n", "", (SERVICE / "Containerfile").read_text(), flags=re.MULTILINE)
    whole = text.replace("\\\n", " ").splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in whole if line.strip()]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_what_is_started_is_a_command_with_options_that_it_has(words):
    assert words[0] in COMMANDS
    told = CliRunner().invoke(samarkand, [words[0], "--help"]).output
    for option in (word for word in words if word.startswith("--")):
        assert option in told


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    program = shutil.which("systemd-analyze")
    if not program:
        if os.environ.get("CI") == "true":
            raise FileNotFoundError("systemd-analyze")
        pytest.skip("systemd-analyze is not here (Debian's package systemd)")
    for unit in UNITS:  # whether the program is where a unit says depends on the machine
        text = unit.read_text().replace("/usr/local/bin/samarkand", "/bin/true")
        (tmp_path / unit.name).write_text(re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.MULTILINE))
    done = subprocess.run(
        [program, "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "samarkand" in line]
    assert complaints == []


def test_the_container_file_keeps_the_rules():
    lines = instructions()
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in lines} <= known
    assert all(re.search(r":[\w.-]+", rest) and ":latest" not in rest for name, rest in lines if name == "FROM")
    assert [rest for name, rest in lines if name == "USER"] == ["10001"]
    assert all(
        "--no-cache-dir" in part
        for name, rest in lines
        if name == "RUN"
        for part in re.findall(r"pip install[^&]*", rest)
    )
    for form in ("ENTRYPOINT", "CMD"):
        assert [yaml.safe_load(rest) for name, rest in lines if name == form]
    for name, rest in lines:
        if name == "COPY" and not rest.startswith("--from"):
            assert all((ROOT / source).exists() for source in rest.split()[:-1]), rest


def test_the_compose_file_shares_one_archive_and_opens_nothing_to_the_world():
    composed = yaml.safe_load((SERVICE / "compose.yaml").read_text())
    for service in composed["services"].values():
        assert service["volumes"] == ["archive:/archive"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
        assert service["cap_drop"] == ["ALL"]
    assert "archive" in composed["volumes"]
    assert "/healthz" in " ".join(composed["services"]["serve"]["healthcheck"]["test"])
    build = composed["services"]["collect"]["build"]
    assert (SERVICE / build["context"] / build["dockerfile"]).exists()
