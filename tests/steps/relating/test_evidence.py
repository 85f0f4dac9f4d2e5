"""What ties two articles to one event: measured alike from both ends, in one language and across two; texts are invented."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.story_data import Labelled, features, lexicon
from samarkand.adapters.weights import built_in
from samarkand.model.articles import Published
from samarkand.model.search import SearchDocument
from samarkand.model.stories import Features
from samarkand.steps.relating.candidates import Nearby
from samarkand.steps.relating.evidence import (
    FARTHEST,
    FARTHEST_COPY,
    LEAST,
    MEASURES,
    MOST,
    cosine,
    is_copy,
    likeness,
    link,
    measure,
    prepare,
    probability,
    weigh,
)
from samarkand.steps.relating.grouping import group

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
CASES = Path(__file__).parents[2] / "cases"
ABROAD = [json.loads(line) for line in (CASES / "abroad.jsonl").read_text("utf-8").splitlines()]
EVENTS = [json.loads(line) for line in (CASES / "events.jsonl").read_text("utf-8").splitlines()]
WEIGHTS = built_in()


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


# Both ends


@given(some_features, some_features)
def test_what_is_measured_of_two_articles_is_the_same_from_both_ends(one, two):
    first, second = prepare(one), prepare(two)
    assert measure(first, second) == measure(second, first)
    assert len(measure(first, second)) == len(MEASURES)


@given(some_features, some_features)
def test_a_link_is_the_same_from_both_ends_and_names_the_smaller_id_first(one, two):
    found = link(prepare(one), prepare(two), WEIGHTS)
    assert found == link(prepare(two), prepare(one), WEIGHTS)
    if found:
        assert (found.one, found.two) == tuple(sorted((one.article, two.article)))
        assert found.score > LEAST


@given(some_features)
def test_no_article_is_linked_with_itself(one):
    assert link(prepare(one), prepare(one), WEIGHTS) is None


@given(terms, terms)
def test_the_cosine_of_two_vectors_is_the_same_from_both_ends(one, two):
    assert cosine(one, two) == cosine(two, one)


# What is measured


def measured(one: Features, two: Features) -> dict[str, float]:
    return dict(zip(MEASURES, measure(prepare(one), prepare(two)), strict=True))


def test_a_title_is_told_by_the_other_article_as_far_as_its_telling_words_stand_there():
    found = measured(shown(), shown("b", terms={"渡轮": 1.0}, headline={"渡轮": 1.0, "船票": 3.0}))
    assert (found["title_most"], found["title_least"]) == (0.75, 0.25)


def test_days_count_only_around_the_publication():
    september, long_ago = frozenset({date(2030, 9, 6)}), frozenset({date(2029, 9, 6)})
    assert measured(shown(days=september), shown("b", days=september))["same_days"] == 1
    assert measured(shown(days=long_ago), shown("b", days=long_ago))["same_days"] == 0
    other = measured(shown(days=september), shown("b", days=frozenset({date(2030, 9, 4)})))
    assert (other["same_days"], other["other_days"]) == (0, 1)
    assert measured(shown(days=september), shown("b"))["other_days"] == 0


def test_articles_without_a_word_are_measured_too():
    nothing = {"terms": {}, "headline": {}, "pairs": frozenset(), "length": 0}
    found = measured(shown(**nothing), shown("b", **nothing))
    assert (found["title"], found["title_most"], found["same_outlet"]) == (0, 0.4, 1)


def test_likeness_and_probability_grow_with_log_odds_and_stay_between_nothing_and_one():
    odds = [-9.0, LEAST, -1.0, 0.0, 1.0, MOST, 9.0]
    assert sorted(map(likeness, odds)) == [likeness(each) for each in odds]
    assert (likeness(LEAST), likeness(-9.0), likeness(MOST), likeness(9.0)) == (0, 0, 1, 1)
    assert probability(0) == 0.5
    assert probability(2) == pytest.approx(1 - probability(-2))


# Reports of one event and of others


def test_reports_of_one_event_are_more_alike_than_those_of_any_others(reports):
    alike = {True: [], False: []}
    for (event, one), (other, two) in combinations(reports, 2):
        found = link(prepare(one), prepare(two), WEIGHTS)
        alike[event == other].append(likeness(found.score) if found else 0.0)
    assert min(alike[True]) >= WEIGHTS.story > max(alike[False])


def test_articles_too_far_apart_in_time_are_not_linked(reports):
    one, two = (each for event, each in reports if event == "strike")
    for apart, is_linked in ((FARTHEST - timedelta(hours=1), True), (FARTHEST + timedelta(hours=1), False)):
        later = replace(two, published_at=one.published_at + apart, days=frozenset())
        generous = replace(WEIGHTS, pair={"start": 0.0})
        assert (link(prepare(one), prepare(later), generous) is not None) == is_linked


def test_what_is_no_report_is_linked_with_nothing_but_its_own_copies(reports):
    one, two = (each for event, each in reports if event == "strike")
    assert link(prepare(replace(one, genre="live")), prepare(two), WEIGHTS) is None
    digest = shown(genre="digest", shingles=frozenset(range(9)))
    assert link(prepare(digest), prepare(replace(digest, article="b", outlet="hill")), WEIGHTS).is_copy


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
        found = link(prepare(shown(**text)), prepare(copy), WEIGHTS)
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
    chinese, english, other = map(prepare, abroad[number])
    nearby = Nearby(each.shown for each in (english, other))
    found = {each.shown.article for each in nearby.of(chinese)}
    assert english.shown.article in found
    links = [link(chinese, each, WEIGHTS) for each in (english, other) if each.shown.article in found]
    articles = [each.shown.article for each in (chinese, english, other)]
    groups = group(articles, [*filter(None, links)], WEIGHTS.story)
    assert groups == sorted([tuple(sorted((chinese.shown.article, english.shown.article))), (other.shown.article,)])


def test_reports_of_all_these_events_together_come_together_as_they_do_alone(abroad):
    everything = [prepare(each) for case in abroad for each in case]
    nearby = Nearby(each.shown for each in everything)
    links = {link(one, two, WEIGHTS) for one in everything for two in nearby.of(one)} - {None}
    groups = group([each.shown.article for each in everything], links, WEIGHTS.story)
    expected = [[(f"{n}-english", f"{n}-zh"), (f"{n}-other",)] for n in range(len(abroad))]
    assert groups == sorted(each for both in expected for each in both)


def test_across_languages_names_alone_are_not_enough(abroad):
    for chinese, english, _ in abroad:
        bare = replace(english, numbers=frozenset(), days=frozenset())
        score = weigh(prepare(chinese), prepare(bare), WEIGHTS.abroad)
        assert likeness(score) < WEIGHTS.story
