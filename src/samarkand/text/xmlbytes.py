"""From the bytes of a document to its text, where the declared encoding is only one of the witnesses."""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

from samarkand.text.markup import decode_as, likely_encoding

_MARKS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
_BEGINNINGS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00{\x00", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""The first sign of a document in encodings that do not hold ASCII (XML 1.0, appendix F)."""
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']\s*([\w.:-]{1,40})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_ESCAPED = re.compile(r"^(iso-?2022|csiso2022|hz|utf-?7)", re.IGNORECASE)
"""Encodings that write everything in the bytes of ASCII."""
_EAST_ASIAN = frozenset({"gbk", "gb18030", "big5", "euc-kr", "euc-jp", "shift_jis"})
_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""What the wrong East Asian encoding makes of bytes that have no meaning in it."""
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a document."""

    text: str
    encoding: str
    """The encoding that was used, in lower case."""
    trouble: str = ""
    """One line where the declared encoding was not the true one, or bytes could not be read."""


def decode(data: bytes, content_type: str = "") -> Decoded:
    """The text of an XML or JSON document; `content_type` is the header that it came with. Raises nothing.

    A byte order mark decides. Bytes that are valid UTF-8 are UTF-8, whatever was declared; else what the header
    declares, what the document declares, and what the bytes look like are tried in this order. A declared GB2312 is
    read as GB18030, and ISO 8859-1 as windows-1252, since that is what they hold (https://encoding.spec.whatwg.org).
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_losses(data[len(mark) :].decode(name, "replace"), name)
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            return _with_losses(data.decode(name, "replace"), name)
    labels = _declared(data, content_type)
    if data.isascii():
        return _ascii(data, labels)
    return _utf8(data, labels) or _legacy(data, labels)


def unpacked(data: bytes, limit: int) -> bytes:
    """The bytes, unpacked where they are gzip or zlib that no header told of, and no more than `limit` of them."""
    if data[:3] != b"\x1f\x8b\x08" and data[:2] not in {b"\x78\x9c", b"\x78\x01", b"\x78\xda"}:
        return data
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, limit)
    except zlib.error:
        return data


def _declared(data: bytes, content_type: str) -> list[str]:
    header = _CHARSET.search(content_type)
    document = _DECLARATION.match(data[:1000])
    labels = [header[1] if header else "", document[1].decode("ascii", "ignore") if document else ""]
    return [label.lower() for label in labels if label]


def _ascii(data: bytes, labels: list[str]) -> Decoded:
    for label in labels:
        if _ESCAPED.match(label) and (text := _under(data, label)) is not None:
            return _with_losses(text, label)
    known = next((label for label in labels if _is_known(label)), "utf-8")
    return Decoded(data.decode("ascii"), _NAMES.get(known, known))


def _utf8(data: bytes, labels: list[str]) -> Decoded | None:
    """The text if the bytes are UTF-8, with few exceptions where they were cut or glued; else None."""
    text = data.decode("utf-8", "replace")
    losses = _losses(data, text)
    if losses * 20 > _high_bytes(data):
        return None
    declared = labels[0] if labels else "utf-8"
    if losses == 0 and declared in {*_EAST_ASIAN, "gb2312"} and max(text) < "\u0800":
        # A few double bytes can happen to be UTF-8 for Greek or Arabic, but not for any East Asian script.
        under = _under(data, declared)
        if under is not None and "\ufffd" not in under:
            return Decoded(under, _NAMES.get(declared, declared))
    return _with_losses(text, "utf-8", labels, losses)


def _legacy(data: bytes, labels: list[str]) -> Decoded:
    guess = likely_encoding(data[:_SAMPLE])
    if guess in _EAST_ASIAN and _comes_in_runs(data) and not any(_NAMES.get(one, one) in _EAST_ASIAN for one in labels):
        labels_to_try = [guess, *labels]
    else:
        labels_to_try = [*labels, guess]
    best: Decoded | None = None
    for label in [*labels_to_try, "windows-1252"]:
        text = _under(data, label) if _NAMES.get(label) != "utf-8" and label != "utf-8" else None
        if text is None:
            continue
        losses = _losses(data, text)
        if (losses + len(_PRIVATE.findall(text))) * 50 <= _high_bytes(data):
            return _with_losses(text, _NAMES.get(label, label), labels, losses)
        best = best or _with_losses(text, _NAMES.get(label, label), labels, losses)
    return best or _with_losses(data.decode("utf-8", "replace"), "utf-8", labels)


def _under(data: bytes, label: str) -> str | None:
    """The text under a label of the web, or else one that only Python knows; None where nobody knows it."""
    text = decode_as(data, label)
    if text is not None:
        return text
    try:
        found = data.decode(label, "replace") if codecs.lookup(label)._is_text_encoding else None  # noqa: SLF001  (Python names no other way to tell)
    except (LookupError, ValueError):
        return None
    return found


def _is_known(label: str) -> bool:
    return _under(b"", label) is not None


def _high_bytes(data: bytes) -> int:
    return len(data) - len(data.translate(None, _HIGH))


_HIGH = bytes(range(0x80, 0x100))


def _comes_in_runs(data: bytes) -> bool:
    """Whether bytes above ASCII seldom stand alone, as in scripts of double bytes and unlike accents."""
    runs = re.findall(rb"[\x80-\xff]+", data[:_SAMPLE])
    return sum(len(run) == 1 for run in runs) * 10 <= len(runs)


def _losses(data: bytes, text: str) -> int:
    """Replacement characters that the decoding put in, and not the document."""
    return max(0, text.count("\ufffd") - data.count(b"\xef\xbf\xbd"))


def _with_losses(text: str, encoding: str, labels: list[str] | None = None, losses: int | None = None) -> Decoded:
    lost = text.count("\ufffd") if losses is None else losses
    declared = _NAMES.get(labels[0], labels[0]) if labels else encoding
    notes = []
    if declared != encoding:
        notes.append(f"declared as {declared}, read as {encoding}")
    if lost:
        notes.append(f"{lost} malformed characters")
    return Decoded(text, encoding, "; ".join(notes))
