"""The login, and what is changed, in a real browser: without scripts, by keyboard, and by the rules of WCAG 2.2 AA."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from twins.passwords import MemoryPassword
from web.browsing import served
from web.knocking import RIGHT
from web.press import NOW, OUTLETS, Reader
from web.test_layout import NAMELESS, OUTLINE, POOR_CONTRAST, RULES

from samarkand.app.archives import create_archive, open_archive
from samarkand.app.managing import Managing
from samarkand.model.watches import Watch
from samarkand.pipeline.indexing import catch_up_index
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance

pytestmark = pytest.mark.browser
OPML = '<opml><body><outline type="rss" text="One" xmlUrl="https://one.example/rss"/></body></opml>'


@pytest.fixture
def root(tmp_path):
    create_archive(tmp_path)
    (tmp_path / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def place(root):
    """Where a reader with a door is served, in which things are changed."""
    managing = Managing(root, lambda: datetime(2026, 3, 3, tzinfo=UTC))
    with open_archive(root) as parts:
        list(catch_up_index(parts))
        door = Door(Entrance("0.0.0.0"), MemoryPassword(RIGHT), "archive")
        with served(Reader(parts, NOW, managing=managing, door=door).app) as found:
            yield found


def test_without_scripts_one_enters_changes_what_one_may_and_leaves(chromium, place, root):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{place}/subscriptions")
    page.get_by_label("Password").fill("guess")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("This is not the password.").wait_for()
    page.get_by_label("Password").fill(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place}/subscriptions")
    page.get_by_label("Address or outlet").fill("nobody knows this")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("/subscriptions#name")
    assert page.get_by_label("Address or outlet").input_value() == "nobody knows this"
    page.get_by_label("Address or outlet").fill("rfi")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("1 is new").wait_for()
    page.get_by_label("OPML file").set_input_files({"name": "a.opml", "mimeType": "text/xml", "buffer": OPML.encode()})
    page.get_by_role("button", name="Follow its feeds").click()
    page.get_by_role("button", name="Pause One").click()
    page.get_by_role("button", name="Resume One").wait_for()
    page.get_by_role("link", name="Remove One").click()
    page.get_by_role("button", name="Follow no longer").click()
    page.get_by_text("It is followed no longer.").wait_for()
    assert page.get_by_role("button", name="Pause").count() == 2
    page.get_by_role("link", name="Watches").click()
    page.get_by_label("Query", exact=True).fill("渡轮")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("The search is kept.").wait_for()
    page.get_by_role("link", name="Log out").click()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{place}/watches")
    assert "/login?" in page.url
    context.close()
    assert "rfi" in (root / "outlets.toml").read_text("utf-8")
    assert "one.example" not in (root / "outlets.toml").read_text("utf-8")


def test_a_link_from_elsewhere_finds_who_is_in_still_in(chromium, place):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{place}/login")
    page.get_by_label("Password").fill(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place}/")
    page.route(
        "http://elsewhere.example/",
        lambda route: route.fulfill(body=f'<a href="{place}/status">x</a>', content_type="text/html"),
    )
    page.goto("http://elsewhere.example/")
    page.get_by_role("link").click()
    page.wait_for_url(f"{place}/status")
    context.close()


def test_these_pages_are_for_every_window_and_every_reader(chromium, place, root):
    watches = Managing(root, lambda: NOW)
    watches.keep_watch(Watch("渡轮 " + "很长的搜索" * 20))
    watches.follow("rfi")
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{place}/login")
    looked_at(page)
    page.get_by_label("Password").fill(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{place}/")
    for path in (
        "/subscriptions?new=1&known=2",
        "/watches?q=x",
        "/corrections",
        "/subscriptions/removal?which=rfi",
    ):
        page.goto(place + path)
        looked_at(page)
    page.goto(f"{place}/subscriptions?hl=zh-Hant")
    page.locator("#name").fill("https://")
    page.keyboard.press("Enter")
    page.locator("#fault").wait_for()
    assert page.evaluate("document.activeElement.id") == "fault"
    looked_at(page)
    context.close()


def looked_at(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, (page.url, width)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(POOR_CONTRAST)["poor"] == [], (page.url, scheme)
    levels = page.evaluate(OUTLINE)
    assert levels[0] == levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), levels
    assert page.evaluate(NAMELESS) == []
    found = Axe().run(page, options={"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}})
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found.response["violations"]] == []
