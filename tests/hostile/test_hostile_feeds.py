"""Feeds that mean harm: whatever they hold becomes a clear line, a whole archive and bounded memory."""

from __future__ import annotations

import gzip
import threading

import brotli
import pytest
from hostile.press import MIB
from twins.network import article, body, rss


def test_broken_xml_is_told_and_gives_what_can_be_read(press, archive):
    whole = rss(
        {"title": "甲", "link": f"{press.address}/a", "body": body()}, {"title": "乙", "link": f"{press.address}/b"}
    )
    press.says("/feed", whole[: whole.index("乙")] + "<b>&nbsp;&broken", kind="application/xml")
    _, told = archive.collect()
    assert told["/a"][0] == "new"
    assert told["/feed"][0] == "note"
    assert "not well-formed" in told["/feed"][1]


@pytest.mark.parametrize(
    ("declared", "real"), [("gb2312", "gb18030"), ("gb2312", "utf-8"), ("utf-8", "gb18030"), ("big5", "utf-8")]
)
def test_a_feed_whose_encoding_is_declared_wrongly_is_read_as_it_is(press, archive, declared, real):
    told = rss({"title": "镕基与㐀字：堃的报道", "link": f"{press.address}/a", "body": body()}).replace(
        "utf-8", declared, 1
    )
    press.says("/feed", told.encode(real), kind="application/rss+xml")
    archive.collect()
    assert [each["title"] for each in archive.articles()] == ["镕基与㐀字：堃的报道"]


def test_an_entity_bomb_does_not_go_off(press, archive):
    entities = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><item><title>&a11;</title><link>{press.address}/a</link><description>&a11;</description></item></channel></rss>'
    press.says("/feed", bomb, kind="application/xml")
    code, _ = archive.collect()
    assert code in {0, 1}


def test_no_entity_brings_a_file_of_this_machine_into_the_archive(press, archive, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the key under the mat", "utf-8")
    told = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel><item><title>t</title><link>{press.address}/a</link><description>&x;</description></item></channel></rss>'
    press.says("/feed", told, kind="application/xml")
    press.says("/a", article())
    archive.collect()
    assert not any(b"under the mat" in (archive.root / path).read_bytes() for path in archive.files())


def test_a_feed_of_a_hundred_megabytes_is_refused(press, archive):
    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(100 * MIB))
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<item>" * (MIB // 6))

    press.web["/feed"] = endless
    code, told = archive.collect()
    assert code == 1
    assert told["/feed"][0] == "failed"
    assert "too-large" in told["/feed"][1]


def test_a_stream_without_an_end_is_cut_off(press, archive):
    def endless(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<rss><channel>" * 1000)

    press.web["/feed"] = endless
    code, told = archive.collect()
    assert (code, told["/feed"][0]) == (1, "failed")


def test_a_stream_that_drips_is_given_up(press, archive):
    def dripping(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            threading.Event().wait(0.1)

    press.web["/feed"] = dripping
    code, told = archive.collect()
    assert code == 1
    assert "too-slow" in told["/feed"][1]


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_of_compression_is_refused(press, archive, coding):
    bomb = (
        gzip.compress(b"\0" * (300 * MIB), 9, mtime=0)
        if coding == "gzip"
        else brotli.compress(b"\0" * (300 * MIB), quality=5)
    )
    press.says("/feed", bomb, kind="application/rss+xml", Content_Encoding=coding)
    code, told = archive.collect()
    assert code == 1
    assert "too-large" in told["/feed"][1]


def test_redirects_without_an_end_are_given_up(press, archive):
    for number in range(50):
        press.says(f"/{number}", b"", 302, Location=f"/{number + 1}")
    press.says("/feed", b"", 302, Location="/0")
    press.says("/loop", b"", 301, Location="/loop")
    archive.follow("/feed", "/loop")
    code, told = archive.collect()
    assert code == 1
    assert "too-many-redirects" in told["/feed"][1]
    assert "too-many-redirects" in told["/loop"][1]
    assert len(press.asked) < 20


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://localhost.:1/",
    ],
)
def test_no_redirect_leads_into_a_private_range(press, archive, place):
    press.says("/feed", b"", 302, Location=place)
    code, told = archive.collect()
    assert code == 1
    assert "private" in told["/feed"][1] or "no-host" in told["/feed"][1]


@pytest.mark.parametrize(
    "place",
    ["file:///etc/passwd", "javascript:alert(1)", "ftp://127.0.0.1/", "gopher://x/", "//", "http://", "http://\x00/"],
)
def test_no_redirect_leads_to_what_is_no_web(press, archive, place):
    press.says("/feed", b"", 302, Location=place.replace("\x00", "%00"))
    code, told = archive.collect()
    assert code == 1
    assert told["/feed"][0] == "failed"


def test_a_feed_of_thousands_of_entries_is_read_in_bounded_time(press, archive):
    press.feed(*({"title": f"第{n}篇", "link": f"/{n}", "body": f"<p>{n}</p>{body()}"} for n in range(1200)))
    archive.collect()
    assert archive.summary["new"] == 1200
