"""What the page of an article, and that of the outlets' health, tell of articles that were taken down, moved, issued again."""

from __future__ import annotations

from html import unescape

import pytest
from twins.fetcher import Page
from twins.network import LINES, MemoryNetwork, article, parts_in_memory
from web.press import Reader

from samarkand.ids import article_id
from samarkand.model.collecting import PageState, Visit
from samarkand.model.outlets import Outlet
from samarkand.pipeline.updating import keep

A = "https://port.example/city/strike-889012.html"
AGAIN = "https://port.example/city/port-889012.html"
LOST = (
    "<html><head><title>港口日报</title></head><body><p>您要找的文章不存在</p><script>alert(1)</script></body></html>"
)


@pytest.fixture(scope="module")
def lived():
    """An article that was gone and back, moved to a hostile address, was issued again, and is gone for good."""
    parts, net = parts_in_memory((Outlet("port", "港口日报", places=("port.example",)),)), MemoryNetwork()

    def visit(address: str, page: Page) -> None:
        net.web[address] = page
        net.later(days=1)
        list(keep(parts, net.network, [address], net.now))

    moved = "https://port.example/archive/%22%3E%3Cscript%3E"
    net.page(moved, article())
    for page in (Page(article().encode()), Page(LOST.encode()), Page(article().encode())):
        visit(A, page)
    visit(A, Page(status=301, headers=(("Location", moved),)))
    visit(AGAIN, Page(article("港口停摆", [*LINES, "另据港务局消息，夜航也已停止。"]).encode()))
    visit(A, Page(status=404))
    restless = PageState("r", "https://port.example/r", None, outlet="port", past=(Visit(net.now, "restless"),))
    parts.catalog.remember(pages=[restless])
    yield Reader(parts)
    parts.catalog.close()


WORDS = {
    "en": ("Taken down: gone between 9 September 2030", "Back since 10 September 2030", "The page answered 404.", "led to another address", "under another address:"),
    "zh-Hans": ("已被撤下：2030年9月9日", "重又见到", "原页回答 404", "转到了载有同一文章的另一网址", "又以另一网址发布了同一文章"),
    "zh-Hant": ("已被撤下：2030年9月9日", "重又見到", "原頁回答 404", "轉到了載有同一文章的另一網址", "又以另一網址發布了同一文章"),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_an_article_tells_its_life_in_every_language(lived, language):
    text = unescape(lived.get(f"/articles/{article_id('port', A)}?hl={language}").text)
    for words in WORDS[language]:
        assert words in text.replace("has led", "led")
    assert f"/articles/{article_id('port', AGAIN)}" in text
    assert text.count('class="notice gone"') == 1
    assert "alert(1)" not in text


@pytest.mark.parametrize("language", WORDS)
def test_its_history_tells_the_same_between_its_versions_in_order(lived, language):
    text = unescape(lived.get(f"/articles/{article_id('port', A)}/history?hl={language}").text)
    for words in WORDS[language]:
        assert words in text.replace("has led", "led")
    led, back = WORDS[language][3].replace("led", "has led"), WORDS[language][1]
    assert text.index('class="notice gone"') < text.index(led if led in text else WORDS[language][3]) < text.index(back)
    assert text.index(back) < text.index("<h2><a")
    assert text.count('class="notice gone"') == 1
    assert "alert(1)" not in text


def test_an_article_that_only_stands_has_no_such_notice(lived):
    text = lived.get(f"/articles/{article_id('port', AGAIN)}?hl=en").text
    assert "Taken down" not in text
    assert "under another address:" in text, "its history is that of the other article too"


def test_pages_that_are_never_the_same_are_told_of_in_the_health_of_their_outlet(lived):
    assert "1 page is another at every visit" in lived.get("/status?hl=en").text
