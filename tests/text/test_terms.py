"""A phrase stands in a text exactly where its terms stand in the text's terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.terms import Phrase, index_terms, indexed, phrase_terms
from samarkand.text.tokens import is_unspaced, words_of

WORDS = st.lists(st.sampled_from(["云", "川", "桥", "a", "b", "20"]))


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("云 川 桥", "云川 川桥 桥"),
        ("云", "云"),
        ("g 20 峰 会", "g 20 峰会 会"),
        ("云 a 川 桥 7", "云 a 川桥 桥 7"),
        ("", ""),
    ],
)
def test_a_term_stands_at_each_token(words, terms):
    assert index_terms(words.split()) == terms.split()


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("云 川", Phrase(((0, "云川"),), "", 2)),
        ("云 川 桥", Phrase(((0, "云川"), (1, "川桥")), "", 3)),
        ("g 20", Phrase(((0, "g"), (1, "20")), "", 2)),
        ("云 a", Phrase(((0, "云"), (1, "a")), "", 2)),
        ("g 20 峰", Phrase(((0, "g"), (1, "20")), "峰", 3)),
        ("云", Phrase((), "云", 1)),
        ("", Phrase((), "", 0)),
    ],
)
def test_what_a_phrase_is_looked_for_with(words, phrase):
    assert phrase_terms(words.split()) == phrase


@given(WORDS, WORDS.filter(bool))
def test_terms_find_a_phrase_where_its_tokens_stand_side_by_side(text, words):
    terms, phrase = index_terms(text), phrase_terms(words)
    found = [at for at in range(len(text)) if _stands(terms, phrase, at)]
    assert found == [at for at in range(len(text)) if text[at : at + len(words)] == words]


def _stands(terms, phrase, at):
    row = dict(enumerate(terms[at:]))
    placed = all(row.get(offset) == term for offset, term in phrase.terms)
    return placed and row.get(phrase.length - 1, "").startswith(phrase.beginning) and phrase.length <= len(row)


TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("云川，桥 ab2０·é…ｱแ軟㎏\n")), max_size=40)


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_texts_are_indexed_at_once_as_they_are_by_tokens_one_by_one(texts):
    for text, found in zip(texts, indexed(texts), strict=True):
        words = words_of(text)
        assert found.terms.split(" ") == (index_terms(words) or [""])
        assert set(found.characters) == {word for word in words if is_unspaced(word)}
