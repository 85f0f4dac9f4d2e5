"""Whatever was told of numbers, in whatever pieces, is what is found of them."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.relating.postings import Postings, often

numbers = st.integers(0, 2**32 - 1) | st.integers(0, 3)
entries = st.lists(st.tuples(numbers, st.integers(0, 2**31 - 1)), max_size=8)


@given(st.lists(entries, max_size=3), st.lists(numbers, max_size=4))
def test_all_values_of_some_numbers_are_found(pieces, asked):
    postings = Postings()
    for piece in pieces:
        postings.add(
            np.array([number for number, _ in piece], np.uint32), np.array([value for _, value in piece], np.int64)
        )
    found = postings.lists(np.array(asked, np.uint32))
    told = [entry for piece in pieces for entry in piece]
    for number, lists in zip(asked, found, strict=True):
        assert all(values.tolist() == sorted(values.tolist()) for values in lists)
        assert sorted(value for values in lists for value in values.tolist()) == sorted(
            v for n, v in told if n == number
        )


def test_what_comes_bit_by_bit_is_put_together_so_that_few_lists_are_asked():
    postings = Postings()
    for value in range(500):
        postings.add(np.array([7], np.uint32), np.array([value]))
    (lists,) = postings.lists(np.array([7], np.uint32))
    assert len(lists) < 9
    assert sorted(value for values in lists for value in values.tolist()) == [*range(500)]


@given(st.lists(st.lists(st.integers(0, 9) | st.integers(0, 2**20), max_size=9), max_size=4), st.integers(1, 4))
def test_values_are_counted_over_all_lists(lists, least):
    values, counts = often([np.array(some, np.uint32) for some in lists], least)
    expected = Counter(value for some in lists for value in some)
    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == {
        value: count for value, count in expected.items() if count >= least
    }
    assert values.tolist() == sorted(values.tolist())
