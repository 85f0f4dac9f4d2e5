"""The same links and decisions make the same groups, whatever their order; and groups keep to what persons decided."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.stories import Correction, Link
from samarkand.steps.correcting import decide
from samarkand.steps.relating.evidence import LEAST, MOST, likeness
from samarkand.steps.relating.grouping import components, group

ENOUGH = 0.5
ARTICLES = list("abcdefgh")
PAIRS = list(combinations(ARTICLES, 2))


def score(like: float) -> float:
    """The log-odds of a likeness."""
    return LEAST + like * (MOST - LEAST)


def link(pair: str, like: float) -> Link:
    return Link(*pair, score(like))


links = st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 24), max_size=20).map(
    lambda found: [link(pair, like / 20) for pair, like in found.items()]
)
some = st.lists(st.sampled_from(ARTICLES), min_size=1, max_size=4, unique=True).map(tuple)
corrections = st.lists(
    st.builds(Correction, st.sampled_from(["merge", "split", "move", "pin"]), some, some, some), max_size=5
)


def decided(told: list[Correction]):
    """What must be together, and what must not, both ways round."""
    found = decide(told)
    apart: dict[str, set[str]] = {}
    for one, two in found.apart:
        apart.setdefault(one, set()).add(two)
        apart.setdefault(two, set()).add(one)
    return found.together, apart


@given(links, corrections, st.randoms())
def test_groups_are_the_same_whatever_the_order_of_articles_and_links(told, decisions, chance: random.Random):
    together, apart = decided(decisions)
    mixed = [chance.sample(each, len(each)) for each in (ARTICLES, told, list(together))]
    assert group(ARTICLES, told, ENOUGH, together, apart) == group(mixed[0], mixed[1], ENOUGH, mixed[2], apart)


@given(links, corrections)
def test_each_article_stands_in_one_group(told, decisions):
    groups = group(ARTICLES, told, ENOUGH, *decided(decisions))
    assert sorted(article for part in groups for article in part) == ARTICLES
    assert groups == sorted(tuple(sorted(part)) for part in groups)


@given(links, corrections)
def test_groups_keep_together_and_apart_what_persons_decided(told, decisions):
    together, apart = decided(decisions)
    homes = {article: part for part in group(ARTICLES, told, ENOUGH, together, apart) for article in part}
    for articles in together:
        assert len({homes[article] for article in articles}) == 1
    for one, others in apart.items():
        assert not set(homes[one]) & others


@given(links)
def test_no_group_reaches_beyond_what_hangs_together(told):
    parts = components(ARTICLES, told, ENOUGH)
    assert sorted(article for part in parts for article in part) == ARTICLES
    homes = {article: number for number, part in enumerate(parts) for article in part}
    for articles in group(ARTICLES, told, ENOUGH):
        assert len({homes[article] for article in articles}) == 1


@given(links)
def test_what_hangs_together_can_be_grouped_by_itself(told):
    alone = [part for some in components(ARTICLES, told, ENOUGH) for part in group(some, told, ENOUGH)]
    assert sorted(alone) == group(ARTICLES, told, ENOUGH)


@given(links, st.randoms())
def test_what_hangs_together_is_the_same_in_any_order(told, chance: random.Random):
    mixed = components(chance.sample(ARTICLES, len(ARTICLES)), chance.sample(told, len(told)), ENOUGH)
    assert mixed == components(ARTICLES, told, ENOUGH)


@given(links, st.integers(1, 20))
def test_the_stricter_the_smaller_are_the_pieces_that_hang_together(told, more):
    wide = components(ARTICLES, told, ENOUGH)
    for part in components(ARTICLES, told, ENOUGH + more / 40):
        assert any(set(part) <= set(whole) for whole in wide)


def test_an_article_joins_a_group_by_its_mean_likeness_and_not_by_its_nearest_member():
    pair = [link("ab", 0.9), link("bc", 0.8)]
    assert group("abc", pair, ENOUGH) == [("a", "b"), ("c",)]
    assert group("abc", [*pair, link("ac", 0.2)], ENOUGH) == [("a", "b", "c")]


def test_the_most_alike_are_joined_first():
    told = [link("ab", 0.6), link("bc", 0.9), link("cd", 0.6)]
    assert group("abcd", told, ENOUGH) == [("a",), ("b", "c"), ("d",)]


def test_two_that_are_equally_near_are_told_apart_by_their_ids():
    assert group("abc", [link("ac", 0.8), link("bc", 0.8)], ENOUGH) == [("a", "c"), ("b",)]


def test_enough_is_enough():
    assert group("ab", [link("ab", ENOUGH)], ENOUGH) == [("a", "b")]
    assert group("ab", [link("ab", ENOUGH - 0.001)], ENOUGH) == [("a",), ("b",)]
    assert likeness(score(ENOUGH)) == ENOUGH


def test_links_and_decisions_of_other_articles_play_no_part():
    assert group("ab", [link("az", 1.0), link("yz", 1.0)], ENOUGH, [("a", "z"), ("y", "z")], {"z": {"a"}}) == [
        ("a",),
        ("b",),
    ]
    assert components("ab", [link("az", 1.0)], ENOUGH) == [["a"], ["b"]]


def test_no_articles_make_no_groups():
    assert group([], [], ENOUGH) == components([], [], ENOUGH) == []


def test_who_is_apart_from_one_is_apart_from_all_that_stand_with_it():
    told = [link("ab", 0.9), link("bc", 0.9), link("ac", 0.9)]
    assert group("abc", told, ENOUGH, [("a", "b")], {"a": {"c"}, "c": {"a"}}) == [("a", "b"), ("c",)]
