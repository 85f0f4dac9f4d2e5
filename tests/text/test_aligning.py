"""What two sequences have in common: always a true alignment, and never an endless one."""

import random
import time
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.aligning import Aligner

TEXTS = st.text("甲乙丙丁", max_size=40)
MANY = 20_000


def told(one, other, **options) -> list[tuple[str, str]]:
    """(what the one has, what the other has) of each stretch."""
    return [(one[a:b], other[c:d]) for _, a, b, c, d in Aligner(**options).stretches(one, other)]


@given(TEXTS, TEXTS, st.integers(0, 200))
def test_the_stretches_cover_both_and_those_in_both_are_equal(one, other, effort):
    stretches = list(Aligner(effort).stretches(one, other))
    assert "".join(one[a:b] for _, a, b, _, _ in stretches) == one
    assert "".join(other[c:d] for _, _, _, c, d in stretches) == other
    assert all((one[a:b] == other[c:d]) is is_same for is_same, a, b, c, d in stretches)
    kinds = [is_same for is_same, *_ in stretches]
    assert all(kind is not following for kind, following in pairwise(kinds))


@given(TEXTS, TEXTS)
def test_as_much_is_common_as_difflib_finds_once_the_ends_are_taken_off(one, other):
    common = sum(
        b - a for is_same, a, b, _, _ in Aligner().stretches("首" + one + "尾", "首" + other + "尾") if is_same
    )
    if one and other and one[0] != other[0] and one[-1] != other[-1]:
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        assert common == 2 + sum(block.size for block in blocks)


def test_an_edit_in_the_middle_is_found_without_effort():
    assert told("市长一日说三百", "市长二日说三百", effort=2) == [
        ("市长", "市长"),
        ("一", "二"),
        ("日说三百", "日说三百"),
    ]


def test_where_the_effort_ends_the_rest_counts_as_different():
    assert told("甲乙丙", "丙乙甲", effort=0) == [("甲乙丙", "丙乙甲")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一" * MANY, "二" + "一" * (MANY - 2) + "三"),
        ("一二" * (MANY // 2), "二一" * (MANY // 2)),
        ("".join(random.Random(1).choices("一二三", k=MANY)), "".join(random.Random(2).choices("一二三", k=MANY))),
        ([n % 7 for n in range(MANY)], [n % 5 for n in range(MANY)]),
        (list(range(MANY)), list(range(MANY, 0, -1))),
    ],
    ids=["one character", "two by turns", "three by chance", "sevens and fives", "turned round"],
)
def test_what_was_made_to_take_hours_ends(one, other):
    start = time.perf_counter()
    list(Aligner().stretches(one, other))
    assert time.perf_counter() - start < 3


def test_one_pair_after_another_shares_the_effort():
    aligner = Aligner()
    start = time.perf_counter()
    for number in range(200):
        list(aligner.stretches(f"{number}" + "一二" * 2_000 + "三", "二一" * 2_000 + "四"))
    assert time.perf_counter() - start < 3
