"""Whole sentences, all of them invented; a case tells what is found in it and nothing else."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Published
from samarkand.steps.dates import dates_in
from samarkand.steps.numbers import numbers_in, values_in

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases" / "numbers.jsonl").read_text("utf-8").splitlines()
]


def told(mention):
    low, high = (f"{end.normalize():f}" for end in (mention.low, mention.high))
    facts = {"text": mention.text, "value": low if low == high else f"{low}..{high}"}
    about = {"about": True} if mention.is_approximate else {}
    return {**facts, "unit": mention.unit, "counts": mention.counts, **about}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_what_a_sentence_tells_of_quantities(case):
    assert [told(mention) for mention in numbers_in(case["text"], (), case["language"])] == case["numbers"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_a_mention_stands_where_it_says(case):
    for mention in numbers_in(case["text"], (), case["language"]):
        assert mention.text == case["text"][mention.start : mention.end]


def valued(found):
    return [(each.start, each.end, each.low, each.high, each.unit == "%") for each in found]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_values_alone_are_those_of_the_mentions(case):
    text, language = case["text"], case["language"]
    dates = dates_in(text, Published(datetime(2030, 9, 7, tzinfo=UTC), "UTC", "second", "header"), language)
    assert valued(values_in(text, (), language)) == valued(numbers_in(text, (), language))
    assert valued(values_in(text, dates, language)) == valued(numbers_in(text, dates, language))


@given(
    st.lists(
        st.sampled_from(
            [
                *"一二两三十百千万亿兆几数上多余0123456789.,，%％人名个年月-至到~点分之成 $",
                "百分之",
                "百分点",
                "美元",
                "死亡",
                "部队",
                "至少",
                "人数",
                "以上",
            ]
        ),
        max_size=60,
    )
)
def test_no_text_of_the_words_of_numbers_fails(pieces):
    text = "".join(pieces)
    for mention in numbers_in(text, (), "zh"):
        assert text[mention.start : mention.end] == mention.text
        assert mention.low <= mention.high
    assert valued(values_in(text, (), "zh")) == valued(numbers_in(text, (), "zh"))


@given(
    st.lists(
        st.sampled_from(
            ["two ", "hundred ", "and ", "1,000", "3.5", " million", "%", " to ", "-", "$", "bn", " boats", "a dozen "]
        ),
        max_size=40,
    )
)
def test_no_english_text_of_the_words_of_numbers_fails(pieces):
    text = "".join(pieces)
    for mention in numbers_in(text, (), "en"):
        assert text[mention.start : mention.end] == mention.text
        assert mention.low <= mention.high


@given(st.integers(2, 10**9))
def test_a_number_of_people_has_one_key_in_every_spelling(number):
    texts = [(f"共{number}人。", "zh"), (f"共{number:,}人。", "zh"), (f"in all {number:,} people.", "en")]
    keys = {numbers_in(text, (), language)[0].key for text, language in texts}
    assert keys == {(Decimal(number), Decimal(number), "人")}


def test_the_numbers_of_dates_are_left_out():
    text = "三天前的9月4日，3艘船在两周内第二次到港。"
    dates = dates_in(text, Published(datetime(2022, 9, 7, tzinfo=UTC), "UTC", "second", "header"), "zh")
    assert [mention.text for mention in numbers_in(text, dates, "zh")] == ["3艘", "两周"]


@pytest.mark.parametrize("text", ["她是第50,000人。", "她是第3万6,000人。"])
def test_what_tells_a_place_in_a_row_is_no_amount(text):
    assert not list(numbers_in(text, (), "zh"))


def test_what_cannot_be_said_exactly_is_approximate():
    assert all(
        mention.is_approximate for mention in numbers_in("近50人，约50人，50多人，50人左右，超过50人。", (), "zh")
    )
    assert not any(mention.is_approximate for mention in numbers_in("共50人，有50人。", (), "zh"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "piece", ["1,111", "一", "1万", "三分之", "5人至", "two ", "1 ", "$", "约5人死亡", "死亡人数", "5死", "5 people "]
)
def test_a_hostile_text_costs_no_more_than_its_length(piece, language):
    numbers_in(piece * (300_000 // len(piece)), (), language)
