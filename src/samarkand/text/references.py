"""References and characters of markup: `&eacute;`, `&#233;`, what a document declares itself, what cannot be printed."""

from __future__ import annotations

import re
from html.entities import html5

REFERENCE = re.compile(r"&(?:#([0-9]{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9._-]{0,40}));")
"""Groups: a decimal number, a hexadecimal one, a name."""
_ENTITY = re.compile(r"<!ENTITY\s++([\w.-]{1,40})\s++(?:\"([^\"]*+)\"|'([^']*+)')")
_ROOT = re.compile(r"<[A-Za-z_]")
_CONTROL = "".join(map(chr, [*range(32), 127]))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def declared_entities(text: str) -> dict[str, str]:
    """The entities that a document declares before its root, but for those that speak of others."""
    root = _ROOT.search(text)
    head = text[: root.start() if root else 0]
    found: dict[str, str] = {}
    for name, double, single in _ENTITY.findall(head):
        value = REFERENCE.sub(lambda match: match[0] if match[3] else character_of(match), double or single)
        if not re.search(r"&[A-Za-z]", value) and len(found) < 1000:
            found.setdefault(name, printable(value))
    return found


def plain_references(text: str) -> str:
    """The text with references decoded once: numbers, and the names that HTML knows; others stand as they are."""
    if "&" not in text:
        return text
    return REFERENCE.sub(lambda match: html5.get(match[3] + ";", match[0]) if match[3] else character_of(match), text)


def character_of(match: re.Match[str]) -> str:
    """The character that a match of `REFERENCE` names by its number."""
    return _character(int(match[1]) if match[1] else int(match[2], 16))


def _character(number: int) -> str:
    """The character of a number; 128 to 159 as windows-1252 has them, since that is what was meant."""
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "ignore")
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return printable(chr(number))


def printable(text: str) -> str:
    """The text without control characters; those from 128 to 159 become what windows-1252 has in their place."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(
        lambda match: match[0].encode("latin-1", "ignore").decode("cp1252", "ignore").strip(_CONTROL), text
    )
