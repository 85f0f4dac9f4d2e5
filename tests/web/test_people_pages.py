"""The pages of those who are quoted in all articles: the list of them, one of them, and nobody."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

from web.strike import STRIKE, ids
from web.test_comparison_pages import main

from samarkand.web.routes.people import SHOWN

SPOKESMAN = "莫尔塔诺"


def person(reader, name: str, more: str = "?hl=en"):
    return reader.get(f"/people/{quote(name)}{more}")


def names(text: str) -> list[str]:
    return re.findall(r"<h2 lang[^>]*><a[^>]*>([^<]*)</a>", unescape(text))


def test_those_whom_most_outlets_quote_stand_first(comparer):
    text = main(comparer.get("/people?hl=en"))
    assert len(names(text)) == SHOWN
    counts = [int(each) for each in re.findall(r"(\d+) statements?", text)]
    by_statements = main(comparer.get("/people?by=statements&hl=en"))
    told = [int(each) for each in re.findall(r"(\d+) statements?", by_statements)]
    assert told == sorted(told, reverse=True)
    assert sum(told) >= sum(counts)
    assert "Counted from 23 February 2026 on" in text


def test_everybody_who_was_ever_quoted_is_another_view_and_the_one_shown_is_marked(comparer):
    text = main(comparer.get("/people?of=ever&hl=en"))
    assert "Counted from" not in text
    assert re.findall(r'aria-current="page">([^<]*)</a>', text) == ["Ever · by outlets"]


def test_somebody_is_shown_with_outlet_words_and_a_link_to_the_span(comparer):
    text = unescape(main(person(comparer, SPOKESMAN)))
    assert re.search(r"\d+ statements · in \d+ outlets", text)
    assert "渡轮将从3月9日起停航三天" in text
    link = re.search(rf'href="(/articles/{ids(STRIKE)[0]}/versions/1\?mark=\d+-\d+[^"]*#mark)"', text)
    article = comparer.get(link[1].partition("#")[0])
    assert re.search(r'<mark class="pointed" id="mark">[^<]*渡轮', article.text)
    assert f'href="/articles/{ids(STRIKE)[0]}' in text


def test_somebody_is_found_in_the_other_script(comparer):
    assert unescape(main(person(comparer, "莫爾塔諾"))) == unescape(main(person(comparer, SPOKESMAN)))


def test_a_typed_name_leads_to_its_page_whatever_stands_in_it(comparer):
    answer = comparer.get(f"/people?name={quote(f' {SPOKESMAN} ')}&hl=en")
    assert (answer.status, answer.headers["location"]) == (302, f"/people/{quote(SPOKESMAN)}?hl=en")
    answer = comparer.get("/people?name=a/../b")
    assert answer.headers["location"] == "/people/a%20..%20b"
    assert comparer.get("/people?name=%20").status == 200


def test_nobody_is_told_as_such_with_a_way_to_search(comparer):
    answer = person(comparer, '无名"<b>')
    assert answer.status == 404
    text = answer.text
    assert "无名&quot;&lt;b&gt;" in text or "无名&#34;&lt;b&gt;" in text
    assert "/search?q=speaker" in unescape(text)


def test_the_pages_of_who_is_quoted_often_lead_to_one_another(comparer):
    text = main(comparer.get("/people?hl=en"))
    for name in names(text)[:3]:
        assert person(comparer, name).status == 200


def test_a_place_that_is_none_is_refused(comparer):
    for place in ("x", "1", "99999999999999999.a", "1.zz"):
        assert person(comparer, SPOKESMAN, f"?before={place}").status == 400


def test_an_archive_in_which_nothing_is_marked_says_so(reader):
    text = main(reader.get("/people?hl=en"))
    assert "Nobody is quoted here yet" in text
    assert person(reader, SPOKESMAN).status == 404


def test_an_article_and_a_story_lead_to_who_is_quoted_and_to_days(comparer):
    for address in (f"/articles/{ids(STRIKE)[0]}?hl=en", f"/stories/s{ids(STRIKE)[0]}?hl=en"):
        text = unescape(main(comparer.get(address)))
        assert f'href="/people/{quote(SPOKESMAN)}?hl=en"' in text
        assert 'href="/calendar/2026-03-09?hl=en"' in text
