"""The book of a merge: one suite for the one on disk and for its twin in memory."""

from __future__ import annotations

import pytest
from twins.mergebook import MemoryMergeBook

from samarkand.adapters.mergebook import TemporaryMergeBook


@pytest.fixture(params=["disk", "memory"])
def book(request):
    if request.param == "memory":
        yield MemoryMergeBook()
        return
    opened = TemporaryMergeBook()
    yield opened
    opened.close()


def test_lines_are_known_with_the_number_of_their_version(book):
    book.know("a" * 64)
    book.know("b" * 64, 3)
    assert (book.known("a" * 64), book.known("b" * 64), book.known("c" * 64)) == (0, 3, None)


def test_versions_of_ours_are_counted_by_article_and_found_by_number(book):
    book.keep("one", 1, "x", "records/o/1.md")
    book.keep("one", 2, "y", "records/o/1.v2.md")
    book.keep("two", 1, "x", "records/o/2.md")
    assert (book.count("one"), book.count("two"), book.count("three")) == (2, 1, 0)
    assert (book.record("one", 2), book.record("one", 3)) == ("records/o/1.v2.md", "")


def test_the_same_bytes_are_paired_one_by_one_the_first_ones_first(book):
    for number, sha256 in enumerate("xyx", 1):
        book.keep("one", number, sha256, f"records/o/{number}.md")
    found = []
    for theirs in (1, 2, 3):
        ours = book.unpaired("one", "x")
        found.append(ours)
        if ours:
            book.pair("one", theirs, ours)
    assert found == [1, 3, None]
    assert (book.paired("one", 1), book.paired("one", 2), book.paired("one", 3)) == (1, 3, None)
    assert book.unpaired("two", "x") is None


def test_a_file_has_its_own_name_unless_it_was_renamed(book):
    book.rename("pages/x.warc.gz", "pages/x-1.warc.gz")
    assert (book.name("pages/x.warc.gz"), book.name("pages/y.warc.gz")) == ("pages/x-1.warc.gz", "pages/y.warc.gz")
