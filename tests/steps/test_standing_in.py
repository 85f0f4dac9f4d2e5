from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from samarkand.model.articles import Picture, Published, Reading, Version
from samarkand.steps.standing_in import stand_in
from samarkand.text.markup import parse_page

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
URL = "https://port.example/1"
VERSION = Version("a" * 16, 1, "port", URL, "渡轮停航", "records/x.md", "ab" * 32, NOON, made_from="feed")
READING = Reading("今天停航。\n明天复航。", None, (), "zh-Hans", (), "渡轮停航")


def shown(reading: Reading = READING, version: Version = VERSION, pictures=()):
    return parse_page(stand_in(version, reading, "港口日报", pictures))


def texts(page, selector: str) -> list[str]:
    return [element.text for element in page.select(selector)]


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh-Hans", "这不是媒体的网页。"),
        ("zh-Hant", "這不是媒體的網頁。"),
        ("en", "This is not a page of the outlet."),
        ("fr", "This is not a page of the outlet."),
    ],
)
def test_the_page_says_first_that_it_is_none_of_the_outlet(language, first):
    page = shown(replace(READING, language=language))
    warnings = texts(page, "aside strong")
    assert warnings[0] == first
    assert warnings[-1] == "This is not a page of the outlet."
    assert len(warnings) == (2 if language.startswith("zh") else 1)
    assert next(iter(page.select("body > *"))).tag == "aside"
    assert texts(page, "title") == ["[Samarkand] 渡轮停航"]


def test_it_tells_the_outlet_the_address_the_times_and_where_the_text_is_from():
    published = Published(datetime(2031, 4, 30, 8, tzinfo=UTC), "Asia/Shanghai", "minute", "feed")
    page = shown(replace(READING, language="en", published=published))
    assert texts(page, "dd") == ["港口日报", URL, "2031-05-01T12:00:00Z", "2031-04-30T08:00:00Z", "the outlet's feed"]
    for made_from in ("import", "page"):
        assert texts(shown(version=replace(VERSION, made_from=made_from)), "dd")[-1]


def test_the_text_stands_in_its_lines():
    assert texts(shown(), "body > p") == ["今天停航。", "明天复航。"]


def test_kept_pictures_stand_below_it():
    (image,) = shown(pictures=[Picture("https://port.example/p.png", "p.png", "码头", "船")]).select("figure img")
    assert (image.attr("src"), image.attr("alt")) == ("https://port.example/p.png", "船")


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_nothing_that_came_from_outside_can_act():
    reading = replace(READING, text=HOSTILE, title=HOSTILE, language=HOSTILE)
    pictures = [Picture(HOSTILE, HOSTILE, HOSTILE, HOSTILE)]
    for url in (HOSTILE, "javascript:alert(3)", f"https://a.example/{HOSTILE}"):
        page = parse_page(stand_in(replace(VERSION, url=url), reading, HOSTILE, pictures))
        assert list(page.select("script, [onerror], iframe")) == []
        assert len(list(page.select("img"))) == 1
        assert all(link.attr("href").startswith("https://") for link in page.select("a"))
