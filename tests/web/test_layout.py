"""How the pages look in a real browser: narrow and wide, light and dark, by keyboard, and without scripts."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from web.affair import FLOOD, FREED, LONE, TAKEN, id_of_story, ids
from web.affair import NOW as LATE
from web.browsing import served
from web.press import BRIDGE, DAY_ONLY, GONE, PICTURED, Reader, id_of
from web.strike import ATTACK, RUMOUR, SILENT, STRIKE, page_of, sides_of
from web.strike import LATE as LATER
from web.strike import LONE as LONELY
from web.strike import ids as struck

from samarkand.app.archives import open_archive
from samarkand.changing import Changes
from samarkand.demo.press import Press
from samarkand.demo.show import collect_round, prepare
from samarkand.model.reports import Report
from samarkand.model.stories import StoryListing
from samarkand.pipeline.correcting import Wish
from samarkand.pipeline.indexing import catch_up_index
from samarkand.pipeline.relating import relate
from samarkand.storytelling import Stories

pytestmark = pytest.mark.browser
PAGES = {
    "front": "/",
    "article": f"/articles/{id_of(PICTURED)}",
    "changed": f"/articles/{id_of(BRIDGE)}",
    "gone": f"/articles/{id_of(GONE)}?hl=en",
    "changes": "/changes",
    "changes of a kind": "/changes?kind=number&hl=en",
    "rates": "/changes/outlets?hl=zh-Hant",
    "history": f"/articles/{id_of(BRIDGE)}/history",
    "two versions": f"/articles/{id_of(BRIDGE)}/changes/1/3?hl=en",
    "two versions side by side": f"/articles/{id_of(BRIDGE)}/changes/1/3?layout=sides&typography=1",
    "outlets": "/outlets",
    "outlet": "/outlets/yunhe?hl=zh-Hant",
    "status": "/status?hl=en",
    "error": "/nothing",
    "search": "/search?q=%E8%BF%90%E6%B2%B3&hl=zh-Hant",
    "old": "/search?q=is:old+%E6%97%A7%E6%A1%A5&hl=en",
    "nothing found": "/search?q=unheard",
    "ask": "/search",
    "watches": "/watches",
    "wrong query": "/search?q=%28%E6%97%A7%E6%A1%A5&hl=en",
    "articles": "/articles",
}
STORIES = {
    "stories": "/",
    "stories by time": "/?before=9999999999999.s0000000000000000&hl=en",
    "story": f"/stories/{id_of_story(TAKEN)}",
    "corrected story": f"/stories/{id_of_story(FREED)}?hl=en",
    "story of sixty": f"/stories/{id_of_story(FLOOD)}?hl=zh-Hant",
    "story alone": f"/stories/{id_of_story(LONE)}?hl=en",
    "article in a story": f"/articles/{ids(TAKEN)[1]}?hl=en",
    "outlet with stories": "/outlets/yunhe",
}
COMPARED = {
    "comparison": page_of(STRIKE, "?hl=en"),
    "comparison of twenty": page_of(RUMOUR, "?hl=zh-Hant"),
    "comparison of one": page_of(LONELY),
    "comparison of nothing": page_of(SILENT, "?hl=en"),
    "comparison of what is not marked": page_of(LATER),
    "hostile comparison": page_of(ATTACK),
    "side by side": sides_of(STRIKE, 0, 1),
    "side by side in two languages": sides_of(STRIKE, 2, 3, "?hl=en"),
    "long side by side": sides_of(RUMOUR, 0, 1),
    "people": "/people?hl=en&of=ever",
    "somebody": "/people/%E8%8E%AB%E5%B0%94%E6%89%98%E8%AF%BA",
    "nobody": "/people/nobody?hl=en",
    "calendar": "/calendar?hl=zh-Hant",
    "day": "/calendar/2026-03-09",
    "month": "/calendar/2026-03?hl=en",
    "marked words": f"/articles/{struck(STRIKE)[0]}/versions/1?mark=0-30",
}
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
WIDTHS = (320, 360, 640, 768, 1280, 2560)
"""Pixels. 640 is what is left of 1280 where all is twice as large."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

POOR_CONTRAST = """() => {
  const channels = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const c = channels(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility()) continue;
    count++;
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(ratio.toFixed(2) + ' ' + element.outerHTML.slice(0, 120));
  }
  return {count, poor};
}"""
OUTLINE = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(h => !h.closest('.body'))
  .map(h => Number(h.tagName[1]))"""
NAMELESS = """() => [...document.querySelectorAll('a, img, nav, section, input, select, aside, table')].filter(e => !(
    e.tagName === 'IMG' ? e.hasAttribute('alt')
    : e.tagName === 'A' ? e.textContent.trim()
    : ['INPUT', 'SELECT'].includes(e.tagName) ? e.type === 'hidden' || e.labels[0]?.textContent.trim()
    : e.tagName === 'TABLE' ? e.closest('.body') || e.querySelector('th[scope]')  // an outlet's tables are its own
    : e.getAttribute('aria-label') || document.getElementById(e.getAttribute('aria-labelledby'))?.textContent.trim()
  )).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(params=[*PAGES, *STORIES, *COMPARED])
