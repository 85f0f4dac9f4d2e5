"""Records: a file's bytes taken apart into a `Record`, and a `Record` made into bytes; the format is docs/records.md.

Reading is tolerant and loses nothing; writing makes the one canonical form. No file is opened here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from samarkand.errors import BadRecord
from samarkand.model.articles import Record
from samarkand.text.frontmatter import parse_front_matter
from samarkand.text.surrogates import well_formed
from samarkand.urls import clean, is_web

DATE_MARK = "日期："

_END_OF_HEAD = re.compile(r"\)[ \t\r]*\n------[ \t\r]*(?:\n|\Z)")
_HEADER = re.compile(r"<!--([^\n]{0,64}?)-->[ \t\r]*\n?")
_MILLISECONDS = re.compile(r"\s*([+-]?[0-9]{1,18})\s*")
_DATE_LINE = re.compile(DATE_MARK + r"([^\n]*)(?:\n|\Z)")
_OPENING = re.compile(r"\s*\[")
_LINE_ENDS = re.compile(r"(?<![ \t])[ \t]*[\r\n]\s*")
_PRE = re.compile(r"(</?pre\b)", re.IGNORECASE)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_MATTER_ADDRESSES = ("from", "link", "url", "source", "original", "canonical_url")
_HEAD_BYTES = 65_536
"""How far into a file its title line is looked for, in bytes; a title line is one line, and lines end."""


class _Head(NamedTuple):
    header_ms: int | None
    date_line: str | None
    title: str
    url: str
    length: int
    """Characters up to and with the line of dashes."""


def looks_like_record(data: bytes) -> bool:
    """Whether bytes seem to be a record, judged by their beginning alone; never raises."""
    text = _text(data[:_HEAD_BYTES])
    matter, start = parse_front_matter(text)
    try:
        _read_head(text, start, matter)
    except BadRecord:
        return False
    return True


def header_ms_of(beginning: bytes) -> int:
    """The header's time in epoch milliseconds, from the first bytes of a file alone; 0 where there is none."""
    match = re.match(rb"(?:\xef\xbb\xbf)?<!--\s*(-?[0-9]{1,18})\s*-->", beginning)
    return int(match[1]) if match else 0


def parse(data: bytes) -> Record:
    """The record that bytes hold.

    Bytes that `render` would not make just so are kept in `raw`, so that `render(parse(data)) == data` always.
    Bytes that are no UTF-8 become U+FFFD in the fields. Raises BadRecord with the reason.
    """
    text = _text(data)
    matter, start = parse_front_matter(text)
    head = _read_head(text, start, matter)
    rest = text[head.length :]
    date_line = head.date_line
    if date_line is None and (match := _DATE_LINE.match(rest)):
        date_line = match[1].strip()
        rest = rest[match.end() :]
    body = rest.removeprefix("\n").removesuffix("\n")
    record = Record(head.title, head.url, body, head.header_ms, date_line, matter)
    if render(record) == data:
        return record
    return Record(head.title, head.url, body, head.header_ms, date_line, matter, raw=data)


def render(record: Record) -> bytes:
    """The bytes of a record: those it was read from where they are kept, else the canonical form in UTF-8.

    In the canonical form the title is one line, the body is one line (`one_line`), and `](` inside the address is
    percent-encoded, so that it reads back the same. Front matter is not written.
    """
    if record.raw:
        return record.raw
    title = _LINE_ENDS.sub(" ", record.title)
    url = clean(record.url).replace("](", "%5D(")
    header = "" if record.header_ms is None else f"<!--{record.header_ms}-->\n"
    date_line = "" if record.date_line is None else f"{DATE_MARK}{record.date_line}\n"
    text = f"{header}[{title}]({url})\n------\n{date_line}\n{one_line(record.body)}\n"
    return well_formed(text).encode("utf-8")


def one_line(body: str) -> str:
    """Body HTML without line ends: one between Chinese characters vanishes, in `<pre>` it is written `&#10;`, any
    other becomes one space, as a browser shows it.
    """
    if "\n" not in body and "\r" not in body:
        return body
    pieces: list[str] = []
    is_preformatted = False
    for piece in _PRE.split(body.strip("\r\n")):
        if piece.lower() in {"<pre", "</pre"}:
            is_preformatted = piece[1] != "/"
        pieces.append(re.sub(r"\r\n|\n|\r", "&#10;", piece) if is_preformatted else _LINE_ENDS.sub(_joint, piece))
    return "".join(pieces)


def _joint(match: re.Match[str]) -> str:
    """What stands for a line end: nothing between Chinese characters, else a space."""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if all(not side or _WIDE.match(side) for side in (before, after)) else " "


def _text(data: bytes) -> str:
    """The characters of a file, with LF alone as line end in its head's sense: CRLF files are read as LF files."""
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n") if _is_crlf(text) else text


def _is_crlf(text: str) -> bool:
    """Whether every line ends in CRLF: then it is the file's way of ending lines and not a part of the text."""
    return "\r\n" in text and text.count("\n") == text.count("\r\n")


def _read_head(text: str, start: int, matter: tuple[tuple[str, str], ...]) -> _Head:
    """What stands before the body. Raises BadRecord with the reason.

    A post whose front matter tells title and address needs no title line.
    """
    position, header_ms, date_line = start, None, None
    if match := _HEADER.match(text, position):
        number = _MILLISECONDS.fullmatch(match[1])
        header_ms = int(number[1]) if number else None
        position = match.end()
    if match := _DATE_LINE.match(text, position):
        date_line = match[1].strip()
        position = match.end()
    opening = _OPENING.match(text, position)
    end = _END_OF_HEAD.search(text, position) if opening else None
    if opening is None or end is None:
        title, url = _from_matter(matter)
        if not title or not url:
            raise BadRecord(_why_not(text, matter))
        return _Head(header_ms, date_line, title, url, position)
    title, found, url = text[opening.end() : end.start()].rpartition("](")
    if not found:
        raise BadRecord("its title line holds no address: `[title](address)` was expected")
    if not is_web(url):
        raise BadRecord(f"its address is no web address: {url[:100]!r}")
    return _Head(header_ms, date_line, title, url, end.end())


def _from_matter(matter: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Title and web address as front matter tells them; "" where it does not."""
    told = dict(matter)
    url = next((told[key] for key in _MATTER_ADDRESSES if is_web(told.get(key, ""))), "")
    return told.get("title", ""), url


def _why_not(text: str, matter: tuple[tuple[str, str], ...]) -> str:
    """Why a text without a readable head is no record."""
    if not text.strip():
        return "the file is empty"
    if "\x00" in text[:1000]:
        return "the file is binary"
    if matter:
        return "its front matter tells no title or no address, and no title line follows it"
    if "\n------" not in text:
        return "it has no line `------` between its title line and its body"
    return "it does not begin with a title line `[title](address)` above `------`"
