"""When a page says its article was published: the instant, as exact as any of the page's own sources tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samarkand import times
from samarkand.model.articles import Precision, Published
from samarkand.steps.extract.blocks import Block
from samarkand.steps.extract.told import Told
from samarkand.text.markup import Document

_META = (
    *(
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "publishdate",
        "pubdate",
    ),
    *(
        "publish-date",
        "publish_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.issued",
    ),
    *(
        "dc.date",
        "dcterms.date",
        "cxenseparse:recs:publishtime",
        "article.published",
        "published_at",
        "article_date_original",
    ),
    *(
        "displaydate",
        "ptime",
        "publication_date",
        "date",
        "creation_date",
        "weibo: article:create_at",
        "published_time",
    ),
)
"""Names of `meta` that hold a time of publication, the surest first."""

_FULL = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号號]?"
    r"(?:[T\s,，]*(?:\(?[一二三四五六日月火水木金土]\)?|星期.|週.|周.|礼拜.)?\s*(?P<half>上午|下午|午前|午後|晚上|AM|PM)?\s*"
    r"(?P<H>\d{1,2})\s*[:：时時点點]\s*(?P<M>\d{2})\s*分?(?:\s*[:：]?\s*(?P<S>\d{2})(?:[.,]\d{1,9})?\s*秒?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:20)?\d\d)(?!\d)(?:[^\d:]{0,14}(?P<H>\d{1,2}):(?P<M>\d{2}))?"
)
"""`25.04.24 | 14:07`: with dots the day always stands first."""
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=\D|$)")
_LONGEST_LINE = 120
"""Characters of a line that may tell the time of publication."""


@dataclass(frozen=True, slots=True)
class _Time:
    at: datetime
    precision: Precision
    on: date


def published_by(
    page: Document, told: Told, near: Sequence[Block], where: tuple[str, str], now: datetime
) -> Published | None:
    """The time of publication; None where nothing plausible is told. `where` is the page's address and the outlet's zone.

    The first source decides the day; if it tells no time of day, the first that tells one for that day adds it.
    """
    url, zone = where
    first: _Time | None = None
    for source in (_told(told), _marked(page), _written(near), _addressed(url)):
        for text in source:
            found = _read(text, zone)
            if found is None or not times.is_plausible(found.at, now):
                continue
            if first is None or (found.precision != "day" and found.on == first.on):
                first = found
            if first.precision != "day":
                return _published(first, zone)
    return _published(first, zone) if first else None


def _published(found: _Time, zone: str) -> Published:
    return Published(found.at, zone, found.precision, "page", found.on if found.precision == "day" else None)


def _told(told: Told) -> Iterator[str]:
    yield told.text("datePublished")
    yield told.text("dateCreated")
    yield from told.all(*_META)


def _marked(page: Document) -> Iterator[str]:
    """Times in the body's own markup, those that are named as the publication's first."""
    named = page.select(
        '[itemprop~="datePublished"], time[pubdate], time[class*="publish" i], time[class*="entry-date" i]'
    )
    for element in [*named[:5], *page.select("time[datetime]")[:3]]:
        yield element.attr("datetime") or element.attr("content") or " ".join(element.text.split())


def _written(near: Sequence[Block]) -> Iterator[str]:
    for block in near:
        if len(block.text) > _LONGEST_LINE:
            continue
        if match := _FULL.search(block.text):
            yield match[0]
        elif match := _DAY_FIRST.search(block.text):
            clock = f" {match['H']}:{match['M']}" if match["H"] else ""
            yield f"20{match['y'][-2:]}-{match['m']}-{match['d']}{clock}"


def _addressed(url: str) -> Iterator[str]:
    if match := _IN_URL.search(url):
        yield "-".join(match.groups())


def _read(text: str, zone: str) -> _Time | None:
    """The time that a text tells; where it names no zone, it is taken for the outlet's."""
    text = text.strip()[:_LONGEST_LINE]
    if match := _FULL.search(text):
        return _from_parts(match, zone)
    if text.isdigit() and len(text) in {10, 13}:
        at = times.from_ms(int(text) * (1000 if len(text) == 10 else 1))
        return _in(at, zone, "second") if at else None
    at = times.parse_rfc822(text) if re.search(r"\d{1,2}\s+[A-Za-z]{3}|[A-Za-z]{3}\s+\d", text) else None
    return _in(at, zone, "second" if at.second else "minute") if at else None


def _in(at: datetime, zone: str, precision: Precision) -> _Time:
    return _Time(at, precision, at.astimezone(times.zone(zone)).date())


def _from_parts(match: re.Match[str], zone: str) -> _Time | None:
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        hour, minute, second = (int(match[name] or 0) for name in "HMS")
        if (match["half"] or "").upper() in {"PM", "下午", "午後", "晚上"} and hour < 12:
            hour += 12
        naive = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001  (the zone follows)
    except ValueError:
        return None
    if match["H"] is None or (hour, minute, second) == (0, 0, 0):  # midnight is what machines write for "that day"
        at = times.noon(day, zone)
        return _Time(at, "day", day) if at else None
    precision: Precision = "second" if match["S"] and second else "minute"
    offset = _offset(match["zone"])
    at = (
        times.in_place(naive, zone)
        if offset is None
        else times.as_utc((naive - offset).replace(tzinfo=times.zone("UTC")))
    )
    return _in(at, zone, precision) if at else None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[-2:])
    return (timedelta(hours=hours, minutes=minutes)) * (-1 if text[0] == "-" else 1)
