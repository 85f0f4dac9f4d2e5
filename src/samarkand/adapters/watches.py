"""Saved searches on disk: `watches.toml`, which people write too, and how far each of them has been told."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samarkand import durable
from samarkand.errors import UsageError
from samarkand.later import later
from samarkand.model.events import Place
from samarkand.model.watches import WAYS, Behind, DeadLetter, Heard, Told, Watch, fault_of, watch_id
from samarkand.times import iso, parse_iso

if TYPE_CHECKING:
    import tomlkit
    from tomlkit import items
else:  # only who changes the file needs them
    tomlkit, items = later("tomlkit"), later("tomlkit.items")

FILE = "watches.toml"
FOLDER = "watches"
"""Of files `ID.json`: the place in the ledger up to which a watch was told, and the ways that are behind. They cannot be made again, so they do not lie in
`derived/`; without them a watch begins anew at the ledger's end."""
DEAD = "dead"
"""The folder in it of messages that were given up, a file each."""
HEARD = "heard"
"""The folder in it of what was noticed for the watches that are no searches: a file `ID.json` each."""
_LOOKED_FOR = ("story_size", "changes", "silence")
_KEYS = (*_LOOKED_FOR, "query", "id", "title", "webhook", "secret_env", "command", "mail")
_SHOWN = {"id", "title", "url", "outlet_name", "seen_at", "snippet"}
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class WatchesFile:
    """The saved searches of an archive."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FILE
        self._folder = archive / FOLDER

    def load(self) -> tuple[Watch, ...]:
        """All of them, in the order of the file; a missing file holds none. Raises UsageError for one that cannot be read."""
        try:
            table = tomllib.loads(self._text())
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"{self.path}: {error}") from error
        entries = table.get("watch", [])
        if set(table) - {"watch"} or not isinstance(entries, list):
            raise UsageError(f"{self.path}: holds [[watch]] tables and nothing else")
        watches = [_watch(entry, f"{self.path}: [[watch]] {number}") for number, entry in enumerate(entries, 1)]
        twice = {watch.id for watch in watches if sum(watch.id == other.id for other in watches) > 1}
        if twice:
            raise UsageError(f"{self.path}: the id {min(twice)!r} stands there twice")
        return tuple(watches)

    def add(self, watch: Watch) -> bool:
        """Add one, comments and order kept; False where it is there already. Raises UsageError."""
        if any(known.id == watch.id for known in self.load()):
            return False
        document = tomlkit.parse(self._text())
        tables = document.setdefault("watch", tomlkit.aot())
        if not isinstance(tables, items.AoT):
            raise UsageError(f"{self.path}: `watch` must be written as [[watch]] tables")
        entry = tomlkit.table()
        for key in _KEYS:
            if value := getattr(watch, key):
                entry[key] = list(value) if isinstance(value, tuple) else value
        tables.append(entry)
        durable.put(self.path, tomlkit.dumps(document).encode())
        return True

    def remove(self, identity: str) -> bool:
        """Take one away, with what is remembered of it; False where there is none of that id. Raises UsageError."""
        numbers = [number for number, watch in enumerate(self.load()) if watch.id == identity]
        if not numbers:
            return False
        document = tomlkit.parse(self._text())
        if len(numbers) == len(self.load()):
            del document["watch"]  # an empty list would be written in a way that cannot be added to
        else:
            del document["watch"][numbers[0]]
        durable.put(self.path, tomlkit.dumps(document).encode())
        for letter in self.letters(identity):
            self.unbury(letter)
        self._state(identity).unlink(missing_ok=True)
        self._heard(identity).unlink(missing_ok=True)
        return True

    def told(self, identity: str) -> Told | None:
        """How far a watch was told; None where that is not known."""
        try:
            found = json.loads(self._state(identity).read_bytes())
            lagging = found.get("behind", {})
            return Told(_place(found), {way: _behind(lagging[way]) for way in WAYS if way in lagging})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def remember(self, identity: str, told: Told) -> None:
        """Keep how far a watch was told; on disk when this returns."""
        found = asdict(told.place)
        if told.behind:
            found["behind"] = {way: _told_behind(each) for way, each in told.behind.items()}
        durable.put(self._state(identity), _json(found))

    def heard(self, identity: str) -> Heard | None:
        """What was noticed for a watch of happenings; None where that is not known."""
        try:
            found = json.loads(self._heard(identity).read_bytes())
            since, known, newest = parse_iso(found["since"]), found["known"], found["newest"]
            is_ours = since and all(isinstance(each, str) for each in known)
            is_ours = is_ours and all(isinstance(each, dict) and each.keys() >= _SHOWN for each in newest)
            if since is None or not is_ours:
                return None
            return Heard(_place(found), since, tuple(known), int(found["total"]), tuple(newest))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep_heard(self, identity: str, heard: Heard) -> None:
        """Keep what was noticed for a watch; on disk when this returns."""
        found = asdict(heard.place) | {"since": iso(heard.since), "known": heard.known, "total": heard.total}
        durable.put(self._heard(identity), _json(found | {"newest": heard.newest}))

    def letters(self, identity: str) -> tuple[DeadLetter, ...]:
        """The messages of a watch that were given up, oldest first; a file that cannot be read is left out."""
        found = (_letter(path) for path in (self._folder / DEAD).glob(f"{identity}.*.json"))
        return tuple(sorted((each for each in found if each), key=lambda each: (each.at, each.id)))

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that is given up, in the place of one with its id; on disk when this returns."""
        durable.put(self._grave(letter), _json(asdict(letter) | {"at": iso(letter.at)}))

    def unbury(self, letter: DeadLetter) -> None:
        """Keep it no longer: it was told after all."""
        self._grave(letter).unlink(missing_ok=True)

    def _grave(self, letter: DeadLetter) -> Path:
        return self._folder / DEAD / f"{letter.id}.json"

    def _state(self, identity: str) -> Path:
        return self._folder / f"{identity}.json"

    def _heard(self, identity: str) -> Path:
        return self._folder / HEARD / f"{identity}.json"

    def _text(self) -> str:
        try:
            return self.path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{self.path} cannot be read: {error}") from error


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _place(told: Mapping[str, Any]) -> Place:
    return Place(int(told["count"]), str(told["sha256"]), str(told["file"]), int(told["offset"]))


