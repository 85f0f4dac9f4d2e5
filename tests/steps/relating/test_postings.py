"""Whatever was told of numbers, in whatever pieces, is what is found of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.relating.postings import Postings

numbers = st.integers(0, 2**32 - 1) | st.integers(0, 3)
entries = st.lists(st.tuples(numbers, st.integers(0, 2**31 - 1)), max_size=8)


@given(st.lists(entries, max_size=3), st.lists(numbers, max_size=4))
def test_all_values_of_some_numbers_are_found_in_order(pieces, asked):
    postings = Postings()
    for piece in pieces:
        postings.add(
            np.array([number for number, _ in piece], np.uint32), np.array([value for _, value in piece], np.int64)
        )
    values, owners = postings.of(np.array(asked, np.uint32))
    told = [entry for piece in pieces for entry in piece]
    expected = [
        (place, value) for place, number in enumerate(asked) for value in sorted(v for n, v in told if n == number)
    ]
    assert list(zip(owners.tolist(), values.tolist(), strict=True)) == expected
