"""Numbers of names: each its own, the same whatever stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.numbering import MOST, numbers_of


@given(st.sets(st.text(max_size=8), max_size=40))
def test_every_name_has_a_number_of_its_own(names):
    found = numbers_of(names)
    assert set(found) == names
    assert len(set(found.values())) == len(names)
    assert all(0 < each <= MOST for each in found.values())


def test_a_number_stays_when_others_come_and_go():
    assert numbers_of(["港口", "天气", "sport"])["港口"] == numbers_of(["港口"])["港口"]


def test_names_whose_hashes_meet_take_the_next_that_is_free():
    assert sorted(numbers_of("abcdef", most=6).values()) == [1, 2, 3, 4, 5, 6]
    with pytest.raises(ValueError, match="not enough"):
        numbers_of("abc", most=2)
