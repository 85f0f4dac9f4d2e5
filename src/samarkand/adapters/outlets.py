"""Outlets on disk: those that come with the program, and the `outlets.toml` of an archive."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samarkand import durable
from samarkand.errors import BadOutlet
from samarkand.later import later
from samarkand.model.outlet_tables import follow_from_table, from_table, overridden
from samarkand.model.outlets import Follow, Outlet

if TYPE_CHECKING:
    import tomlkit
    from tomlkit import items
else:  # only who changes the file needs them
    tomlkit, items = later("tomlkit"), later("tomlkit.items")

FILE = "outlets.toml"


@lru_cache(maxsize=1)
def built_in() -> tuple[Outlet, ...]:
    """The outlets that come with the program, by id; read once. Raises BadOutlet for a file that cannot be read."""
    folder = files("samarkand.outlets")
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(from_table(_table(folder.joinpath(name).read_text("utf-8"), name), name) for name in found)


class OutletsFile:
    """The `outlets.toml` of an archive: who is followed, and what is different about the outlets."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FILE

    def load(self) -> tuple[tuple[Outlet, ...], tuple[Follow, ...]]:
        """All outlets that are known to the archive, its own first, and what it follows, in the order of the file.

        A missing file says nothing. Raises BadOutlet for one that cannot be read.
        """
        table = _table(self._text(), str(self.path))
        unknown = [key for key in table if key not in {"outlet", "follow"}]
        if unknown:
            raise BadOutlet(f"{self.path}: `{unknown[0]}` is not known; known are [[outlet]] and [[follow]]")
        known = {outlet.id: outlet for outlet in built_in()}
        own: dict[str, Outlet] = {}
        for number, entry in enumerate(_tables(table, "outlet", self.path), 1):
            origin = f"{self.path}: [[outlet]] {number}"
            base = {**known, **own}.get(str(entry.get("id", "")))
            outlet = overridden(base, entry, origin) if base else from_table(entry, origin)
            own[outlet.id] = outlet
        follows = tuple(
            follow_from_table(entry, f"{self.path}: [[follow]] {number}")
            for number, entry in enumerate(_tables(table, "follow", self.path), 1)
        )
        rest = tuple(outlet for outlet in known.values() if outlet.id not in own)
        return (*own.values(), *rest), follows

    def follow(self, follow: Follow) -> bool:
        """Add one to what is followed; False where it was followed already. Else as `follow_all`."""
        return self.follow_all([follow])[0]

    def follow_all(self, follows: Sequence[Follow]) -> list[bool]:
        """Add some to what is followed, comments and order kept: of each, whether it is new.

        The file is on disk when this returns. Raises BadOutlet for a file that cannot be read.
        """
        known = {(each.outlet, each.feed) for each in self.load()[1]}
        told = []
        for each in follows:
            told.append((each.outlet, each.feed) not in known)
            known.add((each.outlet, each.feed))
        if any(told):
            self._append([each for each, is_new in zip(follows, told, strict=True) if is_new])
        return told

    def _append(self, follows: Sequence[Follow]) -> None:
        document = tomlkit.parse(self._text())
        tables = document.get("follow")
        if tables is None:
            tables = tomlkit.aot()
            document["follow"] = tables
        if not isinstance(tables, items.AoT):  # an inline array, which cannot be added to line by line
            raise BadOutlet(f"{self.path}: `follow` must be written as [[follow]] tables")
        for follow in follows:
            entry = tomlkit.table()
            for key in ("outlet", "feed", "title"):
                if value := getattr(follow, key):
                    entry[key] = value
            tables.append(entry)
        durable.put(self.path, tomlkit.dumps(document).encode())

    def unfollow(self, follow: Follow) -> bool:
        """Take one from what is followed, the rest of the file kept; False where it was not followed. Raises BadOutlet."""
        document, numbers = self._found(follow)
        for number in reversed(numbers):
            del document["follow"][number]
        if numbers and not document["follow"]:
            del document["follow"]  # an empty list would be written in a way that cannot be added to
        return self._written(document, numbers)

    def pause(self, follow: Follow, *, is_paused: bool) -> bool:
        """Ask one for nothing, or ask it again; False where it is not followed. Raises BadOutlet."""
        document, numbers = self._found(follow)
        for number in numbers:
            entry = document["follow"][number]
            entry.pop("paused", None)
            if is_paused:
                entry["paused"] = True
        return self._written(document, numbers)

    def _found(self, follow: Follow) -> tuple[Any, list[int]]:
        """The file, and which of its [[follow]] tables follow this."""
        _, follows = self.load()
        return tomlkit.parse(self._text()), [number for number, each in enumerate(follows) if each.is_of(follow)]

    def _written(self, document: Any, numbers: list[int]) -> bool:
        if numbers:
            durable.put(self.path, tomlkit.dumps(document).encode())
        return bool(numbers)

    def _text(self) -> str:
        try:
            return self.path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise BadOutlet(f"{self.path}: the file is not UTF-8: {error}") from error


def _table(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadOutlet(f"{origin}: {error}") from error


def _tables(table: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise BadOutlet(f"{path}: `{key}` must be written as [[{key}]] tables")
    return value
