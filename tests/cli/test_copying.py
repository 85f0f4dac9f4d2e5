"""`backup` and `restore`: an archive is destroyed, and stands there again; kills in between lose nothing."""

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
from samarkand.errors import CopiesDiffer, UsageError


def tell(*arguments: object) -> Result:
    return CliRunner().invoke(group.samarkand, list(map(str, arguments)))


def told(*arguments: object) -> dict:
    """The last JSON line of a command that succeeds."""
    done = tell(*arguments, "--json")
    assert done.exit_code == 0, (done.output, done.exception)
    return json.loads(done.stdout.splitlines()[-1])


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and "derived" not in path.parts
    }


def brought(folder: Path, numbers: range) -> Path:
    for number in numbers:
        text = f"<!--{1583000000000 + number * 60000}-->\n[进港 {number}](https://port.example/{number})\n------\n\n<p>甲</p>\n"
        path = folder / "in" / f"{number}.md"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
    told("import", folder / "in", "--archive", folder / "archive")
    return folder / "archive"


@pytest.fixture
def archive(tmp_path) -> Path:
    root = brought(tmp_path, range(40))
    told("seal", "--archive", root)
    return root


def test_an_archive_that_was_destroyed_stands_there_again(archive, tmp_path):
    assert told("backup", tmp_path / "copy", "--archive", archive)["new"] == 41
    brought(tmp_path, range(40, 50))
    (archive / "outlets.toml").write_text('[[follow]]\nfeed = "https://port.example/feed"\n')
    told("pack", "2020", "--archive", archive)
    assert told("backup", tmp_path / "copy", "--archive", archive)["new"] == 10
    before = set(tell("list", "--json", "--archive", archive).stdout.splitlines())
    told("unpack", "2020", "--archive", archive)
    whole = tree(archive)
    shutil.rmtree(archive)
    done = told("restore", tmp_path / "copy", archive)
    assert (done["new"], done["findings"]) == (51, 0)
    assert tree(archive) == whole
    assert set(tell("list", "--json", "--archive", archive).stdout.splitlines()) == before


def test_a_backup_is_an_archive_like_any_other(archive, tmp_path):
    told("backup", tmp_path / "copy", "--archive", archive)
    assert told("verify", "--archive", tmp_path / "copy")["findings"] == 0
    assert told("pack", "2020", "--archive", tmp_path / "copy")["records"] == 40
    brought(tmp_path, range(40, 42))
    assert told("backup", tmp_path / "copy", "--archive", archive)["new"] == 2
    assert told("verify", "--archive", tmp_path / "copy")["findings"] == 0


def test_the_password_of_the_reader_is_not_copied(archive, tmp_path):
    (archive / "door").mkdir()
    (archive / "door/password").write_text("secret")
    told("backup", tmp_path / "copy", "--archive", archive)
    assert not [path for path in tree(tmp_path / "copy") if "door" in path]


def test_what_is_damaged_in_a_backup_is_put_back_when_that_is_asked_for(archive, tmp_path):
    told("backup", tmp_path / "copy", "--archive", archive)
    one, two, *_ = sorted((tmp_path / "copy/records").rglob("*.md"))
    one.write_bytes(b"damaged")
    two.unlink()
    assert tell("restore", tmp_path / "copy", tmp_path / "again").exit_code == 3
    assert told("backup", tmp_path / "copy", "--mend", "--archive", archive)["changed"] == 2
    assert told("verify", "--archive", tmp_path / "copy")["findings"] == 0


def test_a_damaged_archive_is_copied_but_for_what_is_damaged(archive, tmp_path):
    one = min((archive / "records").rglob("*.md"))
    one.write_bytes(b"damaged")
    done = tell("backup", tmp_path / "copy", "--archive", archive)
    assert done.exit_code == 1
    assert "! records/" in done.stdout
    assert "40 files copied" in done.stdout


def test_folders_that_hold_something_else_are_left_alone(archive, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    assert isinstance(tell("backup", other, "--archive", archive).exception, UsageError)
    assert isinstance(tell("backup", archive / "copy", "--archive", archive).exception, UsageError)
    assert isinstance(tell("backup", archive, "--archive", archive).exception, UsageError)
    assert tree(other) == {"letter.txt": b"mine"}


def test_the_backup_of_another_archive_is_refused(archive, tmp_path):
    brought(tmp_path / "b", range(3))
    (tmp_path / "b/archive/samarkand.toml").write_text("# of another archive\n")
    told("backup", tmp_path / "copy", "--archive", tmp_path / "b/archive")
    before = tree(tmp_path / "copy")
    assert isinstance(tell("backup", tmp_path / "copy", "--archive", archive).exception, CopiesDiffer)
    assert tree(tmp_path / "copy") == before


def test_backups_and_restores_that_are_killed_go_on_where_they_were(tmp_path):
    archive = brought(tmp_path, range(600))
    kills = 0
    for source, target, words in (
        (archive, tmp_path / "copy", ("backup", tmp_path / "copy", "--archive", archive)),
        (tmp_path / "copy", tmp_path / "again", ("restore", tmp_path / "copy", tmp_path / "again")),
    ):
        command = [sys.executable, "-m", "samarkand", *map(str, words)]

        def copied(target: Path = target) -> int:
            return len(list((target / "records").rglob("*.md")))

        for reached in (lambda: copied() > 0, lambda: copied() > 300):
            kills += killed_when(command, reached)
            if FolderArchive.is_at(target):
                assert list(FolderArchive(target).verify()) == []
        told(*words)
        assert tree(target) == tree(source)
    assert kills >= 2
