"""The reference tells of every command, setting, error, outcome and field: what is missing fails here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from samarkand import errors
from samarkand.adapters import settings as settings_file
from samarkand.adapters.archive.ledger import BrokenLine
from samarkand.cli.group import COMMANDS
from samarkand.cli.output import SYMBOLS
from samarkand.demo.loading import BadWorld
from samarkand.model.answers import HealthState
from samarkand.model.reports import Outcome
from samarkand.model.settings import Limits, MailServer, Manners, Settings
from samarkand.model.tables import TABLES

NAME = re.compile(r"`([^`]+)`")


def page(root: Path, name: str) -> str:
    return (root / "docs" / "reference" / name).read_text("utf-8")


def sections(text: str) -> dict[str, list[list[str]]]:
    """Heading -> rows of the tables below it, without their heads."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        rows = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in part.splitlines()
            if line.startswith("| `")
        ]
        found[part.splitlines()[0]] = rows
    return found


def test_the_page_of_commands_is_what_the_program_says(root: Path) -> None:
    done = subprocess.run([sys.executable, root / "docs" / "write_reference.py", "--check"], check=False)
    assert done.returncode == 0, "docs/reference/commands.md is old: run `python docs/write_reference.py`"


def test_an_old_page_of_commands_is_noticed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    script = tmp_path / "write_reference.py"
    script.write_bytes((root / "docs" / "write_reference.py").read_bytes())
    (tmp_path / "reference" / "commands.md").write_text(page(root, "commands.md").replace("--archive", "--folder"))
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 1


def test_every_table_is_told_with_its_columns(root: Path) -> None:
    told = {name: [row[0].strip("`") for row in rows] for name, rows in sections(page(root, "bulk-tables.md")).items()}
    wanted = {table.name: [column.name for column in table.columns] for table in TABLES.values() if table.is_published}
    assert told == wanted


def test_every_setting_is_told_with_its_usual_value(root: Path, tmp_path: Path) -> None:
    tables = sections(page(root, "settings.md"))
    told = {name[1:-1]: rows for name, rows in tables.items() if name.startswith("[")}
    lines = []
    for name, rows in told.items():
        lines += [f"[{name}]", *(f"{row[0].strip('`')} = {row[-1].strip('`')}" for row in rows)]
    (tmp_path / settings_file.FILE).write_text("\n".join(lines), "utf-8")
    assert settings_file.load(tmp_path) == Settings()
    keys = {key for table in tomllib.loads("\n".join(lines)).values() for key in table}
    known = {field.name for kind in (Settings, Manners, Limits, MailServer) for field in fields(kind)}
    assert keys == known - {"limits", "manners", "mail"} | {"format"}


def test_a_new_archives_settings_name_every_setting(root: Path) -> None:
    told = {row[0].strip("`") for name, rows in sections(page(root, "settings.md")).items() for row in rows}
    template = settings_file.NEW.decode()
    assert {key for key in told if key.islower()} == set(re.findall(r"^(?:# )?(\w+) = ", template, re.MULTILINE))


def every_error() -> list[type[errors.SamarkandError]]:
    found: list[type[errors.SamarkandError]] = [errors.SamarkandError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return found


def test_every_error_is_told_with_its_exit_code(root: Path) -> None:
    rows = sections(page(root, "errors.md"))["Errors that end a command"]
    told = {row[0].strip("`"): int(row[1]) for row in rows}
    assert {BrokenLine, BadWorld} <= set(every_error())
    assert told == {kind.__name__: kind.exit_code for kind in every_error() if kind.__module__.startswith("samarkand")}


def test_every_outcome_is_told_with_its_sign(root: Path) -> None:
    rows = sections(page(root, "errors.md"))["Outcomes that a round or an import reports"]
    assert {row[0].strip("`"): row[1].strip("`") for row in rows} == {
        outcome: SYMBOLS.get(outcome, "") for outcome in get_args(Outcome)
    }


def test_every_state_of_an_outlet_is_told(root: Path) -> None:
    rows = sections(page(root, "errors.md"))["States of an outlet"]
    assert {row[0].strip("`") for row in rows} == set(get_args(HealthState))


def told_fields(root: Path, command: str) -> set[str]:
    """The fields that json.md tells of for a command, those that it takes over from another one included."""
    tables = sections(page(root, "json.md"))
    own = next(rows for name, rows in tables.items() if command in name.split(", "))
    found = {name for row in own for name in NAME.findall(row[0])}
    inherited = {"show": "list", "changes": "history", "story": "stories"}.get(command)
    return found | (told_fields(root, inherited) if inherited else set())


def test_the_page_on_json_has_every_command(root: Path) -> None:
    told = {name for heading in sections(page(root, "json.md")) for name in heading.split(", ")}
    assert told == set(COMMANDS) - {"demo"}, "what `demo` prints is told under `collect` and `serve`"


@pytest.mark.parametrize(
    "arguments",
    [
        ["outlets"],
        ["list"],
        ["show", "ID"],
        ["text", "ID"],
        ["history", "ID"],
        ["changes"],
        ["stories"],
        ["story", "ID"],
        ["statements"],
        ["compare", "ID"],
        ["status"],
        ["seal"],
        ["verify"],
        ["rebuild"],
        ["doctor"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_a_command_prints_is_what_the_page_on_json_tells(root, samarkand, demo_archive, arguments) -> None:
    listed = [json.loads(line) for line in samarkand("list", "--json", "--archive", demo_archive).stdout.splitlines()]
    edited = next(article["id"] for article in listed if article["versions"] > 1)
    given = [edited if argument == "ID" else argument for argument in arguments]
    done = samarkand(*given, "--json", "--archive", demo_archive)
    printed = {key for line in done.stdout.splitlines() for key in json.loads(line)}
    # Of days without a time, of damage, of two articles: the demo has none, and they are compared elsewhere.
    unseen = {"published_on", "path", "problem", "one", "two", "matches"}
    assert printed - unseen == told_fields(root, arguments[0]) - unseen, done.stderr


def test_the_commands_that_write_print_what_the_page_on_json_tells(root, samarkand, demo_archive, tmp_path) -> None:
    made = samarkand("init", tmp_path / "new", "--json")
    assert json.loads(made.stdout).keys() == told_fields(root, "init")
    added = samarkand("add", "https://feeds.example.invalid/", "rfi", "--json", "--archive", tmp_path / "new")
    assert json.loads(added.stdout).keys() == told_fields(root, "add")
    imported = samarkand("import", demo_archive / "records", "--json", "--archive", tmp_path / "new")
    assert json.loads(imported.stdout).keys() <= told_fields(root, "import")
    assert {"new", "changed", "unchanged", "failed"} <= json.loads(imported.stdout).keys()


def test_every_dependency_has_its_line(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[^\w-]", dependency)[0] for dependency in project["dependencies"]}
    text = (root / "docs" / "decisions" / "0008-dependencies.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)) == named
