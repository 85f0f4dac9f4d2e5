"""What ties two articles to one event: measured alike from both ends, in one language and across two; texts are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.story_data import Labelled, features, lexicon
from samarkand.adapters.weights import built_in
from samarkand.model.articles import Published
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features, Link, Weights
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import (
    FARTHEST,
    FARTHEST_COPY,
    LEAST,
    MEASURES,
    MOST,
    likeness,
    links,
    measure,
    measure_pairs,
    weigh,
    wording,
)
from samarkand.steps.relating.grouping import group
from samarkand.steps.relating.sketches import Sketches, sketch_of

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
CASES = Path(__file__).parents[2] / "cases"
ABROAD = [json.loads(line) for line in (CASES / "abroad.jsonl").read_text("utf-8").splitlines()]
EVENTS = [json.loads(line) for line in (CASES / "events.jsonl").read_text("utf-8").splitlines()]
WEIGHTS = built_in()


def measure_two(one: Features, two: Features) -> dict[str, float]:
    return measure_pairs([(one, two)])[0][0]


def is_copy(one: Features, two: Features) -> bool:
    return measure_pairs([(one, two)])[0][1]


@pytest.fixture(scope="module")
def known():
    return lexicon()


def seen(known, identity: str, outlet: str, language: str, at: datetime, told: dict) -> Features:
    document = SearchDocument(identity, 1, outlet, language, at, told["title"], told["text"], 1)
    return features(Labelled(document, Published(at, "Asia/Shanghai", "second", "feed"), "Asia/Shanghai"), known)


@pytest.fixture(scope="module")
def reports(known):
    """The invented events in one language: (event, what its report shows)."""
    return [
        (case["event"], seen(known, f"a{number}", case["outlet"], case["language"], parsed(case["at"]), case))
        for number, case in enumerate(EVENTS)
    ]


def parsed(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def shown(article: str = "a", **more) -> Features:
    told = {"outlet": "port", "language": "zh-Hans", "published_at": NOON, "genre": "report", "length": 900}
    told |= {"terms": {"渡轮": 0.8, "停航": 0.6}, "headline": {"渡轮": 1.5, "停航": 0.5}, "pairs": frozenset({"渡轮"})}
    return Features(article, **(told | more))


terms = st.dictionaries(st.sampled_from("甲乙丙丁戊己庚辛"), st.floats(0.01, 1), max_size=6)
some_features = st.builds(
    Features,
    article=st.sampled_from("abcdef"),
    outlet=st.sampled_from(["port", "hill"]),
    language=st.sampled_from(["zh-Hans", "zh-Hant", "en", "und"]),
    published_at=st.datetimes(datetime(2030, 9, 1), datetime(2030, 9, 20), timezones=st.just(UTC)),
    genre=st.sampled_from(["report", "report", "digest"]),
    length=st.integers(0, 5000),
    terms=terms,
    headline=terms,
    pairs=st.frozensets(st.sampled_from("甲乙丙丁")),
    numbers=st.frozensets(st.sampled_from(["15", "31", "2.5%"])),
    days=st.frozensets(st.dates(date(2030, 8, 30), date(2030, 9, 22))),
    shingles=st.frozensets(st.integers(0, 8)),
)


def laid(*some: Features) -> Sketches:
    return Sketches([sketch_of(each) for each in some])


ONE, TWO = np.array([0]), np.array([1])


def link(one: Features, two: Features, weights: Weights = WEIGHTS) -> Link | None:
    """The link of two articles."""
    return next(iter(links(laid(one, two), [one.article, two.article], ONE, TWO, weights)), None)


# Both ends


@given(some_features, some_features)
def test_what_is_measured_of_two_articles_is_the_same_from_both_ends(one, two):
    assert measure_two(one, two) == measure_two(two, one)
    assert [*measure_two(one, two)] == [*MEASURES]


@given(st.lists(some_features, min_size=2, max_size=6))
def test_many_pairs_are_measured_as_each_alone(some):
    pairs = list(permutations(range(len(some)), 2))
    together = measure(laid(*some), *np.array(pairs).T)
    assert together.tolist() == [list(measure_two(some[one], some[two]).values()) for one, two in pairs]


@given(some_features, some_features)
def test_a_link_is_the_same_from_both_ends_and_names_the_smaller_id_first(one, two):
    two = replace(two, article=f"{two.article}'")
    found = link(one, two)
    assert found == link(two, one)
    if found:
        assert (found.one, found.two) == tuple(sorted((one.article, two.article)))
        assert found.score > LEAST


@given(terms, terms)
def test_the_cosine_of_two_vectors_is_the_same_from_both_ends(one, two):
    both = laid(shown(terms=one), shown("b", terms=two))
    assert wording(both, ONE, TWO) == wording(both, TWO, ONE)
    expected = sum(weight * two.get(term, 0.0) for term, weight in one.items())
    assert wording(both, ONE, TWO)[0] == pytest.approx(expected, abs=0.001)


# What is measured


def test_a_title_is_told_by_the_other_article_as_far_as_its_telling_words_stand_there():
    found = measure_two(shown(), shown("b", terms={"渡轮": 1.0}, headline={"渡轮": 1.0, "船票": 3.0}))
    assert (found["title_most"], found["title_least"]) == (0.75, 0.25)


def test_days_count_only_around_the_publication():
    september, long_ago = frozenset({date(2030, 9, 6)}), frozenset({date(2029, 9, 6)})
    assert measure_two(shown(days=september), shown("b", days=september))["same_days"] == 1
    assert measure_two(shown(days=long_ago), shown("b", days=long_ago))["same_days"] == 0
    other = measure_two(shown(days=september), shown("b", days=frozenset({date(2030, 9, 4)})))
    assert (other["same_days"], other["other_days"]) == (0, 1)
    assert measure_two(shown(days=september), shown("b"))["other_days"] == 0


def test_articles_without_a_word_are_measured_too():
    nothing = {"terms": {}, "headline": {}, "pairs": frozenset(), "length": 0}
    found = measure_two(shown(**nothing), shown("b", **nothing))
    assert (found["title"], found["title_most"], found["same_outlet"]) == (0, 0.4, 1)


def test_likeness_grows_with_log_odds_and_stays_between_nothing_and_one():
    odds = [-9.0, LEAST, -1.0, 0.0, 1.0, MOST, 9.0]
    assert sorted(map(likeness, odds)) == [likeness(each) for each in odds]
    assert (likeness(LEAST), likeness(-9.0), likeness(MOST), likeness(9.0)) == (0, 0, 1, 1)


# Reports of one event and of others


def test_reports_of_one_event_are_more_alike_than_those_of_any_others(reports):
    alike = {True: [], False: []}
    for (event, one), (other, two) in combinations(reports, 2):
        found = link(one, two)
        alike[event == other].append(likeness(found.score) if found else 0.0)
    assert min(alike[True]) >= WEIGHTS.story > max(alike[False])


def test_articles_too_far_apart_in_time_are_not_linked(reports):
    one, two = (each for event, each in reports if event == "strike")
    for apart, is_linked in ((FARTHEST - timedelta(hours=1), True), (FARTHEST + timedelta(hours=1), False)):
        later = replace(two, published_at=one.published_at + apart, days=frozenset())
        generous = replace(WEIGHTS, pair={"start": 0.0})
        assert (link(one, later, generous) is not None) == is_linked


def test_what_is_no_report_is_linked_with_nothing_but_its_own_copies(reports):
    one, two = (each for event, each in reports if event == "strike")
    assert link(replace(one, genre="live"), two) is None
    digest = shown(genre="digest", shingles=frozenset(range(9)))
    assert link(digest, replace(digest, article="b", outlet="hill")).is_copy


# Copies


def test_a_text_is_a_copy_where_most_clauses_of_both_are_the_same():
    text = frozenset(range(20))
    assert is_copy(shown(shingles=text), shown(shingles=text))
    assert is_copy(shown(shingles=text), shown(shingles=frozenset(range(13))))
    assert not is_copy(shown(shingles=text), shown(shingles=frozenset(range(8)))), "a part of it is another report"
    assert not is_copy(shown(shingles=text), shown(shingles=frozenset(range(10, 30)))), "so is one with a new lead"


def test_texts_of_a_few_clauses_are_no_copies():
    assert not is_copy(shown(shingles=frozenset({1, 2, 3})), shown(shingles=frozenset({1, 2, 3})))
    assert not is_copy(shown(), shown())


def test_a_copy_is_certain_and_found_longer_than_a_report():
    text = {"shingles": frozenset(range(9))}
    for apart, is_linked in ((timedelta(days=13), True), (FARTHEST_COPY + timedelta(hours=1), False)):
        copy = shown("b", outlet="hill", published_at=NOON + apart, **text)
        found = link(shown(**text), copy)
        assert (found is not None) == is_linked
        assert found is None or (found.score, found.is_copy) == (MOST, True)


def test_copies_in_both_scripts_are_one_text(known):
    case = next(each for each in EVENTS if each["event"] == "vaccine")
    long = {**case, "text": case["text"] + "\n诊所可以把剩下的疫苗装箱，由药厂的冷藏车运回，运费由药厂承担。"}
    traditional = {
        "title": "雲嶺藥廠召回四萬支流感疫苗",
        "text": long["text"].translate(
            str.maketrans(
                "云岭药厂产宣布货个没异诊召疫苗装冷运费检查验", "雲嶺藥廠產宣布貨個沒異診召疫苗裝冷運費檢查驗"
            )
        ),
    }
    one = seen(known, "a", "port", "zh-Hans", NOON, long)
    two = seen(known, "b", "tide", "zh-Hant", NOON + timedelta(hours=2), traditional)
    assert is_copy(one, two)


# Across languages


@pytest.fixture(scope="module")
def abroad(known):
    """For each case: a Chinese report, an English one of the same event, an English one of another by the same people."""
    found = []
    for number, case in enumerate(ABROAD):
        chinese = seen(known, f"{number}-zh", "port", case["language"], NOON, case["chinese"])
        english, other = (
            seen(known, f"{number}-{name}", name, "en", NOON + timedelta(hours=case[name]["hours"]), case[name])
            for name in ("english", "other")
        )
        found.append((chinese, english, other))
    return found


@pytest.mark.parametrize("number", range(len(ABROAD)), ids=[case["english"]["title"] for case in ABROAD])
def test_an_english_and_a_chinese_report_of_one_event_come_together_and_those_of_two_do_not(abroad, number):
    chinese, english, other = abroad[number]
    found = linked([english, other, chinese])
    assert any({each.one, each.two} == {chinese.article, english.article} for each in found), "worth comparing"
    groups = group([each.article for each in abroad[number]], found, WEIGHTS.story)
    assert groups == sorted([tuple(sorted((chinese.article, english.article))), (other.article,)])


def linked(articles: Sequence[Features]) -> list[Link]:
    """The links of all that are worth comparing."""
    nearby = Nearby([(each.article, sketch_of(each)) for each in articles])
    return links(nearby.sketches, nearby.articles, *nearby.near(np.arange(len(articles))), WEIGHTS)


def test_reports_of_all_these_events_together_come_together_as_they_do_alone(abroad):
    everything = [each for case in abroad for each in case]
    groups = group([each.article for each in everything], linked(everything), WEIGHTS.story)
    expected = [[(f"{n}-english", f"{n}-zh"), (f"{n}-other",)] for n in range(len(abroad))]
    assert groups == sorted(each for both in expected for each in both)


def test_across_languages_names_alone_are_not_enough(abroad):
    for chinese, english, _ in abroad:
        bare = replace(english, numbers=frozenset(), days=frozenset())
        score = weigh(laid(chinese, bare), ONE, TWO, WEIGHTS)[0]
        assert likeness(score) < WEIGHTS.story
