"""All times that a story tells, past and coming, each with who tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from samarkand.model.comparisons import Compared, Moment
from samarkand.model.mentions import DateMention
from samarkand.steps.comparing.telling import Texts


def timeline_of(articles: Sequence[Compared], texts: Texts) -> tuple[Moment, ...]:
    """By time; what begins together, the shorter first. Two wordings of one time are one, whatever they call it."""
    told: dict[tuple[date, date], list[tuple[Compared, DateMention]]] = defaultdict(list)
    for article in articles:
        for mention in article.annotations.dates:
            told[mention.key].append((article, mention))
    return tuple(_moment(told[key], texts) for key in sorted(told))


def _moment(told: Sequence[tuple[Compared, DateMention]], texts: Texts) -> Moment:
    first = min((mention for _, mention in told), key=lambda each: (len(each.value), each.value, each.grain))
    last = max(article.published_at.date() for article, _ in told)
    return Moment(
        value=first.value,
        grain=first.grain,
        since=first.since,
        until=first.until,
        is_coming=first.since > last,
        outlets=tuple(sorted({article.outlet for article, _ in told})),
        told=texts.in_order(texts.telling(article, mention.start, mention.end) for article, mention in told),
    )
