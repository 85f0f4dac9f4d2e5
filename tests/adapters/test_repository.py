"""An archive in a Git repository: real repositories in a temporary folder."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from samarkand.adapters import repository
from samarkand.errors import UsageError

MARK = "<!-- ours -->"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder, *arguments) -> str:
    return subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path):
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "A Name")
    git(tmp_path, "config", "user.email", "a@name.example")
    return tmp_path


def test_what_is_new_is_committed_and_nothing_else(root):
    for name in ("records/o/海.md", "ledger/2022-09.jsonl", "derived/catalog.sqlite", "private.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    assert repository.commit_all(root, "news: 1 new") is True
    committed = git(root, "-c", "core.quotepath=off", "ls-files").splitlines()
    assert committed == ["ledger/2022-09.jsonl", "records/o/海.md"]
    assert git(root, "log", "--format=%s").strip() == "news: 1 new"
    assert repository.commit_all(root, "news: 0 new") is False


def test_a_folder_outside_any_repository_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="git init"):
        repository.commit_all(tmp_path, "x")


def test_an_archive_below_the_root_of_a_repository_is_committed_alone(root):
    (root / "news/records").mkdir(parents=True)
    (root / "news/records/a.md").write_text("x")
    (root / "other.txt").write_text("x")
    git(root, "add", "other.txt")
    assert repository.commit_all(root / "news", "news") is True
    assert git(root, "show", "--name-only", "--format=").split() == ["news/records/a.md"]


def test_what_somebody_else_is_changing_there_stays_theirs(root):
    (root / "records").mkdir()
    (root / "notes.txt").write_text("one")
    git(root, "add", "notes.txt")
    git(root, "commit", "--quiet", "-m", "notes")
    (root / "notes.txt").write_text("two")
    (root / "records/a.md").write_text("x")
    assert repository.commit_all(root, "news") is True
    assert git(root, "show", "--name-only", "--format=").split() == ["records/a.md"]
    assert repository.commit_all(root, "news") is False


def test_a_list_is_written_anew_but_never_over_somebodys_own_file(tmp_path):
    assert repository.write_list(tmp_path, "lists/o.md", f"{MARK}\none", MARK) is True
    assert repository.write_list(tmp_path, "lists/o.md", f"{MARK}\ntwo", MARK) is True
    assert (tmp_path / "lists/o.md").read_text() == f"{MARK}\ntwo"
    (tmp_path / "README.md").write_text("my own words")
    assert repository.write_list(tmp_path, "README.md", f"{MARK}\nours", MARK) is False
    assert (tmp_path / "README.md").read_text() == "my own words"
