"""`history` and `changes`, as a user runs them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from web.press import OUTLETS, SEEN, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.cli.group import samarkand

DOCK = "https://yunhe.example/2026/dock"
BODIES = (
    "<p>警方证实，渡口垮塌造成3人死亡。</p>",
    "<p>警方称，渡口垮塌造成5人死亡。</p>",
    "<p>警方稱，渡口垮塌造成5人死亡。</p>",
    "<p>警方证实，渡口垮塌造成3人死亡。</p><p>更正：本报先前误报死亡人数。\x1b[31m</p>",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    root = tmp_path_factory.mktemp("commands")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        for minute, body in enumerate((*BODIES, BODIES[0])):
            keep(parts, record(DOCK, "渡口", body, SEEN), SEEN + timedelta(minutes=minute), made_from="page")
    return root


def run(*arguments: object) -> str:
    done = CliRunner().invoke(samarkand, [str(each) for each in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def lines(*arguments: object) -> list[dict]:
    return [json.loads(line) for line in run(*arguments, "--json").splitlines()]


def test_a_history_tells_kinds_silence_and_returns(archive):
    told = lines("history", id_of(DOCK), "--archive", archive)
    assert [each["kinds"] for each in told] == [
        [],
        ["number", "weakened"],
        ["typography"],
        ["number", "strengthened", "notice"],
        ["passage-removed"],
    ]
    assert [each["is_silent"] for each in told] == [False, True, False, False, True]
    assert [each["returns_to"] for each in told] == [None, None, None, None, 1]
    first = told[1]["edits"][0]
    assert (first["old"], first["new"]) == ("3人", "5人")
    text = json.loads(run("text", id_of(DOCK), "--version", 1, "--json", "--archive", archive))["text"]
    assert text[first["before"]["start"] : first["before"]["end"]] == "3人"


def test_people_read_the_same(archive):
    text = run("history", id_of(DOCK), "--archive", archive)
    assert "number, weakened; no notice says so" in text
    assert "text: 警方[-证实-]{+称+}，渡口垮塌造成[-3-]{+5+}人死亡。" in text
    assert "passage-removed; no notice says so; back to version 1" in text
    assert "\x1b" not in text


def test_what_is_folded_is_shown_where_it_is_asked_for(archive):
    assert [each["version"] for each in lines("changes", "--archive", archive)] == [5, 4, 2]
    assert [each["version"] for each in lines("changes", "--kind", "typography", "--archive", archive)] == [3]
    assert [each["version"] for each in lines("changes", "--kind", "notice", "--archive", archive)] == [4]
    assert lines("changes", "--outlet", "gangwan", "--archive", archive) == []
    assert len(lines("changes", "--limit", 1, "--archive", archive)) == 1


def test_a_kind_that_is_none_is_wrong_use():
    done = CliRunner().invoke(samarkand, ["changes", "--kind", "odd"])
    assert done.exit_code == 2
