"""Spellings of names on disk: those that come with the program, and the `names.toml` of an archive."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from samarkand import durable
from samarkand.errors import BadOutlet, CatalogUnusable
from samarkand.model.comparisons import TermGroup
from samarkand.model.events import Place
from samarkand.model.names import Glosses, NameGroup, NameKind

FILE = "names.toml"
TERMS = "terms.toml"
FORMAT = 1
"""Of the derived files; one of another format is as good as none."""
_KINDS: tuple[NameKind, ...] = tuple(kind for kind in get_args(NameKind) if kind not in {"own", "grown"})
_LISTS = ("names", "whole", "shared")
_LIST = re.compile(r'([A-Za-z0-9_-]+) = (\["[^"\\]+"(?:, "[^"\\]+")*\])')


@lru_cache(maxsize=1)
def built_in() -> tuple[NameGroup, ...]:
    """The groups that come with the program, in the order of their files; read once."""
    folder = files("samarkand.names")
    return tuple(
        group
        for kind in _KINDS
        for group in _of_table(read_lists(folder.joinpath(f"{kind}.toml").read_text("utf-8")), kind, f"{kind}.toml")
    )


def read_lists(text: str) -> dict[str, Any]:
    """What `tomllib` reads in a table without parts, in the same order.

    Nearly all of our own lines are lists of plain strings, which are told in a tenth of the time that `tomllib` takes.
    """
    lines = [(_LIST.fullmatch(line), line) for line in text.splitlines()]
    others = tomllib.loads("\n".join(line for found, line in lines if not found))
    told = (
        (found[1], found[2][2:-2].split('", "')) if found else (line.partition(" ")[0], None) for found, line in lines
    )
    return {key: value or others[key] for key, value in told if value or key in others}


@lru_cache(maxsize=1)
def terms() -> tuple[TermGroup, ...]:
    """The words that take sides, in the order of their file; read once."""
    table = tomllib.loads(files("samarkand.names").joinpath(TERMS).read_text("utf-8"))
    return tuple(
        TermGroup(key, tuple(fields["terms"]), tuple(fields.get("about", ()))) for key, fields in table.items()
    )


def load(archive: Path) -> tuple[NameGroup, ...]:
    """All groups that hold in an archive, its own first.

    A group of `names.toml` replaces the built-in one of its key; an empty one takes it away. A spelling that stands in
    an own group is in no built-in one. A missing file says nothing. Raises BadOutlet for one that cannot be read.
    """
    path = archive / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return built_in()
    except (OSError, UnicodeDecodeError) as error:
        raise BadOutlet(f"{path}: cannot be read: {error}") from error
    own = _groups(text, "own", str(path))
    keys = {group.key for group in own}
    taken = {name for group in own for name in group.names}
    kept = (_without(group, taken) for group in built_in() if group.key not in keys)
    return (*(group for group in own if group.names), *kept)


class NamesFolder:
    """What an archive's own articles tell of names: `glosses.json` and `names.json` in its `derived/`."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._glosses = archive / "derived" / "glosses.json"
        self._grown = archive / "derived" / "names.json"

    def stamp(self) -> tuple[int, ...]:
        """What changes when one of the files does that `known` and `grown` read."""
        return tuple(_changed_at(path) for path in (self._archive / FILE, self._grown))

    def known(self) -> tuple[NameGroup, ...]:
        """The groups that nobody had to learn: `load`. Raises BadOutlet."""
        return load(self._archive)

    def grown(self) -> tuple[NameGroup, ...]:
        """The groups that were learned; none where the file is missing or damaged."""
        try:
            return tuple(
                NameGroup(str(key), "grown", tuple(map(str, names))) for key, names in _read(self._grown)["groups"]
            )
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def glosses(self) -> tuple[Place, Glosses]:
        """What was learned, and how far in the ledger; the beginning and nothing where that is missing or damaged."""
        try:
            kept = _read(self._glosses)
            pairs = {(str(name), str(latin)): tuple(map(str, articles)) for name, latin, articles in kept["pairs"]}
            return Place(**kept["place"]), pairs
        except (OSError, ValueError, KeyError, TypeError):
            return Place(), {}

    def keep_glosses(self, place: Place, glosses: Glosses) -> None:
        """Keep what was learned up to a place. Raises CatalogUnusable."""
        pairs = [(*pair, articles) for pair, articles in sorted(glosses.items())]
        _replace(self._glosses, {"format": FORMAT, "place": asdict(place), "pairs": pairs})

    def keep_grown(self, groups: Sequence[NameGroup]) -> None:
        """Keep the groups that were made of it. Raises CatalogUnusable."""
        _replace(self._grown, {"format": FORMAT, "groups": [(group.key, group.names) for group in groups]})


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _read(path: Path) -> dict[str, Any]:
    kept = json.loads(path.read_text("utf-8"))
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise ValueError(f"{path}: not of format {FORMAT}")
    return kept


def _replace(path: Path, value: Mapping[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        durable.put(path, text.encode("utf-8", "replace"), is_synced=False)
    except OSError as error:
        raise CatalogUnusable(f"{path}: cannot be written: {error}") from error


def _without(group: NameGroup, taken: set[str]) -> NameGroup:
    if taken.isdisjoint((*group.names, *group.whole)):
        return group
    names, whole = (tuple(name for name in some if name not in taken) for some in (group.names, group.whole))
    return replace(group, names=names, whole=whole)


def _groups(text: str, kind: NameKind, origin: str) -> tuple[NameGroup, ...]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadOutlet(f"{origin}: {error}") from error
    return _of_table(table, kind, origin)


def _of_table(table: Mapping[str, Any], kind: NameKind, origin: str) -> tuple[NameGroup, ...]:
    return tuple(_group(key, value, kind, f"{origin}: {key}") for key, value in table.items())


def _group(key: str, value: Any, kind: NameKind, origin: str) -> NameGroup:
    fields = {"names": value} if isinstance(value, list) else value
    if not isinstance(fields, dict):
        raise BadOutlet(f"{origin}: must be a list of spellings, or a table with `names`")
    unknown = [name for name in fields if name not in {*_LISTS, "note"}]
    if unknown:
        raise BadOutlet(f"{origin}: `{unknown[0]}` is not known; known are {', '.join(_LISTS)} and note")
    lists = {name: fields.get(name, []) for name in _LISTS}
    for name, spellings in lists.items():
        if not isinstance(spellings, list) or not all(isinstance(each, str) and each.strip() for each in spellings):
            raise BadOutlet(f"{origin}: `{name}` must be a list of spellings")
    note = fields.get("note", "")
    if not isinstance(note, str):
        raise BadOutlet(f"{origin}: `note` must be a text")
    return NameGroup(key, kind, **{name: tuple(spellings) for name, spellings in lists.items()}, note=note)
