"""What commands tell of articles that were taken down, moved, changed back, or issued again."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from twins.fetcher import Page
from twins.network import LINES, MemoryNetwork, article

from samarkand.app.archives import create_archive, open_archive
from samarkand.cli.group import samarkand
from samarkand.pipeline.updating import keep

FRONT = "https://port.example/"
A = "https://port.example/city/strike-889012.html"
AGAIN = "https://port.example/city/port-889012.html"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """One article of three versions that goes, comes back and moves; and the same text issued again."""
    root = tmp_path_factory.mktemp("lives") / "archive"
    create_archive(root)
    net = MemoryNetwork()

    def visit(address: str, page: str | Page, **later) -> None:
        net.later(**later)
        net.web[address] = page if isinstance(page, Page) else Page(page.encode())
        with open_archive(root) as parts:
            list(keep(parts, net.network, [address], net.now))

    net.page(FRONT, article("今日要闻"))
    visit(A, article("码头停工"))
    visit(A, article("码头复工"), hours=1)
    visit(A, article("码头停工"), hours=1)
    visit(A, Page(status=302, headers=(("Location", "/"),)), hours=1)
    visit(A, Page(status=302, headers=(("Location", "/"),)), days=1)
    visit(A, article("码头停工"), days=1)
    net.page("https://port.example/archive/1", article("码头停工"))
    visit(A, Page(status=301, headers=(("Location", "/archive/1"),)), days=1)
    visit(AGAIN, article("港口停摆", [*LINES, "另据港务局消息，夜航也已停止。"]), hours=1)
    return root


def told(archive, *arguments: str) -> list[dict]:
    done = CliRunner().invoke(samarkand, [*arguments, "--json", "--archive", str(archive)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def printed(archive, *arguments: str) -> str:
    return CliRunner().invoke(samarkand, [*arguments, "--archive", str(archive)], catch_exceptions=False).stdout


def id_of(archive, url: str) -> str:
    return next(row["id"] for row in told(archive, "list") if row["canonical_url"] == url)


def test_show_tells_absences_moves_and_issues(archive):
    (shown,) = told(archive, "show", id_of(archive, A))
    (absence,) = shown["absences"]
    assert (absence["reason"], absence["target"]) == ("front page", FRONT)
    assert absence["before_at"] == "2030-09-07T14:00:00Z"
    assert (absence["first_at"], absence["last_at"]) == ("2030-09-07T15:00:00Z", "2030-09-08T15:00:00Z")
    assert absence["back_at"] == "2030-09-09T15:00:00Z"
    assert [move["target"] for move in shown["moves"]] == ["https://port.example/archive/1"]
    assert shown["issues"] == [id_of(archive, AGAIN)]
    text = printed(archive, "show", id_of(archive, A))
    assert "taken down: seen there until 2030-09-07T14:00:00Z, gone between 2030-09-07T15:00:00Z and" in text
    assert f"also as {id_of(archive, AGAIN)}" in text


def test_history_runs_over_all_issues_and_tells_what_came_between_the_versions(archive):
    for asked in (A, AGAIN):
        lines = told(archive, "history", id_of(archive, asked))
        assert [(line["id"], line["version"]) for line in lines] == [
            (id_of(archive, A), 1),
            (id_of(archive, A), 2),
            (id_of(archive, A), 3),
            (id_of(archive, AGAIN), 1),
        ]
        assert [line["returns_to"] for line in lines] == [None, None, 1, None]
        assert [len(line["absences"]) for line in lines] == [0, 0, 1, 0]
        assert [line["before_at"] for line in lines[:2]] == [None, "2030-09-07T12:00:00Z"]
    text = printed(archive, "history", id_of(archive, A))
    assert "back to version 1" in text
    assert f"issued as {id_of(archive, AGAIN)}" in text
    assert "changed between 2030-09-07T12:00:00Z and 2030-09-07T13:00:00Z" in text


def test_changes_tell_the_same_of_each_version(archive):
    newest, older = told(archive, "changes")
    assert (newest["returns_to"], older["returns_to"]) == (1, None)
    assert newest["before_at"] == "2030-09-07T13:00:00Z"


def test_list_marks_what_is_taken_down(archive):
    assert all(row["gone_at"] is None and row["gone_reason"] is None for row in told(archive, "list"))
    assert "taken down" not in printed(archive, "list")
