"""The page of saved searches: what each finds now, who is told, and nothing that only the archive's owner should see."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.press import OUTLETS, PICTURED, Reader, fill, id_of

from samarkand.app.archives import create_archive, open_archive
from samarkand.pipeline.indexing import catch_up_index

WATCHES = """
[[watch]]
id = "ferry"
query = "渡轮"

[[watch]]
id = "level"
query = "水位 -茶叶"
title = "运河 <水位>"
webhook = "https://hooks.example/T0K3N"
secret_env = "LEVEL_SECRET"
command = "notify --password hush"
mail = "keeper@mail.example"

[[watch]]
id = "none"
query = "无人说过的话"

[[watch]]
id = "headline"
query = "运河水位平稳晨星渡轮首班载客恢复航行市长未予置评"

[[watch]]
id = "wrong"
query = "(渡轮"
"""


@pytest.fixture(scope="module")
def watching(tmp_path_factory):
    root = tmp_path_factory.mktemp("watching")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    (root / "watches.toml").write_text(WATCHES, encoding="utf-8")
    with open_archive(root) as parts:
        fill(parts)
        list(catch_up_index(parts))
        yield Reader(parts)


@pytest.fixture
def rows(watching):
    """The searches of the page in English, as text with its markup, in their order."""
    answer = watching.get("/watches?hl=en")
    assert answer.status == 200
    return re.findall(r"<li>\n<h2>.*?</li>", answer.text, re.DOTALL)


def links(text):
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', text)]


def test_the_searches_stand_in_the_order_of_their_file(rows):
    names = [unescape(re.search(r"<h2><a [^>]*>(.*?)</a>", row)[1]) for row in rows]
    assert names == ["渡轮", "运河 <水位>", "无人说过的话", "运河水位平稳晨星渡轮首班载客恢复航行市长未予置评", "(渡轮"]


def test_a_search_leads_to_what_it_finds_and_to_its_feed(watching, rows):
    page, feed = [link for link in links(rows[0]) if link.startswith(("/search", "/watches"))]
    assert "1 found" in rows[0]
    assert "1 found" in watching.get(page).text
    assert feed == "/watches/ferry/feed.atom?hl=en"
    assert watching.get(feed).status == 200


def test_the_newest_that_matches_is_shown_with_its_time_and_language(rows):
    assert f"/articles/{id_of(PICTURED)}?hl=en" in links(rows[0])
    assert ' lang="zh-Hant">渡輪「晨星」復航</a>' in rows[0]
    assert '<time datetime="2026-03-02T04:00:00Z"' in rows[0]
    assert "快讯0" in rows[1]


def test_who_is_told_is_shown_without_address_command_or_secret(watching, rows):
    assert "tells" not in rows[0]
    assert "tells an address" in rows[1]
    assert "tells by mail" in rows[1]
    assert "hands over to a program" in rows[1]
    for secret in ("T0K3N", "hooks.example", "hush", "LEVEL_SECRET", "mail.example"):
        assert secret not in watching.get("/watches").text


@pytest.mark.parametrize("number", [2, 3], ids=["of words", "of a headline that has no equal"])
def test_a_search_that_finds_nothing_says_so(rows, number):
    assert "0 found" in rows[number]
    assert "Newest" not in rows[number]


def test_a_search_that_cannot_be_understood_says_why_and_hides_no_other(watching, rows):
    assert "This parenthesis is not closed." in rows[4]
    assert "这个括号没有收尾。" in watching.get("/watches?hl=zh-Hans").text


def test_where_nothing_is_kept_the_page_says_how_to(empty_reader):
    answer = empty_reader.get("/watches?hl=en")
    assert "No search is kept yet." in answer.text
    assert "samarkand watch" in answer.text


@pytest.mark.parametrize("path", ["/search", "/search?q=%E6%B8%A1%E8%BD%AE"])
def test_the_pages_of_the_search_lead_there(watching, path):
    assert "/watches" in links(watching.get(path).text)


@pytest.mark.parametrize("path", ["/watches", "/watches/ferry/feed.atom"])
@pytest.mark.parametrize(("name", "text"), [("watches.toml", "[[watch]\n"), ("names.toml", "[[name")])
def test_a_file_of_settings_that_cannot_be_read_is_told_by_its_name(tmp_path, path, name, text):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        (tmp_path / "watches.toml").write_text('[[watch]]\nid = "ferry"\nquery = "渡轮"\n', encoding="utf-8")
        list(catch_up_index(parts))
        (tmp_path / name).write_text(text, encoding="utf-8")
        reader = Reader(parts)
        answer = reader.get(f"{path}?hl=en")
        assert answer.status == 500
        assert "A file of settings cannot be understood" in answer.text
        assert name in answer.text
        assert reader.get("/").status == 200
