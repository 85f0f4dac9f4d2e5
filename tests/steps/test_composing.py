from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from samarkand.model.articles import Extracted, Published, Reading
from samarkand.model.collecting import Entry, PageState
from samarkand.model.outlets import Outlet
from samarkand.steps import composing, records

AT = datetime(2030, 9, 7, 12, tzinfo=UTC)
URL = "https://port.example/a"
ENTRY = Entry(URL, "甲", "<p>正文</p>", is_full=True, published_at=AT, authors=("林渡",))
PAGE = PageState("id", URL, AT, outlet="port", feed="https://port.example/rss", title="甲（在源里）", header_ms=7)
LONG = "码头今天恢复装卸，积压的货物周末清完。" * 20


def told(at=AT, by="page", precision="minute", on=None) -> Published:
    return Published(at, "Asia/Shanghai", precision, by, on)


@pytest.mark.parametrize("end", ["", "。", "……”他说。", "全文完"])
def test_a_long_content_of_an_entry_is_the_whole_article(end):
    assert composing.is_whole(ENTRY, LONG + end, is_promised=False)


@pytest.mark.parametrize(
    "end",
    [
        "…",
        "……",
        "...",
        "[…]",
        "[...]",
        " […]\n",
        "阅读全文",
        "閱讀全文»",
        "Read more",
        "Continue reading.",
        "（阅读全文）",
    ],
)
def test_a_text_that_goes_on_elsewhere_is_not(end):
    assert not composing.is_whole(ENTRY, LONG + end, is_promised=False)


def test_a_summary_is_not_the_article_however_long_it_is():
    assert not composing.is_whole(replace(ENTRY, is_full=False), LONG, is_promised=False)


def test_a_short_content_is_the_article_only_where_the_outlet_says_so():
    assert not composing.is_whole(ENTRY, "渡轮今晚停航。", is_promised=False)
    assert composing.is_whole(ENTRY, "渡轮今晚停航。", is_promised=True)
    assert not composing.is_whole(ENTRY, "", is_promised=True)


def test_the_record_of_an_entry_has_its_time_and_reads_back_the_same():
    record = composing.record_of_entry(ENTRY)
    assert record.header_ms == 1_915_012_800_000
    again = records.parse(records.render(record))
    assert (again.title, again.url, again.body, again.header_ms) == ("甲", URL, "<p>正文</p>", record.header_ms)


def test_an_entry_without_a_time_of_publication_has_that_of_its_update_or_none():
    assert composing.entry_time(replace(ENTRY, published_at=None, updated_at=AT)) == 1_915_012_800_000
    assert composing.entry_time(replace(ENTRY, published_at=None)) is None


def test_the_record_of_a_page_has_the_feeds_time_else_the_pages():
    extracted = Extracted("甲", "<p>正文</p>", "正文", published=told())
    assert composing.record_of_page(extracted, PAGE).header_ms == 7
    assert composing.record_of_page(extracted, replace(PAGE, header_ms=None)).header_ms == 1_915_012_800_000
    assert composing.record_of_page(replace(extracted, published=None), replace(PAGE, header_ms=None)).header_ms is None


def test_the_title_is_the_pages_else_the_feeds():
    extracted = Extracted("甲", "<p>正文</p>", "正文")
    assert composing.record_of_page(extracted, PAGE).title == "甲"
    assert composing.record_of_page(replace(extracted, title=""), PAGE).title == "甲（在源里）"


READ = Reading("正文", None, (), "zh-Hans", ())


def test_a_feed_knows_authors_that_the_text_does_not_name():
    assert composing.with_entry(READ, ENTRY).authors == ("林渡",)
    assert composing.with_entry(replace(READ, authors=("乔牧",)), ENTRY).authors == ("乔牧",)


def test_the_header_of_what_came_by_a_feed_is_the_feeds_word():
    assert composing.with_entry(replace(READ, published=told(by="header")), ENTRY).published.told == "feed"
    assert composing.with_entry(replace(READ, published=told(by="dateline")), ENTRY).published.told == "dateline"


HOUR = AT.replace(hour=9)
DAY = told(AT.replace(hour=4), "dateline", "day", date(2030, 9, 7))


@pytest.mark.parametrize(
    ("read", "page", "best"),
    [
        (told(HOUR, "dateline"), told(), "dateline"),
        (told(HOUR, "header"), told(), "page"),
        (told(HOUR, "header"), None, "feed"),
        (None, None, None),
        (DAY, told(), "page"),  # a time of that day goes before the bare day
        (DAY, told(datetime(2030, 9, 1, tzinfo=UTC)), "dateline"),  # but not a time of another day
    ],
)
def test_the_dateline_goes_before_the_page_and_the_page_before_the_feed(read, page, best):
    made = composing.with_page(replace(READ, published=read), Extracted("甲", "b", "t", published=page), PAGE)
    assert (made.published.told if made.published else None) == best


def test_a_language_that_the_text_does_not_show_is_the_pages():
    extracted = Extracted("甲", "b", "t", language="zh-Hant", authors=("林渡",))
    assert composing.with_page(replace(READ, language="und"), extracted, PAGE).language == "zh-Hant"
    assert composing.with_page(READ, extracted, PAGE).language == "zh-Hans"
    assert composing.with_page(READ, extracted, PAGE).authors == ("林渡",)


def test_a_draft_has_the_canonical_address_of_its_outlet():
    record = composing.record_of_entry(replace(ENTRY, url=" http://Port.example/a?full=y&utm_source=x#top "))
    draft = composing.draft_of(record, b"data", READ, Outlet("port", "港口日报", ignored_parameters=("full",)), AT)
    assert draft.canonical_url == "https://port.example/a"
    assert draft.url == "http://Port.example/a?full=y&utm_source=x#top"
    assert (draft.outlet, draft.data, draft.made_from) == ("port", b"data", "import")
