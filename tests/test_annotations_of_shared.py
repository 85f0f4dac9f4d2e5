"""Real records, imported and given out by the commands, can be laid beside what readers marked in them."""

from __future__ import annotations

import json

import pytest
from twins.processes import run


@pytest.fixture(scope="module")
def archive(shared, tmp_path_factory):
    root = tmp_path_factory.mktemp("archive") / "a"
    run("import", shared / "records", "--archive", root)
    return root


@pytest.fixture(scope="module")
def told(archive) -> dict[str, dict]:
    """Where a version was imported from -> what is given out of it."""
    rows = run("statements", "--archive", archive)
    assert len({row["path"] for row in rows}) == len(rows)
    return {row["path"]: row for row in rows}


@pytest.fixture(scope="module")
def readers(shared) -> list[dict]:
    return [json.loads(line) for line in (shared / "gold" / "statements.jsonl").read_text("utf-8").splitlines()]


def test_every_record_that_readers_marked_is_told_by_the_same_path_with_the_same_time(told, readers):
    assert {row["path"]: row["published"] for row in readers} == {
        row["path"]: told[row["path"]]["published"] for row in readers
    }


def test_the_fields_that_readers_filled_are_there_by_the_same_names(told, readers):
    for row in readers:
        ours = told[row["path"]]
        assert row.keys() <= ours.keys()
        for kind in ("statements", "dates", "names"):
            for theirs, made in zip(row[kind], ours[kind], strict=False):
                assert theirs.keys() <= made.keys()


def test_every_mark_stands_where_it_says_in_the_text_of_its_version(told, archive):
    for row in list(told.values())[::9]:
        text = run("text", row["id"], "--version", row["version"], "--archive", archive)[0]["text"]
        for mark in (*row["dates"], *row["numbers"]):
            assert text[mark["start"] : mark["end"]] == mark["text"]
        for said in row["statements"]:
            assert 0 <= said["start"] < said["end"] <= len(text)
            if said["speaker_at"]:
                assert 0 <= said["speaker_at"][0] < said["speaker_at"][1] <= len(text)
        for name in row["names"]:
            assert name["name"] in text[name["start"] : name["end"]]
