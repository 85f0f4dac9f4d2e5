"""Lists cut into pages that stay."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samarkand.web.site.shelves import Item, Sheet, cut


def sheets(count: int, size: int = 3) -> list[Sheet]:
    items = [Item(f"p{number}", "") for number in range(count, 0, -1)]
    return list(cut(items, "index.html", "{}.html", size))


@given(st.integers(0, 50), st.integers(1, 7))
def test_everything_stands_on_some_page_and_pages_join(count, size):
    cut_up = sheets(count, size)
    assert {item for sheet in cut_up for item in sheet.items} == {Item(f"p{n}", "") for n in range(1, count + 1)}
    for newer, older in pairwise(cut_up):
        assert (newer.older, older.newer) == (older.file, newer.file)
    assert cut_up[0].newer == cut_up[-1].older == ""


@given(st.integers(0, 50), st.integers(1, 7))
def test_a_new_article_changes_the_newest_pages_only(count, size):
    before = {(sheet.file, sheet.items, sheet.query) for sheet in map(_frozen, sheets(count, size))}
    after = {(sheet.file, sheet.items, sheet.query) for sheet in map(_frozen, sheets(count + 1, size))}
    assert len(after - before) <= 2


def _frozen(sheet: Sheet) -> Sheet:
    return Sheet(sheet.file, sheet.query, tuple(sheet.items), sheet.newer, sheet.older)


def test_a_page_begins_behind_the_item_that_its_address_names():
    first, second, third = sheets(8)
    assert [item.place for item in first.items] == ["p8", "p7", "p6"]
    assert (second.query, [item.place for item in second.items]) == ("before=p7", ["p6", "p5", "p4"])
    assert (third.query, [item.place for item in third.items]) == ("before=p4", ["p3", "p2", "p1"])
