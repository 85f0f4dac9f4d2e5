"""Words and neighbouring characters of a text, the same in both scripts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.folding import fold
from samarkand.text.vocabulary import pairs_in, pairs_of, vocabulary_of, words_in

texts = st.text(st.sampled_from("渡輪轮停航工會会鹽盐橋桥AaÉé1 ２，。-ก가か𠮷\n"), max_size=40)


def test_words_are_folded_and_counted():
    assert vocabulary_of("渡輪工會罷工，渡轮停航") == {"渡轮": 2, "工会": 1, "罢工": 1, "停航": 1}
    assert vocabulary_of("Ferries stop; FERRIES wait") == {"ferries": 2, "stop": 1, "wait": 1}


def test_single_characters_and_numbers_are_no_words():
    assert vocabulary_of("他 12 万 3.5 a 5g") == {}
    assert vocabulary_of("") == {}


def test_pairs_are_neighbouring_characters_or_whole_words():
    assert pairs_of("渡輪停航 Ferry 12") == {"渡轮", "轮停", "停航", "ferry", "12"}
    assert pairs_of("渡，轮") == {"渡", "轮"}
    assert pairs_of("，。") == frozenset()


def test_a_run_of_characters_ends_where_another_script_begins():
    assert pairs_of("用5G網") == {"用", "5g", "网"}


@given(texts)
def test_words_and_pairs_are_those_of_the_folded_text(text):
    folded = fold(text)
    assert vocabulary_of(text) == vocabulary_of(folded) == words_in(folded)
    assert pairs_of(text) == pairs_of(folded) == pairs_in(folded)
    for word in (*vocabulary_of(text), *pairs_of(text)):
        assert word in folded
        assert " " not in word


@given(texts)
def test_a_word_is_longer_than_a_character_and_holds_no_digit(text):
    assert all(len(word) > 1 and not any(sign.isdigit() for sign in word) for word in vocabulary_of(text))
