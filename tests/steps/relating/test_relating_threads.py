"""How alike stories are, and which threads of stories become one; all values are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.stories import Features, Link, Weights
from samarkand.steps.relating.evidence import MOST
from samarkand.steps.relating.sketches import sketch_of
from samarkand.steps.relating.threads import (
    CONSIDERED,
    KEPT,
    LEAST,
    UNLINKED,
    strongest,
    ties,
)
from samarkand.steps.relating.threads import nearest as nearest_of
from samarkand.steps.relating.threads import united as united_of

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
ENOUGH = 0.5
WEIGHTS = Weights({}, {}, {}, 0.5, {"start": LEAST - 1, "wording": 8.0}, ENOUGH)


def shown(article: str, terms: dict[str, float], genre: str = "report", **more) -> Features:
    told = {"headline": {}, "pairs": frozenset(), "length": 100} | more
    return Features(article, "port", "zh-Hans", NOON, genre, terms=terms, **told)


def like(one: str, two: str, likeness: float) -> Link:
    """A link of a likeness from 0 to 1."""
    return Link(*sorted((one, two)), LEAST + likeness * (MOST - LEAST))


def nearest(threads: dict[str, list[str]], story: str, ties: list[Link], enough: float) -> list[str]:
    return nearest_of(*told(threads), story, ties, enough)


def united(threads: dict[str, list[str]], own: str, ties: list[Link], enough: float) -> list[str]:
    return united_of(*told(threads), own, ties, enough)


def told(threads: dict[str, list[str]]) -> tuple[dict[str, str], dict[str, int]]:
    homes = {story: key for key, steps in threads.items() for story in steps}
    return homes, {key: len(steps) for key, steps in threads.items()}


# How alike two stories are


def tied(one: Features, two: Features) -> list[Link]:
    return ties({each.article: sketch_of(each) for each in (one, two)}, {one.article: [two.article]}, WEIGHTS)[
        one.article
    ]


def test_stories_are_as_alike_as_their_words():
    strike, talks = shown("sa", {"渡轮": 0.8, "罢工": 0.6}), shown("sb", {"渡轮": 0.6, "罢工": 0.8})
    expected = [Link("sa", "sb", round(LEAST - 1 + 8 * 0.96, 3))]
    assert tied(strike, talks) == tied(talks, strike) == expected


@pytest.mark.parametrize(
    "other", [shown("sb", {"盐市": 1.0}), shown("sb", {"渡轮": 1.0}, "digest")], ids=["nothing shared", "a digest"]
)
def test_stories_that_share_nothing_or_report_no_event_are_not_linked(other):
    assert tied(shown("sa", {"渡轮": 1.0}), other) == []


def test_each_story_is_told_its_own_links_and_what_is_not_known_is_left_out():
    sketches = {each: sketch_of(shown(each, {"渡轮": 1.0})) for each in ("sa", "sb", "sc")}
    found = ties(sketches, {"sb": ["sa", "unknown"], "sc": ["sb"], "sa": []}, WEIGHTS)
    assert {story: [(each.one, each.two) for each in links] for story, links in found.items()} == {
        "sb": [("sa", "sb")],
        "sc": [("sb", "sc")],
        "sa": [],
    }


def test_no_stories_have_no_links():
    assert ties({}, {}, WEIGHTS) == {}


def test_only_the_strongest_links_are_kept_and_the_smaller_ids_of_equals():
    links = [like("new", f"s{number:02}", 0.5) for number in range(KEPT)] + [like("new", "z", 0.9)]
    kept = strongest(links[::-1])
    assert kept == [links[-1], *links[: KEPT - 1]]


# Which threads a new story is near to


def test_a_story_is_near_to_the_threads_that_it_is_like_enough():
    threads = {"a": ["a"], "b": ["b"], "c": ["c"]}
    ties = [like("new", "a", 0.9), like("new", "b", 0.3), like("new", "c", 0.2)]
    assert nearest(threads, "new", ties, ENOUGH) == ["a", "b"], "those that might come along once it has joined"


def test_a_story_that_is_like_no_thread_enough_is_near_to_none():
    assert nearest({"a": ["a"], "b": ["b"]}, "new", [like("new", "a", 0.49), like("new", "b", 0.4)], ENOUGH) == []
    assert nearest({"a": ["a"]}, "new", [like("new", "a", 0.5)], ENOUGH) == ["a"]
    assert nearest({}, "new", [], ENOUGH) == []


def test_stories_of_a_thread_that_are_not_linked_count_for_a_part():
    """One link of 0.9 and four stories without: 0.9 / (1 + 4 x UNLINKED)."""
    crowd = {"a": ["a", "b", "c", "d", "e"]}
    mean = 0.9 / (1 + 4 * UNLINKED)
    assert nearest(crowd, "new", [like("new", "a", 0.9)], mean - 0.001) == ["a"]
    assert nearest(crowd, "new", [like("new", "a", 0.9)], mean + 0.001) == []


def test_no_more_than_some_threads_are_near():
    threads = {f"t{number}": [f"t{number}"] for number in range(CONSIDERED + 3)}
    ties = [like("new", key, 0.6 + number / 100) for number, key in enumerate(threads)]
    assert nearest(threads, "new", ties, ENOUGH) == sorted(threads, reverse=True)[:CONSIDERED]


# Which threads become one


def test_two_threads_become_one_at_a_mean_likeness_of_enough_and_not_below():
    threads = {"a": ["a1", "a2"], "b": ["b"]}
    assert sorted(united(threads, "b", [like("a1", "b", 0.4), like("a2", "b", 0.6)], ENOUGH)) == ["a", "b"]
    assert united(threads, "b", [like("a1", "b", 0.4), like("a2", "b", 0.59)], ENOUGH) == ["b"]


def test_pairs_without_a_link_count_for_a_part():
    threads = {"a": ["a1", "a2", "a3"], "b": ["b"]}
    mean = 0.8 / (1 + 2 * UNLINKED)
    assert sorted(united(threads, "b", [like("a1", "b", 0.8)], mean - 0.001)) == ["a", "b"]
    assert united(threads, "b", [like("a1", "b", 0.8)], mean + 0.001) == ["b"]


def test_threads_without_any_link_stay_apart_however_little_is_enough():
    assert united({"a": ["a"], "b": ["b"]}, "a", [], 0.0001) == ["a"]


def test_a_story_brings_two_threads_together_that_were_too_little_alike():
    threads = {"a": ["a"], "b": ["b"], "new": ["new"]}
    between = [like("a", "b", 0.4)]
    assert united({"a": ["a"], "b": ["b"]}, "a", between, ENOUGH) == ["a"]
    assert sorted(united(threads, "new", [*between, like("a", "new", 0.9), like("b", "new", 0.8)], ENOUGH)) == [
        "a",
        "b",
        "new",
    ]


def test_the_most_alike_are_joined_first_and_those_that_differ_stay_out():
    threads = {"a": ["a"], "b": ["b"], "new": ["new"]}
    ties = [like("a", "new", 0.9), like("b", "new", 0.6), like("a", "b", 0.1)]
    assert sorted(united(threads, "new", ties, ENOUGH)) == ["a", "new"]


def test_links_inside_a_thread_and_to_other_stories_play_no_part():
    threads = {"a": ["a1", "a2"], "b": ["b"]}
    ties = [like("a1", "a2", 1.0), like("b", "stranger", 1.0), like("a1", "b", 0.4), like("a2", "b", 0.4)]
    assert united(threads, "b", ties, ENOUGH) == ["b"]


steps = st.sampled_from("abcdefgh")
links = st.dictionaries(
    st.tuples(steps, steps).filter(lambda pair: pair[0] < pair[1]), st.integers(0, 20), max_size=20
).map(lambda found: [like(*pair, number / 20) for pair, number in found.items()])
partings = st.lists(steps, min_size=1, unique=True).flatmap(
    lambda some: st.lists(st.integers(0, 3), min_size=len(some), max_size=len(some)).map(
        lambda homes: {str(home): [s for s, its in zip(some, homes, strict=True) if its == home] for home in homes}
    )
)


@given(partings, links, st.randoms())
def test_neither_the_order_of_threads_nor_of_links_plays_a_part(threads, ties, chance):
    own = min(threads)
    mixed = dict(chance.sample([(key, chance.sample(its, len(its))) for key, its in threads.items()], len(threads)))
    shuffled = chance.sample(ties, len(ties))
    assert sorted(united(threads, own, ties, ENOUGH)) == sorted(united(mixed, own, shuffled, ENOUGH))
    others = {key: its for key, its in threads.items() if key != own}
    mine = [each for each in ties if threads[own][0] in {each.one, each.two}]
    found = nearest(others, threads[own][0], mine, ENOUGH)
    assert found == nearest(dict(reversed(others.items())), threads[own][0], mine[::-1], ENOUGH)


@given(partings, links)
def test_what_becomes_one_is_one_from_each_of_its_threads(threads, ties):
    for own in threads:
        keys = united(threads, own, ties, ENOUGH)
        assert own in keys
        assert all(sorted(united(threads, key, ties, ENOUGH)) == sorted(keys) for key in keys)
