"""Halves of characters are replaced, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.surrogates import well_formed


@given(st.text(st.characters() | st.sampled_from("\ud800\udc00\udfff")))
def test_each_half_of_a_character_becomes_the_sign_for_what_is_unknown(text):
    assert well_formed(text) == "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    assert well_formed(text).encode().decode() == well_formed(text)
