"""Finding the files that somebody wants imported."""

from __future__ import annotations

import os

import pytest

from samarkand.adapters import incoming
from samarkand.errors import UsageError


def names(*paths) -> list[list[str]]:
    return [sorted(file.name for file in folder) for folder in incoming.folders(paths)]


def test_files_are_named_by_their_path_below_what_was_given(tmp_path):
    for name in ("海报/1.md", "海报/深/2.md", "3.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert sorted(names(tmp_path)) == [["3.md"], ["海报/1.md"], ["海报/深/2.md"]]
    assert names(tmp_path / "海报" / "1.md") == [["1.md"]]
    assert incoming.count([tmp_path, tmp_path / "3.md"]) == 4


def test_what_belongs_to_tools_is_passed_over(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/x").write_text("x")
    (tmp_path / ".DS_Store").write_text("x")
    assert names(tmp_path) == []


def test_a_path_that_is_not_there_is_told_of_before_anything_is_read(tmp_path):
    with pytest.raises(UsageError, match="no-such does not exist"):
        incoming.check([tmp_path, tmp_path / "no-such"])


def test_names_that_are_no_text_can_be_written_down(tmp_path):
    (tmp_path / os.fsdecode(b"bad\xff\n.md")).write_text("x")
    assert names(tmp_path) == [["bad\ufffd\n.md"]]


def test_links_to_folders_are_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/loop").symlink_to(tmp_path)
    (tmp_path / "in/dangling").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path / "in") == []


def test_a_file_is_read_in_part_in_whole_and_as_a_stream(tmp_path):
    (tmp_path / "x").write_bytes(b"0123456789")
    [[file]] = incoming.folders([tmp_path / "x"])
    assert (file.size, file.beginning(4), file.read()) == (10, b"0123", b"0123456789")
    with file.open() as stream:
        assert stream.read() == b"0123456789"
