"""A place that an address points at is marked in the body, whatever its markup, or else quoted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.press import BRIDGE, PICTURED, SEEN, id_of

from samarkand.model.articles import Record
from samarkand.model.outlets import Era, Outlet
from samarkand.steps.reading import arrange, read
from samarkand.web.bodies import Showing, shown_body
from samarkand.web.pointing import Pointed, unmarked

BASE = "https://a.example/2026/1"
FIRST = '<mark class="pointed" id="mark">'


def shown(html: str, words: str, outlet: Outlet | None = None, start: int | None = None) -> str:
    outlet, record = outlet or Outlet("a", "甲"), Record("题", BASE, html)
    text = read(record, outlet, SEEN).text
    begin = text.index(words) if start is None else start
    target = Pointed(begin, begin + len(words), words)
    return shown_body(arrange(record, outlet, SEEN), BASE, Showing({}, lambda key, **_: key, target))


def test_words_are_marked_where_they_stand():
    assert shown("<p>市长说，桥将重开。</p>", "桥将重开") == f"<p>市长说，{FIRST}桥将重开</mark>。</p>"


def test_of_equal_words_those_are_marked_that_are_meant():
    assert shown("<p>桥</p><p>桥</p>", "桥", start=2) == f"<p>桥</p><p>{FIRST}桥</mark></p>"


def test_words_in_several_elements_are_marked_in_each_and_named_once():
    html = shown("<p>市长<b>说，<a href='/x'>桥将</a></b>重开。</p>", "说，桥将重开")
    assert html.count("<mark") == 3
    assert html.count('id="mark"') == 1
    assert html.index(FIRST) < html.index('<mark class="pointed">')


def test_furniture_before_them_moves_no_mark():
    outlet = Outlet("a", "甲", eras=(Era(furniture=(".share",), furniture_lines=("广告",)),))
    html = shown('甲<div class="share">分享</div>乙<p>广告</p><p>桥将重开，桥将拆除</p>', "桥将拆除", outlet)
    assert html.endswith(f"<p>桥将重开，{FIRST}桥将拆除</mark></p>")


@pytest.mark.parametrize("forged", ['<mark data-pointed="" id="mark">假</mark>', '<b data-pointed id="mark">假</b>'])
def test_a_mark_of_the_article_itself_is_none_of_ours(forged):
    html = shown(f"<p>{forged}桥</p>", "桥")
    assert html.count("pointed") == 1
    assert html.count('id="mark"') == 1
    assert html.endswith(f"{FIRST}桥</mark></p>")


def test_words_that_the_page_does_not_show_are_quoted():
    target = Pointed(0, 2, "看见")
    assert unmarked(target, '<p>id="mark" &lt;mark class="pointed" id="mark"></p>') == "看见"
    assert unmarked(target, f"<p>{FIRST}看见</mark></p>") == ""
    assert unmarked(None, "<p></p>") == ""
    assert len(unmarked(Pointed(0, 9_999, "长" * 9_999), "")) < 500


@given(
    st.lists(st.sampled_from(["甲乙", " ", "<p>", "</p>", "<b>", "</b>", "<br>", "<td>", "丙"]), max_size=20).map(
        "".join
    ),
    st.data(),
)
def test_any_place_of_any_text_is_marked_and_the_words_stay_what_they_are(html, data):
    record, outlet = Record("题", BASE, html), Outlet("a", "甲")
    text = read(record, outlet, SEEN).text
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    plain, marked = (
        shown_body(arrange(record, outlet, SEEN), BASE, Showing({}, lambda key, **_: key, target))
        for target in (None, Pointed(start, end, text[start:end]))
    )
    assert FIRST in marked
    assert marked.replace(FIRST, "").replace('<mark class="pointed">', "").replace("</mark>", "") == plain


def test_a_long_body_is_marked_in_time():
    html = "<p>" + "<b>桥</b>" * 50_000 + "</p>"
    begun = time.perf_counter()
    shown(html, "桥" * 40_000)
    assert time.perf_counter() - begun < 5


def test_an_address_leads_to_the_marked_words(reader):
    text = reader.get(f"/articles/{id_of(BRIDGE)}/versions/1?mark=0-4&hl=zh-Hans").text
    assert f"<p>{FIRST}旧桥将于</mark>五月拆除" in text


@pytest.mark.parametrize("mark", ["", "4", "4-4", "9-4", "0-99999", "-1-3", "0-4x", "０-４", "0-" + "9" * 40])
def test_an_address_that_points_nowhere_shows_the_article(reader, mark):
    answer = reader.get(f"/articles/{id_of(BRIDGE)}?mark={mark}")
    assert answer.status == 200
    assert 'id="mark"' not in answer.text


def test_a_caption_that_moved_is_marked_or_quoted(reader):
    found = reader.queries.open(id_of(PICTURED))
    start = found.reading.text.index("晨星號首航")
    text = reader.get(f"/articles/{id_of(PICTURED)}?mark={start}-{start + 5}").text
    assert text.count('id="mark"') == 1
