"""Which kept pictures a browser is shown, and as what: by their first bytes and never by what somebody called them."""

from __future__ import annotations

import re

_SHOWN = re.compile(r"images/[0-9a-f]{2}/[0-9a-f]{8,64}\.(?:jpe?g|png|gif|webp|avif)")


def is_shown(path: str) -> bool:
    """Whether a path below the archive is that of a picture which pages show. SVG is none: it can hold scripts."""
    return _SHOWN.fullmatch(path) is not None


def content_type(data: bytes) -> str:
    """The type of a picture by its first bytes; "" where it is none that pages show."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    return ""