def _behind(told: Mapping[str, Any]) -> Behind:
    return Behind(_place(told), int(told["failures"]), parse_iso(str(told["again_at"])), str(told["problem"]))


def _told_behind(behind: Behind) -> dict[str, Any]:
    again_at = iso(behind.again_at) if behind.again_at else ""
    return asdict(behind.place) | {"failures": behind.failures, "again_at": again_at, "problem": behind.problem}


def _letter(path: Path) -> DeadLetter | None:
    try:
        told = json.loads(path.read_bytes())
        at = parse_iso(told["at"])
        is_ours = told["id"] == path.stem and told["way"] in WAYS and {"total", "hits"} <= told["message"].keys()
        return DeadLetter(**{**told, "at": at}) if at and is_ours else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _watch(entry: Any, origin: str) -> Watch:
    if not isinstance(entry, dict):
        raise UsageError(f"{origin}: is no table")
    if unknown := [key for key in entry if key not in _KEYS]:
        raise UsageError(f"{origin}: `{unknown[0]}` is not known; known are {', '.join(_KEYS)}")
    for key, value in entry.items():
        if problem := _misfit(key, value):
            raise UsageError(f"{origin}: `{key}` must be {problem}")
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    watch = Watch(**given)
    if fault := fault_of(watch):
        raise UsageError(f"{origin}: {fault}")
    identity = watch.id or watch_id(watch)
    if not _ID.fullmatch(identity):
        raise UsageError(f"{origin}: an id has letters, digits, - and _ only, 40 of them at most")
    return replace(watch, id=identity)


def _misfit(key: str, value: Any) -> str:
    """What a value must be that is of another kind; "" for one that fits."""
    if key == "story_size":
        return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "a number of outlets"
    if key == "changes":
        is_list = isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
        return "" if is_list else 'a list of kinds, such as ["headline"]'
    return "" if isinstance(value, str) else "a text"
