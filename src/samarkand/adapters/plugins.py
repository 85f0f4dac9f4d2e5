"""Plugins by entry points of installed packages; whatever one of them does while it is loaded is told, and harms nothing.

Nothing is imported where no package names one: a look at the lists that installers write takes about 2 ms, the standard library's way 40.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from samarkand.errors import BadOutlet, BadPlugin
from samarkand.model.outlet_tables import from_table
from samarkand.model.outlets import Outlet
from samarkand.model.plugins import Group, Plugin


class Dist(Protocol):
    """A package that is installed."""

    name: str
    version: str


class Entry(Protocol):
    """An entry point, as `importlib.metadata` has them."""

    name: str
    value: str
    dist: Dist | None

    def load(self) -> Any:
        """What it stands for."""


GROUPS: tuple[Group, ...] = ("outlets", "extractors", "exporters")


def entries(group: Group) -> Sequence[Entry]:
    """The entry points of a group, by name."""
    name = f"samarkand.{group}"
    if not _is_named(f"[{name}]".encode(), tuple(sys.path)):
        return ()
    metadata = import_module("importlib.metadata")
    found: Sequence[Entry] = sorted(metadata.entry_points(group=name), key=lambda each: (each.name, each.value))
    return found


@lru_cache(maxsize=8)
def _is_named(group: bytes, places: tuple[str, ...]) -> bool:
    """Whether any package that is installed there names a group."""
    lists = (
        path
        for place in places
        for kind in ("*.dist-info", "*.egg-info")
        for path in Path(place or ".").glob(f"{kind}/entry_points.txt")
    )
    return any(group in _bytes(path) for path in lists)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def plugin_of(group: Group, entry: Entry, problem: str = "") -> Plugin:
    """What an entry point tells of itself."""
    package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "unknown"
    return Plugin(group, entry.name, package, problem)


def load(group: Group, entry: Entry) -> Any:
    """What an entry point stands for. Raises BadPlugin, whatever its import raises."""
    try:
        return entry.load()
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # even SystemExit: a plugin does not end the program
        raise broken(group, entry.name, f"cannot be loaded: {told(error)}") from error


def outlets_of(entry: Entry) -> tuple[Outlet, ...]:
    """The outlets of a plugin: one a TOML file of the package that it names. Raises BadPlugin."""
    load("outlets", entry)
    found = []
    try:
        for file in sorted(files(entry.value).iterdir(), key=lambda each: each.name):
            if file.name.endswith(".toml"):
                origin = f"{entry.value}/{file.name}"
                found.append(from_table(tomllib.loads(file.read_text("utf-8")), origin))
    except (BadOutlet, OSError, ValueError, TypeError, ModuleNotFoundError) as error:
        raise broken("outlets", entry.name, told(error)) from error
    if not found:
        raise broken("outlets", entry.name, f"the package {entry.value} holds no .toml file")
    return tuple(found)


def broken(group: Group, name: str, problem: str) -> BadPlugin:
    """The error of a plugin, by its name."""
    return BadPlugin(f"the plugin {name} ({group}) {problem}")


def told(error: BaseException) -> str:
    """An error of somebody else's code, as one short line."""
    words = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def loaded_outlets(taken: Sequence[Outlet]) -> Iterator[tuple[Plugin, tuple[Outlet, ...]]]:
    """The outlets of all plugins. One that takes an id or a place of `taken`, or of another plugin, is not used."""
    known = {outlet.id for outlet in taken}
    places = {place for outlet in taken for place in outlet.places}
    for entry in entries("outlets"):
        try:
            outlets = outlets_of(entry)
            _check(entry.name, outlets, known, places)
        except BadPlugin as error:
            yield plugin_of("outlets", entry, str(error)), ()
            continue
        known |= {outlet.id for outlet in outlets}
        places |= {place for outlet in outlets for place in outlet.places}
        yield plugin_of("outlets", entry), outlets


def _check(name: str, outlets: Sequence[Outlet], known: set[str], places: set[str]) -> None:
    for outlet in outlets:
        if outlet.id in known:
            raise broken("outlets", name, f"has the outlet {outlet.id}, which is another's")
        theirs = next((place for place in outlet.places if place in places), None)
        if theirs:
            raise broken("outlets", name, f"claims {theirs} for {outlet.id}, which is another outlet's place")
