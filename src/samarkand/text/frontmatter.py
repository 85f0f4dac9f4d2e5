"""YAML front matter as blogs write it: flat keys and lists between two lines of three dashes, read tolerantly."""

from __future__ import annotations

import re

_FENCED = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")
_LONGEST = 65_536
"""Characters within which the closing line must stand."""


def parse_front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], int]:
    """The keys and values in order, lists joined by `, `, and the position after the front matter; `((), 0)` if none.

    Understood: `key: value`, quoted values, `[a, b]`, lists of `- item`, folded and literal blocks, comments. Any other
    line is passed over: nested mappings have no place in a record.
    """
    match = _FENCED.match(text, 0, _LONGEST) if text.startswith("---") else None
    if match is None:
        return (), 0
    pairs: list[tuple[str, list[str]]] = []
    for line in match[1].split("\n"):
        if key := _KEY.match(line):
            pairs.append((key[1], _values(key[2] or "")))
        elif (item := _ITEM.match(line)) and pairs:
            pairs[-1][1].append(_scalar(item[1]))
        elif line[:1] in {" ", "\t"} and pairs and line.strip():
            pairs[-1][1].append(line.strip())
    position = match.end()
    while text.startswith("\n", position):
        position += 1
    return tuple((key, _joined(values)) for key, values in pairs), position


def _values(text: str) -> list[str]:
    """The values written behind a key."""
    text = text.strip()
    if text[:1] in {">", "|"} and len(text) <= 2:
        return [text[0]]
    if text.startswith("[") and text.endswith("]"):
        return [_scalar(part) for part in re.findall(r"""\s*("[^"]*"|'[^']*'|[^,]+)""", text[1:-1]) if part.strip()]
    return [_scalar(text)] if text else []


def _scalar(text: str) -> str:
    """One value without its quotation marks or its comment."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", text[1:-1])
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return re.sub(r"\s+#.*$", "", text)


def _joined(values: list[str]) -> str:
    """Several values as one: a block's lines joined by spaces or line feeds, a list's by `, `."""
    if values[:1] in (["|"], [">"]):
        return ("\n" if values[0] == "|" else " ").join(values[1:])
    return ", ".join(value for value in values if value)
