"""A site opened from a disk by a real browser: it is searched in both scripts, and asks nobody for anything."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import opencc
import pytest
from web.siting import made

from samarkand.app.archives import create_archive, open_archive, open_files
from samarkand.app.captures import CAPTURE_FILES
from samarkand.model.catalog import Listing
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.opening import open_text
from samarkand.pipeline.relating import relate
from samarkand.text.folding import fold

pytestmark = pytest.mark.browser
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def page(chromium):
    """A page that fails its test where anything goes wrong in it, or anything but a file is asked for."""
    opened = chromium.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda asked: None if asked.url.startswith("file:") else troubles.append(asked.url))
    yield opened
    opened.close()
    assert troubles == []


def found(page, site, query: str) -> tuple[int, list[str]]:
    """How many hits are told, and the titles of those that are shown."""
    page.goto(f"{(site / 'search.html').as_uri()}?q={query}")
    facts = page.locator("#found .facts p")
    facts.filter(has_not_text=re.compile("正在")).wait_for()
    number = re.search(r"\d+", facts.inner_text())
    return int(number[0]) if number else 0, page.locator(".hit h2").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "has"),
    [
        ("沙河", True),
        ("新桥 沙河不存在的词", False),
        ("县", False),
        ('"运河 晚报"', False),
    ],
)
def test_the_invented_press_is_searched_from_a_disk(page, site, query, has):
    number, titles = found(page, site, query)
    assert bool(number) == bool(titles) == has


def test_hits_lead_to_their_articles_and_further_ones_are_shown_on_demand(page, site):
    number, titles = found(page, site, "沙河")
    assert number > len(titles) == 10
    page.locator("#found button").click()
    page.locator(".hit").nth(10).wait_for()  # no function in a string: the page's policy lets none be evaluated
    first = page.locator(".hit h2 a").first
    title = first.inner_text()
    first.click()
    assert page.locator("main h1").inner_text() == title


def test_a_form_of_any_page_leads_to_the_search(page, site):
    page.goto((site / "articles" / "index.html").as_uri())
    page.fill("#q", "沙河")
    page.press("#q", "Enter")
    page.locator(".hit").first.wait_for()
    assert page.locator("#q").input_value() == "沙河"


def test_without_script_the_search_says_so_and_all_else_reads(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())
    assert page.locator("noscript").inner_text()
    page.goto((site / "index.html").as_uri())
    assert page.locator("main a").count() > 5
    context.close()


def test_real_records_are_found_as_reading_them_would_find_them(page, shared, tmp_path):
    root, site = tmp_path / "archive", tmp_path / "site"
    create_archive(root)
    files, _ = open_files([shared / "records"])
    with open_archive(root) as parts:
        for step in (import_files(parts, CAPTURE_FILES, files, NOW), annotate(parts), relate(parts)):
            list(step)
        texts = {
            article.id: "\n".join(open_text(parts, article.latest))
            for article in parts.catalog.articles(Listing(limit=10_000))
        }
        made(parts, root, site, base="")
    closed = {each: re.sub(r"\s+", "", fold(text)) for each, text in texts.items()}
    some = next(text for text in texts.values() if len(re.findall("[\u4e00-\u9fff]", text)) > 200)
    words = re.findall("[\u4e00-\u9fff]{4}", some)[3:7]
    simple, full = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    for word in (words[0][:2], words[1][:2], words[2], words[3]):
        expected = sum(fold(word) in text for text in closed.values())
        assert expected
        for spelled in (simple.convert(word), full.convert(word)):
            number, _ = found(page, site, spelled)
            assert number == expected, spelled
