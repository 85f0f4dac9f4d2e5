"""Records read back what they say, and lose no byte."""

import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samarkand.errors import BadRecord
from samarkand.model.articles import Record
from samarkand.steps.records import looks_like_record, one_line, parse, render

SEED = "<!--1662552902000-->\n[河上新桥](https://example.org/a)\n------\n\n<p>桥通了。</p>\n"

lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"))
addresses = st.text("abc/?=%&()[].", min_size=1).map("https://example.org/{}".format)


def test_a_record_is_header_title_line_dashes_and_body():
    record = parse(SEED.encode())
    assert record == Record("河上新桥", "https://example.org/a", "<p>桥通了。</p>", 1662552902000)


@given(lines, addresses, lines, st.none() | st.integers(-(10**17), 10**17))
@example("a](b", "https://example.org/](x", "日期：x", None)
@example("[[", "https://example.org/)", "", -1)
@example("", "https://example.org/", "\u2028\ufffd\u0085\x0b", 0)
def test_what_is_written_reads_back(title, url, body, header_ms):
    record = parse(render(Record(title, url, body, header_ms)))
    assert (record.title, record.body, record.header_ms) == (title, body, header_ms)
    assert record.url == url.replace("](", "%5D(")
    assert record.raw == b""


@given(st.binary())
def test_any_bytes_are_a_record_that_renders_to_them_or_a_reason(data):
    try:
        record = parse(data)
    except BadRecord as reason:
        assert str(reason)  # noqa: PT017  (both outcomes are right)
    else:
        assert render(record) == data


