"""When to ask a feed again: what a poll means for the next one. Politeness is decided here.

A feed is asked more often while it brings something new and less often while it does not; never before a host allows
it (`Retry-After`, `Cache-Control`, `Expires`, the feed's own `ttl`), and ever more seldom while it fails. Sources:
RFC 9110 (10.2.3 Retry-After, 15.4 redirects, 15.5.11 410), RFC 9111 (5.2 Cache-Control, 5.3 Expires).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from samarkand import times
from samarkand.ids import sha256
from samarkand.model.collecting import Answer, Failure, FeedState, Polled
from samarkand.model.settings import Settings

NOTHING = timedelta()
DAY = timedelta(days=1)
LONGEST_ASKED = timedelta(days=7)
"""How long a host may send us away at most: a mistaken `Retry-After` of years would else silence a feed for good."""
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether a feed may be asked: it never was, or its time has come; never again once polling was stopped.

    One that was asked in the future is due: the clock was set back, and would else keep it waiting for as long.
    """
    if state.next_at is None:
        return state.polled_at is None
    return state.next_at <= now or (state.polled_at is not None and state.polled_at > now)


def is_unchanged(state: FeedState, answer: Answer) -> bool:
    """Whether an answer says nothing new: 304, or the very bytes of the last time, so that nothing need be read."""
    return answer.status == 304 or (answer.status == 200 and sha256(answer.body) == state.body_sha256)


def after_poll(state: FeedState, polled: Polled, now: datetime, jitter: float, settings: Settings) -> FeedState:
    """What to remember of a feed after a poll. `jitter`, from 0 to 1, spreads the next polls of many feeds.

    The next poll is never before `now + settings.shortest_interval`, and never later than `settings.longest_interval`
    unless the host asked for more (at most a week). After 410 Gone there is no next one: `next_at` is None.
    """
    trouble = _trouble(state, polled)
    if trouble:
        return _after_failure(state, polled, now, jitter, settings, trouble)
    answer = polled.answer
    assert isinstance(answer, Answer)
    interval = _adapted(state.interval, settings, is_new=polled.new_entries > 0)
    ttl = _ttl(state, polled)
    allowed = min(settings.longest_interval, max(_freshness(answer, now), ttl))
    wait = max(interval, allowed, _retry_after(answer.header("retry-after"), now))
    is_repeated = answer.status == 304
    return replace(
        state,
        url=_lasting_url(state, polled),
        etag=answer.header("etag") or (state.etag if is_repeated else ""),
        last_modified=answer.header("last-modified") or (state.last_modified if is_repeated else ""),
        body_sha256=state.body_sha256 if is_repeated else sha256(answer.body),
        polled_at=now,
        next_at=now + _spread(wait, jitter, settings),
        interval=interval,
        failures=0,
        last_trouble="",
        last_new_at=now if polled.new_entries else state.last_new_at,
        ttl_seconds=int(ttl.total_seconds()),
    )


def asked(answer: Answer | Failure, now: datetime) -> timedelta:
    """How long a host asked us to stay away."""
    if isinstance(answer, Failure):
        return min(max(answer.wait or NOTHING, NOTHING), LONGEST_ASKED)
    return _retry_after(answer.header("retry-after"), now)


def _trouble(state: FeedState, polled: Polled) -> str:
    """One line on why this poll brought no feed; "" where it did, or said that nothing has changed."""
    answer = polled.answer
    if isinstance(answer, Failure):
        return f"{answer.trouble.value}: {answer.detail}" if answer.detail else answer.trouble.value
    if answer.status == 410:
        return "410 Gone: the feed was taken down for good, and is no longer asked for"
    if is_unchanged(state, answer):
        return ""
    if not 200 <= answer.status < 300:
        return f"the host answered {answer.status}"
    if polled.document is None or not polled.document.format:
        return (polled.document.trouble if polled.document else "") or "the answer was not read as a feed"
    return ""


def _after_failure(
    state: FeedState, polled: Polled, now: datetime, jitter: float, settings: Settings, trouble: str
) -> FeedState:
    """Further and further apart, from the usual interval to a day; what the host asks for is heeded on top."""
    failed = replace(state, polled_at=now, failures=state.failures + 1, last_trouble=trouble)
    if isinstance(polled.answer, Answer) and polled.answer.status == 410:
        return replace(failed, next_at=None)
    usual = max(state.interval, settings.shortest_interval)
    backed_off = min(DAY, settings.longest_interval, usual * 2 ** min(state.failures, 20))
    wait = max(backed_off, asked(polled.answer, now))
    return replace(failed, next_at=now + _spread(wait, jitter, settings))


def _spread(wait: timedelta, jitter: float, settings: Settings) -> timedelta:
    """The wait made up to a tenth longer, within the limits; beyond the longest only where the host asked for it."""
    spread = min(wait * (1 + min(max(jitter, 0.0), 1.0) / 10), max(settings.longest_interval, wait))
    return max(spread, settings.shortest_interval)


def _adapted(interval: timedelta, settings: Settings, *, is_new: bool) -> timedelta:
    """Half the interval after something new, half as long again after nothing, within the limits."""
    adapted = interval / 2 if is_new else interval * 1.5
    return min(max(adapted, settings.shortest_interval), settings.longest_interval)


def _ttl(state: FeedState, polled: Polled) -> timedelta:
    if polled.document is None:
        return timedelta(seconds=state.ttl_seconds)
    return polled.document.ttl or NOTHING


def _retry_after(value: str, now: datetime) -> timedelta:
    """The wait that a `Retry-After` asks for, in seconds or as a date; none where it is neither."""
    text = value.strip()
    if text.isdecimal() and text.isascii():
        return min(timedelta(seconds=int(text[:9])), LONGEST_ASKED)
    until = times.parse_rfc822(text) if text else None
    return min(max(until - now, NOTHING), LONGEST_ASKED) if until else NOTHING


def _freshness(answer: Answer, now: datetime) -> timedelta:
    """How long the answer says that it stays fresh; `max-age` goes before `Expires`."""
    control = answer.header("cache-control")
    if _NOT_KEPT.search(control):
        return NOTHING
    if match := _MAX_AGE.search(control):
        age = answer.header("age").strip()
        spent = int(age[:9]) if age.isdecimal() and age.isascii() else 0
        return max(timedelta(seconds=int(match[1]) - spent), NOTHING)
    expires = times.parse_rfc822(answer.header("expires") or "-")
    sent = times.parse_rfc822(answer.header("date") or "-") or now
    return max(expires - sent, NOTHING) if expires else NOTHING


def _lasting_url(state: FeedState, polled: Polled) -> str:
    """The address to ask from now on: the new one where a feed was found by permanent redirects all the way."""
    answer = polled.answer
    assert isinstance(answer, Answer)
    is_lasting = bool(answer.redirects) and all(status in {301, 308} for status, _ in answer.redirects)
    is_safe = answer.url.startswith("https://") or not state.url.startswith("https://")
    return answer.url if is_lasting and is_safe and polled.document is not None else state.url
