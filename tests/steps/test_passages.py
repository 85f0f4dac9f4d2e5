"""Passages and marks: the right characters of what the outlet wrote, whatever its script, and the best stretch of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.passages import MOST, marks, passages
from samarkand.text.tokens import words_of

FILLER = "港口的工人说，今年的船比往年多，码头已经扩建。"


def sequences(*words):
    return [tuple(words_of(word)) for word in words]


def marked(text, *words):
    return [text[start:end] for start, end in marks(text, sequences(*words))]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("渡輪「晨星」週一復航", "晨星周一", ["晨星」週一"]),
        ("撒馬爾罕的集市", "撒马尔罕", ["撒馬爾罕"]),
        ("Ｃａｆé 重開", "cafe", ["Ｃａｆé"]),
        ("cafe\u0301 opens", "CAFÉ", ["cafe\u0301"]),
        ("G20峰會，g２０", "g20", ["G20", "g２０"]),
        ("the cat sat, concatenated", "cat", ["cat"]),
        ("12月与2012年", "12", ["12"]),
        ("天。\n津在下雨", "天津", ["天。\n津"]),
        ("普京说普京到", "普京", ["普京", "普京"]),
        ("哈哈哈哈", "哈哈", ["哈哈哈哈"]),
        ("第Ⅲ港ⅢⅢ", "港", ["港"]),
        ("A.B.C 公司", "a b c", ["A.B.C"]),
        ("什么也没有", "普京", []),
        ("", "普京", []),
    ],
)
def test_the_characters_that_were_found_are_marked_as_they_were_written(text, word, found):
    assert marked(text, word) == found


def test_the_title_of_a_name_does_not_hide_a_longer_word():
    assert marked("新港口开放", "港口", "港口开放") == ["港口开放"]


def test_the_stretch_with_most_of_the_words_is_chosen():
    text = f"运河通航。{FILLER * 20}茶叶涨价。{FILLER * 20}运河边的茶叶市场重开。{FILLER * 20}"
    (best,) = passages(text, sequences("运河", "茶叶"), 60)
    assert "运河边的茶叶市场重开" in best.text
    assert [best.text[start:end] for start, end in best.marks] == ["运河", "茶叶"]


def test_what_the_best_stretch_has_not_gets_one_of_its_own():
    text = f"运河通航。{FILLER * 20}茶叶涨价。{FILLER * 20}"
    first, second = passages(text, sequences("运河", "茶叶"), 60)
    assert "运河" in first.text
    assert "茶叶" in second.text
    assert first.start < second.start


def test_a_passage_begins_with_a_sentence_where_one_begins_near_by():
    text = f"{FILLER * 20}新任船长是林舟。{FILLER * 20}"
    (best,) = passages(text, sequences("林舟"), 120)
    assert text[best.start - 1] == "。"


def test_where_nothing_is_found_the_beginning_is_shown_without_marks():
    (best,) = passages(FILLER * 20, sequences("普京"), 50)
    assert best.start == 0
    assert best.marks == ()
    assert (FILLER * 20).startswith(best.text)


def test_an_empty_text_has_no_passage():
    assert passages(" \n ", sequences("普京"), 50) == ()


def test_a_text_that_is_one_word_repeated_ends():
    (best,) = passages("哈" * 300_000, sequences("哈"), 100)
    assert 0 < len(best.text) <= 200


WORDS = st.lists(st.sampled_from(["港口", "港", "café", "20", "林舟", "Ⅲ", "晨星週一"]), min_size=1, max_size=4)
TEXTS = st.lists(
    st.sampled_from([*"港口晨星週一。，\n …Ⅲ", "café", "cafe\u0301", "20", "林舟", "x", "\u200b"]), max_size=120
)


@given(TEXTS.map("".join), WORDS, st.integers(1, 80))
def test_passages_are_stretches_of_the_text_and_marks_hold_words_that_were_looked_for(text, words, width):
    wanted = sequences(*words)
    found = passages(text, wanted, width)
    assert len(found) <= MOST
    for passage in found:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        ends = 0
        for start, end in passage.marks:
            assert ends <= start < end <= len(passage.text)
            ends = end
            assert any(has(words_of(passage.text[start:end]), sequence) for sequence in wanted)


@given(TEXTS.map("".join), WORDS)
def test_something_is_marked_where_the_tokens_stand_side_by_side_and_nowhere_else(text, words):
    wanted = sequences(*words)
    assert bool(marks(text, wanted)) == any(has(words_of(text), sequence) for sequence in wanted)


def has(tokens, sequence):
    return any(tuple(tokens[i : i + len(sequence)]) == sequence for i in range(len(tokens)))
