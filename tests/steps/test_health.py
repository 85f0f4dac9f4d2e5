from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from samarkand.model.catalog import OutletRow
from samarkand.steps.health import SILENT_AFTER_GAPS, health, usual_gap

NOW = datetime(2030, 9, 7, 12, tzinfo=UTC)
ROW = OutletRow("port", 10, 12, NOW, polled_at=NOW)


def arrivals(first: timedelta, gap: timedelta, count: int = 10):
    """Times of publication, newest first: the newest so long ago, the others a gap apart."""
    return [NOW - first - gap * number for number in range(count)]


def state(first, gap, row=ROW, *, count=10, is_followed=True):
    return health(row, "港口日报", arrivals(first, gap, count), NOW, is_followed=is_followed).state


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "gap", "expected"),
    [
        (HOUR, HOUR, "fine"),
        (23 * HOUR, HOUR, "fine"),  # a night, a Sunday
        (25 * HOUR, HOUR, "silent"),
        (5 * DAY, DAY, "fine"),
        (SILENT_AFTER_GAPS * DAY, DAY, "fine"),
        (SILENT_AFTER_GAPS * DAY + HOUR, DAY, "silent"),
        (30 * DAY, 7 * DAY, "fine"),  # a weekly that has missed four issues by our count, but not six
        (50 * DAY, 7 * DAY, "silent"),
    ],
)
def test_silence_is_measured_by_the_outlets_own_habit(first, gap, expected):
    assert state(first, gap) == expected


def test_an_outlet_with_few_articles_is_silent_after_days():
    assert state(5 * DAY, HOUR, count=2) == "fine"
    assert state(7 * DAY, HOUR, count=2) == "silent"


def test_an_outlet_that_was_asked_and_never_brought_anything_is_silent():
    assert health(ROW, "x", [], NOW, is_followed=True).state == "silent"


def test_one_that_was_never_asked_waits_and_one_that_is_not_followed_is_left_alone():
    never = OutletRow("port", 0, 0, None)
    assert state(HOUR, HOUR, never) == "waiting"
    assert state(99 * DAY, HOUR, is_followed=False) == "unfollowed"


def test_one_whose_feeds_cannot_be_read_is_failing_however_fresh_its_news_are():
    failing = OutletRow("port", 10, 12, NOW, polled_at=NOW, failures=3, trouble="the host answered 500")
    told = health(failing, "港口日报", arrivals(HOUR, HOUR), NOW, is_followed=True)
    assert (told.state, told.failures, told.trouble) == ("failing", 3, "the host answered 500")


def test_the_usual_gap_is_the_median_so_that_one_pause_does_not_count():
    times = [*arrivals(HOUR, HOUR, 5), NOW - 100 * DAY]
    assert usual_gap(times) == HOUR
    assert usual_gap(times[:3]) is None
    assert usual_gap([]) is None


def test_an_article_from_the_future_does_not_hide_silence_for_longer_than_now():
    told = health(ROW, "x", [NOW + 300 * DAY, *arrivals(HOUR, HOUR)], NOW, is_followed=True)
    assert told.silent_for == timedelta()
    assert told.last_new_at == NOW


def test_everything_is_told():
    told = health(ROW, "港口日报", arrivals(2 * HOUR, HOUR), NOW, is_followed=True)
    assert (told.outlet, told.name, told.articles, told.versions) == ("port", "港口日报", 10, 12)
    assert (told.polled_at, told.last_new_at, told.usual_gap, told.silent_for) == (NOW, NOW - 2 * HOUR, HOUR, 2 * HOUR)
