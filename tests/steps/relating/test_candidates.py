"""Which articles are worth comparing: the same from both ends, and only what shares words near in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.stories import Features
from samarkand.steps.relating import candidates
from samarkand.steps.relating.candidates import MANY, SHARED, Nearby
from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY
from samarkand.steps.relating.sketches import sketch_of
from samarkand.times import to_ms

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def shown(article: str, words: str = "", **more) -> Features:
    """An article of these one-character terms."""
    told = {"outlet": "port", "language": "zh-Hans", "published_at": NOON, "genre": "report", "length": 900}
    told |= {"terms": dict.fromkeys(words, 0.5), "headline": {}, "pairs": frozenset({"渡轮"})}
    return Features(article, **(told | more))


def held(*some: Features) -> Nearby:
    return Nearby([(each.article, sketch_of(each)) for each in some])


def found(nearby: Nearby, *articles: str) -> set[frozenset[str]]:
    """The pairs worth comparing, each of one of the articles and one that was held before it."""
    places = np.array(sorted(map(nearby.place, articles)), np.int64)
    pairs = np.column_stack(nearby.near(places)).tolist()
    return {frozenset({nearby.articles[one], nearby.articles[other]}) for one, other in pairs}


def near(one: Features, *others: Features) -> set[str]:
    return {article for pair in found(held(*others, one), one.article) for article in pair - {one.article}}


crowds = st.lists(
    st.builds(
        shown,
        st.uuids().map(str),
        st.text("甲乙丙丁戊己庚辛壬癸", max_size=9),
        published_at=st.datetimes(datetime(2030, 9, 1), datetime(2030, 9, 9), timezones=st.just(UTC)),
        language=st.sampled_from(["zh-Hans", "en"]),
        genre=st.sampled_from(["report", "report", "digest"]),
        headline=st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.just(1.0), max_size=3),
        pairs=st.frozensets(st.sampled_from("春夏秋冬")),
        numbers=st.frozensets(st.sampled_from(["31", "1200"])),
        shingles=st.frozensets(st.integers(1, 9), max_size=6),
    ),
    max_size=8,
    unique_by=lambda each: each.article,
)


@given(crowds, st.randoms())
def test_who_is_near_depends_on_no_order_and_on_nobody_else(crowd, chance):
    ids = [each.article for each in crowd]
    alone = {frozenset((one.article, two.article)) for one, two in combinations(crowd, 2) if near(one, two)}
    assert alone == {frozenset((one.article, two.article)) for one, two in combinations(crowd, 2) if near(two, one)}
    assert found(held(*crowd), *ids) == found(held(*chance.sample(crowd, len(crowd))), *ids) == alone


@given(crowds)
def test_articles_may_be_taken_in_one_by_one(crowd):
    nearby = Nearby()
    pairs = set()
    for each in crowd:
        nearby.add([(each.article, sketch_of(each))])
        pairs |= found(nearby, each.article)
    assert pairs == found(held(*crowd), *(each.article for each in crowd))


@given(crowds)
def test_many_are_looked_up_as_few_are(crowd):
    nearby, ids = held(*crowd), [each.article for each in crowd]
    assert found(nearby, *ids) == set().union(*(found(nearby, each) for each in ids))


def test_a_few_terms_are_enough_with_a_part_of_the_title_and_many_without_one():
    few, many, others = "甲乙丙"[:SHARED], "甲乙丙丁戊己"[:MANY], {"pairs": frozenset({"补选"})}
    one = {"headline": {"甲": 1.0}}
    assert near(shown("a", few, **one), shown("b", few, **one)) == {"b"}
    assert near(shown("a", few, **one), shown("b", few[1:], **one)) == {"b"}
    assert near(shown("a", few, **one), shown("b", few[2:], **one)) == set()
    assert near(shown("a", few, **one), shown("b", few, **one, **others)) == set()
    assert near(shown("a", many, **one), shown("b", many, **one, **others)) == {"b"}


def test_a_title_has_to_meet_the_other_title_or_its_text_twice():
    words = "甲乙丙丁戊己"
    one, two = {"headline": {"甲": 1.0}}, {"headline": {"乙": 1.0, "丙": 1.0}}
    assert near(shown("a", words), shown("b", words)) == set()
    assert near(shown("a", words), shown("b", words, **one)) == set()
    assert near(shown("a", words), shown("b", words, **two)) == {"b"}
    assert near(shown("a", words, **two), shown("b", words)) == {"b"}
    assert near(shown("a", words, **one), shown("b", words, **one)) == {"b"}


def test_common_words_find_nothing():
    one = shown("a", "甲乙丙", headline={"甲": 1.0})
    for common, pairs in ((frozenset("甲"), 0), (frozenset(), 1)):
        nearby = Nearby([(each.article, sketch_of(each, common)) for each in (replace(one, article="b"), one)])
        assert len(found(nearby, "a")) == pairs


def test_articles_in_different_languages_are_found_by_names_and_numbers():
    chinese = shown("a", headline={"@fiji": 1.0}, numbers=frozenset({"1200", "45000000"}))
    english = replace(chinese, article="b", language="en", pairs=frozenset({"storm"}))
    assert near(chinese, english) == {"b"}
    assert near(chinese, replace(english, language="zh-Hant")) == set()
    assert near(chinese, replace(english, numbers=frozenset({"1200"}))) == set()


def test_reports_are_near_for_days_and_copies_for_longer():
    headline, clauses = {"甲": 1.0}, frozenset(range(30))
    for more, reach in (({"headline": headline}, FARTHEST), ({"shingles": clauses}, FARTHEST_COPY)):
        for apart, expected in ((reach, {"b"}), (reach + timedelta(minutes=1), set())):
            one, other = shown("a", "甲乙丙", **more), shown("b", "甲乙丙", published_at=NOON + apart, **more)
            assert near(one, other) == near(replace(other, article="a"), replace(one, article="b")) == expected


def test_what_is_no_report_is_near_to_its_copies_alone():
    digest = shown("a", "甲乙丙", headline={"甲": 1.0}, genre="digest", shingles=frozenset({1, 2, 3}))
    report = replace(digest, article="b", genre="report")
    assert near(digest, report) == {"b"}
    assert near(report, digest) == {"a"}
    assert near(digest, replace(report, shingles=frozenset({1}))) == set()
    assert near(replace(report, shingles=frozenset({1})), digest) == set()


def test_of_a_flood_those_that_share_most_are_compared(monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 2)
    flood = {"b": "甲乙丙", "c": "甲乙丙丁戊", "d": "甲乙丙丁", "e": "甲乙丙丁"}
    others = (shown(article, words, headline={"甲": 1.0}) for article, words in flood.items())
    assert near(shown("a", "甲乙丙丁戊", headline={"甲": 1.0}), *others) == {"c", "e"}, "of equals the latest"


def test_of_a_flood_copies_are_compared_first(monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 1)
    words, clauses = {"headline": {"甲": 1.0}}, frozenset({1, 2, 3})
    copy = shown("c", "戊", genre="digest", shingles=clauses)
    assert near(shown("a", "甲乙丙丁", shingles=clauses, **words), shown("b", "甲乙丙丁", **words), copy) == {"c"}


def test_it_tells_how_many_it_holds():
    nearby = held(shown("a"))
    nearby.add([])
    nearby.add([("b", sketch_of(shown("b")))])
    assert len(nearby) == 2
    assert found(nearby, "b") == found(nearby) == set()


def test_what_was_dropped_is_found_no_more():
    words = {"headline": {"甲": 1.0}, "shingles": frozenset({1, 2})}
    one, other, last = (shown(article, "甲乙丙", **words) for article in "abc")
    nearby = held(one, other, last)
    for article in ("a", "unknown"):
        nearby.drop(article)
    assert found(nearby, "c") == {frozenset("bc")}
    at = to_ms(NOON)
    assert list(nearby.within(0, at)) == []
    assert list(nearby.within(at, at + 1)) == [(each.article, sketch_of(each)) for each in (other, last)]
    assert len(nearby) == 2


def test_an_article_that_comes_anew_takes_its_own_place():
    one, other = (shown(article, "甲乙丙", headline={"甲": 1.0}) for article in "ab")
    nearby = held(one, other)
    nearby.add([("a", sketch_of(replace(one, headline={}, pairs=frozenset())))])
    assert len(nearby) == 2
    assert found(nearby, "a") == set()
