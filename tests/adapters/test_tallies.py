"""The tally on disk: what was kept is read again, and what cannot be read is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samarkand.adapters.tallies import FILE, TallyFile
from samarkand.model.tallies import Size, Tally

WHOLE = Tally(
    2,
    datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC),
    1.5,
    {"new": 1},
    {"poll": 0.5},
    {"feed answered": 7},
    {"records": Size(1, 2)},
    datetime(2030, 1, 2, tzinfo=UTC),
)


@pytest.mark.parametrize("tally", [Tally(), WHOLE])
def test_what_was_kept_is_read_again(tmp_path, tally):
    TallyFile(tmp_path).keep(tally)
    assert TallyFile(tmp_path).load() == tally


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"sizes": 1}', b'{"sizes": {}, "more": 2}'])
def test_what_cannot_be_read_begins_anew(tmp_path, data):
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(data)
    assert TallyFile(tmp_path).load() == Tally()


def test_a_disk_that_does_not_take_it_is_in_nobodys_way(tmp_path):
    (tmp_path / "derived").write_text("a file where a folder should be")
    TallyFile(tmp_path).keep(WHOLE)
    assert TallyFile(tmp_path).load() == Tally()
