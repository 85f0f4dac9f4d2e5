"""A page read in the other script: its texts change, and neither the interface nor what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.press import BRIDGE, PICTURED, id_of

from samarkand.web.rescripting import in_script

PAGE = '<html lang="zh-Hans"><body><p>首页：鹽港</p>{}</body></html>'


@pytest.mark.parametrize(
    ("script", "text", "read"),
    [
        ("zh-Hans", '<p lang="zh-Hant">鹽港的渡輪</p>', '<p lang="zh-Hans">盐港的渡轮</p>'),
        ("zh-Hant", '<p lang="zh-Hans">皇后在之后来</p>', '<p lang="zh-Hant">皇后在之後來</p>'),
        ("zh-Hant", '<p lang="zh-CN">盐港为何</p>', '<p lang="zh-Hant">鹽港為何</p>'),
        ("zh-Hant", '<p lang="zh">盐港</p>', '<p lang="zh-Hant">鹽港</p>'),
        ("zh-Hant", '<p lang="zh-TW">皇后</p>', '<p lang="zh-TW">皇后</p>'),
        ("zh-Hans", '<p lang="zh-Hans">鹽</p>', '<p lang="zh-Hans">鹽</p>'),
        ("zh-Hans", '<p lang="en">鹽</p>', '<p lang="en">鹽</p>'),
        ("zh-Hans", '<p lang="zh-Hant">鹽<b>渡輪</b>輪</p>', '<p lang="zh-Hans">盐<b>渡轮</b>轮</p>'),
        ("zh-Hans", '<p lang="zh-Hant">鹽<i lang="en">鹽</i>輪</p>', '<p lang="zh-Hans">盐<i lang="en">鹽</i>轮</p>'),
        ("zh-Hans", '<p lang="zh-Hant">鹽<br>輪</p>鹽', '<p lang="zh-Hans">盐<br>轮</p>鹽'),
        (
            "zh-Hans",
            '<p lang="zh-Hant"><a href="/鹽" title="鹽 > 輪">鹽</a></p>',
            '<p lang="zh-Hans"><a href="/鹽" title="鹽 > 輪">盐</a></p>',
        ),
        (
            "zh-Hans",
            '<p lang="zh-Hant"><svg><path d="M0"/></svg>鹽</p>',
            '<p lang="zh-Hans"><svg><path d="M0"/></svg>盐</p>',
        ),
        ("zh-Hans", '<p lang="zh-Hant">1 < 2 鹽</p>', '<p lang="zh-Hans">1 < 2 盐</p>'),
    ],
)
def test_texts_are_read_in_the_script_that_is_asked_for(script, text, read):
    assert in_script(PAGE.format(text), script) == PAGE.format(read)


@given(st.text(alphabet="<>/\"'= abp鹽港后輪\x01\n", max_size=80))
def test_a_page_of_any_shape_keeps_all_but_its_characters(text):
    page = f'<p lang="zh-Hant">{text}</p>'
    read = in_script(page, "zh-Hans")
    assert len(read) == len(page)
    assert [char for char in read if char.isascii()] == [
        char for char in page.replace("Hant", "Hans") if char.isascii()
    ]


def test_an_article_is_read_in_the_other_script_and_its_own_is_one_click_away(reader):
    own = reader.get(f"/articles/{id_of(PICTURED)}").text
    assert "渡輪「晨星」復航" in own
    page = reader.get(f"/articles/{id_of(PICTURED)}?hl=en&script=zh-Hans").text
    assert '<h1 lang="zh-Hans">渡轮「晨星」复航</h1>' in page
    assert "The articles are shown in another script" in page
    assert f'<a href="/articles/{id_of(PICTURED)}?hl=en" rel="nofollow">Show them as written</a>' in page


def test_a_page_offers_the_script_that_its_text_is_not_in(reader):
    offered = f'<a href="/articles/{id_of(PICTURED)}?script=zh-Hans" rel="nofollow">以简体阅读</a>'
    header = reader.get(f"/articles/{id_of(PICTURED)}").text.split('<div class="body"')[0]
    assert offered in header
    assert "以繁体阅读" in reader.get(f"/articles/{id_of(BRIDGE)}").text.split('<div class="body"')[0]


def test_the_script_goes_along_with_every_link(reader):
    text = reader.get("/articles?script=zh-Hant").text
    main = text[text.index("<main") : text.index("</main>")]
    links = [part.partition('"')[0] for part in main.split('href="')[1:]]
    assert len(links) > 20
    assert [link for link in links if "script=zh-Hant" not in link] == []


def test_another_script_than_these_is_passed_over(reader):
    assert "klingon" not in reader.get("/articles?script=klingon").text
