"""All times that a story tells, past and coming, each with who tells it, and the times of day that are told of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from samarkand.model.comparisons import Compared, Hour, Moment
from samarkand.model.mentions import DateMention, TimeMention
from samarkand.steps.comparing.telling import Texts

_Days = tuple[date, date]


def timeline_of(articles: Sequence[Compared], texts: Texts) -> tuple[Moment, ...]:
    """By time; what begins together, the shorter first. Two wordings of one time are one, whatever they call it."""
    told: dict[_Days, list[tuple[Compared, DateMention]]] = defaultdict(list)
    for article in articles:
        for mention in article.annotations.dates:
            told[mention.key].append((article, mention))
    hours = _hours(articles, texts)
    return tuple(_moment(told[key], texts, hours.get(key, ())) for key in sorted(told))


def _hours(articles: Sequence[Compared], texts: Texts) -> dict[_Days, tuple[Hour, ...]]:
    """Of each day that is told with times of day, these in their order; what begins together, the shorter first."""
    told: dict[_Days, dict[str, list[tuple[Compared, TimeMention]]]] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        for mention in article.times:
            if mention.time and mention.days and mention.days[1] - mention.days[0] == timedelta(days=1):
                told[mention.days][mention.time].append((article, mention))
    return {days: tuple(_hour(time, some[time], texts) for time in sorted(some)) for days, some in told.items()}


def _hour(time: str, told: Sequence[tuple[Compared, TimeMention]], texts: Texts) -> Hour:
    return Hour(
        time,
        tuple(sorted({article.outlet for article, _ in told})),
        texts.in_order(texts.telling(article, mention.start, mention.end) for article, mention in told),
    )


def _moment(told: Sequence[tuple[Compared, DateMention]], texts: Texts, hours: tuple[Hour, ...]) -> Moment:
    first = min((mention for _, mention in told), key=lambda each: (len(each.value), each.value, each.grain))
    last = max(article.published_at.date() for article, _ in told)
    return Moment(
        value=first.value,
        grain=first.grain,
        since=first.since,
        until=first.until,
        is_coming=first.since > last,
        hours=hours,
        outlets=tuple(sorted({article.outlet for article, _ in told})),
        told=texts.in_order(texts.telling(article, mention.start, mention.end) for article, mention in told),
    )
