"""Sentences end with their mark and their line, and no place of a text is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.sentences import Sentences

TEXTS = st.text(st.sampled_from("渡轮。！”」a. \n；1"), max_size=40)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Sentences(text).spans]


def test_a_sentence_ends_with_its_mark_and_the_quotation_marks_behind_it():
    assert sentences("渡轮停航。“还要停！”他说。") == ["渡轮停航。", "“还要停！”", "他说。"]


def test_a_line_ends_a_sentence():
    assert sentences("渡轮停航\n\n码头空了。") == ["渡轮停航", "码头空了。"]


def test_a_point_ends_a_sentence_in_latin_letters_where_a_blank_follows():
    assert sentences("The ferry stopped. It took 3.5 hours.") == ["The ferry stopped.", "It took 3.5 hours."]


def test_the_sentences_around_a_stretch_hold_it():
    text = "一早停航。码头空了。下午开航。"
    assert Sentences(text).around(5, 7) == (5, 10)
    assert Sentences(text).around(3, 7) == (0, 10)
    assert Sentences("").around(0, 0) == (0, 0)


@given(TEXTS)
def test_sentences_are_in_order_and_hold_all_but_white_space(text):
    assert all(one[1] <= two[0] for one, two in pairwise(Sentences(text).spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(TEXTS, st.data())
def test_what_stands_around_a_stretch_is_inside_of_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, finish = Sentences(text).around(start, end)
    assert 0 <= begin <= start
    assert end <= finish <= len(text)
