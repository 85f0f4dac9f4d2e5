"""A digest in its forms: whatever outlets wrote, it is words there and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import html5lib
import pytest

from samarkand.publishing.digest_forms import Issue, mail_of, written
from samarkand.publishing.digests import Item, Part, Section, Told

NOW = datetime(2030, 9, 8, tzinfo=UTC)
WILD = "</span><script>alert(1)</script> [x](javascript:alert(1)) `c` \x1b[31m\u202e\ud800\x00 & # *b*"
ITEM = Item(WILD, WILD, "zh-Hans", "javascript:alert(1)", "0123456789abcdef v1", (Item("x", WILD),))
LINKED = Item("港口报", "渡轮", "zh-Hans", "https://a.example/渡 轮", "0123456789abcdef v2")
TOLD = Told("港口", "en", WILD, (Section(WILD, "zh-Hans", WILD, (Part("New", (ITEM, LINKED), "more"),)),), "more")
ISSUE = Issue(TOLD, "x", NOW)


def test_nothing_in_the_page_runs_and_only_the_web_is_linked():
    page = written(ISSUE, "html").decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert "script" not in tags
    assert {each.get("href") for each in tree.iter("a")} == {"https://a.example/%E6%B8%A1%20%E8%BD%AE"}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_in_a_text_steers_a_terminal_or_is_markup(form):
    text = written(ISSUE, form).decode()

    assert "\x1b" not in text
    assert "\u202e" not in text
    if form == "markdown":
        assert "](javascript" not in text.replace("\\](javascript", "").replace("\\]\\(javascript", "")
        assert "<script>" not in text.replace("\\<script\\>", "")


def test_every_line_has_its_receipt():
    for form in ("text", "markdown", "html"):
        text = written(ISSUE, form).decode()
        assert "0123456789abcdef v1" in text
        assert "0123456789abcdef v2" in text


def test_the_same_digest_is_the_same_message_and_another_is_not():
    one, again = (mail_of(ISSUE, with_book=False, now=now) for now in (NOW, NOW.replace(hour=6)))
    assert one.identity == again.identity
    other = mail_of(Issue(Told("x", "en", "y", ()), "x", NOW), with_book=True, now=NOW)
    assert other.identity != one.identity
    assert [each.name for each in other.attachments] == ["2030-09-08.epub"]
