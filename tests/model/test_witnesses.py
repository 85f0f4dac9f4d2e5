"""The order of versions that several archives have seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.witnesses import Witness, by_time, in_order


def seen(at: int, origin: str = "a", number: int = 1, sha256: str = "") -> Witness:
    return Witness(at, origin, number, sha256)


def test_versions_of_two_archives_stand_in_the_order_of_their_times():
    versions = {1: [seen(10, "a", 1)], 2: [seen(30, "a", 2)], 3: [seen(20, "b", 1)], 4: [seen(5, "b", 2)]}
    assert in_order(versions) == [1, 3, 4, 2]  # b kept 4 after 3, whatever its clock said


def test_the_first_witness_counts():
    assert in_order({1: [seen(30, "a", 1), seen(10, "b", 1)], 2: [seen(20, "b", 2)]}) == [1, 2]
    assert in_order({1: [seen(30, "a", 1)], 2: [seen(20, "b", 2)]}) == [2, 1]


def test_one_archives_own_order_stands_whatever_its_clock_said():
    assert in_order({1: [seen(50, number=1)], 2: [seen(10, number=2)], 3: [seen(10, number=3)]}) == [1, 2, 3]


def test_witnesses_are_told_the_first_one_first():
    one, two = seen(20, "a"), seen(10, "b")
    assert by_time([one, two]) == [two, one]


@given(st.permutations(range(1, 6)), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_the_order_does_not_depend_on_the_numbers_here(numbers, times):
    """The same witnesses under other numbers, as after another merge, stand in the same order."""
    witnesses = [[seen(at, "ab"[index % 2], index // 2 + 1, str(index))] for index, at in enumerate(times)]
    plain = in_order(dict(enumerate(witnesses, 1)))
    other = in_order(dict(zip(numbers, witnesses, strict=True)))
    assert other == [numbers[number - 1] for number in plain]
