"""Marks on their way into the ledger: at once, or after another writer; labels within bounds; the same after a merge."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from twins.markbox import MemoryMarkBox
from twins.network import parts_in_memory

from samarkand.errors import ArchiveBusy, UsageError
from samarkand.model.marks import LONGEST_LABEL, MOST_LABELS, Marking
from samarkand.pipeline.marking import keep_marks, take_marks, waiting

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture
def parts():
    found = parts_in_memory(())
    yield found
    found.catalog.close()


class Busy:
    """An archive in which somebody else is writing."""

    def lock(self):
        raise ArchiveBusy("another process is writing")


def label(*labels: str) -> list[Marking]:
    return [Marking("label", True, AT, ("a",), label=each) for each in labels]


def test_a_mark_stands_in_the_ledger_at_once(parts):
    box = MemoryMarkBox()
    assert keep_marks(parts.archive, parts.catalog, box, [Marking("read", True, AT, ("a",))])
    assert [line.kind for line in parts.archive.lines()] == ["mark"]
    assert parts.catalog.marks(["a"], {}) == {"a": frozenset({"read"})}
    assert waiting(box) == ()


def test_a_mark_waits_for_another_writer_and_is_taken_along_in_its_order(parts):
    box = MemoryMarkBox()
    for is_set in (True, False):
        assert not keep_marks(Busy(), parts.catalog, box, [Marking("read", is_set, AT, ("a",))])
    assert list(parts.archive.lines()) == []
    assert keep_marks(parts.archive, parts.catalog, box, [Marking("starred", True, AT, ("a",))])
    told = [(line.data["mark"], line.data["is"]) for line in parts.archive.lines()]
    assert told == [("read", True), ("read", False), ("starred", True)]
    assert parts.catalog.marks(["a"], {}) == {"a": frozenset({"starred"})}


def test_a_round_takes_along_what_waits_and_says_so(parts):
    box = MemoryMarkBox()
    assert list(take_marks(parts.archive, parts.catalog, box)) == []
    keep_marks(Busy(), parts.catalog, box, [Marking("read", True, AT, ("a",))])
    (report,) = take_marks(parts.archive, parts.catalog, box)
    assert (report.outcome, report.subject) == ("note", "marks")
    assert waiting(box) == ()
    assert parts.catalog.marks(["a"], {}) == {"a": frozenset({"read"})}


@pytest.mark.parametrize("wrong", ["", " ", "a/b", "a\nb", "x" * (LONGEST_LABEL + 1)])
def test_what_is_no_label_is_refused(parts, wrong):
    with pytest.raises(UsageError, match="no label"):
        keep_marks(parts.archive, parts.catalog, MemoryMarkBox(), label(wrong))
    assert list(parts.archive.lines()) == []


def test_an_archive_has_so_many_labels_and_no_more(parts):
    names = [f"l{each}" for each in range(MOST_LABELS)]
    keep_marks(parts.archive, parts.catalog, MemoryMarkBox(), label(*names))
    keep_marks(parts.archive, parts.catalog, MemoryMarkBox(), label(names[0]))
    with pytest.raises(UsageError, match="labels at most"):
        keep_marks(parts.archive, parts.catalog, MemoryMarkBox(), label("one more"))