def place(request, address, stand, table):
    """The address of a page: without stories, with them and with all that can be unfolded, or of stories compared."""
    name = request.param
    if name in COMPARED:
        return table + COMPARED[name]
    return stand + STORIES[name] if name in STORIES else address + PAGES[name]


@pytest.fixture
def page(chromium, place):
    """The page in a window of a desk, its folded parts open."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(place)
    page.evaluate(UNFOLD)
    yield page
    context.close()


def test_a_page_is_for_every_window_and_every_reader(page):
    """As wide as a watch or a wall, light and dark, by its outline, and by the rules of WCAG 2.2 AA that axe can check."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, width
    page.set_viewport_size({"width": 1280, "height": 800})
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(POOR_CONTRAST)
        assert found["count"] > 5
        assert found["poor"] == [], scheme
    levels = page.evaluate(OUTLINE)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert page.evaluate(NAMELESS) == []
    found = Axe().run(
        page, options={"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}}
    )  # looked at above
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found.response["violations"]] == []
    assert len(found.response["passes"]) > 10


def test_the_keyboard_leads_past_the_navigation_to_the_text(chromium, address):
    page = chromium.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    while not skip.evaluate(
        "e => e.getBoundingClientRect().top >= 0"
    ):  # the page's policy lets no string be evaluated there
        page.wait_for_timeout(20)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Tab")
    focused = page.evaluate(
        "(e => [e.closest('main') !== null, getComputedStyle(e).outlineStyle])(document.activeElement)"
    )
    assert focused == [True, "solid"]
    page.close()


def test_everything_works_without_scripts(chromium, address):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Older").click()
    page.get_by_role("link", name="Newer").click()
    assert page.url == address + "/articles"
    page.get_by_role("heading", name="渡輪「晨星」復航").click()
    assert page.get_by_role("heading", level=1).inner_text() == "渡輪「晨星」復航"
    picture = page.get_by_role("img", name="渡輪駛出碼頭")
    assert picture.evaluate("e => e.complete && e.naturalWidth > 0")
    page.get_by_role("link", name="繁體").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    page.get_by_role("link", name="改動").click()
    assert "hl=zh-Hant" in page.url
    page.get_by_role("link", name="旧桥今夏拆除").first.click()
    page.get_by_role("link", name="前一次改動").click()
    page.get_by_role("link", name="第 1 版").click()
    assert page.url.endswith(f"/articles/{id_of(BRIDGE)}/versions/1?hl=zh-Hant")
    context.close()


def test_a_story_is_read_and_corrected_without_scripts(chromium, affair):
    """From the front page to a story, its folded copies and its next step; a form of ours is taken by a real browser."""
    wishes = []

    def correct(wish):
        wishes.append(wish)
        return Report("changed", wish.story)

    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    with served(Reader(affair, LATE, correct).app) as place:
        page = context.new_page()
        page.goto(place)
        page.get_by_role("heading", name="何遠舟遭扣查 港務局停擺").click()
        assert page.url == f"{place}/stories/{id_of_story(TAKEN)}"
        assert page.get_by_role("img", name="When each outlet joined").is_visible()
        copy = page.locator(".copies .title").first
        assert not copy.is_visible()
        page.get_by_text("The same text in").click()
        assert copy.is_visible()
        page.get_by_role("link", name="Correct this story").click()
        page.get_by_role("checkbox", name="The Harbour Post").check()
        page.get_by_role("button", name="take them out").click()
        assert page.url == f"{place}/stories/{id_of_story(TAKEN)}?done=corrected"
        page.get_by_role("link", name="何远舟获释返家").click()
        assert page.url == f"{place}/stories/{id_of_story(FREED)}"
    context.close()
    assert wishes == [Wish("split", id_of_story(TAKEN), (ids(TAKEN)[3],), "reader")]


def test_a_comparison_is_read_without_scripts(chromium, table):
    """From a claim to its words, and to two articles side by side, where a passage leads to its counterpart."""
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(table + page_of(STRIKE))
    page.locator("table.claims td a").first.click()
    mark = page.locator("#mark")
    assert mark.inner_text() == "渡轮将从3月9日起停航三天"
    assert mark.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }")
    page.go_back()
    page.get_by_label("The other").select_option(index=2)
    page.get_by_role("button", name="Lay side by side").click()
    assert page.url == table + sides_of(STRIKE, 0, 2)
    page.locator("#a2").click()
    assert page.url.endswith("#b2")
    assert page.locator("#b2").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    context.close()


def test_a_passage_lights_up_with_its_counterpart_under_the_pointer_and_the_keyboard(chromium, table):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(table + sides_of(STRIKE, 0, 1))
    ground = "e => getComputedStyle(e).backgroundColor"
    counterpart = page.locator("#b2")
    plain = counterpart.evaluate(ground)
    page.locator("#a2").hover()
    lit = counterpart.evaluate(ground)
    assert lit != plain
    assert page.locator("#b1").evaluate(ground) == plain
    page.mouse.move(0, 0)
    page.locator("#a1").focus()
    page.keyboard.press("Tab")
    assert counterpart.evaluate(ground) == lit
    page.close()


