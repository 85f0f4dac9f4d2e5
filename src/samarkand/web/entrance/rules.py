"""By which ways a reader may be entered, and whether that is safe at an address; opens nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from samarkand.errors import UsageError
from samarkand.web.guard import is_loopback

Network = IPv4Network | IPv6Network
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_HEADER = re.compile(r"[a-z0-9-]{1,64}")
_FORWARDING = re.compile(r"host|cookie|authorization|origin|connection|content-.*|sec-.*|x-forwarded-.*")


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where a reader answers, and whom it believes."""

    host: str = "127.0.0.1"
    """The address it listens on."""
    proxies: tuple[Network, ...] = ()
    """Whose headers tell who asks, for whom and by which name; nobody else's do."""
    user_header: str = ""
    """In lower case; where a proxy says by it who asks, no password is asked for. "" for none."""
    names: frozenset[str] = frozenset()
    """In lower case; by which names, besides its address, it is asked for; none: by any."""
    shows_metrics: bool = False
    """Whether everybody may read the numbers of the archive."""

    def believes(self, address: str) -> bool:
        """Whether an address is that of a proxy whose headers count."""
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None) or found
        return any(mapped in network for network in self.proxies if network.version == mapped.version)


def entrance(host: str, proxies: Iterable[str], user_header: str, names: Iterable[str]) -> Entrance:
    """An entrance by what was asked for in words. Raises UsageError for what cannot be understood, or is not safe."""
    header = user_header.strip().lower()
    if header and (not _HEADER.fullmatch(header) or _FORWARDING.fullmatch(header)):
        raise UsageError(f"{user_header!r} cannot be the header that names who asks; such is Remote-User")
    made = Entrance(host, tuple(_network(each) for each in proxies), header, frozenset(_name(each) for each in names))
    if made.user_header and not made.proxies:
        raise UsageError("a header that names who asks is believed from a named proxy alone: add --proxy ADDRESS")
    if made.user_header and not made.names:
        problem = "with a header that names who asks, the name that browsers ask for must be told: add --name NAME"
        raise UsageError(f"{problem} (else a stranger's name could be made to lead here)")
    return made


def make_sure_of_entrance(made: Entrance, *, has_password: bool) -> None:
    """Raises UsageError where everybody who reaches the reader could enter it, and these are more than this machine."""
    if has_password or made.user_header or (is_loopback(made.host) and not made.proxies):
        return
    way = "a proxy passes to it whoever asks" if made.proxies else f"{made.host} can be reached from other machines"
    raise UsageError(
        f"the reader was not started: {way}, and nothing keeps strangers out. Set a password with `samarkand password`, "
        "or name a proxy that knows its users (--proxy ADDRESS --user-header NAME --name NAME)"
    )


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise UsageError(f"{text!r} is no address of a proxy; such are 127.0.0.1, ::1 and 10.0.0.0/24") from error


def _name(text: str) -> str:
    name = text.strip().lower().rstrip(".")
    if not _NAME.fullmatch(name):
        raise UsageError(f"{text!r} is no name of a host; such is news.example, without https:// and without a port")
    return name
