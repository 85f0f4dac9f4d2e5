"""When an article's page is looked at again, and which of those that are due are worth a host's patience now.

Edits come early: an article is as likely to be edited in its second hour as in its second day or its second month. So its
age is counted in doublings, and in that time edits come at a steady rate, which can be estimated. A page is visited
once a doubling; more often, by the root of how much its rate exceeds the usual one, where it was changed before (among pages that
cost the same, this loses the least: what stays unseen grows with rate x gap, what is paid with 1 / gap); and where its story is hot.

Source of the estimate: J. Cho and H. Garcia-Molina, "Estimating Frequency of Change" (ACM TOIT 3, 2003), section 4.2: of each
visit only whether something changed is known, and gaps are irregular. To their likelihood stands the prior that `USUAL` tells.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import expm1, log, log2, sqrt

from samarkand import urls
from samarkand.model.collecting import PageState, Seen, Visit

YOUNG = timedelta(minutes=15)
"""Added to an age, so that doublings begin somewhere: the first visit comes so long after the first look."""
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=90)
"""Between two visits, where nothing fails."""
USUAL = 0.1
"""Changes a doubling, of a page of which nothing is known."""
SURE = 5.0
"""Doublings that this knowledge counts for."""
MOST_OFTEN = 4.0
"""Times that a page is visited in a doubling at most."""
HOTTEST = 2.0
"""Times that visits are more frequent while a story is hot, at most; each outlet that joined beside the first adds a quarter."""
REMEMBERED = 40
"""Visits that are remembered of a page."""
RETRY = timedelta(hours=1)
"""After a visit that failed; twice as long after each further one, up to a day."""
PATIENCE = 5
"""Failed visits in a row after which a page is only looked at on its usual days."""
DAY = timedelta(days=1)
HOPE = timedelta(days=30)
"""Age at which a page that never showed an article is given up."""
CONFIRMED = timedelta(minutes=15)
"""After a visit that has to be confirmed: the article may be gone, or the page another at every visit."""
FRUITLESS = 3
"""Visits within a day that found nothing new, after which what a feed says anew no longer brings the next one forward."""
_LOOKS = frozenset({"same", "changed", "restless"})
"""Visits that saw the article."""
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Due:
    """A round's visits, and what came of those that are not made in it."""

    now: tuple[PageState, ...]
    """To be visited, the most valuable first."""
    later: tuple[PageState, ...]
    """Not due yet after all, with when they are."""
    left: Mapping[str, int]
    """Host -> how many stay due because its budget is spent."""


def born(published_at: datetime, met_at: datetime) -> datetime:
    """From when the age of a page is counted: its publication, at most a day before it was met and never after.

    What an outlet dates into the future is as old as we know it; what it dates far back, or imports, is new to us.
    """
    return min(max(published_at, met_at - DAY), met_at)


def due_at(page: PageState, joined: int = 0) -> datetime | None:
    """When a page is to be visited by its past; None for never. `joined`: outlets that joined its story lately."""
    if not page.past:
        return page.next_at
    last = page.past[-1]
    age = max(last.at - (page.born_at or last.at), _NOTHING)
    usual = _gap(page, age, joined)
    if last.seen == "failed":
        if not any(visit.seen in _LOOKS for visit in page.past) and age > HOPE:
            return None
        retry = min(DAY, RETRY * 2 ** min(page.failures - 1, 10)) if page.failures <= PATIENCE else max(usual, DAY)
        return last.at + retry
    if last.seen == "doubtful" or (last.seen == "restless" and page.past[-2:-1] and page.past[-2].seen != "restless"):
        return last.at + min(usual, CONFIRMED)
    return last.at + usual


def _gap(page: PageState, age: timedelta, joined: int) -> timedelta:
    """The time to the next visit of a page of that age, where nothing fails."""
    often = min(max(1.0, sqrt(rate(page) / USUAL)) * heat(joined), MOST_OFTEN)
    gap = (age + YOUNG) * expm1(log(2) / often)
    return min(max(gap, SHORTEST), LONGEST)


def heat(joined: int) -> float:
    """How many times more often a page is visited whose story so many independent outlets joined lately."""
    return min(1.0 + max(joined - 1, 0) / 4, HOTTEST)


def rate(page: PageState) -> float:
    """Changes that a page has in a doubling of its age, as its visits tell; `USUAL` where they tell nothing."""
    changed, unchanged = [], SURE
    for before, after in pairwise([visit for visit in page.past if visit.seen in _LOOKS]):
        passed = doublings(page, before.at, after.at)
        if after.seen == "changed":
            changed.append(max(passed, 0.01))
        else:
            unchanged += passed
    return _most_likely(changed, unchanged)


