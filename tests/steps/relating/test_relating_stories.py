"""A story's id, headline, outlets and voices, of invented articles in any order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.stories import Features, Link
from samarkand.steps.relating.stories import stories_of, voices_of

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def member(article: str, hours: float = 0, order: int = 0, outlet: str = "", agency: str = "") -> Features:
    at = NOON + timedelta(hours=hours)
    told = {"genre": "report", "length": 900, "terms": {}, "headline": {}, "pairs": frozenset()}
    return Features(article, outlet or article, "zh-Hans", at, **told, agency=agency, order=order)


def story(members, links=()):
    (found,) = stories_of([members], links)
    return found


def test_the_id_is_made_of_the_article_that_the_ledger_knew_first_and_not_of_the_earliest():
    assert story([member("a", 0, order=7), member("b", 5, order=2)]).id == "sb"
    assert story([member("b", 0), member("a", 5)]).id == "sa", "where the ledger tells of both at once, the smaller"


def test_articles_and_outlets_stand_by_time():
    found = story([member("c", 3, outlet="hill"), member("a", 1, outlet="port"), member("b", 2, outlet="hill")])
    assert (found.articles, found.outlets) == (("a", "b", "c"), ("port", "hill"))
    assert (found.first_at, found.last_at) == (NOON + timedelta(hours=1), NOON + timedelta(hours=3))


def test_the_headline_is_that_of_the_article_most_like_all_the_others():
    members = [member("a", 0), member("b", 1), member("c", 2)]
    assert story(members, [Link("a", "b", 1.0), Link("b", "c", 1.0)]).headline == "b"
    assert story(members, [Link("a", "c", 1.0), Link("b", "c", 0.5)]).headline == "c"
    assert story(members).headline == "a", "the earliest, where all are equal"


def test_each_outlet_is_one_voice():
    assert story([member("a"), member("b"), member("c")]).voices == 3
    assert story([member("a", outlet="port"), member("b", outlet="port")]).voices == 1


def test_copies_of_one_text_are_one_voice_also_through_others():
    members = [member("a"), member("b"), member("c"), member("d")]
    copies = [Link("a", "b", 3.0, is_copy=True), Link("b", "c", 3.0, is_copy=True), Link("c", "d", 2.0)]
    assert story(members, copies).voices == 2


def test_texts_of_one_agency_are_one_voice():
    assert story([member("a", agency="法新社"), member("b", agency="法新社"), member("c", agency="路透社")]).voices == 2


def test_each_article_has_its_voice_by_the_smallest_id_in_any_order():
    members = [member("d", outlet="port"), member("c"), member("b", outlet="port"), member("a")]
    copies = [Link("b", "c", 3.0, is_copy=True), Link("a", "z", 3.0, is_copy=True)]
    told = {"a": "a", "b": "b", "c": "b", "d": "b"}
    assert voices_of(members, copies) == voices_of(members[::-1], copies[::-1]) == told


def test_each_group_makes_a_story_and_links_between_groups_play_no_part():
    first, second = stories_of(
        [[member("a"), member("b", 1)], [member("c")]], [Link("a", "c", 3.0, is_copy=True), Link("a", "z", 3.0)]
    )
    assert (first.articles, first.voices, second.articles, second.voices) == (("a", "b"), 2, ("c",), 1)


members = st.lists(
    st.builds(
        member,
        st.sampled_from("abcdefgh"),
        st.integers(0, 5),
        st.integers(1, 4),
        st.sampled_from(["port", "hill", ""]),
        st.sampled_from(["", "", "法新社"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda each: each.article,
)
links = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.integers(-5, 3), st.booleans()),
    max_size=9,
    unique_by=lambda each: frozenset(each[:2]),
).map(
    lambda told: [Link(min(one, two), max(one, two), like, is_copy=copy) for one, two, like, copy in told if one != two]
)


@given(members, links, st.randoms())
def test_a_story_is_the_same_whatever_the_order_of_its_articles_and_links(some, told, chance):
    mixed = story(chance.sample(some, len(some)), chance.sample(told, len(told)))
    assert mixed == story(some, told)
    assert 1 <= mixed.voices <= len(mixed.outlets)
    assert mixed.headline in mixed.articles
