"""Marks that wait: durable, in their order, whatever a stop left behind."""

from __future__ import annotations

import pytest
from twins.markbox import MemoryMarkBox

from samarkand.adapters.markbox import MarkBox
from samarkand.errors import CannotWrite


@pytest.fixture(params=["file", "memory"])
def box(request, tmp_path):
    return MarkBox(tmp_path) if request.param == "file" else MemoryMarkBox()


def test_marks_wait_in_their_order_until_they_are_taken_away(box):
    assert box.waiting() == ((), 0)
    box.put([{"n": 1}, {"n": 2}])
    stamp = box.stamp()
    told, end = box.waiting()
    assert told == ({"n": 1}, {"n": 2})
    box.put([{"n": 3}])
    assert box.stamp() != stamp
    box.forget(end)
    assert box.waiting()[0] == ({"n": 3},)
    box.forget(box.waiting()[1])
    assert box.waiting() == ((), 0)


def test_a_line_that_a_stop_cut_off_spoils_no_other(tmp_path):
    box = MarkBox(tmp_path)
    box.put([{"n": 1}])
    with box.path.open("ab") as file:
        file.write(b'{"n": 2')
    assert box.waiting()[0] == ({"n": 1},)
    box.put([{"n": 3}])
    assert box.waiting()[0] == ({"n": 1}, {"n": 3})


def test_a_disk_that_takes_nothing_is_told(tmp_path):
    (tmp_path / "marks").write_text("in the way")
    with pytest.raises(CannotWrite, match="send them again"):
        MarkBox(tmp_path).put([{"n": 1}])
