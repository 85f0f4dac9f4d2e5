"""Whose an address is, and which outlet a name means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from samarkand import urls
from samarkand.model.outlets import Outlet

_NOT_IN_A_FOLDER = re.compile(r"[^a-z0-9.-]+")


def outlet_of(url: str, outlets: tuple[Outlet, ...]) -> Outlet:
    """The outlet at whose place an address lies, the longest path first; else one made from the host.

    Such an outlet has the host without `www.` as its name, and as its id in letters that are safe in a folder's name;
    an address without a host gives the id `unknown`.
    """
    host = urls.host(url).removesuffix(":443").removesuffix(":80")
    path = urls.clean(url).partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
    path = _path(path)
    for place_path, outlet in _index(_Same(outlets)).get(host.removeprefix("www."), ()):
        if not place_path or path == place_path or path.startswith(place_path + "/"):
            return outlet
    return from_host(host)


def from_host(host: str) -> Outlet:
    """The outlet that stands for a host of which nothing else is known."""
    name = host.removeprefix("www.")
    folder = _NOT_IN_A_FOLDER.sub("-", name).strip("-.")
    if not folder:
        return Outlet("unknown", "unknown")
    return Outlet(folder, name, home=f"https://{host}/", places=(name,))


def find(name: str, outlets: tuple[Outlet, ...]) -> Outlet | None:
    """The outlet that goes by an id, name, alias or host, in any case and width; None where there is none."""
    wanted = _folded(urls.host(name) if urls.is_web(name) else name)
    return next((outlet for outlet in outlets if wanted in map(_folded, _called(outlet))), None)


def _called(outlet: Outlet) -> Iterator[str]:
    """Everything that an outlet is called, its id first."""
    yield outlet.id
    yield outlet.name
    yield from (name for _, name in outlet.names)
    yield from outlet.aliases
    yield from (place.partition("/")[0] for place in outlet.places)
    yield from outlet.places


def _folded(name: str) -> str:
    """A name without what case, width and blanks make of it."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split()).removeprefix("www.")


class _Same:
    """Outlets by identity: a tuple of frozen values never changes, and its hash would cost more than the search."""

    def __init__(self, outlets: tuple[Outlet, ...]) -> None:
        self.outlets = outlets

    def __hash__(self) -> int:
        return id(self.outlets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.outlets is self.outlets


@lru_cache(maxsize=16)
def _index(same: _Same) -> dict[str, list[tuple[str, Outlet]]]:
    """Host without `www.` -> (path, outlet), the longest path first."""
    index: dict[str, list[tuple[str, Outlet]]] = {}
    for outlet in same.outlets:
        for place in outlet.places:
            host, _, path = place.partition("/")
            index.setdefault(urls.ascii_host(host).removeprefix("www."), []).append((_path(path), outlet))
    for places in index.values():
        places.sort(key=lambda entry: -len(entry[0]))
    return index


def _path(path: str) -> str:
    """A path without slashes at its ends and without doubled ones."""
    return "/".join(part for part in path.split("/") if part)
