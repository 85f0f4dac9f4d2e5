"""Bytes of a page to text, by what the bytes themselves say rather than by what is declared of them.

Declarations are wrong in known ways: `gb2312` over GB18030 or over UTF-8, `iso-8859-1` over anything, a header that
contradicts the page. UTF-8 that decodes is UTF-8; a declared encoding is believed while its text is plausible; else
the encodings of East Asia are compared by how many frequent characters they make of the bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

SAMPLE = 200_000
"""Bytes that are looked at to judge an encoding."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""(?:charset\s*=\s*["']?\s*|<\?xml[^>]{0,80}encoding\s*=\s*["'])([\w.:-]{2,40})""", re.IGNORECASE
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
}
"""What is meant by an encoding's name on the web: its larger relative (WHATWG Encoding Standard, section 4.2)."""

_EAST = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_FREQUENT = frozenset(
    "的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得于著着下自之年過过發发後后作里裡"
    "用道行所然家種种事成方多經经去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心她本前開开但因只從从想實实"
    "日月報报新聞闻者政府民公美社與与於及等今年關关市記记三二十，。、：「」（）“”"
    "いうかがきくけこさしすせそたちっつてでとなにねのはへまもやよらりるれろをんーアイクスタトラリルンッ"
    "이다는을에의가하고지를은한로기사서도인나자대시정해리어"
)
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a page's bytes; what cannot be read becomes U+FFFD. `declared` is the transport's charset, or ""."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data.isascii():
        return data.decode("iso2022_jp_2", "replace") if b"\x1b$" in data else data.decode("ascii")
    sample = data[:SAMPLE]
    if _is_utf8(sample):
        return data.decode("utf-8", "replace")
    return data.decode(_best(sample, list(_named(sample, declared))), "replace")


def _is_utf8(sample: bytes) -> bool:
    """Whether the sample decodes as UTF-8, but for its cut end and for one character in fifty of the foreign ones."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        text = sample.decode("utf-8", "replace")
        return text[:-4].count("\ufffd") * 50 <= len(_FOREIGN.findall(text))
    return True


def _named(sample: bytes, declared: str) -> Iterator[str]:
    """The encodings that the transport and the page name, as their larger relatives; unknown names are left out."""
    inside = _DECLARED.search(sample[:8192])
    for name in (declared, inside[1].decode("ascii", "replace") if inside else ""):
        try:
            known = codecs.lookup(name.strip()).name if name.strip() else ""
            b"a".decode(known or "ascii")
        except (LookupError, ValueError):  # unknown, or a codec that makes no text
            continue
        if known and not known.startswith(("utf", "idna", "punycode")):
            yield _WIDER.get(known, known)


def _best(sample: bytes, named: list[str]) -> str:
    for name in named:
        if name in _EAST and _plausibility(sample, name) >= 0.2:
            return name
    eastern = max(_EAST, key=lambda name: _plausibility(sample, name))
    if _plausibility(sample, eastern) >= 0.2:
        return eastern
    for name in named:
        if not _is_broken(sample.decode(name, "replace")):
            return name
    guess = from_bytes(sample[:20_000]).best()
    return _WIDER.get(guess.encoding, guess.encoding) if guess else "cp1252"


def _is_broken(text: str) -> bool:
    return len(_BROKEN.findall(text)) * 100 > len(_FOREIGN.findall(text))


def _plausibility(sample: bytes, name: str) -> float:
    """From 0 to 1: the share of frequent characters of East Asia in what is not ASCII, less the broken ones."""
    text = sample.decode(name, "replace")
    foreign = _FOREIGN.findall(text)
    frequent = sum(character in _FREQUENT for character in foreign)
    return max(0.0, (frequent - 5 * len(_BROKEN.findall(text))) / len(foreign)) if foreign else 0.0
