"""Instants told to people: in the outlet's place, with what is known of them and no more, and always for machines too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from samarkand.model.articles import Article, Published
from samarkand.times import as_utc, iso, zone
from samarkand.web.wording import Wording


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant or a day, ready for a page."""

    machine: str
    """What `<time datetime>` holds: `2022-09-07T12:08:00Z`, or `2022-09-07` where only a day is known."""
    text: str
    """In the place's own time: `2022年9月7日 14:08`."""
    zone: str
    """`UTC+2`; "" where only a day is known."""
    utc: str
    """The same in UTC, for the tool tip; "" where only a day is known."""
    told: str = ""
    """Key of the message that says how we know."""
    day: str = ""
    """The calendar date in the place: `2022-09-07`."""
    clock: str = ""
    """The time of day in the place: `14:08`; "" where only a day is known."""


def moment(at: datetime, wording: Wording, zone_name: str = "UTC", told: str = "") -> Moment:
    """An instant, to the minute, in a place."""
    local = at.astimezone(_clock(zone_name))
    utc = _minute(as_utc(at) or at, wording) + " UTC"
    return Moment(
        iso(at), _minute(local, wording), offset(local), utc, told, local.date().isoformat(), f"{local:%H:%M}"
    )


def published_moment(published: Published, wording: Wording) -> Moment:
    """When an outlet claims to have published: a day, where it told no more."""
    if published.precision == "day":
        day = published.on or published.at.astimezone(_clock(published.zone)).date()
        text = wording.day(day)
        told = f"told_{published.told.replace(' ', '_')}_day"
        return Moment(day.isoformat(), text, "", "", told, day.isoformat())
    return moment(published.at, wording, published.zone, f"told_{published.told.replace(' ', '_')}")


def article_moment(article: Article, wording: Wording, zone_name: str) -> Moment:
    """The time that an article is listed under: what its outlet claims, else when we first saw it, told in a place."""
    if article.latest.published:
        return published_moment(article.latest.published, wording)
    return moment(article.published_at, wording, zone_name, "told_seen")


def compared_moment(article: Article, wording: Wording, zone_name: str) -> Moment:
    """The same in a place where others are compared with it, whatever the outlet's own; a day stays the day that was told."""
    told = article.latest.published
    if told and told.precision == "day":
        return published_moment(told, wording)
    how = f"told_{told.told.replace(' ', '_')}" if told else "told_seen"
    return moment(article.published_at, wording, zone_name, how)


def day_of(at: datetime, wording: Wording) -> tuple[str, str, str]:
    """The UTC day of an instant: `2022-09-07`, in words, and its weekday."""
    utc = as_utc(at) or at
    return utc.date().isoformat(), wording.day(utc.date()), wording.weekday(utc.date())


def span(length: timedelta, wording: Wording) -> str:
    """A length of time, roughly: minutes below two hours, hours below two days, else days."""
    minutes = max(round(length.total_seconds() / 60), 0)
    if minutes < 120:
        return wording.count("minutes", minutes)
    if minutes < 48 * 60:
        return wording.count("hours", round(minutes / 60))
    return wording.count("days", round(minutes / 1440))


def offset(local: datetime) -> str:
    """`UTC+2`, `UTC+5:30`, `UTC`: how far the clock of an aware time is from UTC."""
    seconds = round((local.utcoffset() or timedelta()).total_seconds())
    minutes = abs(seconds) // 60
    if not minutes:
        return "UTC"
    clock = f"{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
    return f"UTC{'+' if seconds > 0 else '−'}{clock}"


def _clock(zone_name: str) -> tzinfo:
    """The clock of a place; that of UTC for one that this machine does not know, since the ledger may come from another."""
    try:
        return zone(zone_name)
    except ValueError:
        return UTC


def _minute(at: datetime, wording: Wording) -> str:
    return f"{wording.day(at.date())} {at:%H:%M}"
