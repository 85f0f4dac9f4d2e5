"""Words are found in a text as it was written, just where they stand in the folded text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.finding import places_of
from samarkand.text.folding import UNSPACED, fold_with_places
from samarkand.text.tokens import words_of


def found(text, words):
    return [text[start:end] for start, end, _ in places_of(text, [tuple(words_of(words))], 100)]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("臺灣、台湾與颱風", "台", ["臺", "台", "颱"]),
        ("臺灣、台湾與颱風", "臺灣", ["臺灣", "台湾"]),
        ("Ｇ２０峰會，g20 峰会，g200峰会", "G20峰会", ["Ｇ２０峰會", "g20 峰会"]),
        ("Ferry, ferry; ferryman", "FERRY", ["Ferry", "ferry"]),
        ("《渡》、“輪”", "渡轮", ["渡》、“輪"]),
        ("ferry\u200bferry 臺灣", "台湾", ["臺灣"]),
        ("Паром 臺灣 паром", "паром", ["Паром", "паром"]),
        ("臺灣", "паром", []),
        ("臺灣", "，。", []),
        ("", "台湾", []),
    ],
)
def test_words_are_found_as_they_were_written(text, words, places):
    assert found(text, words) == places


def places_in_folded(text, words):
    """The plain way: looked for in the folded text, and each found character traced back."""
    if not words:
        return
    folded, places = fold_with_places(text)
    patterns = []
    for word in words:
        kind = "[0-9]" if word[0].isdigit() else f"[^ 0-9{UNSPACED}]"
        is_one = re.fullmatch(f"[{UNSPACED}]", word[0])
        patterns.append(re.escape(word) if is_one else f"(?<!{kind}){re.escape(word)}(?!{kind})")
    for match in re.finditer(" *".join(patterns), folded):
        yield match.span() if places is None else (places.begin(match.start()), places.end(match.end()))


COMMON = "臺台灣湾颱畫画aAé９9Ⅲ か，。 \n-"
WRITTEN = st.text(st.sampled_from(COMMON + "\u200bｶﾞß\u0301㎏ж"), max_size=30) | st.text(max_size=12)
WORDS = st.text(st.sampled_from(COMMON + "ßж"), min_size=1, max_size=4) | st.text(min_size=1, max_size=3)


@given(WRITTEN | st.text(st.sampled_from(COMMON), max_size=30), st.lists(WORDS, max_size=3))
def test_they_are_found_where_they_stand_in_the_folded_text(text, words):
    sequences = [tuple(words_of(each)) for each in words]
    expected = [(*place, number) for number, each in enumerate(sequences) for place in places_in_folded(text, each)]
    assert list(places_of(text, sequences, 100)) == expected


@pytest.mark.parametrize("before", ["", "\u200b"])
def test_no_more_places_are_told_than_are_wanted(before):
    sequences = [("台",), ("湾",), ("台", "台")]
    at = len(before)
    assert list(places_of(f"{before}台 台 台", sequences, 1)) == [(at, at + 1, 0), (at, at + 3, 2)]


def test_a_hostile_text_costs_no_more_than_its_length():
    began = time.process_time()
    for text in ("台" * 200_000, "台 " * 100_000, "a" * 200_000, "a" * 200_000 + "\u200b", " " * 200_000):
        for words in (("台", "湾"), ("a",), ("a", "台"), ("台",) * 50):
            list(places_of(text, [words], 1_000))
    assert time.process_time() - began < 10
