"""The settings of an archive, with the values that hold where `samarkand.toml` says nothing. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

MIB = 1024 * 1024
Security = Literal["starttls", "tls", "none"]
"""starttls: the connection is encrypted before anything is said (port 587). tls: from its first byte (port 465). none: never."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What cannot be argued with. Sizes are bytes after Content-Encoding was undone."""

    feed_bytes: int = 20 * MIB
    page_bytes: int = 10 * MIB
    image_bytes: int = 20 * MIB
    ratio: int = 200
    """Decoded bytes for each byte received; checked beyond the first MiB."""
    connect: timedelta = timedelta(seconds=15)
    total: timedelta = timedelta(seconds=60)
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave towards hosts."""

    user_agent: str = "Samarkand/0.1 (+news archive; one request at a time)"
    delay: timedelta = timedelta(seconds=1)
    """Between the end of one request to a host and the start of the next."""
    parallel_hosts: int = 16
    allow_private: tuple[str, ...] = ()
    """Hosts (`127.0.0.1:8001`, `intranet.example`) or networks (`127.0.0.0/8`) inside private ranges that may be asked
    all the same; none unless the archive's settings name them."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """How mail leaves: the section `[mail]` of an archive's settings."""

    host: str = ""
    """Name or address of the server; "" where no mail is sent."""
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    """Who signs in; "" where nobody has to."""
    password_env: str = ""
    """The environment variable with the password: no password stands in a file of an archive."""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    """Who gets what names nobody else."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one archive."""

    title: str = "Samarkand"
    limits: Limits = Limits()
    manners: Manners = Manners()
    keep_captures: bool = True
    keep_images: bool = True
    shortest_interval: timedelta = timedelta(minutes=15)
    longest_interval: timedelta = timedelta(hours=24)
    pages_per_host: int = 600
    """Pages that are visited of one host in one round."""
    key: str = ""
    """File of the SSH key that seals are signed with, from the archive's folder on; "" for none."""
    calendars: tuple[str, ...] = (
        "https://a.pool.opentimestamps.org",
        "https://b.pool.opentimestamps.org",
        "https://a.pool.eternitywall.com",
    )
    """Addresses of the OpenTimestamps calendars that are asked."""
    address: str = ""
    """By which readers elsewhere know the reader, such as `https://news.example`; "" where feeds name what they are asked by."""
    hub: str = ""
    """Address of the WebSub hub that is told of news; "" for none."""
    mail: MailServer = MailServer()
