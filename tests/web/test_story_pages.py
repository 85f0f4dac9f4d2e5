"""Stories on the front page, on a page of their own, and in feeds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from web.affair import FLOOD, FREED, LONE, NOW, OUSTED, TAKEN, affair, at, id_of_story, ids, story
from web.press import Reader, id_of, keep, record

from samarkand.model.catalog import Listing
from samarkand.model.stories import Placement, Story

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def main(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def shown(text: str) -> list[str]:
    """The stories of a list, in order."""
    return re.findall(r'<h3><a href="/stories/(s[0-9a-f]{16})', unescape(text))


def turned(text: str, kind: str) -> str:
    found = re.search(rf'class="{kind}" rel="\w+" href="([^"]+)"', text)
    return unescape(found[1]) if found else ""


def page(reader, told, **more):
    return reader.get(f"/stories/{id_of_story(told)}", **more)


def test_the_front_page_shows_the_weightiest_first(newsstand):
    found = shown(newsstand.get("/").text)
    assert found[0] == id_of_story(FLOOD), "six outlets of today"
    assert found.index(id_of_story(FREED)) < found.index(id_of_story(TAKEN)), "two of today before three of yesterday"
    assert set(found) == {id_of_story(each) for each in (TAKEN, FREED, OUSTED, FLOOD, LONE)}


def test_an_hour_more_turns_nothing_over(affair, newsstand):
    later = Reader(affair, NOW + timedelta(hours=1))
    assert shown(later.get("/").text) == shown(newsstand.get("/").text)


def test_behind_the_front_page_all_stories_lie_by_time(newsstand):
    second = newsstand.get(turned(newsstand.get("/").text, "older"))
    assert shown(second.text) == [id_of_story(each) for each in (OUSTED, LONE, FLOOD, FREED, TAKEN)]
    assert turned(second.text, "newer") == "/"
    assert turned(second.text, "older") == ""


def test_pages_of_stories_lead_on_without_repeating_any(tmp_path):
    with affair(tmp_path) as parts:
        parts.stories.clear()
        alone = [story({url: told}, 1) for url, told in FLOOD.items()]
        parts.stories.take(Placement(stories=tuple(alone)), parts.archive.end())
        reader = Reader(parts, NOW)
        seen, path = [], turned(reader.get("/").text, "older")
        while path:
            text = reader.get(path).text
            seen += shown(text)
            path = turned(text, "older")
    assert sorted(seen) == sorted(each.id for each in alone)
    assert seen == [each.id for each in sorted(alone, key=lambda each: each.last_at, reverse=True)]


@pytest.mark.parametrize("place", ["", "x", "1.2", "1." + "0" * 16, "9" * 15 + ".s" + "0" * 16, "1.s" + "g" * 16])
def test_a_place_that_cannot_be_is_told(newsstand, place):
    assert newsstand.get(f"/?before={place}").status == 400


def test_a_card_names_some_outlets_and_counts_voices_and_articles(newsstand):
    text = main(newsstand.get("/?hl=en").text)
    flood, taken = (
        next(card for card in text.split("<article")[1:] if id_of_story(each) in card.partition("</h3>")[0])
        for each in (FLOOD, TAKEN)
    )
    assert "and 2 more" in flood
    assert "60 articles" in flood
    assert ">5 outlets<" in taken
    assert ">3 of them on their own<" in taken
    assert "何远舟获释返家" in taken, "the step after"
    assert 'src="/images/' in taken


def test_copies_are_folded_under_the_text_that_they_repeat(newsstand):
    text = main(page(newsstand, TAKEN, accept_language="en").text)
    folded = text[text.index('<details class="copies">') :].partition("</ol>\n</details>")[0]
    assert "The same text in 北岸日报, 灯塔新闻网" in folded
    assert folded.count("from 潮讯社") == 2
    assert text.count("from 潮讯社") == 2
    assert unescape(folded).count(f"/articles/{id_of('https://beian.example/a3')}") == 1


def test_all_articles_stand_by_time_in_the_clock_of_one_place(newsstand):
    text = unescape(main(page(newsstand, TAKEN).text))
    reports = text[text.index('class="reports"') :]
    originals = [id_of(url) for url in TAKEN if "beian" not in url and "dengta" not in url]
    assert [reports.index(each) for each in originals] == sorted(reports.index(each) for each in originals)
    assert "2026年3月1日 13:00" in reports, "05:00 in London"
    assert "UTC+8" in reports
    assert '<span class="zone">UTC</span>' not in reports


def test_who_was_first_is_told_with_what_polling_leaves_open(newsstand):
    text = main(page(newsstand, TAKEN, accept_language="en").text)
    first = text[text.index("Published first") :].partition("</dl>")[0]
    assert "运河晚报" in first
    assert "09:00" in first
    assert "09:12" in first
    assert "No round had looked before" in first


def test_what_was_seen_within_the_same_gap_may_have_been_earlier(newsstand):
    text = main(page(newsstand, FREED, accept_language="en").text)
    assert "The round before had looked 60 minutes earlier" in text
    assert "may have been earlier: 港灣郵報." in text


def test_of_what_was_imported_nobody_saw_when_it_appeared(tmp_path):
    with affair(tmp_path) as parts:
        keep(parts, record("https://shahe.example/old", "旧闻", "<p>旧事。</p>", at(0)), at(50), imported_from="old.md")
        (old,) = (each for each in parts.catalog.articles(Listing(limit=100)) if each.latest.title == "旧闻")
        known = Story(f"s{old.id}", (old.id,), old.id, at(0), at(0), ("shahe",), 1)
        parts.stories.take(Placement(stories=(known,)), parts.archive.end())
        assert "It was imported" in Reader(parts).get(f"/stories/{known.id}?hl=en").text


def test_the_steps_of_an_affair_stand_in_order_around_this_one(newsstand):
    text = unescape(main(page(newsstand, FREED).text))
    thread = text[text.index('class="thread"') :].partition("</nav>")[0]
    here = thread.index('aria-current="true"')
    assert thread.index(f"/stories/{id_of_story(TAKEN)}") < here < thread.index(f"/stories/{id_of_story(OUSTED)}")
    assert 'class="thread"' not in page(newsstand, FLOOD).text


def test_what_a_person_decided_is_marked(newsstand):
    text = main(page(newsstand, FREED, accept_language="en").text)
    assert "corrected by hand" in text
    assert "Stories were merged: 2 articles became one story." in text
    assert "editor" in text
    assert "corrected by hand" not in page(newsstand, TAKEN, accept_language="en").text


def test_a_time_of_the_same_day_is_told_without_it(newsstand):
    text = main(page(newsstand, OUSTED, accept_language="en").text)
    assert re.search(r"First seen <time[^>]*>17:12</time>", text)


def test_sixty_articles_stand_on_one_page(newsstand):
    text = unescape(main(page(newsstand, FLOOD).text))
    assert sum(f'href="/articles/{each}"' in text for each in ids(FLOOD)) == 60


def test_other_ids_lead_to_the_story(newsstand):
    whole = id_of_story(TAKEN)
    for other in (ids(TAKEN)[3], f"s{ids(TAKEN)[3]}", whole[:12]):
        answer = newsstand.get(f"/stories/{other}?hl=en")
        assert (answer.status, answer.headers["location"]) == (302, f"/stories/{whole}?hl=en")


def test_an_article_leads_to_its_story(newsstand):
    text = unescape(newsstand.get(f"/articles/{ids(TAKEN)[3]}?hl=en").text)
    assert "Reported by 5 outlets in 5 articles:" in text
    assert f'href="/stories/{id_of_story(TAKEN)}?hl=en"' in text


def test_an_outlet_shows_what_it_reports_with_others(newsstand):
    text = unescape(newsstand.get("/outlets/harbour").text)
    assert f'href="/stories/{id_of_story(TAKEN)}"' in text
    assert f'href="/stories/{id_of_story(OUSTED)}"' not in text, "it alone reports that"


def test_the_feed_of_stories_tells_them_with_their_articles(newsstand):
    root = ET.fromstring(newsstand.get("/stories.atom").body)
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 5
    taken = next(each for each in entries if each.find("a:title", ATOM).text == "何遠舟遭扣查 港務局停擺")
    assert taken.find("a:updated", ATOM).text == "2026-03-01T06:30:00Z"
    assert taken.find("a:published", ATOM).text == "2026-03-01T01:00:00Z"
    assert taken.find("a:link", ATOM).get("href") == f"http://127.0.0.1:8000/stories/{id_of_story(TAKEN)}"
    assert taken.find("a:content", ATOM).text.count("<li>") == 5
    assert taken.find("a:author/a:name", ATOM).text == "运河晚报"


def test_a_story_has_a_feed_of_its_articles_and_an_outlet_of_its_stories(newsstand):
    root = ET.fromstring(newsstand.get(f"/stories/{id_of_story(TAKEN)}/feed.atom").body)
    links = [each.get("href").rpartition("/")[2] for each in root.findall("a:entry/a:link[@rel='alternate']", ATOM)]
    assert links == ids(TAKEN)[::-1]
    titles = ET.fromstring(newsstand.get("/outlets/shahe/stories.atom").body).findall("a:entry/a:title", ATOM)
    assert {each.text for each in titles} == {"早市豆腐一块五", "沙河水位第29报"}
    assert newsstand.get("/stories/s0000000000000000/feed.atom").status == 404


def test_a_story_that_grows_is_sent_again_whatever_time_its_article_tells(tmp_path):
    with affair(tmp_path) as parts:
        reader = Reader(parts, NOW)
        path = f"/stories/{id_of_story(OUSTED)}"
        tags = {each: reader.get(each).headers["etag"] for each in (path, "/stories.atom", "/")}
        both = {**LONE, **OUSTED}
        joined = story(both, 2)
        end = parts.archive.end()
        parts.stories.take(
            Placement(dissolved=(id_of_story(OUSTED), id_of_story(LONE)), stories=(joined,)),
            replace(end, count=end.count + 1),
        )
        for each, tag in tags.items():
            answer = reader.get(each, if_none_match=tag)
            assert answer.status in {200, 302}, each
            assert "last-modified" not in answer.headers


def test_articles_that_wait_for_their_story_are_told_of(reader):
    text = main(reader.get("/", accept_language="en").text)
    assert "not placed in stories yet" in text
    assert 'href="/articles"' in text


def test_steps_far_from_a_story_are_folded(tmp_path):
    with affair(tmp_path) as parts:
        parts.stories.clear()
        steps = [story({url: told}, 1, "s" + "0" * 16) for url, told in list(FLOOD.items())[:9]]
        parts.stories.take(Placement(stories=tuple(steps)), parts.archive.end())
        middle = sorted(steps, key=lambda each: (each.first_at, each.id))[4]
        text = main(Reader(parts, NOW).get(f"/stories/{middle.id}?hl=en").text)
    assert "1 earlier steps" in text
    assert "1 later steps" in text
    assert text.count("Before ·") == text.count("After ·") == 4, "each of them once, three of them in sight"
