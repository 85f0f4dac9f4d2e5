"""Which articles are worth comparing: the same from both ends, and only what shares words near in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.stories import Features
from samarkand.steps.relating import candidates
from samarkand.steps.relating.candidates import COMMON, MANY, NAMES, SHARED, TELLING, Nearby, keys_of
from samarkand.steps.relating.evidence import FARTHEST, FARTHEST_COPY, prepare

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)


def shown(article: str, words: str = "", **more) -> Features:
    """An article of these one-character terms."""
    told = {"outlet": "port", "language": "zh-Hans", "published_at": NOON, "genre": "report", "length": 900}
    told |= {"terms": dict.fromkeys(words, 0.5), "headline": {}, "pairs": frozenset({"渡轮"})}
    return Features(article, **(told | more))


def near(one: Features, *others: Features) -> set[str]:
    return {each.shown.article for each in Nearby(others).of(prepare(one))}


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


@given(crowds)
def test_who_is_near_to_one_has_it_near_too(crowd):
    nearby = Nearby(crowd)
    found = {each.article: {near.shown.article for near in nearby.of(prepare(each))} for each in crowd}
    for one, others in found.items():
        assert all(one in found[other] for other in others)


@given(crowds, st.randoms())
def test_who_is_near_depends_on_no_order_and_on_nobody_else(crowd, chance):
    mixed = Nearby(chance.sample(crowd, len(crowd)))
    for one in crowd:
        alone = {other.article for other in crowd if near(one, other)}
        assert [each.shown.article for each in mixed.of(prepare(one))] == sorted(alone)


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
    for often, found in ((COMMON, 0), (COMMON / 2, 1)):
        assert len(Nearby([replace(one, article="b")], {"甲": often}).of(prepare(one))) == found


def test_articles_in_different_languages_are_found_by_names_and_numbers():
    chinese = shown("a", headline={"@fiji": 1.0}, numbers=frozenset({"1200", "45000000"}))
    english = replace(chinese, article="b", language="en", pairs=frozenset({"storm"}))
    assert near(chinese, english) == {"b"}
    assert near(chinese, replace(english, language="zh-Hant")) == set()
    assert near(chinese, replace(english, numbers=frozenset({"1200"}))) == set()


def test_reports_are_near_for_days_and_copies_for_longer():
    headline, clauses = {"甲": 1.0}, frozenset(range(30))
    for more, reach in (({"headline": headline}, FARTHEST), ({"shingles": clauses}, FARTHEST_COPY)):
        for apart, found in ((reach, {"b"}), (reach + timedelta(minutes=1), set())):
            one, other = shown("a", "甲乙丙", **more), shown("b", "甲乙丙", published_at=NOON + apart, **more)
            assert near(one, other) == near(replace(other, article="a"), replace(one, article="b")) == found


def test_what_is_no_report_is_near_to_its_copies_alone():
    digest = shown("a", "甲乙丙", headline={"甲": 1.0}, genre="digest", shingles=frozenset({1, 2, 3}))
    report = replace(digest, article="b", genre="report")
    assert near(digest, report) == {"b"}
    assert near(report, digest) == {"a"}
    assert near(digest, replace(report, shingles=frozenset({1}))) == set()
    assert near(replace(report, shingles=frozenset({1})), digest) == set()


def test_an_article_is_found_by_its_most_telling_terms_its_names_and_its_title():
    words = [chr(0x4E00 + number) for number in range(TELLING + 9)]
    names = [f"@{number}" for number in range(NAMES + 2)]
    article = shown("a", terms=dict.fromkeys([*words, *names], 0.1), headline={"早市": 1.0}, numbers=frozenset({"31"}))
    assert keys_of(article) == {*words[:TELLING], *names[:NAMES], "早市", "31"}


def test_of_a_flood_those_that_share_most_are_compared(monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 2)
    flood = {"b": "甲乙丙", "c": "甲乙丙丁戊", "d": "甲乙丙丁", "e": "甲乙丙丁"}
    found = near(
        shown("a", "甲乙丙丁戊", headline={"甲": 1.0}),
        *(shown(article, words, headline={"甲": 1.0}) for article, words in flood.items()),
    )
    assert found == {"c", "d"}


def test_it_tells_how_many_it_holds():
    nearby = Nearby([shown("a")])
    nearby.add(shown("b"))
    assert len(nearby) == 2
    assert nearby.of(prepare(shown("c", "甲乙丙"))) == []


def test_what_was_dropped_is_found_no_more():
    one, other = (shown(article, "甲乙丙", headline={"甲": 1.0}, shingles=frozenset({1, 2})) for article in "ab")
    nearby = Nearby([one, other])
    for article in ("a", "unknown"):
        nearby.drop(article)
    assert [each.shown.article for each in nearby.of(prepare(shown("c", "甲乙丙", headline={"甲": 1.0})))] == ["b"]
    assert [each.shown.article for each in nearby.of(prepare(replace(one, article="c")))] == ["b"]
    assert list(nearby.within(0, NOON.timestamp())) == []
    assert list(nearby.within(NOON.timestamp(), NOON.timestamp() + 1)) == [other]
    assert len(nearby) == 1
