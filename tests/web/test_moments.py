"""Times as pages tell them: in the place, as precisely as they are known, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from samarkand.model.articles import Published
from samarkand.web.moments import day_of, moment, offset, published_moment, span
from samarkand.web.wording import wording

AT = datetime(2022, 9, 7, 22, 8, 30, tzinfo=UTC)
TOLD = Published(AT, "Asia/Shanghai", "minute", "dateline")
HANS, HANT, EN = (wording(language) for language in ("zh-Hans", "zh-Hant", "en"))


def test_a_time_is_told_on_the_clock_of_its_place_and_in_utc():
    told = published_moment(TOLD, HANS)
    assert (told.text, told.zone, told.utc) == ("2022年9月8日 06:08", "UTC+8", "2022年9月7日 22:08 UTC")
    assert told.machine == "2022-09-07T22:08:30Z"
    assert told.told == "told_dateline"


def test_a_day_is_told_without_an_hour():
    told = published_moment(replace(TOLD, precision="day", on=date(2022, 9, 7)), EN)
    assert (told.text, told.zone, told.utc, told.machine) == ("7 September 2022", "", "", "2022-09-07")
    assert told.told == "told_dateline_day"


def test_a_day_without_its_date_is_that_of_the_place():
    assert published_moment(replace(TOLD, precision="day"), HANT).machine == "2022-09-08"


def test_a_place_that_this_machine_does_not_know_has_the_clock_of_utc():
    assert moment(AT, HANS, "Atlantis/Poseidonia").text == "2022年9月7日 22:08"


def test_days_are_days_of_utc():
    assert day_of(AT, EN) == ("2022-09-07", "7 September 2022", "Wednesday")
    assert day_of(AT.astimezone(UTC) + timedelta(hours=2), HANS) == ("2022-09-08", "2022年9月8日", "星期四")


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", "UTC"),
        ("Europe/Paris", "UTC+2"),
        ("America/New_York", "UTC−4"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC−2:30"),
    ],
)
def test_the_distance_from_utc(zone, told):
    assert moment(AT, EN, zone).zone == told


def test_a_clock_without_a_distance_is_that_of_utc():
    assert offset(datetime(2022, 9, 7)) == "UTC"


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(0), "0 minutes"),
        (timedelta(seconds=-5), "0 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=3000), "3,000 days"),
    ],
)
def test_a_length_of_time_is_told_roughly(length, told):
    assert span(length, EN) == told
