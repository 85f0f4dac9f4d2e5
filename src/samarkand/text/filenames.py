"""Names for files out of titles that anybody may have written."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Bytes of UTF-8: with an id, a version and an ending it stays below the 255 that file systems allow."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd/\\:*?"<>|#%\[\](){}]+')
_BLANKS = re.compile(r"\s+")


def file_name(title: str) -> str:
    """The title as the beginning of a file name: readable, at most 120 bytes, harmless on every file system and in links.

    Line feeds, slashes, wildcards, brackets, percent signs and marks of direction become spaces; dots and spaces do not
    stand at its ends; a title of which nothing is left becomes `untitled`.
    """
    text = unicodedata.normalize("NFC", title.encode("utf-8", "replace").decode("utf-8"))
    text = _BLANKS.sub(" ", _UNSAFE.sub(" ", text)).strip(" .-_~")
    while len(text.encode()) > LONGEST:
        text = text[: min(len(text) - 1, LONGEST)]
    return text.strip(" .-_~") or "untitled"
