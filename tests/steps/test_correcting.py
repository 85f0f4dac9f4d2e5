"""Wishes into corrections, corrections into ledger lines and back, and all of them into what holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.errors import UsageError
from samarkand.ids import story_id
from samarkand.model.events import Event, Line, Place
from samarkand.model.stories import Correction, Decided, Story
from samarkand.steps.correcting import correction_of, decide, event_of, merge, move, pin, split

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def story(*articles: str) -> Story:
    return Story(story_id(articles[0]), articles, articles[0], NOON, NOON + timedelta(hours=1), ("port",), 1)


def line(event: Event) -> Line:
    return Line(event.kind, event.at, event.data, {}, Place(1))


def groups(decided: Decided) -> list[str]:
    return ["".join(sorted(group)) for group in decided.together]


def pairs(decided: Decided) -> set[str]:
    return {one + two for one, two in decided.apart}


# What a person asks for


def test_merging_names_every_article_of_all_the_stories():
    assert merge([story("a", "b"), story("c")], NOON, "reader").articles == ("a", "b", "c")


def test_splitting_names_who_leaves_and_who_stays_in_the_order_of_the_story():
    made = split(story("a", "b", "c", "d"), ["d", "b"], NOON, "")
    assert (made.articles, made.others) == (("b", "d"), ("a", "c"))


def test_moving_names_who_goes_who_is_joined_and_who_is_left():
    made = move(story("a", "b"), story("c", "d", "e"), ["d"], NOON, "")
    assert (made.articles, made.others, made.left) == (("d",), ("a", "b"), ("c", "e"))


def test_pinning_names_who_stays_and_with_whom():
    made = pin(story("a", "b", "c"), ["b"], NOON, "")
    assert (made.articles, made.others) == (("b",), ("a", "c"))


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (lambda: merge([story("a"), story("a")], NOON, ""), "sa cannot be merged with itself"),
        (lambda: split(story("a", "b"), ["a", "b"], NOON, ""), "all articles of sa would leave"),
        (lambda: split(story("a", "b"), ["c"], NOON, ""), "c is no article of sa"),
        (lambda: move(story("a", "b"), story("a", "b"), ["b"], NOON, ""), "b stands in sa already"),
        (lambda: pin(story("a"), ["a"], NOON, ""), "a is the only article of sa"),
    ],
)
def test_what_cannot_be_is_said(wish, told):
    with pytest.raises(UsageError, match=told):
        wish()


# In the ledger

ids = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=4).map(tuple)
corrections = st.builds(
    Correction,
    st.sampled_from(["merge", "split", "move", "pin"]),
    ids,
    ids,
    ids,
    st.just(NOON),
    st.sampled_from(["", "reader", "command line"]),
)


@given(corrections)
def test_a_correction_comes_back_from_the_line_that_tells_it(made):
    assert correction_of(line(event_of(made))) == made


@pytest.mark.parametrize(
    "data", [{}, {"deed": "praise"}, {"deed": "pin", "articles": "a"}, {"deed": "pin", "articles": [1]}]
)
def test_a_line_that_nobody_here_can_follow_is_passed_over(data):
    assert correction_of(line(Event("story", NOON, data))) is None


def test_a_line_of_another_kind_is_no_correction():
    assert correction_of(line(Event("round", NOON, {"deed": "pin", "articles": ["a"]}))) is None


# What holds


def test_nothing_decided_leaves_all_to_the_program():
    assert decide([]) == Decided()


@pytest.mark.parametrize(
    ("made", "together", "apart"),
    [
        ([merge([story("a", "b"), story("c")], NOON, "")], ["abc"], set()),
        ([split(story("a", "b", "c", "d"), ["a", "b"], NOON, "")], ["ab"], {"ac", "ad", "bc", "bd"}),
        ([move(story("a"), story("b", "c"), ["b"], NOON, "")], ["ab"], {"bc"}),
        ([pin(story("a", "b"), ["b"], NOON, "")], ["ab"], set()),
    ],
)
def test_each_deed_alone(made, together, apart):
    assert (groups(decide(made)), pairs(decide(made))) == (together, apart)


def test_a_later_correction_wins_over_an_earlier_one():
    joined, parted = merge([story("a", "b"), story("c")], NOON, ""), split(story("a", "b", "c"), ["c"], NOON, "")
    assert groups(decide([joined, parted])) == ["ab"]
    assert pairs(decide([joined, parted])) == {"ac", "bc"}
    assert decide([parted, joined]) == Decided((frozenset("abc"),))
    assert decide([joined, parted, joined]) == decide([parted, joined])


def test_who_was_moved_and_moved_back_is_where_he_was():
    there, back = move(story("a"), story("b", "c"), ["b"], NOON, ""), move(story("c"), story("a", "b"), ["b"], NOON, "")
    assert groups(decide([there, back])) == ["bc"]
    assert pairs(decide([there, back])) == {"ab"}


def test_what_is_not_contradicted_stays_of_an_earlier_correction():
    made = [merge([story("a", "b"), story("c", "d")], NOON, ""), split(story("a", "b", "c", "d"), ["d"], NOON, "")]
    assert groups(decide(made)) == ["abc"]


def test_of_two_that_are_apart_the_third_goes_with_the_one_that_was_named_first():
    assert groups(decide([Correction("merge", ("a", "b", "c")), Correction("split", ("a",), ("b",))])) == ["ac"]


@given(st.lists(corrections, max_size=8))
def test_what_holds_never_contradicts_itself(made):
    decided = decide(made)
    home = {article: group for group in decided.together for article in group}
    assert sum(map(len, decided.together)) == len(home), "no article stands in two groups"
    assert all(one < two and home.get(one, {one}) != home.get(two, {two}) for one, two in decided.apart)


@given(st.lists(corrections, max_size=5), corrections)
def test_the_last_correction_holds_in_full(made, last):
    named = {*last.articles, *last.others, *last.left}
    if sum(map(len, (last.articles, last.others, last.left))) != len(named):
        return  # a wish names nobody twice
    decided = decide([*made, last])
    home = {article: group for group in decided.together for article in group}
    joined = last.articles if last.deed == "split" else (*last.articles, *last.others)
    assert len({home.get(article, article) for article in joined}) <= 1
    against = {"split": last.others, "move": last.left}.get(last.deed, ())
    assert {
        (min(pair), max(pair)) for one in last.articles for pair in ((one, two) for two in against)
    } <= decided.apart


@given(st.lists(corrections, max_size=5))
def test_corrections_of_other_articles_change_nothing(made):
    capital = [
        replace(each, articles=tuple(map(str.upper, each.articles)), others=("X",), left=("Y",)) for each in made
    ]
    mixed = [each for pair in zip(made, capital, strict=True) for each in pair]
    assert {group for group in decide(mixed).together if min(group).islower()} == {*decide(made).together}
    assert {pair for pair in decide(mixed).apart if min(pair).islower()} == decide(made).apart


def test_a_thousand_articles_are_brought_together_at_once():
    many = [f"{number:04}" for number in range(1000)]
    made = [Correction("merge", tuple(many)), Correction("split", (many[0],), tuple(many[1:]))]
    assert [len(group) for group in decide(made).together] == [999]
    assert len(decide(made).apart) == 999