@pytest.mark.parametrize(("width", "is_beside"), [(320, False), (360, False), (1280, True)])
def test_two_articles_stand_beside_or_under_one_another(chromium, table, width, is_beside):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(table + sides_of(STRIKE, 0, 1))
    one, two = (each.bounding_box() for each in page.locator(".pair > section").all())
    assert (one["y"] == two["y"]) == is_beside
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_table_of_twenty_scrolls_in_its_box_by_keyboard_and_is_cards_on_a_phone(chromium, table):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(table + page_of(RUMOUR))
    box = page.locator(".across").first
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):
        if box.evaluate("e => e.scrollLeft"):
            break
        page.wait_for_timeout(20)
    assert box.evaluate("e => e.scrollLeft") > 0
    page.set_viewport_size({"width": 320, "height": 800})
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    cells = page.locator("table.claims tbody tr").first.locator("td")
    assert cells.first.evaluate("e => getComputedStyle(e, '::before').content").startswith('"名字很长')
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_each_script_has_its_own_glyphs(chromium, address):
    page = chromium.new_page()
    fonts = {}
    for url in (DAY_ONLY, PICTURED, GONE):
        page.goto(f"{address}/articles/{id_of(url)}")
        body = page.locator(".body")
        fonts[body.get_attribute("lang")] = [
            body.evaluate("e => getComputedStyle(e).fontFamily"),
            page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily"),
        ]
    assert set(fonts) == {"zh-Hans", "zh-Hant", "en"}
    assert "Noto Sans CJK SC" in fonts["zh-Hans"][0]
    assert "Noto Sans CJK TC" in fonts["zh-Hant"][0]
    assert "Noto Serif CJK TC" in fonts["zh-Hant"][1]
    assert fonts["en"][1].startswith("Charter")
    page.close()


def test_a_phone_shows_each_row_of_the_status_as_a_list(chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/status?hl=en")
    cell = page.locator("tbody td").first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"State"'
    boxes = [row.bounding_box() for row in page.locator("tbody tr").first.locator("th, td").all()]
    assert all(below["y"] > above["y"] for above, below in pairwise(boxes))
    context.close()


def test_paper_shows_the_article_without_navigation(chromium, address):
    page = chromium.new_page()
    page.goto(f"{address}/articles/{id_of(BRIDGE)}")
    page.emulate_media(media="print")
    assert not page.locator("nav.main").is_visible()
    assert page.locator(".body").is_visible()
    page.close()


@pytest.mark.skipif(
    os.environ.get("SAMARKAND_PICTURES") != "1", reason="SAMARKAND_PICTURES=1 writes docs/pictures anew"
)
def test_pictures_for_the_documentation(chromium, tmp_path):
    """The demo's press, collected to its last round, as a newcomer sees it."""
    with Press(now=datetime(2026, 3, 18, 20, tzinfo=UTC)) as press:
        prepare(tmp_path, press)
        for number, _ in enumerate(press.world.rounds, 1):
            list(collect_round(tmp_path, press, number))
        now = press.moment
    PICTURES.mkdir(exist_ok=True)
    with open_archive(tmp_path) as parts:
        reader = Reader(parts, now)
        changed = next(Changes(parts).latest(1)).article.id
        list(catch_up_index(parts))
        list(relate(parts))
        pages = {"front": "/", "article": f"/articles/{changed}", "changes": "/changes", "status": "/status"}
        often = max(Changes(parts).latest(200), key=lambda each: (each.after.number, each.article.id)).article.id
        pages["history"] = f"/articles/{often}/history"
        pages["versions"] = f"/articles/{changed}/changes/1/2?layout=sides"
        most = max(Stories(parts).front(now, 30), key=lambda each: (len(each.members), each.story.id)).story.id
        pages["story"] = f"/stories/{most}"
        listed = Stories(parts).listed(StoryListing(limit=200))
        widest = max(listed, key=lambda each: (len(each.members), each.story.id)).story.id
        pages["comparison"] = f"/stories/{widest}/comparison"
        pages["search"] = "/search?q=" + quote("海图 OR chart")
        pages |= {"people": "/people", "calendar": "/calendar"}
        with served(reader.app) as place:
            for width, scheme, ending in ((1280, "light", ""), (360, "dark", "-phone")):
                viewport = {"width": width, "height": 1280 if width > 1000 else 780}
                context = chromium.new_context(viewport=viewport, color_scheme=scheme, locale="zh-CN")
                page = context.new_page()
                page.goto(place)  # what disagrees is counted once the front page was asked for
                for name, path in pages.items():
                    part = "#claims" if name == "comparison" and width < 1000 else ""
                    page.goto(place + path + part)
                    page.screenshot(path=PICTURES / f"{name}{ending}.png")
                context.close()
