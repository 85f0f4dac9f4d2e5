"""The pages of the calendar: a day, a month, and the days around today."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.strike import RUMOUR, STRIKE, ids
from web.test_comparison_pages import main

DAY = "/calendar/2026-03-09?hl=en"


def test_a_day_shows_what_most_outlets_tell_with_the_sentence_and_a_link_to_the_words(comparer):
    text = unescape(main(comparer.get(DAY)))
    assert "9 March 2026" in text
    assert "Monday" in text
    assert re.search(r"\d+ outlets tell of it · \d+ articles · \d+ beforehand", text)
    found = re.findall(r"<h3[^>]*><a href=\"([^\"]*)\">([^<]*)</a>", text)
    assert [address for address, _ in found[:2]] == [f"/stories/s{ids(each)[0]}?hl=en" for each in (RUMOUR, STRIKE)]
    assert "渡轮将从<mark>3月9日" in text
    link = re.search(r'class="place" href="([^"]*)#mark"[^>]*>[^<]*渡轮将从', text)
    assert '<mark class="pointed" id="mark">3月9日' in comparer.get(link[1]).text


def test_a_day_that_is_ahead_and_one_that_is_past_are_told_apart(comparer):
    text = main(comparer.get(DAY))
    assert "to come" in text
    assert "told only beforehand" not in text
    assert "to come" not in main(comparer.get("/calendar/2025-03-09?hl=en"))


def test_a_day_leads_to_the_nearest_days_that_are_told(comparer):
    text = unescape(main(comparer.get("/calendar/2026-03-08?hl=en")))
    assert "No article tells of this day." in text
    assert re.search(r'class="older" href="/calendar/2026-03-09\?hl=en">9 March 2026<', text)


def test_all_articles_of_a_day_stand_behind_by_time(comparer):
    every = unescape(main(comparer.get(f"{DAY}&before=9999999999999.")))
    assert "All articles by time" in every
    articles = re.findall(r"/articles/([0-9a-f]{16})/versions", every)
    assert len(articles) == len(set(articles)) >= 3


def test_a_month_is_a_table_of_days_with_how_many_outlets_tell_of_each(comparer):
    text = unescape(main(comparer.get("/calendar/2026-03?hl=en")))
    assert len(re.findall(r"<tr>", text)) == 7
    assert re.search(r'<a href="/calendar/2026-03-09\?hl=en"><time datetime="2026-03-09">9</time>', text)
    assert "outlets tell of it" in text
    assert re.search(r'aria-current="date"', text)


def test_the_calendar_shows_the_days_around_today_and_the_months_that_have_any(comparer):
    text = unescape(main(comparer.get("/calendar?hl=en")))
    assert "Days to come" in text
    assert 'href="/calendar/2026-03-09?hl=en"' in text
    assert 'href="/calendar/2026-03?hl=en"' in text
    assert '<span class="told">December</span>' in text


def test_a_day_that_was_chosen_leads_to_its_page(comparer):
    answer = comparer.get("/calendar?day=2026-03-09&hl=en")
    assert (answer.status, answer.headers["location"]) == (302, DAY)
    assert comparer.get("/calendar?day=soon").status == 200


@pytest.mark.parametrize("when", ["2026-02-30", "2026-13", "0000-01", "soon", "2026-3-9", "2026-03-09x"])
def test_what_is_no_day_is_not_found(comparer, when):
    assert comparer.get(f"/calendar/{when}").status == 404


@pytest.mark.parametrize("when", ["9999-12-31", "9999-12", "0001-01-01", "0001-01", "2024-02-29"])
def test_the_ends_of_the_calendar_are_empty_days(comparer, when):
    assert comparer.get(f"/calendar/{when}").status == 200


def test_an_archive_in_which_nothing_is_marked_says_so(reader):
    text = main(reader.get("/calendar?hl=en"))
    assert "No article tells of a day yet." in text
    assert main(reader.get("/calendar/2026-03?hl=en"))
