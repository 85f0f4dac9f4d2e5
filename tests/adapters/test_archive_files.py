"""Many files at once: what is there already is left as it is, and another file in its place stops all."""

from __future__ import annotations

import pytest

from samarkand.adapters.archive.files import write_all


def test_a_file_that_is_there_as_it_should_be_is_left_and_another_one_stops_all(tmp_path):
    write_all(tmp_path, {"a": b"one"})
    stands = (tmp_path / "a").stat().st_ino
    write_all(tmp_path, {"a": b"one", "b": b"two"})
    assert (tmp_path / "a").stat().st_ino == stands
    with pytest.raises(FileExistsError):
        write_all(tmp_path, {"c": b"three", "a": b"another"})
    assert (tmp_path / "a").read_bytes() == b"one"
    assert not (tmp_path / "c").exists()
