"""Why two articles stand together, in words that add up to what was weighed; all values are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.adapters.weights import built_in
from samarkand.model.stories import Features, Tie, Weights
from samarkand.steps.relating.evidence import MOST, measure_pairs, weigh
from samarkand.steps.relating.reasons import SHOWN, TITLES, reasons
from samarkand.steps.relating.sketches import Sketches, sketch_of

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
WEIGHTS = built_in()
WORDS = ["渡轮", "停航", "工会", "@q1", "@q2"]
SPOKEN = {"q1": "高有田"}


def shown(article: str, **more) -> Features:
    told = {"outlet": article, "language": "zh-Hans", "published_at": NOON, "genre": "report", "length": 900}
    told |= {"terms": {"渡轮": 0.8, "@q1": 0.6}, "headline": {"渡轮": 2.0, "停航": 1.0}, "pairs": frozenset({"渡轮"})}
    return Features(article, **(told | more))


ONE = shown("a")


def kinds(*some: Features, weights: Weights = WEIGHTS) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = {}
    for each in reasons(*some, weights, SPOKEN):
        found.setdefault(each.kind, []).append(each)
    return found


def test_of_one_text_in_two_outlets_nothing_else_is_told():
    text = frozenset(range(20))
    assert reasons(replace(ONE, shingles=text), shown("b", shingles=text), WEIGHTS, SPOKEN) == (Tie("copy", "b", MOST),)


def test_the_weight_of_titles_is_shared_out_among_their_words_by_how_telling_they_are():
    other = shown("b")
    ties = kinds(ONE, other)["title"]
    measured = measure_pairs([(ONE, other)])[0][0]
    weight = sum(WEIGHTS.pair[name] * measured[name] for name in TITLES)
    assert [each.text for each in ties] == ["渡轮", "停航"]
    assert [each.weight for each in ties] == pytest.approx([weight * 2 / 3, weight / 3])


def test_titles_without_a_common_word_are_told_by_their_common_characters():
    one, other = shown("a", headline={"罢工": 1.0}, terms={}), shown("b", headline={"停工": 1.0}, terms={})
    ties = kinds(one, other)["title"]
    assert [each.text for each in ties] == ["渡轮"]
    assert ties[0].weight > 0


def test_names_are_told_as_they_are_called_and_help_without_a_weight_where_wording_is_not_weighed():
    assert kinds(ONE, shown("b", terms={"@q1": 1.0}))["name"] == [Tie("name", "高有田", 0.0)]
    titled = shown("b", headline={"@q1": 2.0, "@q2": 1.0}, terms={"@q2": 1.0})
    ties = kinds(titled, replace(ONE, headline={"@q2": 1.0}))["name"]
    assert [each.text for each in ties] == ["高有田", "q2"], "a group that is no more is told by its key"
    assert all(each.weight > 0 for each in ties)


def test_across_languages_the_names_of_both_texts_have_weight():
    ferry = shown("b", language="en", headline={"ferry": 1.0}, terms={"ferry": 0.6, "@q1": 0.8}, pairs=frozenset())
    (name,) = kinds(shown("a", headline={"停航": 1.0}), ferry)["name"]
    assert name == Tie("name", "高有田", pytest.approx(WEIGHTS.abroad["wording"] * 0.6 * 0.8))


def test_what_speaks_against_has_a_negative_weight():
    late = shown("b", outlet="a", published_at=NOON + timedelta(days=3), days=frozenset({date(2030, 9, 9)}))
    told = kinds(replace(ONE, outlet="a", days=frozenset({date(2030, 9, 6)})), late)
    assert told["time"] == [Tie("time", "72.0 h", told["time"][0].weight)]
    assert told["outlet"][0].text == "a"
    assert told["date"][0].text == "2030-09-06 / 2030-09-09"
    assert all(told[kind][0].weight < 0 for kind in ("time", "outlet", "date"))


def test_shared_numbers_and_days_are_told_each():
    told = {"numbers": frozenset({"47", "3.2%"}), "days": frozenset({date(2030, 9, 7), date(2030, 9, 6)})}
    weights = replace(WEIGHTS, pair={**WEIGHTS.pair, "numbers": 1.0, "days": 1.0, "same_days": 1.0})
    ties = kinds(shown("a", **told), shown("b", **told), weights=weights)
    assert [each.text for each in ties["number"]] == ["3.2%", "47"]
    assert [each.text for each in ties["date"]] == ["2030-09-06", "2030-09-07"]


vectors = st.dictionaries(st.sampled_from(WORDS), st.floats(0.1, 3), max_size=5)
anything = st.builds(
    shown,
    st.sampled_from("ab"),
    outlet=st.sampled_from(["port", "hill"]),
    language=st.sampled_from(["zh-Hans", "zh-Hant", "en"]),
    published_at=st.integers(0, 80).map(lambda hours: NOON + timedelta(hours=hours)),
    terms=vectors,
    headline=vectors,
    pairs=st.frozensets(st.sampled_from(["渡轮", "停航", "工会"])),
    numbers=st.frozensets(st.sampled_from(["47", "3.2%"])),
    days=st.frozensets(st.dates(date(2030, 8, 20), date(2030, 9, 12)), max_size=3),
)


def said(title, other: Features) -> bool:
    return any(term in other.headline or term in other.terms for term in title)


@given(anything, anything)
def test_what_is_told_adds_up_to_what_was_weighed_but_for_lengths_and_the_start(one, two):
    own = WEIGHTS.pair if one.language[:2] == two.language[:2] else WEIGHTS.abroad
    measured = measure_pairs([(one, two)])[0][0]
    untold = own["start"] + sum(own.get(name, 0.0) * measured[name] for name in ("shorter", "longer"))
    told = reasons(one, two, WEIGHTS, SPOKEN)
    both = Sketches([sketch_of(one), sketch_of(two)])
    weighed = float(weigh(both, np.array([0]), np.array([1]), WEIGHTS)[0])
    if not (one.pairs & two.pairs or said(one.headline, two) or said(two.headline, one)):
        untold += sum(own.get(name, 0.0) * measured[name] for name in TITLES)  # titles that have nothing in common
    assert sum(each.weight for each in told) + untold == pytest.approx(weighed, abs=0.01)


@given(anything, anything)
def test_the_strongest_is_told_first_and_no_more_than_some(one, two):
    told = reasons(one, two, WEIGHTS, SPOKEN)
    strengths = [abs(each.weight) for each in told]
    assert strengths == sorted(strengths, reverse=True)
    assert len(told) <= SHOWN
    assert all(each.weight or each.kind == "name" for each in told)
