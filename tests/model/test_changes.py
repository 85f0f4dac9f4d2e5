"""What a change says of itself."""

from __future__ import annotations

import pytest

from samarkand.model.changes import Change, Edit, State
from samarkand.model.comparisons import Span
from samarkand.model.statements import Annotations


def edit(kind) -> Edit:
    return Edit(kind, "text", None, None, "", "")


@pytest.mark.parametrize(
    ("kinds", "is_folded", "is_silent"),
    [
        ((), True, False),
        (("typography", "furniture"), True, False),
        (("number",), False, True),
        (("number", "notice"), False, False),
        (("wording", "typography"), False, True),
    ],
)
def test_a_change_is_silent_where_something_is_told_otherwise_and_no_notice_says_so(kinds, is_folded, is_silent):
    change = Change(edits=tuple(map(edit, (*kinds, *kinds))))
    assert (change.kinds, change.is_folded, change.is_silent) == (kinds, is_folded, is_silent)


def test_a_stretch_of_a_version_is_a_place_in_it():
    assert State("a", 2, "", "甲乙", Annotations("a", 2, 1)).span((0, 2)) == Span("a", 2, 0, 2)
