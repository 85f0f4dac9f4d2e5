"""When each outlet joined a story: the drawing and its words."""

from __future__ import annotations

import re
from html import unescape

from web.affair import LONE, TAKEN, at, id_of_story, ids, story

from samarkand.model.answers import StoryGlance, StoryMember
from samarkand.web.timelines import WIDTH, joinings


def test_a_timeline_says_in_words_what_it_draws(newsstand):
    text = unescape(newsstand.get(f"/stories/{id_of_story(TAKEN)}", accept_language="en").text)
    (words,) = re.findall(r'<svg[^>]* role="img"><title>([^<]+)</title>', text)
    told = [
        "运河晚报 1 March 2026 09:00",
        "港灣郵報 1 March 2026 09:42",
        "北岸日报",
        "The Harbour Post 1 March 2026 13:00",
        "灯塔新闻网",
    ]
    places = [words.index(each) for each in told]
    assert places == sorted(places)
    marks = re.findall(r'<circle cx="(\d+)"[^>]*?( class="copy")?>', text)
    assert [bool(copy) for _, copy in marks] == [False, False, True, False, True]
    assert [int(place) for place, _ in marks] == sorted(int(place) for place, _ in marks)
    assert all(0 < int(place) < WIDTH for place, _ in marks)


def test_one_outlet_alone_has_no_timeline(newsstand):
    assert "<svg" not in newsstand.get(f"/stories/{id_of_story(LONE)}").text


def test_who_only_repeats_is_told_from_who_reports(affair):
    articles = [affair.catalog.article(each) for each in ids(TAKEN)]
    copied = {articles[2].id: articles[0].id}
    members = tuple(StoryMember(each, "题", copied.get(each.id, "")) for each in articles)
    found = joinings(StoryGlance(story(TAKEN, 3), "题", members))
    assert [(each.outlet, each.is_copy) for each in found] == [
        *(("yunhe", False), ("gangwan", False), ("beian", True), ("harbour", False), ("dengta", False)),
    ]
    assert found[0].at == at(1)
