"""Bytes are read by what they are; what is declared of them is one witness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.decoding import decode

CHINESE = "据报道，市政府昨天宣布将在三年内修建一条新的铁路，居民对此表示欢迎。" * 4
TRADITIONAL = "據報導，市政府昨天宣布將在三年內修建一條新的鐵路，居民對此表示歡迎。" * 4
JAPANESE = "市長は昨日、三年以内に新しい鉄道を建設すると発表した。住民は歓迎している。" * 4
KOREAN = "시장은 어제 3년 안에 새 철도를 건설하겠다고 발표했다. 주민들은 이를 환영했다." * 4
GERMAN = "Über die größere Brücke führen künftig Straßen für Fußgänger. " * 4


@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8", "iso-8859-1", "no such", "rot13"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "utf-8"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
        (CHINESE, "utf-16"),
    ],
)
def test_east_asian_text_is_read_whatever_is_declared(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "windows-1252", "utf-8", "no such"])
def test_western_text_is_not_taken_for_east_asian(declared: str) -> None:
    assert decode(GERMAN.encode("cp1252"), declared) == GERMAN


def test_the_page_itself_may_declare() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Мост открыли сегодня утром.'
    assert decode(page.encode("cp1251")) == page


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    assert decode(CHINESE.encode() + b"\xff" + CHINESE.encode()) == f"{CHINESE}\ufffd{CHINESE}"


@given(st.text())
def test_utf_8_is_read_as_utf_8(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if b"\x1b$" not in data and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decode(data, "gb2312") == data.decode()
