"""References of markup, and characters that no text needs."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.references import declared_entities, plain_references, printable


def test_references_in_text_are_decoded_once():
    assert plain_references("&amp;amp; &#39;&hellip; &nothing; & &copy") == "&amp; '… &nothing; & &copy"


def test_numbers_of_windows_1252_mean_what_their_writer_saw():
    assert plain_references("&#146;&#x93;&#133;") == "’“…"
    assert printable("\x92") == "’"


def test_numbers_that_name_no_character_do_no_harm():
    assert plain_references("a&#0;b&#xD800;c&#99999999;d&#1114112;") == "ab\ufffdc\ufffdd\ufffd"


def test_characters_that_no_text_needs_go_and_the_others_stay():
    assert printable("a\x00b\x1fc\ufffe\ud800d\n\te \u3000é") == "abcd\n\te \u3000é"


def test_declared_entities_that_speak_of_others_are_left_out():
    head = "<!DOCTYPE r [<!ENTITY a \"x&#65;\"><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///c'>]>"
    assert declared_entities(f"{head}<r/>") == {"a": "xA"}
    assert declared_entities(f"<r>{head}</r>") == {}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_what_was_escaped_comes_back(text):
    assert plain_references(html.escape(text)) == text
