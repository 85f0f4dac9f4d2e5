"""Lines of a CDXJ index: where in a file the record of an address stands, under a key that players look it up by."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, unquote_to_bytes, urlsplit

from samarkand import urls

_WWW = re.compile(r"www\d*\.")
_SESSION = re.compile(
    r"(?:^|(?<=[?&;]))(?:jsessionid=[0-9a-z]{32}|(?:phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}"
    r"|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)
_MOST_ESCAPES = 8
"""How often an address may have been escaped: what is hostile must not cost a turn for each of its characters."""
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"


def line(url: str, at: datetime, fields: Mapping[str, str]) -> str:
    """A line: key, fourteen digits of the time (UTC), the address and the fields as JSON; without a line end."""
    told = json.dumps({"url": url, **fields})
    return f"{key(url)} {at:%Y%m%d%H%M%S} {told}"


def key(url: str) -> str:
    """The key of an address (SURT): host from right to left, path, parameters in order, all in lower case.

    As the players of web archives make it: without scheme, `www.`, user, usual port, closing slash and sessions. What is
    no web address stands as it is.
    """
    if not urls.is_web(url):
        return url.lower() if url.startswith("urn:") else quote(url, safe=_SAFE + "%", errors="replace")
    parts = urlsplit(urls.clean(url))
    place = _WWW.sub("", urls.ascii_host((parts.hostname or "").rstrip(".")), count=1)
    labels = place if ":" in place else ",".join(reversed(place.split(".")))
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    port = f":{parts.port}" if parts.port not in {None, usual} else ""
    path = quote(_path(_plain(parts.path)), safe=_SAFE).lower()
    query = _query(quote(_plain(parts.query), safe=_SAFE).lower())
    return f"{labels}{port}){path}" + (f"?{query}" if query else "")


def _plain(text: str) -> bytes:
    """The bytes that an escaped text stands for, also where it was escaped several times."""
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(_MOST_ESCAPES):
        data = unquote_to_bytes(data)
    return data


def _path(path: bytes) -> bytes:
    """A path with its dots resolved, and without doubled and closing slashes."""
    kept: list[bytes] = []
    for part in path.split(b"/"):
        if part == b"..":
            del kept[-1:]
        elif part not in {b"", b"."}:
            kept.append(part)
    return b"/" + b"/".join(kept)


def _query(query: str) -> str:
    """Parameters in order, without those that name a session."""
    pairs = _SESSION.sub("", query).split("&")
    return "&".join(sorted(pairs, key=lambda pair: pair.partition("=")[::2]))
