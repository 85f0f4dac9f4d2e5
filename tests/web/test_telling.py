"""Words of a comparison: times as people write them, long texts cut."""

from __future__ import annotations

import pytest

from samarkand.web.telling import WORDS, cut, time_in_words
from samarkand.web.wording import wording


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("2022-09-07", "2022年9月7日", "7 September 2022"),
        ("2022-09", "2022年9月", "September 2022"),
        ("0987", "987年", "987"),
        ("2022-09-07/2022-10", "2022年9月7日–2022年10月", "7 September 2022–October 2022"),
        ("2022-13", "2022-13", "2022-13"),
        ("some day", "some day", "some day"),
    ],
)
def test_a_time_is_told_as_people_write_it(value, chinese, english):
    assert time_in_words(value, wording("zh-Hans")) == chinese
    assert time_in_words(value, wording("en")) == english


def test_a_long_text_is_cut_and_says_so():
    assert cut("长" * WORDS) == "长" * WORDS
    assert cut("长" * (WORDS + 1)) == "长" * WORDS + "…"
