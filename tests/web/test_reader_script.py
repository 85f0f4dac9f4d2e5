"""What the reader's script adds in a real browser: keys, previews, word of what is new; and that nothing needs it."""

from __future__ import annotations

import pytest
from web.browsing import served
from web.press import PICTURED, Reader, archive_told, id_of

pytestmark = pytest.mark.browser
ACTIVE = "document.activeElement.textContent"


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, locale="en-GB")
    page = context.new_page()
    page.refused = []
    page.on("console", lambda message: page.refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.refused.append(str(error)))
    yield page
    context.close()
    assert page.refused == []


def test_keys_lead_from_one_article_to_the_next_and_open_it(page, address):
    page.goto(address + "/articles")
    titles = page.locator("main h3 > a").all_inner_texts()
    for key, title in (("j", titles[0]), ("j", titles[1]), ("j", titles[2]), ("k", titles[1])):
        page.keyboard.press(key)
        assert page.evaluate(ACTIVE) == title
    page.keyboard.press("o")
    page.wait_for_url("**/articles/*")
    assert page.locator("h1").inner_text() == titles[1]


def test_keys_reach_the_search_and_are_letters_there(page, address):
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("jko/?p")
    assert page.locator("#q").input_value() == "jko/?p"


def test_keys_are_told_and_can_be_switched_off_for_good(page, address):
    page.goto(address + "/articles")
    page.keyboard.press("?")
    told = page.get_by_role("dialog", name="Keys")
    assert told.locator("kbd").all_inner_texts() == ["j", "k", "o", "p", "/", "?"]
    told.get_by_role("checkbox", name="Use these keys").uncheck()
    page.keyboard.press("Escape")
    assert not told.is_visible()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Keys").click()
    assert told.is_visible()
    assert not told.get_by_role("checkbox").is_checked()


def test_a_preview_shows_how_an_article_begins(page, address):
    page.goto(address + "/articles")
    page.locator(f"main a[href='/articles/{id_of(PICTURED)}']").first.focus()
    page.keyboard.press("p")
    preview = page.locator("#preview")
    preview.wait_for()
    assert "UTC+8" in preview.inner_text()
    assert preview.locator("p[lang='zh-Hant']").count() > 0
    page.keyboard.press("Escape")
    assert not preview.is_visible()


def test_who_looks_is_told_that_something_came_and_nothing_moves_until_they_ask(page, tmp_path):
    with archive_told(tmp_path) as (parts, keep):
        keep("https://yunhe.example/bridge", 0, "旧桥要拆", "<p>旧桥将于五月拆除。</p>")
        with served(Reader(parts).app) as place:
            page.goto(place + "/articles")
            page.wait_for_load_state("networkidle")
            look = "document.dispatchEvent(new Event('visibilitychange'))"
            page.evaluate(look)
            page.wait_for_load_state("networkidle")
            news = page.get_by_role("status")
            assert not news.is_visible()
            keep("https://yunhe.example/fresh", 60, "新桥通车了", "<p>新桥今天通车。</p>")
            page.evaluate(look)
            news.wait_for()
            assert page.get_by_text("新桥通车了").count() == 0
            news.get_by_role("link").click()
            page.get_by_text("新桥通车了").first.wait_for()


def test_without_scripts_nothing_shows_that_needs_one(chromium, address):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    for part in ("#keys", "#preview", "#news", "#open-keys"):
        assert not page.locator(part).is_visible()
    context.close()
