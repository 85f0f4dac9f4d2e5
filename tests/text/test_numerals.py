from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.numerals import value_of, value_of_words

DIGITS = "零一二三四五六七八九"


def spoken(number):
    """A whole number below 10^16 as Chinese reads it, in full."""
    for sign, scale in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= scale:
            whole, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return spoken(whole) + sign + (gap + spoken(rest) if rest else "")
    return DIGITS[number]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("６０", "60"),
        ("五万", "50000"),
        ("五萬", "50000"),
        ("二〇二二", "2022"),
        ("3亿5千万", "350000000"),
        ("6万5000", "65000"),
        ("1.2万亿", "1200000000000"),
        ("十五", "15"),
        ("廿三", "23"),
        ("两百", "200"),
        ("一百二", "120"),
        ("三万五", "35000"),
        ("一百零二", "102"),
    ],
)
def test_a_numeral_has_its_value(text, value):
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "百船", "1.2.3", "12百5百", "一2", "abc"])
def test_what_is_no_numeral_has_no_value(text):
    assert value_of(text) is None


@given(st.integers(0, 10**15))
def test_a_number_read_out_in_chinese_comes_back(number):
    assert value_of(spoken(number)) == number


@given(st.integers(0, 10**12))
def test_a_number_with_commas_comes_back(number):
    assert value_of(f"{number:,}") == number


@given(st.text(alphabet="0123456789.,，〇一二十百千万亿兆几 ", max_size=40))
def test_no_text_of_numeral_characters_fails(text):
    value = value_of(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-five", "25"),
        ("two hundred and five", "205"),
        ("1.2 million", "1200000"),
        ("3bn", "3000000000"),
        ("a dozen", "12"),
        ("Three thousand", "3000"),
    ],
)
def test_english_words_have_their_value(text, value):
    assert value_of_words(text) == Decimal(value)


def test_other_words_have_none():
    assert value_of_words("several boats") is None
