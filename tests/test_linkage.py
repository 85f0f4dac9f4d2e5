"""Mean linkage makes the same groups of the same likenesses, whatever their order; stories test more of it."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.linkage import linked

THINGS = list("abcdef")
likenesses = st.dictionaries(st.sampled_from(list(combinations(THINGS, 2))), st.integers(1, 20), max_size=15).map(
    lambda found: [(*pair, like / 20) for pair, like in found.items()]
)


@given(likenesses, st.randoms())
def test_order_plays_no_part(alike, chance: random.Random):
    mixed = linked(chance.sample(THINGS, len(THINGS)), chance.sample(alike, len(alike)), 0.5)
    assert mixed == linked(THINGS, alike, 0.5)


@given(likenesses)
def test_what_was_joined_is_alike_enough_on_the_mean_when_it_was_joined_last(alike):
    told = {frozenset(pair): like for *pair, like in alike}
    for part in linked(THINGS, alike, 0.5):
        pairs = list(combinations(part, 2))
        if len(part) == 2:
            assert told[frozenset(pairs[0])] >= 0.5
        assert len(part) == 1 or any(frozenset(pair) in told for pair in pairs)


def test_a_chain_of_neighbours_is_no_group():
    assert linked("abcd", [("a", "b", 0.9), ("b", "c", 0.6), ("c", "d", 0.9)], 0.5) == [("a", "b"), ("c", "d")]


def test_what_must_stand_apart_does_and_what_must_stand_together_does():
    alike = [("a", "b", 1.0), ("b", "c", 0.9)]
    assert linked("abc", alike, 0.5, (), {"a": {"b"}, "b": {"a"}}) == [("a",), ("b", "c")]
    assert linked("abcd", alike, 0.9, [("c", "d")]) == [("a", "b"), ("c", "d")]
