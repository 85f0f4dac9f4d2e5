"""Addresses of kept pictures that open that picture to whoever was given them, and nothing else: apps show no password for pictures."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs

NAME = "key"
_DIGITS = 32
"""Hexadecimal digits of a key: 128 bits, which nobody guesses."""


class PictureKeys:
    """The keys of the pictures of one archive; they hold for as long as the secret that they are made with."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def query(self, path: str) -> str:
        """What stands behind the address of a picture (`images/…`), question mark included; costs 2 us."""
        return f"?{NAME}={self._key(path)}"

    def opens(self, path: str, query: str) -> bool:
        """Whether a query, as it was sent, holds the key of this picture."""
        shown = parse_qs(query[:1000], max_num_fields=10).get(NAME, []) if query.count("&") < 10 else []
        return len(shown) == 1 and hmac.compare_digest(shown[0].encode("utf-8", "replace"), self._key(path).encode())

    def _key(self, path: str) -> str:
        return hmac.digest(self._secret, f"picture\n{path}".encode("utf-8", "replace"), "sha256").hex()[:_DIGITS]
