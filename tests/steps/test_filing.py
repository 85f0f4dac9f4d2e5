from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.adapters.archive.folder import is_inside
from samarkand.ids import article_id
from samarkand.model.articles import Draft, Picture, Published, Reading
from samarkand.steps import filing

SEEN = datetime(2030, 9, 7, 23, 30, tzinfo=UTC)
PUBLISHED = Published(datetime(2030, 9, 6, 22, 15, tzinfo=UTC), "Asia/Shanghai", "minute", "dateline")
URL = "https://port.example/a"
READ = Reading("正文", PUBLISHED, ("林渡",), "zh-Hans", ())
DRAFT = Draft("port", URL, URL, "码头恢复装卸", b"the record", READ, SEEN, "page")


def test_an_article_is_filed_by_outlet_day_title_and_id():
    assert filing.first_path(DRAFT) == f"records/port/2030/09/06/码头恢复装卸_{article_id('port', URL)}.md"


def test_later_versions_lie_beside_the_first_whatever_they_say():
    first = filing.first_path(DRAFT)
    later = filing.later_path(first, 12)
    assert later == first.removesuffix(".md") + ".v12.md"
    assert filing.number_of(later) == 12
    assert filing.number_of(first) == 1


@pytest.mark.parametrize(
    ("published", "header_ms", "day"),
    [
        (PUBLISHED, 0, date(2030, 9, 6)),
        (None, 1_900_000_000_000, date(2030, 3, 17)),
        (None, 0, date(2030, 9, 7)),  # 1970: a machine's zero
        (None, 4_102_444_800_000, date(2030, 9, 7)),  # 2100
        (None, -(10**17), date(2030, 9, 7)),  # outside the calendar
        (None, None, date(2030, 9, 7)),
    ],
)
def test_the_day_is_that_of_publication_else_of_the_header_else_of_witness(published, header_ms, day):
    assert filing.filing_date(replace(DRAFT, reading=replace(READ, published=published), header_ms=header_ms)) == day


def test_the_ledger_is_told_what_is_known_and_nothing_that_is_not():
    event = filing.version_event(DRAFT, 1, "records/port/x.md")
    assert (event.kind, event.at) == ("version", SEEN)
    assert event.files == {"records/port/x.md": b"the record"}
    assert event.data == {
        "article": article_id("port", URL),
        "number": 1,
        "outlet": "port",
        "url": URL,
        "title": "码头恢复装卸",
        "record": "records/port/x.md",
        "made_from": "page",
        "language": "zh-Hans",
        "published": {"at": "2030-09-06T22:15:00Z", "zone": "Asia/Shanghai", "precision": "minute", "told": "dateline"},
        "authors": ["林渡"],
        "pictures": [],
    }


def test_everything_else_that_is_known_is_told_too():
    full = replace(
        DRAFT,
        url=URL + "?utm_source=rss",
        header_ms=5,
        feed="https://port.example/rss",
        capture="pages/x.warc.gz#7",
        captured_at=SEEN,
        reading=replace(READ, published=replace(PUBLISHED, precision="day", on=date(2030, 9, 7))),
    )
    told = filing.version_event(full, 1, "").data
    assert told["canonical_url"] == URL
    assert (told["header_ms"], told["feed"], told["capture"]) == (5, "https://port.example/rss", "pages/x.warc.gz#7")
    assert told["captured_at"] == "2030-09-07T23:30:00Z"
    assert told["published"]["on"] == "2030-09-07"


def test_pictures_of_what_was_collected_are_wanted_once_each_and_those_of_imports_are_not():
    pictures = tuple(
        Picture(url, url) for url in ("https://p.example/1", "https://p.example/2", "https://p.example/1", "")
    )
    shown = replace(DRAFT, reading=replace(READ, pictures=pictures))
    assert filing.version_event(shown, 1, "").data["pictures"] == ["https://p.example/1", "https://p.example/2"]
    assert "pictures" not in filing.version_event(replace(shown, made_from="import"), 1, "").data


@given(st.text(max_size=400), st.text(max_size=200))
def test_no_title_and_no_address_leads_out_of_the_archive(title, url):
    path = filing.first_path(replace(DRAFT, title=title, canonical_url=url))
    assert is_inside(path)
    assert path.count("/") == 5
    assert len(path.rpartition("/")[2].encode()) <= 160
    filing.version_event(replace(DRAFT, title=title), 1, "").data["title"].encode()
