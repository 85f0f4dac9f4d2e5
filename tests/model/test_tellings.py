"""What counts as one name, as a day that is told, and what is kept of its sentence."""

from __future__ import annotations

from datetime import date

import pytest

from samarkand.model.mentions import DateMention
from samarkand.model.tellings import SENTENCE, cut_sentence, days_of, key_of_name, last_name


def told(since: date, until: date, grain: str, start: int = 0) -> DateMention:
    return DateMention("九日", start, start + 2, since.isoformat(), grain, since, until)


def test_script_case_dots_and_blanks_play_no_part_in_a_name():
    assert key_of_name("安德烈·奥德尔") == key_of_name("安德烈‧ 奧德爾")
    assert key_of_name("Ann ODELL") == key_of_name("ann odell")
    assert key_of_name("…") == key_of_name("甲" * 500) == ""


@pytest.mark.parametrize(
    ("name", "last"), [("安德烈·奥德尔", "奥 德 尔"), ("Ann Odell", "odell"), ("奥德尔", ""), ("甲·乙", "")]
)
def test_the_last_part_of_a_name_of_several(name, last):
    assert last_name(name) == last


def test_days_stretches_of_a_week_and_months_are_told_and_no_more():
    day = date(2030, 9, 7)
    some = [
        told(day, date(2030, 9, 9), "interval"),
        told(date(2030, 9, 1), date(2030, 10, 1), "month", 5),
        told(day, date(2030, 9, 14), "week", 9),
        told(day, date(2030, 9, 30), "interval", 12),
        told(day, date(2030, 9, 8), "day", 20),
    ]
    assert [(*key, mention.start) for key, mention in days_of(some).items()] == [
        ("day", day, 0),
        ("day", date(2030, 9, 8), 0),
        ("month", date(2030, 9, 1), 5),
    ]


def test_a_long_sentence_is_cut_around_its_day():
    text = "甲" * 500 + "九日" + "乙" * 500
    start, words = cut_sentence(text, (0, len(text)), told(date(2030, 9, 9), date(2030, 9, 10), "day", 500))
    assert "九日" in words
    assert start <= 500
    assert (words[0], words[-1], len(words)) == ("…", "…", SENTENCE + 2)
    assert cut_sentence("九日停航。", (0, 5), told(date(2030, 9, 9), date(2030, 9, 10), "day")) == (0, "九日停航。")
