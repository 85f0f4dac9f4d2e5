"""When pages are visited again: the schedule, what it promises, what it costs, and the budget of a host."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import exp, log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.collecting import PageState, Visit
from samarkand.steps.revisiting import (
    CONFIRMED,
    DAY,
    LONGEST,
    MOST_OFTEN,
    REMEMBERED,
    SHORTEST,
    USUAL,
    YOUNG,
    after_resend,
    after_visit,
    born,
    choose,
    due_at,
    heat,
    is_worth_asking,
    last_seen,
    rate,
    value,
)

NOW = datetime(2030, 9, 7, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOTHING = timedelta()
YEAR = 365 * DAY
PAGE = PageState("a", "https://port.example/a", NOW, outlet="port")


def lived(seen, until: timedelta, page: PageState = PAGE, joined: int = 0) -> PageState:
    """A page visited on time for so long; `seen` tells what each visit finds, by the instants of it and of the one before."""
    now = NOW
    while now <= NOW + until:
        page = after_visit(page, Visit(now, seen(page.visited_at or NOW, now)), NOW, NOTHING, joined)
        if page.next_at is None:
            break
        now = page.next_at
    return page


def visits_of(seen, until: timedelta, joined: int = 0) -> list[datetime]:
    """The instants at which a page was visited."""
    found: list[datetime] = []

    def noted(before, now):
        found.append(now)
        return seen(before, now)

    lived(noted, until, joined=joined)
    return found


def never(before, now):
    return "same"


def test_visits_come_after_minutes_then_hours_then_days_then_months():
    ages = [at - NOW for at in visits_of(never, YEAR)]
    minutes = [round(age / MINUTE) for age in ages]
    assert minutes[:8] == [0, 15, 45, 105, 225, 465, 945, 1905]
    assert [round(age / DAY) for age in ages[8:]] == [3, 5, 11, 21, 43, 85, 171, 261, 351]


def test_a_page_that_never_changes_costs_17_visits_in_its_first_year_and_then_four_a_year():
    assert len(visits_of(never, YEAR)) == 17
    assert len(visits_of(never, 3 * YEAR)) == 25


@given(
    edits=st.lists(st.integers(1, 365 * 24 * 60).map(lambda minutes: minutes * MINUTE), min_size=1, max_size=30),
    joined=st.integers(0, 9),
)
def test_every_edit_is_seen_before_the_age_has_doubled_and_a_quarter_of_an_hour_has_passed(edits, joined):
    """The promise of the guide, whatever was found before: at age a, seen by age 2a + 15 minutes, within 90 days."""

    def seen(before, now):
        return "changed" if any(before < NOW + edit <= now for edit in edits) else "same"

    visits = visits_of(seen, 2 * YEAR, joined)
    for edit in edits:
        found = next(at for at in visits if at >= NOW + edit) - NOW
        assert found <= min(2 * edit + YOUNG, edit + LONGEST) + MINUTE
    assert len(visits) <= MOST_OFTEN * 20 + 3


def realistic(random: Random) -> list[timedelta]:
    """Edits of an invented article: each doubling of its age brings as many as any other; a few articles have far more."""
    per_doubling = random.choice([0.02, 0.05, 0.1, 0.1, 0.2, 1.0])
    edits, doublings = [], 0.0
    while (doublings := doublings + random.expovariate(per_doubling)) < log2(YEAR / YOUNG):
        edits.append(YOUNG * (2**doublings - 1))
    return edits


def test_edits_at_realistic_times_are_seen_one_by_one_and_what_that_costs():
    """A year of 400 invented articles: nearly all edits are seen, each by itself, for some twenty visits a page."""
    random, made, seen_alone, visits, late = Random(7), 0, 0, 0, []
    for _ in range(400):
        edits = [NOW + edit for edit in realistic(random)]
        told = visits_of(
            lambda before, now, edits=edits: "changed" if any(before < at <= now for at in edits) else "same", YEAR
        )
        visits += len(told)
        made += len(edits)
        for before, at in pairwise(told):
            between = [edit for edit in edits if before < edit <= at]
            seen_alone += len(between) == 1
            late += [(at - edit) / ((edit - NOW) + YOUNG) for edit in between]
    assert made > 800
    assert seen_alone / made > 0.6
    assert sorted(late)[len(late) // 2] < 0.4, "half of the edits are seen before the age has grown by two fifths"
    assert 17 <= visits / 400 < 25


def test_a_page_that_changed_before_is_visited_more_often_and_one_that_did_not_never_less_than_usual():
    changing = lived(lambda before, now: "changed", 2 * DAY)
    assert rate(changing) > 5 * USUAL
    assert due_at(changing) - changing.visited_at < (due_at(lived(never, 2 * DAY)) - changing.visited_at) / 2
    quiet = lived(never, YEAR)
    assert rate(quiet) < USUAL / 2
    assert len(visits_of(never, YEAR)) < len(visits_of(lambda before, now: "changed", YEAR)) <= 17 * MOST_OFTEN


@pytest.mark.parametrize("true_rate", [0.1, 0.3, 1.0, 2.0])
def test_the_rate_is_estimated_from_whether_visits_found_a_change(true_rate):
    """Of pages that change at a rate, visited once a doubling, the estimates lie around it, drawn a little to the usual."""
    random, found = Random(3), []
    for _ in range(60):
        page = lived(lambda before, now: "changed" if random.random() > exp(-true_rate) else "same", 80 * DAY)
        found.append(rate(page))
    middle = sorted(found)[30]
    assert 0.5 * true_rate < middle < 2 * true_rate


def test_a_hot_story_brings_visits_forward_and_never_puts_them_off():
    page = after_visit(PAGE, Visit(NOW + 4 * HOUR, "same"), NOW, NOTHING)
    gaps = [due_at(page, joined) - page.visited_at for joined in range(12)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] == gaps[1] > gaps[3] > gaps[5] == gaps[11]
    assert [heat(joined) for joined in (0, 1, 2, 5, 50)] == [1.0, 1.0, 1.25, 2.0, 2.0]


def test_what_a_page_says_otherwise_at_every_visit_does_not_bring_visits_forward():
    assert len(visits_of(lambda before, now: "restless", YEAR)) <= 18


def test_the_first_restless_or_doubtful_visit_is_confirmed_soon():
    page = lived(never, 9 * DAY)
    for seen in ("restless", "doubtful"):
        again = after_visit(page, Visit(NOW + 10 * DAY, seen), NOW, NOTHING)
        assert again.next_at == NOW + 10 * DAY + CONFIRMED


def test_a_visit_that_failed_is_tried_again_in_an_hour_then_ever_later_up_to_a_day():
    page, now, waits = lived(never, 2 * DAY), NOW + 40 * DAY, []
    for _ in range(6):
        page = after_visit(page, Visit(now, "failed"), NOW, NOTHING)
        waits.append((page.next_at - now) / HOUR)
        now = page.next_at
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[5] > 24 * 20, "then on its usual days"
    assert after_visit(page, Visit(now, "same"), NOW, NOTHING).failures == 0


def test_a_host_that_sends_us_away_is_left_alone_for_so_long():
    assert after_visit(PAGE, Visit(NOW, "failed"), NOW, 5 * DAY).next_at == NOW + 5 * DAY


def test_a_page_that_never_showed_an_article_is_given_up_after_a_month():
    visits = visits_of(lambda before, now: "failed", YEAR)
    assert 8 < len(visits) < 20
    assert visits[-1] - NOW > 30 * DAY


@given(published=st.datetimes(datetime(1, 1, 1), datetime(9999, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)))
def test_no_date_that_an_outlet_tells_makes_a_page_older_than_a_day_or_younger_than_we_know_it(published):
    assert NOW - DAY <= born(published, NOW) <= NOW
    page = after_visit(PAGE, Visit(NOW, "changed"), published, NOTHING)
    assert NOW + SHORTEST <= page.next_at <= NOW + DAY + YOUNG


def test_an_article_that_is_dated_anew_is_no_new_one():
    page = lived(never, 100 * DAY)
    assert after_visit(page, Visit(page.next_at, "same"), page.next_at, NOTHING).born_at == NOW


visited = st.lists(
    st.tuples(
        st.timedeltas(timedelta(days=-400), timedelta(days=400)),
        st.sampled_from(["same", "changed", "restless", "doubtful", "gone", "failed"]),
    ),
    max_size=60,
)


@given(visited, st.timedeltas(NOTHING, timedelta(days=7)), st.integers(0, 20))
def test_whatever_was_seen_and_however_clocks_jumped_the_next_visit_comes_and_comes_not_at_once(past, wait, joined):
    page = PAGE
    for offset, seen in past:
        page = after_visit(page, Visit(NOW + offset, seen), NOW, wait, joined)
        at = page.next_at
        if at is None:
            assert not any(visit.seen in {"same", "changed"} for visit in page.past)
            continue
        least = max(wait, SHORTEST)
        assert NOW + offset + least <= at <= NOW + offset + max(wait, LONGEST, DAY)
    assert len(page.past) <= REMEMBERED
    assert 0 < rate(page) < 1000
    assert 0 <= value(page, NOW, joined) <= 2


def test_a_page_that_was_visited_in_the_future_is_due_once_the_clock_is_right_again():
    ahead = after_visit(PAGE, Visit(NOW + 900 * DAY, "same"), NOW, NOTHING)
    assert choose([ahead], NOW, 9, {}).now == (ahead,)


def pages(*hosts: str, past=()) -> list[PageState]:
    return [replace(PAGE, article=f"{n}", url=f"https://{host}/{n}", past=past) for n, host in enumerate(hosts)]


@given(st.lists(st.sampled_from(["a.example", "b.example", "c.example"]), max_size=40), st.integers(1, 9))
def test_no_host_is_asked_for_more_than_its_budget_and_what_is_left_is_told(hosts, budget):
    due = choose(pages(*hosts), NOW, budget, {})
    for host in set(hosts):
        chosen = sum(f"//{host}/" in page.url for page in due.now)
        assert chosen == min(budget, hosts.count(host))
        assert due.left.get(host, 0) == hosts.count(host) - chosen


def test_the_most_valuable_pages_go_first():
    changing, quiet = lived(lambda before, now: "changed", 3 * DAY), lived(never, 3 * DAY)
    hot, wanted = replace(quiet, article="hot"), replace(quiet, article="wanted", is_wanted=True)
    due = [
        replace(quiet, article="quiet"),
        replace(changing, article="changing"),
        hot,
        wanted,
        replace(PAGE, article="new"),
    ]
    chosen = choose(due, NOW + 9 * DAY, 9, {"hot": 5}).now
    assert [page.article for page in chosen] == ["new", "wanted", "changing", "hot", "quiet"]
    assert [page.article for page in choose(due, NOW + 9 * DAY, 2, {"hot": 5}).now] == ["new", "wanted"]


def test_a_page_whose_time_has_not_come_is_put_off_to_when_it_does():
    page = replace(lived(never, 3 * DAY), next_at=NOW)
    due = choose([page], NOW + 3 * DAY, 9, {})
    assert due.now == ()
    assert due.later[0].next_at == due_at(page) > NOW + 3 * DAY


def test_what_a_feed_says_anew_brings_a_visit_forward_unless_that_led_to_nothing():
    page = lived(never, 3 * DAY)
    assert is_worth_asking(page, NOW + 9 * DAY)
    assert not is_worth_asking(page, page.visited_at + 5 * MINUTE), "just looked"
    now = NOW + 9 * DAY
    for _ in range(3):
        assert is_worth_asking(page, now)
        page = after_visit(page, Visit(now, "same"), NOW, NOTHING)
        now += HOUR
    assert not is_worth_asking(page, now)
    assert is_worth_asking(page, now + 2 * DAY)


def test_a_resend_of_another_text_is_a_change_like_any_other():
    page = after_resend(lived(never, 3 * DAY), "changed", NOW + 3 * DAY)
    assert rate(page) > rate(lived(never, 3 * DAY))
    assert page.next_at == due_at(page)
    assert last_seen(page) == NOW + 3 * DAY
