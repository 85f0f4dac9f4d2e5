"""The pages that show all who speak in a story and all through whom it came."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.strike import CHORUS, RUMOUR, STRIKE, WITNESSES, ids, page_of
from web.test_comparison_pages import main, section

from samarkand.web.routes.comparison_parts import PEOPLE, SAID
from samarkand.web.routes.comparisons import FEW, FIRST


def headings(text: str) -> list[str]:
    return re.findall(r"<h3[^>]*>([^<]*)</h3>", unescape(text))


def turned(reader, address: str) -> list[str]:
    """The pages behind an address, each by its link to the next."""
    found = []
    while address:
        found.append(main(reader.get(address)))
        assert len(found) <= 10
        following = re.search(r'<a class="older" rel="next" href="([^"]*)"', found[-1])
        address = unescape(following[1]) if following else ""
    return found


def all_told(reader, name: str) -> list[str]:
    return [heading for text in turned(reader, page_of(CHORUS, "?hl=en", name)) for heading in headings(text)]


def test_the_comparison_tells_how_many_it_leaves_out_and_leads_to_all_of_them(comparer):
    text = unescape(main(comparer.get(page_of(CHORUS, "?hl=en"))))
    for name, shown in (("people", FIRST), ("agencies", SAID)):  # so many speak that a page has no room for all
        left_out = len(all_told(comparer, name)) - shown
        assert left_out > 30
        assert f'<a href="{page_of(CHORUS, "?hl=en", name)}">{left_out} more</a>' in section(text, name), name
    assert f"Others ({WITNESSES})" in section(text, "people")


def test_a_long_comparison_shows_some_of_each_sheet_and_leads_to_all_of_it(comparer):
    answer = comparer.get(page_of(CHORUS, "?hl=en"))
    assert len(answer.text.encode()) < 100_000
    sheets = section(unescape(main(answer)), "sheets")
    assert all(text.count("<li>") <= FEW for text in re.findall(r"<details.*?</details>", sheets, re.DOTALL))
    assert f'<a href="{page_of(CHORUS, "?hl=en", "sheets")}">' in sheets
    whole = "".join(turned(comparer, page_of(CHORUS, "?hl=en", "sheets")))
    told = [int(number) for number in re.findall(r"<summary>[^<]*?(\d+)[^<]*</summary>", whole)]
    lines = [text.count("<li>") for text in re.findall(r"<details.*?</details>", whole, re.DOTALL)]
    assert lines == told
    assert max(lines) > FEW


@pytest.mark.parametrize(("name", "on_page"), [("people", PEOPLE), ("agencies", SAID)])
def test_all_of_them_stand_on_pages_that_lead_to_one_another(comparer, name, on_page):
    pages = turned(comparer, page_of(CHORUS, "?hl=en", name))
    told = [heading for text in pages for heading in headings(text)]
    assert len(told) == len(set(told))
    assert len(told) == WITNESSES or (name == "agencies" and len(told) > 2 * on_page)
    assert [len(headings(text)) for text in pages[:-1]] == [on_page] * (len(pages) - 1)
    assert 'rel="prev"' not in pages[0]
    back = unescape(re.search(r'rel="prev" href="([^"]*)"', pages[1])[1])
    assert back == page_of(CHORUS, "?hl=en", name)
    assert page_of(CHORUS, "?hl=en") in unescape(pages[-1])


def test_a_page_that_is_not_there_leads_to_the_first(comparer):
    first = page_of(CHORUS, name="people")
    for page in ("0", "4", "99999999", "-1", "x", ""):
        answer = comparer.get(f"{first}?page={page}")
        assert (answer.status, answer.headers["location"]) == (302, first)
    assert comparer.get(f"{first}?page=3").status == 200


def test_another_id_of_the_story_leads_to_its_own(comparer):
    answer = comparer.get(f"/stories/{ids(STRIKE)[1]}/agencies")
    assert (answer.status, answer.headers["location"]) == (302, page_of(STRIKE, name="agencies"))
    assert comparer.get("/stories/nothing/people").status == 404


def test_a_story_without_agencies_says_so(comparer):
    assert "Nobody is told of" in main(comparer.get(page_of(RUMOUR, "?hl=en", "agencies")))


def test_titles_and_agencies_are_in_the_language_of_their_text(comparer):
    people = main(comparer.get(page_of(STRIKE, name="people")))
    assert re.search(r'<span lang="zh-Han[st]">[^<]*[发發]言人</span>', people)
    assert '<h3 lang="zh-Hans">海岸社</h3>' in main(comparer.get(page_of(STRIKE, name="agencies")))
    comparison = main(comparer.get(page_of(STRIKE)))
    assert 'lang="und"' not in comparison
