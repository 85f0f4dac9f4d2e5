"""`samarkand site`, as a command."""

from __future__ import annotations

import json
import subprocess

import pytest
from twins import commands
from web.press import SEEN, keep, record

from samarkand.app.archives import create_archive, open_archive


@pytest.fixture
def samarkand():
    """Runs the program as a user does."""

    def run(*arguments) -> subprocess.CompletedProcess[str]:
        return commands.told(*arguments)

    return run


def test_a_site_is_made_and_brought_up_to_date(samarkand, tmp_path):
    root = tmp_path / "archive"
    create_archive(root)
    with open_archive(root) as parts:
        keep(parts, record("https://yunhe.example/1", "渡轮停航", "<p>渡轮今日停航。</p>", SEEN), SEEN)
    first = samarkand("site", tmp_path / "site", "--archive", root)
    assert first.returncode == 0, first.stderr
    assert "渡轮停航" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    second = samarkand("site", tmp_path / "site", "--archive", root, "--json")
    told = json.loads(second.stdout)
    assert told["site"].endswith("index.html")
    assert (told["written"], told["removed"]) == (0, 0)


def test_an_empty_archive_makes_a_site_that_says_so(samarkand, tmp_path):
    create_archive(tmp_path / "archive")
    done = samarkand("site", tmp_path / "site", "--archive", tmp_path / "archive", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "no articles here yet" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_a_folder_of_something_else_and_a_bad_address_are_wrong_use(samarkand, tmp_path):
    create_archive(tmp_path / "archive")
    for arguments in ((tmp_path / "archive",), (tmp_path / "site", "--base", "news.example")):
        done = samarkand("site", *arguments, "--archive", tmp_path / "archive")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
