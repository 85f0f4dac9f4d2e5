"""A hash of all that every page of a site is made with besides the archive. Reads the program's files; changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from samarkand.model.sites import SiteOptions
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.web.site.contents import hashed
from samarkand.web.site.memory import Recall


@dataclass(frozen=True, slots=True)
class Program:
    """What pages are made with."""

    hash: str
    """Another one whenever any page may be another one."""
    learned: Mapping[str, str]
    """By what its files are known the next time, without reading them."""


def program_of(parts: Parts, options: SiteOptions, recall: Recall) -> Program:
    """The program itself, names of outlets and others, for whom the site is.

    The program's files, 5 MB of them, are read where their names, sizes and times of change are not what they were.
    """
    folder = Path(str(files("samarkand")))
    places = list(_files(folder))
    key = f"files {hashed(f'{name} {size} {changed}' for name, size, changed in places)}"
    own = recall([key]).get(key) or _hash_of(folder, places)
    known = repr([replace(each, feeds=()) for each in parts.outlets])
    groups = parts.names.known() if parts.names else ()
    called = *(each.key for each in groups), repr([each for each in groups if each.kind == "own"])
    told = own, known, *called, parts.settings.title, repr(options), Queries(parts).identity()
    return Program(hashed(told), {key: own})


def _hash_of(folder: Path, places: list[tuple[str, int, int]]) -> str:
    own = sha256()
    for name, *_ in places:
        own.update((folder / name).read_bytes())
    return own.hexdigest()


def _files(folder: Path, within: str = "") -> Iterator[tuple[str, int, int]]:
    """The program's files, always in one order: name, bytes, when it was changed, in nanoseconds."""
    with os.scandir(folder / within) as entries:
        every = sorted(entries, key=lambda entry: entry.name)
    for entry in every:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(folder, f"{within}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            stat = entry.stat()
            yield f"{within}{entry.name}", stat.st_size, stat.st_mtime_ns
