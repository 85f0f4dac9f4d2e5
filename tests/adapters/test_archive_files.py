"""Many files at once: each whole, none overwritten, however few files a process may have open."""

from __future__ import annotations

import resource
from collections.abc import Iterator

import pytest

from samarkand.adapters.archive.files import OPEN_AT_ONCE, STAGING, write_all


@pytest.fixture
def few_files() -> Iterator[None]:
    """A process may have fewer files open than are written."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_AT_ONCE + 300, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("few_files")
def test_more_files_are_written_than_a_process_may_have_open(tmp_path):
    files = {f"records/{number % 3}/{number}.md": b"%d" % number for number in range(OPEN_AT_ONCE + 500)}
    write_all(tmp_path, files)
    assert {path: (tmp_path / path).read_bytes() for path in files} == files
    assert list((tmp_path / STAGING).iterdir()) == []


def test_a_file_that_is_there_as_it_should_be_is_left_and_another_one_stops_all(tmp_path):
    write_all(tmp_path, {"a": b"one"})
    stands = (tmp_path / "a").stat().st_ino
    write_all(tmp_path, {"a": b"one", "b": b"two"})
    assert (tmp_path / "a").stat().st_ino == stands
    with pytest.raises(FileExistsError):
        write_all(tmp_path, {"c": b"three", "a": b"another"})
    assert (tmp_path / "a").read_bytes() == b"one"
    assert not (tmp_path / "c").exists()
