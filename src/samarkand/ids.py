"""Identifiers made from content or identity, so that they are the same on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64
"""What the first line of a ledger names as the hash of the line before it."""


def sha256(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def article_id(outlet: str, canonical_url: str) -> str:
    """Sixteen hexadecimal digits for what lives at one canonical URL of an outlet."""
    return sha256(f"{outlet}\n{canonical_url}".encode("utf-8", "surrogatepass"))[:16]


def story_id(article: str) -> str:
    """The id of the story that an article was the first of: `s` and the article's."""
    return f"s{article}"


def article_of(story: str) -> str:
    """The id of the article that a story's id is made of."""
    return story[1:]


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """One line of JSON without a line end: UTF-8, keys sorted, no spaces; the bytes that hashes are made of."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
