from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from samarkand.model.articles import Reading, Version
from samarkand.model.catalog import StoredImage
from samarkand.steps import exporting

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
VERSION = Version("a" * 16, 1, "port", "https://port.example/1", "渡轮\n停航", "records/x.md", "ab" * 32, NOON)
READING = Reading("今天停航。", None, (), "zh-Hans", (), "渡轮停航")


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.wacz", "wacz"), ("A.WACZ", "wacz"), ("a.warc.gz", "warc"), ("a.warc", None), ("a.gz", None), ("wacz", None)],
)
def test_the_form_is_told_by_the_ending(name, form):
    assert exporting.format_of(name) == form


def test_a_record_and_its_page_stand_at_addresses_of_their_own_that_are_none_of_the_web():
    record, page = exporting.resources(VERSION, b"record", "<p>page</p>")
    assert record.url.startswith("urn:uuid:")
    assert page.url.startswith("urn:uuid:")
    assert record.url != page.url
    assert (record.body, record.content_type) == (b"record", "text/markdown; charset=utf-8")
    assert page.beside == record.identity


def test_addresses_are_the_same_in_every_export_and_no_two_versions_share_one():
    again = exporting.resources(replace(VERSION, title="x", imported_from="y"), b"record", "another page")
    assert [each.url for each in again] == [each.url for each in exporting.resources(VERSION, b"record", "")]
    others = [replace(VERSION, number=2), replace(VERSION, article="b" * 16), replace(VERSION, sha256="cd" * 32)]
    found = {each.url for version in (VERSION, *others) for each in exporting.resources(version, b"record", "")}
    assert len(found) == 8


def test_the_time_is_that_of_who_saw_it_first():
    record, page = exporting.resources(replace(VERSION, captured_at=datetime(2029, 1, 1, tzinfo=UTC)), b"", "")
    assert record.at == page.at == datetime(2029, 1, 1, tzinfo=UTC)
    assert exporting.resources(VERSION, b"", "")[0].at == NOON


def test_a_picture_stands_at_its_own_address():
    stored = StoredImage("https://port.example/p.png", "images/ab/abcd.webp", "", NOON)
    found = exporting.picture(stored, b"RIFF")
    assert (found.url, found.content_type, found.body, found.at) == (stored.url, "image/webp", b"RIFF", NOON)
    assert found.identity == exporting.picture_identity(stored)


def test_a_page_in_the_list_has_a_title_even_where_the_record_cannot_be_read():
    assert exporting.listed(VERSION, "u", NOON, READING).title == "渡轮停航"
    assert exporting.listed(VERSION, "u", NOON, None).title == "渡轮 停航"
    assert exporting.listed(replace(VERSION, title=" "), "u", NOON, None).title == VERSION.url
    assert exporting.listed(VERSION, "u", NOON, READING).text == "今天停航。"
