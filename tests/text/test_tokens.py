"""Tokens are characters, words and numbers, and stand where the outlet wrote them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.tokens import LONGEST, is_unspaced, tokens_of, words_of

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("撒馬爾罕计畫 Ａé\u0301ガｶﾞﬁ㈱½\u200b한\u1112\u1161\u11ab09，。"))
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("沈石帆訪雲川", "沈 石 帆 访 云 川"),
        ("G20峰会", "g 20 峰 会"),
        ("covid19和Covid-19", "covid 19 和 covid 19"),
        ("10:30，3.5萬", "10 30 3 5 万"),
        ("O’Brien's", "o brien s"),
        ("沈·石・帆", "沈 石 帆"),
        ("云\n川　桥", "云 川 桥"),
        ("二〇二二年", "二 〇 二 二 年"),
        ("人々のセンター", "人 々 の セ ン タ ー"),
        ("서울시", "서 울 시"),
        ("ไทย", "ไ ท ย"),
        ("Привет", "привет"),
        ("𠮷野", "𠮷 野"),
        ("½㎏", "1 2kg"),
        ("！？…“”—", ""),
        ("", ""),
    ],
)
def test_a_text_is_cut(text, tokens):
    expected = tokens.replace("2kg", "2 kg").split()
    assert words_of(text) == expected
    assert [token.text for token in tokens_of(text)] == expected


def test_tokens_stand_where_the_outlet_wrote_them():
    text = "（ｶﾞルシア）ﬁne Cafe\u0301s，雲川５０㎏"
    written = [text[token.start : token.end] for token in tokens_of(text)]
    assert written == ["ｶﾞ", "ル", "シ", "ア", "ﬁne", "Cafe\u0301s", "雲", "川", "５０", "㎏"]


def test_a_monstrous_word_is_cut_in_pieces():
    assert [len(word) for word in words_of("a" * 150 + "1" * 70)] == [LONGEST, LONGEST, 22, LONGEST, 6]


@given(TEXTS)
def test_with_places_and_without_they_are_the_same(text):
    tokens = tokens_of(text)
    assert [token.text for token in tokens] == words_of(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(tokens))


@given(TEXTS, TEXTS, TEXTS)
def test_a_piece_of_a_text_has_a_piece_of_its_tokens(before, text, behind):
    assert words_of(f"{before} {text}，{behind}") == [*words_of(before), *words_of(text), *words_of(behind)]


def test_only_scripts_without_blanks_have_characters_for_tokens():
    assert all(map(is_unspaced, "云々かー한ไ"))
    assert not any(map(is_unspaced, ("a", "ж", "7", "ع", "क")))


def test_hostile_texts_cost_no_more_than_others():
    began = time.process_time()
    for text in (
        "\u3099" * 300_000,
        "か\u3099" * 150_000,
        "a\u0301" * 150_000,
        "\u1100\u1161" * 150_000,
        "\ufdfa" * 50_000,
    ):
        tokens_of(text)
    assert time.process_time() - began < 15
