"""Stretches of numbers are laid out, told apart and counted as loops over them would."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from samarkand.stretches import distinct, laid_out, runs, starts, tallied, within

numbers = st.lists(st.integers(0, 9), max_size=30)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=9))
def test_stretches_are_laid_end_to_end(stretches):
    steps, owners = laid_out(*np.array(stretches, np.int64).reshape(-1, 2).T)
    expected = [(begin + step, owner) for owner, (begin, size) in enumerate(stretches) for step in range(size)]
    assert [*zip(steps.tolist(), owners.tolist(), strict=True)] == expected


@given(numbers)
def test_each_place_is_told_how_far_within_its_stretch_it_stands(owners):
    in_order = sorted(owners)
    told = within(np.array(in_order, np.int64)).tolist()
    assert told == [in_order[:place].count(owner) for place, owner in enumerate(in_order)]


@given(numbers)
def test_what_is_distinct_stands_once_and_in_order(values):
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


@given(numbers)
def test_values_are_put_in_order_and_equal_ones_stay_as_they_stood(values):
    order, begins = runs(np.array(values, np.int64))
    assert order.tolist() == sorted(range(len(values)), key=lambda place: (values[place], place))
    assert [values[order[begin]] for begin in begins] == sorted(set(values))


@given(numbers)
def test_a_stretch_starts_where_another_value_begins(values):
    expected = [place for place, value in enumerate(values) if place == 0 or values[place - 1] != value]
    assert starts(np.array(values, np.int64)).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.integers(1, 3), st.sampled_from([1, 1 << 28]))
def test_what_stands_often_enough_with_an_owner_is_counted(pairs, least, times):
    owners, values = np.array(pairs, np.int64).reshape(-1, 2).T
    told = zip(*(each.tolist() for each in tallied(owners, values * times, least)), strict=True)
    counted = Counter((owner, value * times) for owner, value in pairs)
    assert [*told] == sorted((*pair, count) for pair, count in counted.items() if count >= least)
