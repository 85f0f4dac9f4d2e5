"""Titles, links and dates that mean harm: none leads out of the archive, into private ranges or to the terminal."""

from __future__ import annotations

import json

import pytest
from hostile.press import Archive
from twins.network import body, rss

TITLES = [
    "../../etc/passwd",
    "..",
    "....",
    "/",
    "C:\\Windows\\x",
    "很长的题" * 100,
    "一行\n二行\r三行\u2028四行",
    "\u202e倒着写\u200f\u2067的题",
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "CON",
    "a\tb",
    "\U0001f600" * 200,
    "题",
    "--- \n------\n",
    "%2e%2e%2f",
]


def test_no_title_leads_out_of_the_archive_or_breaks_a_record(press, archive):
    items = [
        {"title": f"<![CDATA[{title}]]>", "link": f"/{number}", "body": body()} for number, title in enumerate(TITLES)
    ]
    press.feed(*items)
    archive.collect()
    assert archive.summary["new"] == len(TITLES)
    outside = [path.name for path in archive.root.parent.iterdir()]
    assert outside == ["archive"]
    records = [path for path in archive.files() if path.startswith("records/")]
    assert len(records) == len(TITLES)
    for path in records:
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
        assert path.isprintable()
        assert ".." not in path.split("/")
    again = Archive(archive.root.parent / "again", press)
    done = again.run("import", "--json", str(archive.root / "records"))
    assert json.loads(done.stdout) == {"new": len(TITLES), "changed": 0, "unchanged": 0, "failed": 0}
    assert {each["id"] for each in again.articles()} == {each["id"] for each in archive.articles()}


def test_a_title_of_nul_is_taken_without_it(press, archive):
    told = rss({"title": "前XX后", "link": f"{press.address}/a", "body": body()})
    press.says("/feed", told.replace("XX", "\x00").encode(), kind="application/rss+xml")
    archive.collect()
    assert not any("\0" in path for path in archive.files())


def test_nothing_in_a_title_steers_the_terminal(press, archive):
    escape = "\x1b]0;owned\x07\x1b[2J"
    told = rss({"title": "前XX后", "link": f"{press.address}/a", "body": body()}).replace("XX", escape)
    press.says("/feed", told, kind="application/rss+xml")
    archive.collect()
    for command in ("list", "status"):
        done = archive.run(command)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "http://",
        "",
        "http://[::1",
        "about:blank",
    ],
)
def test_an_entry_that_leads_to_no_page_is_no_article(press, archive, link):
    press.feed({"title": "甲", "link": link, "body": body()}, {"title": "乙", "link": "/b", "body": body()})
    archive.collect()
    assert [each["title"] for each in archive.articles()] == ["乙"]


def test_a_link_into_a_private_range_is_refused(press, archive):
    press.feed({"title": "甲", "link": "http://127.0.0.1:9/metadata"}, {"title": "乙", "link": "http://10.1.2.3/"})
    code, told = archive.collect()
    assert code == 1
    assert "private-address" in told["http://127.0.0.1:9/metadata"][1]
    assert "private-address" in told["http://10.1.2.3/"][1]


@pytest.mark.parametrize(
    "date",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Tue, 01 Jan 2099 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "gestern",
        "Mon, 00 Foo 0000 99:99:99 GMT",
    ],
)
def test_a_date_that_cannot_be_is_passed_over(press, archive, date):
    press.feed({"title": "甲", "link": "/a", "pubDate": date, "body": body()})
    archive.collect()
    (found,) = archive.articles()
    assert found["published_at"] is None
    assert f"records/{found['outlet']}/{found['seen_at'][:10].replace('-', '/')}/" in found["record"]


def test_the_same_address_in_two_feeds_is_one_article(press, archive):
    archive.follow("/feed", "/city")
    item = {"title": "甲", "body": body()}
    press.feed(item | {"link": "/a"})
    press.feed(item | {"link": "/a?utm_source=city#top"}, path="/city")
    code, _ = archive.collect()
    assert (code, archive.summary["new"], archive.summary["unchanged"]) == (0, 1, 1)