def _most_likely(changed: Sequence[float], unchanged: float) -> float:
    """The rate at which the likelihood has its maximum: doublings between visits that saw a change, and the sum of the others.

    The maximum is where sum(d / (exp(rate x d) - 1)) + USUAL x SURE / rate = unchanged; the left side falls as the rate grows.
    """
    if not changed:
        return USUAL * SURE / unchanged
    low, high = 1e-6, 1e3
    for _ in range(40):
        middle = sqrt(low * high)
        excess = sum(d / expm1(min(middle * d, 700.0)) for d in changed) + USUAL * SURE / middle - unchanged
        low, high = (middle, high) if excess > 0 else (low, middle)
    return sqrt(low * high)


def doublings(page: PageState, since: datetime, until: datetime) -> float:
    """How often a page's age doubled between two instants; none where a clock went back."""
    start = page.born_at or since
    before, after = max(since - start, _NOTHING) + YOUNG, max(until - start, _NOTHING) + YOUNG
    return max(0.0, log2(after / before))


def after_visit(page: PageState, visit: Visit, published_at: datetime, wait: timedelta, joined: int = 0) -> PageState:
    """What to remember of a page after a visit. `wait`: how long its host asked us to stay away.

    `published_at` counts on the first visit alone, so that an article that is dated anew is no new one.
    """
    seen = replace(
        page,
        born_at=page.born_at or born(published_at, visit.at),
        past=(*page.past, visit)[-REMEMBERED:],
        visits=page.visits + 1,
        failures=page.failures + 1 if visit.seen == "failed" else 0,
        is_wanted=False,
    )
    at = due_at(seen, joined)
    return replace(seen, next_at=max(at, visit.at + wait) if at else None)


def after_resend(page: PageState, seen: Seen, now: datetime) -> PageState:
    """What to remember of a page whose article was sent anew by its feed, text and all."""
    told = replace(page, past=(*page.past, Visit(now, seen))[-REMEMBERED:], born_at=page.born_at or now)
    return replace(told, next_at=due_at(told))


def last_seen(page: PageState) -> datetime | None:
    """When the latest kept version was last seen; None where that is not remembered."""
    return next((visit.at for visit in reversed(page.past) if visit.seen in {"same", "changed"}), None)


def is_worth_asking(page: PageState, now: datetime) -> bool:
    """Whether a page is visited because its feed says something new of it: not at once again, nor where that led to nothing."""
    recent = [visit for visit in page.past[-FRUITLESS:] if now - DAY < visit.at <= now]
    is_fruitless = len(recent) == FRUITLESS and all(visit.seen == "same" for visit in recent)
    return not is_fruitless and not any(now - CONFIRMED < visit.at <= now for visit in recent)


def value(page: PageState, now: datetime, joined: int = 0) -> float:
    """What a visit now is worth: the changes that it may find, and more where the story is hot; first visits before all."""
    looks = [visit for visit in page.past if visit.seen in _LOOKS]
    if not page.past:
        return 2.0
    if page.is_wanted:
        return 1.0
    since = looks[-1].at if looks else page.past[0].at
    return -expm1(-rate(page) * doublings(page, since, now)) * heat(joined) / HOTTEST


def choose(pages: Iterable[PageState], now: datetime, budget: int, joined: Mapping[str, int]) -> Due:
    """Which of the pages whose time seems to have come are visited in this round, at most `budget` of each host.

    `joined`: article -> outlets that joined its story lately. Memory holds the chosen ones and those that are put off.
    """
    best: defaultdict[str, list[tuple[float, float, str, PageState]]] = defaultdict(list)
    later: list[PageState] = []
    left: defaultdict[str, int] = defaultdict(int)
    for page in pages:
        at = due_at(page, joined.get(page.article, 0))
        if not _is_due(page, at, now):
            later.append(replace(page, next_at=at))
            continue
        host = urls.host(page.url)
        newest = page.header_ms or 0 if not page.past else -page.past[-1].at.timestamp()
        place = (value(page, now, joined.get(page.article, 0)), newest, page.article, page)
        if len(best[host]) < budget:
            heapq.heappush(best[host], place)
        else:
            heapq.heappushpop(best[host], place)
            left[host] += 1
    chosen = sorted((place for each in best.values() for place in each), key=lambda place: place[:3], reverse=True)
    return Due(tuple(place[3] for place in chosen), tuple(later), dict(left))


def _is_due(page: PageState, at: datetime | None, now: datetime) -> bool:
    """Whether a page is visited by its plan, or whatever its plan: its feed has news, or it was visited in the future."""
    went_back = page.visited_at is not None and page.visited_at > now
    return page.is_wanted or went_back or (at is not None and at <= now)
