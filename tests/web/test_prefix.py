"""A reader below a path, where a proxy takes the path off: every address that it writes begins with it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from web.affair import NOW as LATE
from web.affair import TAKEN, id_of_story, ids
from web.press import BRIDGE, KEPT_PICTURE, PICTURED, Reader, id_of

from samarkand.model.reports import Report
from samarkand.web.entrance.rules import entrance
from samarkand.web.server import guarded

WAY = entrance("127.0.0.1", ["127.0.0.1"], "", [])
ADDRESS = re.compile(r'(?:href|src|action)="([^"]*)"')
PAGES = [
    *(
        "/",
        "/articles",
        "/outlets",
        "/outlets/yunhe?hl=en",
        "/changes",
        "/status",
        "/search?q=%E8%BF%90%E6%B2%B3",
        "/watches",
    ),
    *(
        f"/articles/{id_of(PICTURED)}",
        f"/articles/{id_of(BRIDGE)}/history",
        f"/articles/{id_of(BRIDGE)}/changes/1/3",
        "/nothing",
    ),
]
STORIES = ["/", f"/stories/{id_of_story(TAKEN)}", f"/articles/{ids(TAKEN)[0]}?script=zh-Hans", "/corrections"]


def ours(reader: Reader, path: str) -> list[str]:
    """The addresses of a page below /news that lead to us."""
    app = guarded(reader.app, WAY, is_open=False)
    answer = reader.get(path, app=app, x_forwarded_prefix="/news")
    found = map(unescape, ADDRESS.findall(answer.text))
    return [each for each in found if not re.match(r"https?://(?!127\.0\.0\.1)|#|mailto:|data:", each)]


@pytest.mark.parametrize("path", PAGES)
def test_every_address_of_a_page_is_below_it(reader, path):
    found = ours(reader, path)
    assert len(found) > 10
    assert [each for each in found if not re.match(r"/news(?:/(?!news)|$|\?)", each)] == []


@pytest.mark.parametrize("path", STORIES)
def test_every_address_of_a_story_is_below_it(affair, path):
    found = ours(Reader(affair, LATE, lambda wish: Report("changed", wish.story)), path)
    assert len(found) > 10
    assert [each for each in found if not re.match(r"/news(?:/(?!news)|$|\?)", each)] == []


@pytest.mark.parametrize(
    "path", ["/feed.atom", "/stories.atom", "/changes.atom", f"/articles/{id_of(PICTURED)}/feed.atom"]
)
def test_feeds_tell_whole_addresses_below_it(reader, path):
    app = guarded(reader.app, WAY, is_open=False)
    proxied = {"x_forwarded_prefix": "/news", "x_forwarded_proto": "https", "x_forwarded_host": "127.0.0.1"}
    text = unescape(reader.get(path, app=app, **proxied).text)
    found = re.findall(r'"(https?://127\.0\.0\.1[^"]*)"', text)
    assert found
    assert [each for each in found if not re.match(r"https://127\.0\.0\.1/news/(?!news)", each)] == []


def test_pages_are_found_and_lead_on_below_it(reader):
    app = guarded(reader.app, WAY, is_open=False)
    proxied = {"x_forwarded_prefix": "/news"}
    assert reader.get(f"/articles/{id_of(BRIDGE)}", app=app, **proxied).status == 200
    led = reader.get(f"/articles/{id_of(BRIDGE)[:10]}/versions/1", app=app, **proxied)
    assert led.headers["location"] == f"/news/articles/{id_of(BRIDGE)}/versions/1"
    path = reader.parts.catalog.images([KEPT_PICTURE])[KEPT_PICTURE].path
    assert reader.get(f"/{path}", app=app, **proxied).status == 200
    gate = reader.get("/timegate/https://yunhe.example/none", app=app, **proxied)
    assert gate.status == 404
