"""What is not well-formed, before a strict parser sees it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.feeds.limits import MOST_GROWN, MOST_TAGS
from samarkand.steps.feeds.mending import from_root, mended, with_escaped_texts


@pytest.mark.parametrize(
    ("text", "prolog"),
    [
        ("<rss/>", ""),
        ('<?xml version="1.0"?>\n<!-- <rss> -->\n<rss/>', '<?xml version="1.0"?>\n<!-- <rss> -->\n'),
        ('<!DOCTYPE rss [<!ENTITY a "<b>">]><rss/>', '<!DOCTYPE rss [<!ENTITY a "<b>">]>'),
        ("<br/><b>Notice</b>: x<rss/>", "<br/><b>Notice</b>: x"),
        ("stray words <a:feed/>", "stray words "),
        ("no markup", ""),
    ],
)
def test_the_root_is_found_behind_what_stands_before_it(text, prolog):
    assert from_root(text) == (prolog, text.removeprefix(prolog))


def test_the_root_of_a_page_is_not_looked_for_inside_it():
    assert from_root("<html><body><feed/></body></html>")[0] == ""


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("tea & salt", "tea & salt"),
        ("tea &amp salt", "tea &amp salt"),
        ("&eacute;&#233;&#xE9;&#147;", "ééé“"),
        ("&amp;eacute;", "&eacute;"),
        ("&bogus;", "&bogus;"),
        ("3 < 4 <5", "3 < 4 <5"),
        ("a\x00b\x1f\ufffec", "abc"),
        ("a<!-- - -->b<?php x ?>c", "abc"),
        ("<![CDATA[<b>&amp;]]>", "<b>&amp;"),
        ("<![CDATA[a]]>]]&gt;<![CDATA[b]]>", "a]]>b"),
        ("<!DOCTYPE", "<!DOCTYPE"),
    ],
)
def test_a_text_that_no_strict_parser_takes_is_put_right(broken, text):
    assert ET.fromstring(mended("", f"<a>{broken}</a>")).text == text


def test_an_end_that_is_missing_takes_no_text_with_it():
    assert mended("", "<a>x<![CDATA[<b>y") == "<a>x&lt;b&gt;y"
    assert mended("", "<a>x</a") == "<a>x"


def test_prefixes_are_declared_by_what_they_usually_mean():
    root = ET.fromstring(mended("", "<rss><dc:date/><own:x own:y='1'/></rss>"))
    assert [child.tag for child in root] == ["{http://purl.org/dc/elements/1.1/}date", "{urn:own}x"]


def test_declared_entities_are_put_in_place_while_they_are_plain_and_few():
    prolog = f'<!DOCTYPE a [<!ENTITY e "&#233;<"> <!ENTITY n "&e;"> <!ENTITY l "{"y" * (MOST_GROWN // 2)}">]>'
    assert ET.fromstring(mended(prolog, "<a>&e; &n;</a>")).text == "é< &n;"
    assert len(mended(prolog, "<a>" + "&l;" * 10)) < MOST_GROWN + 100


def test_tags_beyond_the_limit_are_cut_off():
    assert mended("", "<a>" * (MOST_TAGS + 10)).count("<") == MOST_TAGS


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("<i><title>a<br>b</title></i>", "<i><title>a&lt;br&gt;b</title></i>"),
        ("<content:encoded><p></content:encoded>", "<content:encoded>&lt;p&gt;</content:encoded>"),
        ("<content type='xhtml'><p></content>", "<content type='xhtml'><p></content>"),
        ("<title><b><title>a</title>", "<title><b><title>a</title>"),
        ("<a b=c d 'e' f=\"g=h\" b='2'/>", '<a b="c" d="" e="" f="g=h"/>'),
    ],
)
def test_markup_in_texts_is_escaped_and_attributes_are_quoted(torn, whole):
    assert with_escaped_texts(torn) == whole


plain_text = st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="<&\ufffe\uffff"))


@given(plain_text, plain_text)
def test_plain_text_and_sections_come_through_as_they_were(text, section):
    kept = section.replace("]]>", "")
    root = ET.fromstring(mended("", f"<a>{text}<![CDATA[{kept}]]></a>"))
    assert root.text == re.sub("\r\n?", "\n", text + kept) or not text + kept


@given(st.text(st.sampled_from("<>/!?&;#ax:=\"' []-\x00\ufdd0"), max_size=40))
def test_no_heap_of_signs_raises(text):
    assert isinstance(with_escaped_texts(mended(text, f"<a>{text}")), str)
