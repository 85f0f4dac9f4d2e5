"""The ledger on disk: one line of JSON an event, one file a month, each line with the hash of the line before.

A line holds `n` (its number from 1), `prev` (SHA-256 of the line before, without its line end), `at`, `kind`, `files`
(path -> SHA-256) and what the kind of event has to tell. `head.json` beside the ledger names the last acknowledged
line, so that a ledger that was cut short is known from one that is complete; it may lag behind, never lead.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from samarkand import durable
from samarkand.errors import ArchiveDamaged
from samarkand.ids import canonical_json, sha256
from samarkand.model.events import Event, Line, Place
from samarkand.times import iso, month, parse_iso

FOLDER = "ledger"
HEAD = f"{FOLDER}/head.json"
RECOVERING = f"{FOLDER}/recovering"
"""Stands there while a lost ledger is made anew from the records, so that one half made is not taken for the whole."""
RESERVED = frozenset({"n", "prev", "at", "kind", "files"})


class BrokenLine(ArchiveDamaged):
    """A line that does not continue the chain."""

    def __init__(self, file: str, number: int, problem: str) -> None:
        super().__init__(f"{FOLDER}/{file} line {number}: {problem}; run `samarkand verify` for the whole picture")
        self.file, self.number, self.problem = file, number, problem


def encode(event: Event, previous: Place) -> tuple[bytes, Line]:
    """The bytes of an event's line without its line end, and the line as it will be read again."""
    if RESERVED & event.data.keys():
        raise ValueError(f"event data must not use the names {sorted(RESERVED & event.data.keys())}")
    hashes = {path: sha256(data) for path, data in event.files.items()}
    frame = {"n": previous.count + 1, "prev": previous.sha256, "at": iso(event.at), "kind": event.kind, "files": hashes}
    data = canonical_json({**event.data, **frame})
    file = max(previous.file, f"{month(event.at)}.jsonl")  # a clock set back must not reorder the ledger
    offset = (previous.offset if file == previous.file else 0) + len(data) + 1
    place = Place(previous.count + 1, sha256(data), file, offset)
    return data, Line(event.kind, event.at, event.data, hashes, place)


def decode(data: bytes, previous: Place, file: str, number: int) -> Line:
    """The line that these bytes (without the line end) hold, if it continues the chain. Raises BrokenLine."""
    try:
        told = json.loads(data)
        at = parse_iso(told["at"])
        count, prev, kind, hashes = told["n"], told["prev"], told["kind"], told["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenLine(file, number, "is not a line of the ledger (damaged or cut)") from error
    if at is None:
        raise BrokenLine(file, number, "has no time")
    if prev != previous.sha256 or count != previous.count + 1:
        problem = f"does not continue the line before it (number {count} after {previous.count}): a line was edited,"
        raise BrokenLine(file, number, f"{problem} moved or lost")
    rest = {key: value for key, value in told.items() if key not in RESERVED}
    offset = (previous.offset if file == previous.file else 0) + len(data) + 1
    return Line(kind, at, rest, hashes, Place(count, sha256(data), file, offset))


def read(root: Path, after: Place) -> Iterator[Line]:
    """The lines after a place, in order; memory holds one at a time. Raises BrokenLine.

    Bytes after the last line end are work that a stopped process left behind: they end the reading without an error.
    """
    return (line for line, _ in read_raw(root, after))


def read_raw(root: Path, after: Place) -> Iterator[tuple[Line, bytes]]:
    """As `read`, each line with its bytes, without its line end."""
    place = after
    for path in sorted((root / FOLDER).glob("*.jsonl")):
        if path.name < place.file:
            continue
        number = 0
        with path.open("rb") as stream:
            if path.name == place.file:
                stream.seek(place.offset)
            for data in stream:
                number += 1
                if not data.endswith(b"\n"):
                    return
                line = decode(data[:-1], place, path.name, number)
                place = line.place
                yield line, data[:-1]


def salvage(root: Path) -> Iterator[dict[str, str]]:
    """The files (path -> SHA-256) that each readable line tells of, whether or not the chain holds."""
    for path in sorted((root / FOLDER).glob("*.jsonl")):
        with path.open("rb") as stream:
            for data in stream:
                try:
                    told = json.loads(data)["files"]
                    yield {str(name): str(digest) for name, digest in told.items()}
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue


def append(root: Path, events: Sequence[Event], end: Place) -> list[Line]:
    """Write the events behind a place, as `append_raw` does; their lines."""
    lines: list[tuple[Line, bytes]] = []
    place = end
    for event in events:
        data, line = encode(event, place)
        lines.append((line, data))
        place = line.place
    append_raw(root, lines, end)
    return [line for line, _ in lines]


def append_raw(root: Path, lines: Sequence[tuple[Line, bytes]], end: Place) -> None:
    """Write lines behind a place, durably, month by month; then the head. Bytes behind the place are cut off."""
    chunks: dict[str, bytearray] = {}
    for line, data in lines:
        chunks.setdefault(line.place.file, bytearray()).extend(data + b"\n")
    for file, chunk in chunks.items():
        _append_to_file(root / FOLDER / file, bytes(chunk), end.offset if file == end.file else 0)
    write_head(root, lines[-1][0].place if lines else end)


def has(root: Path, place: Place) -> bool:
    """Whether a line ends at a place, with that hash."""
    if not place.count:
        return True
    try:
        with (root / FOLDER / place.file).open("rb") as stream:
            data = stream.read(place.offset)
    except (OSError, ValueError):
        return False
    return ends_at(data, place)


def ends_at(data: bytes, place: Place) -> bool:
    """Whether a line ends at a place in the bytes of its file, with that hash."""
    data = data[: place.offset]
    if len(data) != place.offset or not data.endswith(b"\n"):
        return False
    return sha256(data[data.rfind(b"\n", 0, -1) + 1 : -1]) == place.sha256


def is_month(name: str) -> bool:
    """Whether a name is that of a month's file."""
    return re.fullmatch(r"\d{4}-\d{2}\.jsonl", name) is not None


def _append_to_file(path: Path, data: bytes, offset: int) -> None:
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.ftruncate(descriptor, offset)
        os.lseek(descriptor, offset, os.SEEK_SET)
        durable.write_whole(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        durable.sync_folder(path.parent)


def write_head(root: Path, place: Place) -> None:
    """Acknowledge everything up to a place."""
    durable.put(root / HEAD, head_bytes(place))


def head_bytes(place: Place) -> bytes:
    """What stands in the head."""
    return json.dumps(asdict(place), indent=1).encode() + b"\n"


def read_head(root: Path) -> Place:
    """The last acknowledged place. Raises ArchiveDamaged where the file is missing or cannot be read."""
    try:
        data = (root / HEAD).read_bytes()
        place = Place(**json.loads(data))
    except FileNotFoundError as error:
        raise ArchiveDamaged(
            f"{HEAD} is missing, so the end of the ledger is not known; run `samarkand verify`"
        ) from error
    except (ValueError, TypeError) as error:
        raise ArchiveDamaged(f"{HEAD} cannot be read ({error}); run `samarkand verify`") from error
    if data != head_bytes(place):
        raise ArchiveDamaged(f"{HEAD} is not as it was written; run `samarkand verify`")
    return place