@given(
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(
        ["", "<!--NaN-->\n", "<!---5-->\n", "<!-- 7 -->\n", "<!---->\n", "日期：Sat, 27 Jun 2020 13:30:55 +0000\n"]
    ),
    st.sampled_from(["", "日期：Sat, 27 Jun 2020 13:30:55 +0000\n"]),
    st.sampled_from(["\n", ""]),
    st.text("<p>甲乙\r\n\u2028 ", max_size=12),
    st.sampled_from(["\n", "", "\n\n"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_irregular_form_keeps_its_bytes_and_its_title(mark, header, date_line, blank, body, end, line_end):
    text = f"{mark}{header}[甲](https://example.org/a)\n------\n{date_line}{blank}{body}{end}"
    data = text.replace("\n", line_end).encode()
    record = parse(data)
    assert (record.title, record.url) == ("甲", "https://example.org/a")
    assert render(record) == data
    assert looks_like_record(data)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("<!--1594202009000-->\n", 1594202009000),
        ("<!---62135596800000-->\n", -62135596800000),
        ("<!--NaN-->\n", None),
        ("<!--undefined-->\n", None),
        ("<!---->\n", None),
        ("<!-- 12 -->\n", 12),
        ("<!--" + "9" * 40 + "-->\n", None),
        ("<!--１２-->\n", None),
        ("", None),
    ],
)
def test_the_header_is_a_number_or_nothing(header, expected):
    assert parse(f"{header}[甲](https://example.org/a)\n------\n\nx\n".encode()).header_ms == expected


@pytest.mark.parametrize(
    "text",
    [
        "[甲](https://example.org/a)\n------\n日期：Sat, 27 Jun 2020 13:30:55 +0000\n\n<p>x</p>\n",
        "日期：Sat, 27 Jun 2020 13:30:55 +0000\n[甲](https://example.org/a)\n------\n\n<p>x</p>\n",
    ],
)
def test_a_date_line_stands_after_the_dashes_or_in_the_headers_place(text):
    record = parse(text.encode())
    assert record.date_line == "Sat, 27 Jun 2020 13:30:55 +0000"
    assert record.body == "<p>x</p>"


@pytest.mark.parametrize(
    "title", ["甲](乙", "[甲] | 乙", "甲\n乙\n\n", "A &amp; B", "甲)\n-----\n乙", "", " ", "甲 [图](x)"]
)
def test_a_title_is_read_from_the_right(title):
    record = parse(f"<!--1-->\n[{title}](https://example.org/a_(b))\n------\n\nx\n".encode())
    assert (record.title, record.url) == (title, "https://example.org/a_(b)")


def test_what_is_no_utf8_becomes_a_mark_in_the_fields_and_stays_in_the_bytes():
    data = SEED.encode().replace("桥".encode(), b"\xff\xfe")
    record = parse(data)
    assert record.title == "河上新\ufffd\ufffd"
    assert render(record) == data


def test_a_lone_surrogate_cannot_reach_the_disk():
    assert parse(render(Record("\ud800", "https://example.org/", "\udfff", 1))).title == "\ufffd"


POST = """---
layout: post
title: "河上新桥: 通车"
date: 2020-07-06 12:00:00 +0800
author: 何川
from: https://example.org/a
tags: [ 桥, "河, 川" ]
categories:
  - 本地
---

"""


def test_a_post_with_front_matter_needs_no_title_line():
    record = parse((POST + "<article>\n<p>桥通了。</p>\n</article>\n").encode())
    assert (record.title, record.url) == ("河上新桥: 通车", "https://example.org/a")
    assert record.body == "<article>\n<p>桥通了。</p>\n</article>"
    assert ("tags", "桥, 河, 川") in record.front_matter
    assert ("categories", "本地") in record.front_matter


def test_front_matter_may_stand_before_the_same_record():
    record = parse((POST + SEED).encode())
    assert (record.title, record.header_ms, record.body) == ("河上新桥", 1662552902000, "<p>桥通了。</p>")
    assert dict(record.front_matter)["author"] == "何川"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\x00\x01PNG", "binary"),
        (b"# Notes\n\nnothing", "no line `------`"),
        (b"text\n------\nmore", "does not begin with a title line"),
        (b"[title]\n(x)\n------\n\nbody", "no address"),
        (b"[title](not a link)\n------\n\nbody", "no web address"),
        (b"[title](javascript:alert(1))\n------\n\nbody", "no web address"),
        (b"---\ntitle: x\n---\nbody", "front matter tells no title or no address"),
    ],
)
def test_what_is_no_record_is_refused_with_a_reason(data, reason):
    with pytest.raises(BadRecord, match=reason):
        parse(data)
    assert not looks_like_record(data)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("甲，\n乙", "甲，乙"),
        ("one\n  two", "one two"),
        ("<div\nclass='a'>甲</div>", "<div class='a'>甲</div>"),
        ("<pre>a\n  b\r\nc</pre>\nd", "<pre>a&#10;  b&#10;c</pre> d"),
        ("\n甲\r\n", "甲"),
    ],
)
def test_a_body_that_we_write_is_one_line_and_reads_the_same(body, expected):
    assert one_line(body) == expected


@pytest.mark.parametrize("piece", ["<pre ", "   ", "\n", ")\n", "[](", "<!--", "日期："])
def test_no_repetition_makes_reading_slow(piece):
    start = time.perf_counter()
    text = piece * (1_000_000 // len(piece))
    looks_like_record(text.encode())
    one_line(text + "\n")
    assert time.perf_counter() - start < 5


def test_every_shared_file_reads_and_renders_to_its_own_bytes(shared: Path):
    folders = [shared / name for name in ("seeds", "records", "corpus")]
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    paths = [path for path in paths if path.suffix in {".md", ".txt"} and path.name != "README.md"]
    assert len(paths) >= 2738
    for path in paths:
        data = path.read_bytes()
        record = parse(data)
        assert render(record) == data, path
        assert looks_like_record(data), path
        assert record.title, path
        assert record.body.startswith("<"), path
        assert (record.header_ms is None) == (record.date_line is not None), path


def test_records_in_files_with_odd_names_read_too(shared: Path):
    with tarfile.open(shared / "odd-names.tar.gz") as archive:
        members = [member for member in archive if member.isfile()]
        files = [archive.extractfile(member).read() for member in members]
    assert files
    assert any("\n" in member.name for member in members)
    for data in files:
        assert render(parse(data)) == data
