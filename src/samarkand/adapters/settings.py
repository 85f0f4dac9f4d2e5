"""The settings of an archive, read from its `samarkand.toml`; the file that a new archive gets."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, get_args

from samarkand.errors import BadOutlet
from samarkand.model.settings import Limits, MailServer, Manners, Security, Settings
from samarkand.urls import is_web

FILE = "samarkand.toml"

NEW = b"""\
# The settings of this archive. What is not set here has the value that stands behind the `#`.

[archive]
format = 1                       # of the folder; not to be changed by hand
# title = "Samarkand"            # what the reader's pages are headed with
# keep_captures = true           # keep every answer that a version was made of, byte for byte, as WARC
# keep_images = true             # keep the pictures of collected articles

[collect]
# user_agent = "Samarkand/0.1 (+news archive; one request at a time)"    # say who you are and how to reach you
# delay = 1.0                    # seconds between two requests to one host
# parallel_hosts = 16
# shortest_interval = 900        # seconds between two polls of a feed, at least
# longest_interval = 86400       # and at most
# pages_per_host = 600           # pages that are visited of one host in one round; the others stay due
# allow_private = []             # hosts (`127.0.0.1:8001`) or networks (`10.0.0.0/8`) inside private ranges that may be asked

[seal]
# key = ""                       # the SSH key that seals are signed with; a path from this folder on, `~` is your home
# calendars = ["https://a.pool.opentimestamps.org", "https://b.pool.opentimestamps.org", "https://a.pool.eternitywall.com"]

[feeds]
# address = ""                   # by which others know the reader, as "https://news.example": what its feeds name themselves by
# hub = ""                       # the WebSub hub that the feeds name, and that every round tells of news

[mail]
# host = ""                      # the server that mail leaves by; empty: none is sent
# port = 587
# security = "starttls"          # "starttls", "tls" (mostly port 465) or "none" (a server on this machine)
# user = ""                      # who signs in, if anybody has to
# password_env = ""              # the environment variable with the password
# sender = ""                    # the address that mail comes from
# recipients = []                # the addresses that it goes to

[limits]
# feed_bytes = 20971520
# page_bytes = 10485760
# image_bytes = 20971520
# ratio = 200                    # decoded bytes for each byte received
# connect = 15                   # seconds
# total = 60                     # seconds
# redirects = 10
"""

Value = TypeVar("Value", Settings, Limits, Manners, MailServer)

_HOME = {
    "archive": (Settings, ("title", "keep_captures", "keep_images")),
    "collect": (Settings, ("shortest_interval", "longest_interval", "pages_per_host")),
    "seal": (Settings, ("key", "calendars")),
    "feeds": (Settings, ("address", "hub")),
    "manners": (Manners, tuple(field.name for field in fields(Manners))),
    "mail": (MailServer, tuple(field.name for field in fields(MailServer))),
    "limits": (Limits, tuple(field.name for field in fields(Limits))),
}


def load(archive: Path) -> Settings:
    """The settings of an archive. Raises BadOutlet for a key or a value that cannot be, with its name."""
    path = archive / FILE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOutlet(f"{path} cannot be read: {error}") from error
    sections = {name: table.pop(name, {}) for name in ("archive", "collect", "seal", "feeds", "mail", "limits")}
    if table:
        raise BadOutlet(
            f"{path}: [{next(iter(table))}] is not known; known are [archive], [collect], [seal], [feeds], [mail] and [limits]"
        )
    if sections["archive"].pop("format", 1) != 1:
        raise BadOutlet(f"{path}: this archive has a format that this version of Samarkand does not know; update it")
    collect = sections["collect"]
    manners = {key: collect.pop(key) for key in _HOME["manners"][1] if key in collect}
    settings = Settings(
        limits=_with(Limits(), sections["limits"], "limits", path),
        manners=_with(Manners(), manners, "collect", path),
        mail=_with(MailServer(), sections["mail"], "mail", path),
    )
    if settings.mail.security not in get_args(Security):
        known = ", ".join(f'"{each}"' for each in get_args(Security))
        raise BadOutlet(f"{path}: [mail] security is {settings.mail.security!r}, but must be one of {known}")
    settings = _with(settings, sections["archive"], "archive", path, _HOME["archive"][1])
    settings = _with(settings, sections["seal"], "seal", path, _HOME["seal"][1])
    settings = _public(_with(settings, sections["feeds"], "feeds", path, _HOME["feeds"][1]), path)
    return _with(settings, collect, "collect", path, _HOME["collect"][1])


def _public(settings: Settings, path: Path) -> Settings:
    """The settings, whose addresses of the web are ones. Raises BadOutlet."""
    for name, address in (("address", settings.address), ("hub", settings.hub)):
        if address and not is_web(address):
            raise BadOutlet(f"{path}: [feeds] {name} is {address!r}, but must be an address of the web")
    if settings.hub and not settings.address:
        raise BadOutlet(f"{path}: [feeds] hub needs address: a hub must be told by which address the feeds are known")
    return replace(settings, address=settings.address.rstrip("/"))


def _with(value: Value, table: Mapping[str, Any], section: str, path: Path, names: tuple[str, ...] = ()) -> Value:
    """A settings value with what a table changes about it."""
    known = names or tuple(field.name for field in fields(value))
    changes = {}
    for key, given in table.items():
        where = f"{path}: [{section}] {key}"
        if key not in known:
            raise BadOutlet(f"{where} is not known; known are {', '.join(known)}")
        changes[key] = _fitting(getattr(value, key), given, where)
    return replace(value, **changes)


def _fitting(usual: Any, given: Any, where: str) -> Any:
    """What was given, in the type of the usual value."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if isinstance(usual, timedelta) and is_number and given >= 0:
        return timedelta(seconds=given)
    if isinstance(usual, tuple) and isinstance(given, list) and all(isinstance(item, str) for item in given):
        return tuple(given)
    if isinstance(usual, int) and not isinstance(usual, bool) and is_number and given > 0:
        return int(given)
    if type(usual) is type(given) and not isinstance(usual, int | timedelta):
        return given
    if isinstance(usual, bool) and isinstance(given, bool):
        return given
    kind = {bool: "true or false", str: "a text", tuple: "a list of texts"}.get(type(usual), "a number above zero")
    raise BadOutlet(f"{where} is {given!r}, but must be {kind}")
