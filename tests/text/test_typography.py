"""One form for what differs in script or typography alone."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.typography import plain_form

TRADITIONAL = opencc.OpenCC("s2t")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("证实", "證實"),
        ("“甲”", "「甲」"),
        ("‘甲’", "『甲』"),
        ('"a"', "“a”"),
        ("it's", "it’s"),
        ("１２％，甲（乙）", "12%,甲(乙)"),
        ("甲——乙", "甲-乙"),
        ("甲……", "甲..."),
        ("甲 乙\u3000丙\u00a0", "甲乙丙"),
        ("甲\u200b乙", "甲乙"),
        ("李·丁", "李•丁"),
        ("着手", "著手"),
    ],
)
def test_what_looks_another_way_has_one_form(one, other):
    assert plain_form(one) == plain_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲。", "甲？"),
        ("甲", "“甲”"),
        ("甲、乙", "甲，乙"),
        ("US", "us"),
        ("resume", "résumé"),
        ("1.5", "15"),
        ("《甲》", "“甲”"),
    ],
)
def test_what_reads_another_way_has_another(one, other):
    assert plain_form(one) != plain_form(other)


@given(st.text(max_size=30))
def test_a_form_is_its_own_form(text):
    assert plain_form(plain_form(text)) == plain_form(text)


@given(st.text(alphabet="渡口今晨恢复通航证实说称", max_size=20))
def test_both_scripts_have_one_form(text):
    assert plain_form(TRADITIONAL.convert(text)) == plain_form(text)
