"""Spellings of names on disk: those that come with the program, and the `names.toml` of an archive."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from samarkand.errors import BadOutlet
from samarkand.model.names import NameGroup, NameKind

FILE = "names.toml"
_KINDS: tuple[NameKind, ...] = tuple(kind for kind in get_args(NameKind) if kind not in {"own", "grown"})
_LISTS = ("names", "whole", "shared")


@lru_cache(maxsize=1)
def built_in() -> tuple[NameGroup, ...]:
    """The groups that come with the program, in the order of their files; read once."""
    folder = files("samarkand.names")
    return tuple(
        group
        for kind in _KINDS
        for group in _groups(folder.joinpath(f"{kind}.toml").read_text("utf-8"), kind, f"{kind}.toml")
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
