"""Which addresses may be asked: the form of a URL, and the real IP address behind it just before a socket is made.

Special ranges: IANA's registries of special-purpose addresses (RFC 6890), listed here because `ipaddress` only came to
know some of them in later releases of Python.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from yarl import URL

from samarkand import urls
from samarkand.adapters.fetch.refused import Refused
from samarkand.model.collecting import Trouble

AddrInfo = tuple[
    int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]
]
"""What `socket.getaddrinfo` gives for one address: family, type, protocol, name, socket address."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_LONGEST = 8192
"""Characters; longer addresses are refused by servers, and are nobody's article."""

_NUMERIC = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE)
"""A host whose last part is a number is an IPv4 address in some spelling (WHATWG URL, "ends in a number")."""

_NAT64 = ip_network("64:ff9b::/96")
_SPECIAL: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)


def is_public(address: Address) -> bool:
    """Whether an address lies in the open internet; an IPv4 address wrapped in an IPv6 one is judged by itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not any(address in network for network in _SPECIAL)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What `manners.allow_private` names, taken apart."""

    networks: tuple[tuple[Network, int | None], ...]
    """Networks, each with the one port that is allowed or None for all."""
    names: frozenset[str]
    """Hosts, with `:port` where only that port is allowed."""

    @classmethod
    def of(cls, entries: Iterable[str]) -> Allowed:
        """What these hosts (`host`, `host:port`, `[::1]:80`) and networks (`127.0.0.0/8`) allow."""
        networks: list[tuple[Network, int | None]] = []
        names: set[str] = set()
        for entry in entries:
            host, port = _split(entry)
            try:
                networks.append((ip_network(host, strict=False), port))
            except ValueError:
                names.add(urls.ascii_host(host) if port is None else f"{urls.ascii_host(host)}:{port}")
        return cls(tuple(networks), frozenset(names))

    def names_host(self, url: URL) -> bool:
        """Whether the host of a URL is allowed by its name, wherever it may lead."""
        host = (url.raw_host or "").lower().rstrip(".")
        return host in self.names or f"{host}:{url.port}" in self.names

    def holds(self, address: Address, port: int) -> bool:
        """Whether an address is allowed although it is not public."""
        return any(address in network and wanted in {None, port} for network, wanted in self.networks)


def _split(entry: str) -> tuple[str, int | None]:
    """Host and port of `host`, `host:port`, `[v6]:port` or a bare IPv6 address or network."""
    match = re.fullmatch(r"\[(?P<six>[^\]]+)\](?::(?P<p6>\d{1,5}))?|(?P<host>[^:]+):(?P<port>\d{1,5})", entry.strip())
    if not match:
        return entry.strip(), None
    port = match["p6"] or match["port"]
    return match["six"] or match["host"], int(port) if port else None


def parse(url: str) -> URL:
    """The URL to ask, without a fragment and without a user (whose password would end up in the archive).

    Raises Refused (BAD_ADDRESS, PRIVATE_ADDRESS) for what is no web address or spells an IPv4 address in an odd way.
    """
    if len(url) > _LONGEST:
        raise Refused(Trouble.BAD_ADDRESS, f"{url[:80]}… is longer than {_LONGEST} characters")
    if not urls.is_web(url):
        raise Refused(Trouble.BAD_ADDRESS, f"{url[:200]!r} is no http or https address")
    try:
        parsed = URL(urls.clean(url)).with_fragment(None).with_user(None)
        host, port = parsed.raw_host or "", parsed.port
    except ValueError as error:  # also UnicodeError of a host that cannot be written in ASCII
        raise Refused(Trouble.BAD_ADDRESS, f"{url[:200]!r} cannot be read as an address: {error}") from error
    if not host or not port or "%" in host:
        raise Refused(Trouble.BAD_ADDRESS, f"{url[:200]!r} names no host that can be asked")
    _check_spelling(host)
    return parsed.with_path("/", keep_query=True) if parsed.raw_path == "/" else parsed


def _check_spelling(host: str) -> None:
    """Refuse IPv4 addresses as `2130706433`, `0x7f.1` or `0177.0.0.1`, whose meaning depends on who reads them."""
    if ":" in host or not _NUMERIC.search(host):
        return
    try:
        IPv4Address(host)
    except ValueError:
        pass
    else:
        return
    try:
        meant = IPv4Address(socket.inet_aton(host.rstrip(".")))
    except OSError:
        raise Refused(Trouble.BAD_ADDRESS, f"{host!r} is neither a name nor an IPv4 address") from None
    if not is_public(meant):
        raise Refused(Trouble.PRIVATE_ADDRESS, f"{host!r} means {meant}, inside a private range", connected=False)
    raise Refused(Trouble.BAD_ADDRESS, f"{host!r} is an odd spelling of {meant}; write it so")


def socket_factory(allowed: Allowed) -> Callable[[AddrInfo], socket.socket]:
    """A maker of sockets that raises Refused (PRIVATE_ADDRESS) for any address that is neither public nor allowed.

    It sees the address that is really connected to: after redirects, and after whatever a name server said.
    """

    def make(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, place = info
        address = ip_address(place[0].partition("%")[0])
        if not (is_public(address) or allowed.holds(address, place[1])):
            detail = f"{address} lies inside a private range; `allow_private` in the settings may name it"
            raise Refused(Trouble.PRIVATE_ADDRESS, detail, connected=False)
        return socket.socket(family, kind, protocol)

    return make
