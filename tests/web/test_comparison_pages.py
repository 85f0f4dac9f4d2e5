"""A story compared on a page: what it says first, who tells what, and that every claim leads to its words."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.strike import ATTACK, CHORUS, LATE, LONE, RUMOUR, SILENT, STRIKE, id_of, ids, page_of, story


def main(answer) -> str:
    assert answer.status == 200
    return answer.text[answer.text.index("<main") : answer.text.index("</main>")]


def section(text: str, name: str) -> str:
    """A part of the page, by the id of its heading."""
    return text.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def links(text: str) -> list[str]:
    """Addresses that point at words."""
    return re.findall(r'href="(/articles/[^"]*[?&]mark=[^"]*)"', unescape(text))


@pytest.fixture(scope="module")
def english(comparer) -> str:
    return main(comparer.get(page_of(STRIKE, "?hl=en")))


def test_it_says_first_what_it_shows(comparer, english):
    words = "5 outlets (1 of them by way of 海岸社), 6 claims: 3 told by several independent outlets, 1 disagreement."
    assert words in unescape(english)
    assert english.index('class="sum"') < english.index("<h2")
    assert "5 家媒体（其中 1 家有内容取自海岸社），6 项说法：3 项有多家独立来源，1 处互相矛盾。" in unescape(
        main(comparer.get(page_of(STRIKE, "?hl=zh-Hans")))
    )


def test_disagreements_come_first_with_both_sides_and_who_tells_them(english):
    assert re.findall(r'<h2 id="(\w+)">', english)[:2] == ["disagreements", "claims"]
    part = section(english, "disagreements")
    sides = [re.sub(r"<[^>]+>", "", each) for each in part.split('class="value"')[1:]]
    assert ["20000 人" in sides[0], "50000 人" in sides[1]] == [True, True]
    assert ["运河晚报" in sides[0], "北岸日报" in sides[0], "港灣郵報" in sides[1]] == [True, True, True]
    assert "<mark>五萬人</mark>" in part


def test_claims_stand_by_voices_and_each_cell_is_the_words_of_an_outlet(english):
    part = section(english, "claims")
    assert re.findall(r"<summary><b>(\d) independent outlets</b>", part) == ["3", "2"]
    row = part[part.index("<tr id=") :].partition("</tr>")[0]
    cells = re.findall(r"<td[^>]*>.*?</td>", row, re.DOTALL)
    assert len(cells) == 5
    assert [bool(links(each)) for each in cells] == [True, True, True, False, True]
    assert "not told" in cells[3]
    assert "渡輪將從3月9日起停航三天" in cells[1]
    assert 'lang="zh-Hant"' in cells[1]
    assert "via <span" in cells[4]
    assert "海岸社" in cells[4]
    assert "莫尔塔诺" in row
    assert "港务局发言人" in row


def test_a_cue_that_takes_distance_is_told(english):
    assert "公司三年没有加薪" in section(english, "claims").partition("One text in several outlets")[2]
    assert "claimed" not in section(english, "disagreements")


def test_every_place_leads_to_its_words_marked(comparer, english):
    found = links(english)
    assert len(set(found)) > 15
    for address in sorted(set(found)):
        target = address.partition("#")[0]
        assert address.endswith("#mark")
        text = comparer.get(target).text
        identity = re.search(r"/articles/(\w+)/", target)[1]
        begin, end = (int(part) for part in re.search(r"mark=(\d+)-(\d+)", target).groups())
        words = comparer.queries.open(identity).reading.text[begin:end]
        marks = re.findall(r'<mark class="pointed"[^>]*>(.*?)</mark>', text, re.DOTALL)
        assert unescape("".join(marks)) == words.replace("\n", "")


def test_what_is_only_here_and_what_is_missing_is_told_for_each_outlet(english):
    sheets = section(english, "sheets").split("<h3>")[1:]
    assert len(sheets) == 5
    port = next(each for each in sheets if "The Harbour Post" in each)
    assert "Only here (2)" in port
    assert "I asked nobody for anything" in port
    assert "Missing here (3)" in port
    assert "渡轮将从3月9日起停航三天" in port


def test_people_stand_with_what_they_said_and_how_they_are_written(english):
    part = section(english, "people")
    dessa = next(each for each in part.split("<h3")[1:] if "德萨" in each.partition("</h3>")[0])
    assert "我不会同任何工会谈判" in dessa
    assert re.search(r'<h3 lang="en">Ivo Moltano</h3>', part)


def test_times_are_drawn_and_listed_past_and_coming(english):
    part = section(english, "calendar")
    drawn = re.findall(r"<circle[^>]*></circle><text[^>]*>(\d+)</text>", part)
    assert sorted(drawn, key=int) == ["1", "2", "3"]
    assert part.count("<li>") + part.count('<li class="coming">') >= 3
    first = part[part.index('<ol class="times">') :].split('<span class="number"')[1:]
    assert ['<time datetime="1897">1897</time>' in first[0], "to come" in first[0]] == [True, False]
    assert ["9 March 2026" in first[2], "to come" in first[2]] == [True, True]
    assert "and 4 more" in first[2]
    assert 'role="img" aria-label="The times along a line; all of them are listed below"' in part


def test_times_of_day_stand_under_their_day_and_lead_to_their_words(comparer):
    part = section(main(comparer.get(page_of(CHORUS))), "calendar")
    hours = part.partition('<ul class="lines hours">')[2].partition("</ul>")[0]
    assert re.findall(r"<b>([^<]*)</b>", hours) == ["13:27", "13:40"]
    assert len(links(hours)) == 2
    assert re.findall(r'lang="zh-Han[st]">([^<]*)</a>', hours) == ["3月1日下午1时27分", "3月1日13:40"]


def test_the_share_of_agencies_is_drawn_and_told(english):
    part = section(english, "agencies")
    assert "海岸社" in part
    assert "1 of 5 outlets" in part
    assert 'class="through" width="20%"' in part
    assert "Single statements came through it: 灯塔新闻网" in part


def test_names_of_one_thing_stand_with_their_outlets(english):
    part = section(english, "namings")
    told = re.sub(r"<[^>]+>|\s+", " ", unescape(part))
    assert re.search(r"骚乱 +运河晚报 *, *北岸日报.*抗议 +灯塔新闻网", told)


def test_a_story_of_one_article_is_shown_in_what_it_alone_says(comparer):
    text = main(comparer.get(page_of(LONE, "?hl=en")))
    assert "1 outlet, 1 claim: none told by several independent outlets, no disagreement found." in text
    assert "There is no claim yet that several outlets tell independently." in text
    assert "桥将在5月1日重开" in section(text, "sheets")
    assert 'id="two"' not in text


def test_texts_that_say_nothing_leave_nothing_but_words_that_say_so(comparer):
    text = main(comparer.get(page_of(SILENT, "?hl=en")))
    assert "2 outlets, 0 claims" in text
    for name in ("people", "namings", "calendar", "agencies"):
        assert f'id="{name}"' not in text


def test_articles_that_are_not_marked_yet_are_named_with_what_to_do(comparer):
    text = main(comparer.get(page_of(LATE, "?hl=en")))
    assert "Not marked yet, so without claims: 运河晚报, 北岸日报. Run samarkand statements." in unescape(text)


def test_twenty_outlets_stand_in_one_table_that_scrolls_by_itself(comparer):
    part = section(main(comparer.get(page_of(RUMOUR, "?hl=en"))), "claims")
    assert part.count('<th scope="col">') == 21
    assert '<div class="across" role="region" tabindex="0" aria-label="Who tells what: 20 independent outlets">' in part


def test_hostile_words_are_words(comparer):
    page = comparer.get(page_of(ATTACK)).text
    text = page[page.index("<main") :]
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in text
    for danger in ("<img src=x", "<script", "<svg onload", "</a><svg"):
        assert danger not in text
    side = comparer.get(f"/compare/{'/'.join(ids(ATTACK))}").text
    side = side[side.index("<main") :]
    assert "&lt;script&gt;" in side
    assert "<script" not in side


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_each_language_of_the_interface_has_its_page(comparer, language):
    texts = {
        name: comparer.get(page_of(told, f"?hl={language}")).text
        for name, told in (("strike", STRIKE), ("late", LATE), ("silent", SILENT))
    }
    for text in texts.values():
        assert f'<html lang="{language}">' in text
        assert "{" not in main_of(text)
    assert f"?hl={language}" in unescape(main_of(texts["strike"]))


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def test_other_ids_lead_to_the_comparison_of_the_story(comparer):
    whole = story(STRIKE).id
    for other in (ids(STRIKE)[2], whole[:12]):
        answer = comparer.get(f"/stories/{other}/comparison?hl=en")
        assert (answer.status, answer.headers["location"]) == (302, f"/stories/{whole}/comparison?hl=en")
    assert comparer.get("/stories/s0000000000000000/comparison").status == 404
    assert comparer.get("/stories/x/comparison").status == 404


def test_a_story_leads_to_its_comparison_where_there_is_something_to_compare(comparer):
    assert page_of(STRIKE) in unescape(comparer.get(f"/stories/{story(STRIKE).id}").text)
    assert page_of(LONE) not in unescape(comparer.get(f"/stories/{story(LONE).id}").text)


def test_the_form_offers_all_articles_and_leads_to_two_of_them(comparer, english):
    part = section(english, "two")
    assert part.count("<option") == 10
    one, two = ids(STRIKE)[:2]
    answer = comparer.get(f"/compare?one={one}&two={two}&hl=en")
    assert (answer.status, answer.headers["location"]) == (302, f"/compare/{one}/{two}?hl=en")
    assert id_of(next(iter(STRIKE))) == one
    assert comparer.get("/compare?one=../x&two=y").status == 404
    assert comparer.get("/compare").status == 404
