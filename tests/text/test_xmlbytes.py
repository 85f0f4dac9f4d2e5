"""The text of XML and JSON, whatever their encoding is said to be."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.text.xmlbytes import decode, unpacked

SENTENCE = "<a>河湾的小城今天下雨，明天也下雨。</a>"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb18030"],
)
def test_what_needs_no_declaration_is_read_without_one(encoding):
    found = decode(SENTENCE.encode(encoding))
    assert (found.text, found.trouble) == (SENTENCE, "")


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("euc-jp", "<a>今日は川のそばの町で雨が降っています。</a>"),
        ("shift_jis", "<a>今日は川のそばの町で雨が降っています。</a>"),
        ("iso-2022-jp", "<a>今日は川のそばの町で雨が降っています。</a>"),
        ("euc-kr", "<a>오늘 강가의 작은 도시에 비가 내립니다.</a>"),
        ("koi8-r", "<a>Сегодня в городе у реки идёт дождь</a>"),
        ("windows-1251", "<a>Сегодня в городе у реки идёт дождь</a>"),
        ("iso-8859-2", "<a>Dziś w mieście nad rzeką pada deszcz</a>"),
        ("cp037", "<a>Rain in the town by the river</a>"),
    ],
)
def test_a_true_declaration_is_followed(encoding, sentence):
    found = decode(f'<?xml version="1.0" encoding="{encoding}"?>{sentence}'.encode(encoding))
    assert found.text.endswith(sentence)
    assert decode(sentence.encode(encoding), f"text/xml; charset='{encoding}'").text == sentence or encoding == "cp037"


def test_a_wrong_declaration_is_told():
    found = decode(f'<?xml version="1.0" encoding="big5"?>{SENTENCE}'.encode())
    assert (found.encoding, found.trouble) == ("utf-8", "declared as big5, read as utf-8")


def test_the_header_goes_before_the_document():
    data = '<?xml version="1.0" encoding="koi8-r"?><a>дождь и снег</a>'.encode("windows-1251")
    assert decode(data, "text/xml; charset=windows-1251").text.endswith("<a>дождь и снег</a>")


def test_double_bytes_that_happen_to_be_utf8_are_read_as_declared():
    data = b'<?xml version="1.0" encoding="gbk"?><a>' + "模式".encode("gbk") + b"</a>"
    assert data.decode("utf-8")
    assert "模式" in decode(data).text


def test_ascii_says_what_was_declared():
    assert decode(b"<a/>").encoding == "utf-8"
    assert decode(b"<a/>", "text/xml; charset=us-ascii").encoding == "us-ascii"
    assert decode(b'<?xml version="1.0" encoding="gb2312"?><a/>').encoding == "gb18030"


@pytest.mark.parametrize(
    "label", ["replacement", "x-user-defined", "rot13", "hex", "zlib", "idna", "undefined", "unicode_escape", "mbcs"]
)
def test_labels_that_are_traps_do_no_harm(label):
    assert "<a>" in decode(f'<?xml version="1.0" encoding="{label}"?>{SENTENCE}'.encode()).text
    assert decode(b'<?xml version="1.0" encoding="' + label.encode() + b'"?><a>\xe9\xff</a>').text


def test_packed_bytes_are_unpacked_up_to_a_limit():
    assert unpacked(gzip.compress(b"<a/>", mtime=0), 100) == b"<a/>"
    assert unpacked(zlib.compress(b"<a/>"), 100) == b"<a/>"
    assert unpacked(gzip.compress(b"x" * 10_000, mtime=0), 100) == b"x" * 100
    assert unpacked(gzip.compress(b"<a/>" * 100, mtime=0)[:-12], 1000).startswith(b"<a/>")
    assert unpacked(b"\x1f\x8b\x08 no gzip", 100) == b"\x1f\x8b\x08 no gzip"
    assert unpacked(b"<a/>", 100) == b"<a/>"


@given(st.binary(max_size=200), st.text(max_size=30))
def test_no_bytes_raise(data, content_type):
    assert isinstance(decode(data, content_type).text, str)
    assert len(unpacked(data, 50)) <= max(50, len(data))


@given(st.text(st.characters(codec="utf-8")))
def test_utf8_comes_back_as_it_was(text):
    assert decode(f"<a>{text}</a>".encode()).text == f"<a>{text}</a>"
