"""Addresses: the canonical form that identity rests on, joining, image proxies, and whose place an address is in.

The canonical form is our own code and not a library's, because identifiers are made from it: it must never change
with somebody else's release. What it does is listed in `canonical`.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|at_(medium|campaign|custom\d|ptr_name"
    r"|link_\w+|format|bbc_team|campaign_type)|spm|ncid|cmpid|ocid|ito|smid|smtyp|xtor|wt_mc|wt_zmc|maca)$",
    re.IGNORECASE,
)
"""Query parameters that tell who sent the reader and never what the page holds."""

_ITEM = re.compile(r"(?<![a-z0-9])[a-z]*[0-9][a-z0-9]{5,40}(?![a-z0-9])", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{2}){0,3}")
_PLAIN = re.compile(r"https?://[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]+/(?:[A-Za-z0-9_~-]+(?:[/.][A-Za-z0-9_~-]+)*/?)?")
"""An address as nearly all are written, of which there is nothing to make out."""
_NO_HOST = re.compile(r"https?:/*", re.IGNORECASE)
_SAFE_PATH = "/:@!$&'()*+,;=~-._"
_SAFE_QUERY = "/:@!$'()*,;?~-._"
_BLANKS = re.compile(r"[\x00-\x20\x7f\u00a0\u2028\u2029\u3000\ufeff]+")


def canonical(url: str, ignored: tuple[str, ...] = ()) -> str:
    """The form of an address that stands for the article: what identifiers are made from.

    `https` for `http`; host in lower case, without a default port, user or closing dot; percent escapes in capitals
    and only where they are needed (so both spellings of a Chinese path are one); no fragment; no parameters that
    track the reader, nor those in `ignored`; the order of the others kept. Anything that is no web address comes back
    stripped of blanks and otherwise as it was.
    """
    text = clean(url)
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return text
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return text
    place = f"[{host}]" if ":" in host else ascii_host(host)
    if port and port not in {80, 443}:
        place = f"{place}:{port}"
    pairs = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.match(key) and key not in ignored
    ]
    query = "&".join(f"{_quote(key, _SAFE_QUERY)}={_quote(value, _SAFE_QUERY)}" for key, value in pairs)
    path = quote(_unquote(parts.path), safe=_SAFE_PATH + "%") if parts.path else "/"
    return urlunsplit(("https", place, path, query, ""))


def _quote(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="surrogatepass")


def _unquote(path: str) -> str:
    """The path with escapes undone, but for those of `/`, `%`, `?` and `#`, which would change its meaning."""
    kept = re.sub(r"%(25|2f|3f|23)", lambda match: "%25" + match[1].upper(), path, flags=re.IGNORECASE)
    try:
        text = unquote(kept, errors="strict")
    except UnicodeDecodeError:  # not UTF-8: an old GBK address; only its spelling is evened out
        return re.sub(r"%[0-9a-fA-F]{2}", lambda match: match[0].upper(), path)
    return re.sub(r"%(?!(25|2F|3F|23))", "%25", text)


def ascii_host(host: str) -> str:
    """The host in lower case, and in the letters that the name system knows; as it was where that cannot be done."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def clean(url: str) -> str:
    """The address without blanks around it, and without line feeds and tabs inside it, as a browser reads it."""
    return _BLANKS.sub(lambda match: "%20" if match[0] == " " else "", url.strip(" \t\r\n\f\u00a0\u3000\ufeff"))


def numbers_in(url: str) -> frozenset[str]:
    """The numbers by which an outlet may know an article, out of the end of its address, in small letters; a date is none.

    At least five digits among six letters and digits in a row: `a-5400123`, `idSHIP24009H`, `?id=889012`.
    """
    try:
        parts = urlsplit(clean(url))
    except ValueError:
        return frozenset()
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return frozenset(
        found.lower()
        for found in _ITEM.findall(f"{last} {parts.query}")
        if sum(map(str.isdigit, found)) >= 5 and not _DATE.fullmatch(found)
    )


def host(url: str) -> str:
    """The host of an address in lower case, with its port where there is one; "" where there is none."""
    try:
        parts = urlsplit(clean(url))
        name, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    return f"{ascii_host(name)}:{port}" if name and port else ascii_host(name)


def is_web(url: str) -> bool:
    """Whether an address is http or https and names a host."""
    try:
        return urlsplit(clean(url)).scheme.lower() in {"http", "https"} and bool(host(url))
    except ValueError:
        return False


def join(base: str, reference: str) -> str:
    """The absolute address of a reference on a page; "" where it leads to none on the web (`javascript:`, `data:`)."""
    if _PLAIN.fullmatch(reference):
        return reference
    if not reference.strip() or _NO_HOST.fullmatch(clean(reference)):
        return ""
    try:
        joined = urljoin(clean(base), clean(reference))
    except ValueError:
        return ""
    return joined if is_web(joined) else ""


def without_feed_scheme(url: str) -> str:
    """The web address in `feed:https://…` or `feed://…`; any other address as it is."""
    rest = re.match(r"\s*feed:(?://)?(https?:.*)", url, re.IGNORECASE | re.DOTALL)
    place = re.match(r"\s*feed:(//.*)", url, re.IGNORECASE | re.DOTALL)
    return rest[1] if rest else f"http:{place[1]}" if place else url


def without_image_proxy(url: str) -> str:
    """The picture's own address where it is shown through a proxy (`images.weserv.nl/?url=…`); else the same."""
    if "wsrv.nl" not in url and "weserv.nl" not in url:
        return url
    parts = urlsplit(url) if is_web(url) else None
    if parts is None or not (parts.hostname or "").endswith(("weserv.nl", "wsrv.nl")):
        return url
    inner = next((value for key, value in parse_qsl(parts.query) if key == "url"), "")
    inner = inner.removeprefix("ssl:")
    if not inner:
        return url
    inner = inner.lstrip("/") if inner.startswith("//") else inner
    own = inner if is_web(inner) else f"https://{inner}"
    return own if is_web(own) else url


def lies_in(url: str, place: str) -> bool:
    """Whether an address lies below a place such as `www.rfi.fr/cn`: that host, and that path or below it."""
    wanted_host, _, wanted_path = place.partition("/")
    if host(url) != wanted_host.lower():
        return False
    path = unquote(urlsplit(clean(url)).path).strip("/")
    wanted_path = wanted_path.strip("/")
    return not wanted_path or path == wanted_path or path.startswith(wanted_path + "/")
