"""When feeds and pages are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.collecting import Answer, Failure, FeedDocument, FeedState, Polled, Request, Trouble
from samarkand.model.settings import Settings
from samarkand.steps.polling import (
    LONGEST_ASKED,
    after_poll,
    is_due,
    is_unchanged,
)

NOW = datetime(2022, 9, 7, 12, tzinfo=UTC)
URL = "https://a.example/feed"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
STATE = FeedState(url=URL, outlet="a", interval=2 * HOUR)
SETTINGS = Settings(shortest_interval=timedelta(minutes=15), longest_interval=DAY)
FEED = FeedDocument("A", (), "rss20")


def answer(status: int = 200, body: bytes = b"<rss/>", url: str = URL, redirects=(), **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(Request(URL, "feed"), url, status, named, body, NOW, redirects)


def failure(trouble: Trouble = Trouble.TOO_SLOW, wait: timedelta | None = None) -> Failure:
    return Failure(Request(URL, "feed"), trouble, "no word in 60 s", NOW, wait)


def poll(state: FeedState = STATE, *, jitter: float = 0.0, new: int = 0, document=FEED, **told) -> FeedState:
    return after_poll(state, Polled(answer(**told), document, new), NOW, jitter, SETTINGS)


@pytest.mark.parametrize(
    ("why", "told", "wait"),
    [
        ("a quiet feed is asked half as seldom again", {}, 3 * HOUR),
        ("a feed with news is asked twice as often", {"new": 3}, HOUR),
        ("max-age is a least wait", {"cache_control": "public, max-age=36000"}, 10 * HOUR),
        ("a shorter max-age does not hurry us", {"cache_control": "max-age=60"}, 3 * HOUR),
        ("max-age counts from when the answer was made", {"cache_control": "max-age=36000", "age": "3600"}, 9 * HOUR),
        ("max-age is heeded up to the longest interval", {"cache_control": "max-age=99999999"}, DAY),
        ("no-cache asks for no wait", {"cache_control": "no-cache, max-age=36000"}, 3 * HOUR),
        ("Expires is a least wait", {"expires": "Wed, 07 Sep 2022 17:00:00 GMT"}, 5 * HOUR),
        (
            "Expires counts from the host's own clock",
            {"expires": "Wed, 07 Sep 2022 07:00:00 GMT", "date": "Wed, 07 Sep 2022 03:00:00 GMT"},
            4 * HOUR,
        ),
        (
            "max-age goes before Expires",
            {"cache_control": "max-age=14400", "expires": "Wed, 07 Sep 2022 22:00:00 GMT"},
            4 * HOUR,
        ),
        ("an Expires of 0 says nothing", {"expires": "0"}, 3 * HOUR),
        ("Retry-After is heeded on a good answer too", {"retry_after": "18000"}, 5 * HOUR),
        ("the feed's ttl is a least wait", {"document": replace(FEED, ttl=6 * HOUR)}, 6 * HOUR),
        ("a ttl is heeded up to the longest interval", {"document": replace(FEED, ttl=300 * HOUR)}, DAY),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_next_poll_heeds_what_the_feed_and_its_host_say(why, told, wait):
    assert poll(**told).next_at == NOW + wait, why


def test_the_interval_stays_within_the_settings():
    assert poll(replace(STATE, interval=timedelta(minutes=20)), new=1).interval == timedelta(minutes=15)
    assert poll(replace(STATE, interval=20 * HOUR)).interval == DAY


def test_what_the_host_asked_for_once_does_not_change_the_interval():
    assert poll(cache_control="max-age=36000").interval == 3 * HOUR


def test_the_ttl_outlasts_an_answer_of_304():
    told = poll(document=replace(FEED, ttl=9 * HOUR))
    assert poll(told, status=304, document=None, body=b"").next_at == NOW + 9 * HOUR


def test_jitter_makes_a_wait_up_to_a_tenth_longer():
    assert poll(jitter=1.0).next_at == NOW + 3.3 * HOUR
    assert poll(replace(STATE, interval=DAY), jitter=1.0).next_at == NOW + DAY


def test_validators_and_the_hash_of_the_body_are_kept():
    state = poll(etag='"x1"', last_modified="Wed, 07 Sep 2022 11:00:00 GMT", body=b"<rss></rss>")
    assert (state.etag, state.last_modified) == ('"x1"', "Wed, 07 Sep 2022 11:00:00 GMT")
    assert is_unchanged(state, answer(body=b"<rss></rss>"))
    assert not is_unchanged(state, answer(body=b"<rss> </rss>"))
    assert poll(state).etag == "", "an answer without validators takes them away"


def test_304_keeps_the_validators_it_does_not_repeat():
    known = replace(STATE, etag='"x1"', last_modified="then", body_sha256="ab", failures=3, last_trouble="gone")
    state = poll(known, status=304, document=None, body=b"", etag='"x2"')
    assert (state.etag, state.last_modified, state.body_sha256) == ('"x2"', "then", "ab")
    assert (state.failures, state.last_trouble) == (0, "")


def test_the_same_bytes_need_not_be_read_and_count_as_a_quiet_poll():
    state = poll(poll(body=b"same"), body=b"same", document=None)
    assert (state.failures, state.interval) == (0, 4.5 * HOUR)


def test_when_something_new_came_is_remembered():
    assert poll(new=1).last_new_at == NOW
    assert poll(replace(STATE, last_new_at=NOW - DAY)).last_new_at == NOW - DAY


@pytest.mark.parametrize(("failures", "hours"), [(0, 2), (1, 4), (2, 8), (3, 16), (4, 24), (400, 24)])
def test_a_failing_feed_is_asked_further_and_further_apart_up_to_a_day(failures, hours):
    state = after_poll(replace(STATE, failures=failures), Polled(failure()), NOW, 0.0, SETTINGS)
    assert state.next_at == NOW + hours * HOUR
    assert state.failures == failures + 1
    assert state.last_trouble == "too-slow: no word in 60 s"
    assert state.interval == STATE.interval


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ({"status": 404}, "the host answered 404"),
        ({"status": 500, "document": None}, "the host answered 500"),
        ({"document": FeedDocument("", (), "", trouble="this is an HTML page")}, "this is an HTML page"),
    ],
)
def test_an_answer_without_a_feed_is_a_failure_and_leaves_the_validators(told, trouble):
    state = poll(replace(STATE, etag='"good"', body_sha256="ab"), etag='"bad"', **told)
    assert (state.failures, state.last_trouble, state.etag, state.body_sha256) == (1, trouble, '"good"', "ab")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["180000", "Fri, 09 Sep 2022 14:00:00 GMT"])
def test_retry_after_may_go_beyond_the_longest_interval(status, asked):
    assert poll(status=status, document=None, retry_after=asked).next_at == NOW + 50 * HOUR


def test_a_wait_that_a_fetcher_reports_is_heeded():
    state = after_poll(STATE, Polled(failure(Trouble.WAIT, 30 * HOUR)), NOW, 0.0, SETTINGS)
    assert state.next_at == NOW + 30 * HOUR


@pytest.mark.parametrize("nonsense", ["soon", "-5", "", "１２", "Wed, 07 Sep 2022 10:00:00 GMT"])
def test_a_retry_after_that_asks_for_nothing_is_passed_over(nonsense):
    assert poll(status=503, document=None, retry_after=nonsense).next_at == NOW + 2 * HOUR


def test_no_host_sends_us_away_for_years():
    assert poll(status=503, document=None, retry_after="999999999").next_at == NOW + LONGEST_ASKED


def test_a_feed_that_is_gone_is_never_asked_again_and_says_so():
    state = poll(status=410, document=None)
    assert state.next_at is None
    assert "410" in state.last_trouble
    assert not is_due(state, NOW + 1000 * DAY)


@pytest.mark.parametrize(
    ("redirects", "where", "kept"),
    [
        (((301, URL),), "https://b.example/feed", "https://b.example/feed"),
        (((301, URL), (308, "https://b.example/")), "https://c.example/feed", "https://c.example/feed"),
        (((301, URL), (302, "https://b.example/")), "https://c.example/feed", URL),
        (((307, URL),), "https://b.example/feed", URL),
        (((301, URL),), "http://a.example/feed", URL),
        ((), URL, URL),
    ],
    ids=["permanent", "permanent twice", "one is temporary", "temporary", "to a less safe place", "none"],
)
def test_an_address_is_replaced_only_by_permanent_redirects_all_the_way(redirects, where, kept):
    assert poll(redirects=redirects, url=where).url == kept


def test_a_redirect_to_no_feed_does_not_replace_the_address():
    lost = FeedDocument("", (), "", trouble="this is an HTML page")
    assert poll(redirects=((301, URL),), url="https://b.example/", document=lost).url == URL


def test_a_feed_is_due_when_it_was_never_asked_or_its_time_has_come():
    assert is_due(STATE, NOW)
    assert is_due(replace(STATE, polled_at=NOW, next_at=NOW), NOW)
    assert not is_due(replace(STATE, polled_at=NOW, next_at=NOW + HOUR), NOW)


def test_a_feed_that_was_asked_in_the_future_is_due_once_the_clock_is_right_again():
    assert is_due(replace(STATE, polled_at=NOW + 400 * DAY, next_at=NOW + 401 * DAY), NOW)


header_values = st.one_of(
    st.text(max_size=20),
    st.integers(-10, 10**12).map(str),
    st.integers(0, 10**12).map(lambda seconds: f"max-age={seconds}"),
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)).map(lambda at: f"{at:%a, %d %b %Y %H:%M:%S} GMT"),
)
answers = st.builds(
    lambda status, names: answer(status, **names),
    st.sampled_from([200, 206, 304, 400, 403, 404, 429, 500, 503]),
    st.dictionaries(st.sampled_from(["retry_after", "cache_control", "expires", "date", "age", "etag"]), header_values),
)
waits = st.none() | st.timedeltas(timedelta(0), timedelta(days=4000))
outcomes = st.one_of(
    st.builds(Polled, answers, st.sampled_from([None, FEED, replace(FEED, ttl=400 * DAY)]), st.integers(0, 3)),
    st.builds(Polled, st.builds(failure, st.sampled_from(list(Trouble)), waits)),
)
states = st.builds(
    FeedState,
    url=st.just(URL),
    outlet=st.just("a"),
    interval=st.timedeltas(timedelta(0), 100 * DAY),
    failures=st.integers(0, 10**6),
    ttl_seconds=st.integers(0, 10**8),
)


@given(state=states, outcome=outcomes, jitter=st.floats(0, 1))
def test_no_answer_makes_us_hurry_or_forget(state, outcome, jitter):
    after = after_poll(state, outcome, NOW, jitter, SETTINGS)
    assert after.next_at is not None
    asked_for_more = isinstance(outcome.answer, Failure) or outcome.answer.header("retry-after")
    longest = LONGEST_ASKED if asked_for_more else SETTINGS.longest_interval
    assert NOW + SETTINGS.shortest_interval <= after.next_at <= NOW + longest * 1.1
    if not asked_for_more:
        assert after.next_at <= NOW + longest
