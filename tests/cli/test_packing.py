"""`pack` and `unpack` from the command line: every command keeps its answers, and a kill loses nothing."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twins.processes import killed_when

from samarkand.adapters.archive import FolderArchive
from samarkand.cli import group
from samarkand.errors import UsageError


def samarkand(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "samarkand", *map(str, arguments)]


def tell(*arguments: object) -> Result:
    """What a command answers, in this process."""
    return CliRunner().invoke(group.samarkand, list(map(str, arguments)))


def answer(*arguments: object) -> str:
    done = tell(*arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def done_by(*arguments: object) -> dict:
    """The last JSON line."""
    return json.loads(answer(*arguments, "--json").splitlines()[-1])


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "derived" not in path.parts
    }


@pytest.fixture(scope="module")
def loose(tmp_path_factory) -> Path:
    """An archive of two months of the year 2020, three hundred records."""
    folder = tmp_path_factory.mktemp("loose")
    for number in range(300):
        time = (1583000000000 if number % 2 else 1586000000000) + number * 60000
        text = f"<!--{time}-->\n[进港 {number}](https://port.example/{number})\n------\n\n<p>今天有{number}艘船进港。</p>\n"
        path = folder / "in" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    answer("import", folder / "in", "--archive", folder / "archive")
    answer("seal", "--archive", folder / "archive")
    return folder / "archive"


QUESTIONS = (
    ("list", "--limit", "20"),
    ("search", "299艘船"),
    ("stories", "--limit", "5"),
    ("statements", "--limit", "20"),
    ("verify",),
)


def test_every_command_gives_the_same_answers_from_packs(loose, tmp_path):
    root = tmp_path / "packed"
    shutil.copytree(loose, root)
    identity = done_by("list", "--limit", "1", "--archive", root)["id"]
    questions = (*QUESTIONS, ("show", identity), ("text", identity), ("history", identity), ("receipt", identity))

    def answers() -> list[str]:
        return [
            answer(*words, *(() if words[0] == "receipt" else ("--json",)), "--archive", root) for words in questions
        ]

    before = answers()
    assert done_by("pack", "2020", "--archive", root)["records"] == 300
    assert not list((root / "records").rglob("*.md"))
    shutil.rmtree(root / "derived")
    answer("rebuild", "--archive", root)
    assert answers() == before
    answer("export", tmp_path / "all.wacz", "--archive", root)
    answer("merge", root, "--archive", tmp_path / "merged")
    answer("backup", tmp_path / "copy", "--archive", root)
    assert len(list((tmp_path / "copy/records").rglob("*.md"))) == 300
    done = done_by("unpack", "2020", "--archive", root)
    assert (done["records"], done["missed"]) == (300, 0)
    assert tree(root) == tree(loose)


def test_records_alone_rebuild_an_archive_that_is_packed(loose, tmp_path):
    root = tmp_path / "lost"
    shutil.copytree(loose, root, ignore=shutil.ignore_patterns("derived", "seals"))
    answer("pack", "2020", "--archive", root)
    shutil.rmtree(root / "ledger")
    answer("rebuild", "--archive", root)
    assert len(answer("list", "--json", "--archive", root).splitlines()) == 300
    answer("verify", "--archive", root)


@pytest.mark.parametrize(
    ("span", "told"), [("2022-13", "no month"), ("x", "no month"), ("2999", "not over"), ("../2022", "no month")]
)
def test_what_is_no_closed_month_is_refused(loose, span, told):
    done = tell("pack", span, "--archive", loose)
    assert isinstance(done.exception, UsageError)
    assert told in str(done.exception)


def test_a_month_without_records_is_nothing_to_do(loose):
    assert "nothing to do" in answer("pack", "1999", "--archive", loose)


def test_packing_and_unpacking_that_are_killed_lose_nothing(loose, tmp_path):
    root = tmp_path / "killed"
    shutil.copytree(loose, root)
    whole = tree(loose)

    def is_whole() -> None:
        assert list(FolderArchive(root).verify()) == []

    def count(folder: str, pattern: str) -> int:
        return len(list((root / folder).rglob(pattern)))

    kills = 0
    moments = (
        lambda: bool(count("packs", "*.part")),
        lambda: count("records", "*.md") < 280,
        lambda: count("packs", "*.zip") == 2,
    )
    for moment in moments:
        kills += killed_when(samarkand("pack", "2020", "--archive", root), moment)
        is_whole()
    answer("pack", "2020", "--archive", root)
    assert count("records", "*.md") == 0
    is_whole()
    moments = (lambda: count("records", "*.md") > 50, lambda: count("packs", "*.zip") == 1)
    for moment in moments:
        kills += killed_when(samarkand("unpack", "2020", "--archive", root), moment)
        is_whole()
    answer("unpack", "2020", "--archive", root)
    assert tree(root) == whole
    assert kills >= 2
