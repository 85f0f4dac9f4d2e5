"""File names from hostile titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.filenames import LONGEST, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("...", "untitled"),
        ("", "untitled"),
        ("一行\n两行\r\n", "一行 两行"),
        ("50% 的人？[图] a|b", "50 的人？ 图 a b"),
        ("海湾 峰会  开幕", "海湾 峰会 开幕"),
        ("\u202egnp.exe", "gnp.exe"),
        ("CON", "CON"),
    ],
)
def test_titles_become_harmless_names(title, name):
    assert file_name(title) == name


def test_long_titles_are_cut_at_a_character():
    name = file_name("海" * 300)
    assert name == "海" * (LONGEST // 3)


@given(st.text(max_size=400))
def test_no_title_leads_out_of_its_folder(title):
    name = file_name(title)
    assert name
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('/\\\0\n\r:*?"<>|%#[]')
    assert name not in {".", ".."}
    assert name == file_name(name)
