"""Chinese parted into words with their kinds, by a dictionary that is read when it is first asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.segmenting import is_word, parted, tagged


def test_words_of_a_sentence_have_their_kinds():
    assert tagged("记者张伟在北京") == [("记者", "n"), ("张伟", "nr"), ("在", "p"), ("北京", "ns")]


def test_the_dictionary_tells_words_from_what_merely_stands_together():
    assert is_word("北京")
    assert not is_word("伟在")


@given(st.text(st.sampled_from("渡轮停航工会北京张伟A1 ，\n𠮷"), max_size=40))
def test_words_together_are_the_text(text: str):
    assert "".join(parted(text)) == text
    assert [word for word, _ in tagged(text)] == list(parted(text))
