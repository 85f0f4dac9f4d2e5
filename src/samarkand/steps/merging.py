"""Lines of another archive's ledger as events of ours: what is taken over, what is written anew. Looks nothing up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from samarkand.ids import article_id
from samarkand.model.articles import AbsenceReason, Precision, Told
from samarkand.model.events import Event, Line
from samarkand.times import iso, parse_iso, zone

VERSIONS = frozenset({"version", "witness"})
"""Kinds of lines that tell of a version."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line was written first."""

    archive: str
    """SHA-256 of the first line of that ledger."""
    line: str
    """SHA-256 of the line there."""
    number: int | None = None
    """The number of the version there, where the line tells of one."""


def origin_of(line: Line, archive: str) -> Origin:
    """Where a line of an archive was written first: there, or in one that was merged into it."""
    told = line.data.get("merged")
    if isinstance(told, dict) and isinstance(told.get("archive"), str) and isinstance(told.get("line"), str):
        number = told.get("number")
        return Origin(told["archive"], told["line"], number if isinstance(number, int) else None)
    number = line.data.get("number")
    return Origin(archive, line.place.sha256, number if isinstance(number, int) else None)


def fault_of(line: Line, folders: tuple[str, ...]) -> str:
    """Why a line cannot be taken over; "" where it can."""
    if not isinstance(line.kind, str) or not isinstance(line.files, dict):
        return "has no kind or no files"
    strange = next((path for path in line.files if not is_path(path, folders)), None)
    if strange is not None:
        return f"names a file {strange!r} outside of the folders that are known here"
    return _fault_of_fields(line) or (_fault_of_version(line) if line.kind in VERSIONS else "")


def _fault_of_fields(line: Line) -> str:
    wrong = next((name for name, fits in _FIELDS.items() if name in line.data and not fits(line.data[name])), None)
    if wrong:
        return f"has a field {wrong} that cannot be"
    lacking = next((name for name in _NEEDED.get(line.kind, ()) if name not in line.data), None)
    return f"tells of a {line.kind} without its {lacking}" if lacking else ""


def _fault_of_version(line: Line) -> str:
    data = line.data
    if data["article"] != article_id(data["outlet"], str(data.get("canonical_url") or data["url"])):
        return "tells of an article by an id that is not that of its outlet and address"
    if line.kind == "version" and (data["record"] not in line.files or not data["record"].startswith("records/")):
        return "tells of a version without its record"
    return ""


def is_path(path: object, folders: tuple[str, ...]) -> bool:
    """Whether something names a file in one of the folders."""
    if not isinstance(path, str) or "\0" in path:
        return False
    parts = path.split("/")
    return len(parts) > 1 and parts[0] in folders and not {"", ".", ".."} & set(parts)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 53


def _is_instant(value: object) -> bool:
    return isinstance(value, str) and parse_iso(value) is not None


def _is_published(value: object) -> bool:
    """Whether something tells when an outlet published, as a ledger line does."""
    if not isinstance(value, dict) or not _is_instant(value.get("at")):
        return False
    try:
        zone(value["zone"])
        date.fromisoformat(value.get("on", "2000-01-01"))
    except (KeyError, TypeError, ValueError):
        return False
    return value.get("precision") in get_args(Precision) and value.get("told") in get_args(Told)


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("article", "outlet", "url", "title", "canonical_url", "record", "language", "feed"), _is_text),
    **dict.fromkeys(
        ("capture", "imported_from", "image", "problem", "deed", "seal", "stamp", "by", "target", "label", "mark"),
        _is_text,
    ),
    **dict.fromkeys(("authors", "pictures", "polled", "articles", "others", "left", "outlets"), _are_texts),
    **dict.fromkeys(("header_ms", "bytes", "answers", "status"), _is_number),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 31,
    **dict.fromkeys(("captured_at", "before_at"), _is_instant),
    "is": lambda value: isinstance(value, bool),
    "reason": lambda value: value in get_args(AbsenceReason),
    "published": _is_published,
    "made_from": lambda value: value in {"import", "feed", "page"},
    "troubles": lambda value: isinstance(value, dict) and _are_texts([*value, *value.values()]),
}
"""What the fields of the kinds that are known may hold: whatever stands in our ledger, we must be able to read."""
_NEEDED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(VERSIONS, ("article", "number", "outlet", "url", "title", "record")),
    "gone": ("article", "url"),
    "back": ("article", "url"),
    "moved": ("article", "url", "target"),
    "mark": ("mark", "is"),
}


def event_of(
    line: Line, origin: Origin, changed: Mapping[str, Any], names: Callable[[str], str], now: datetime
) -> Event:
    """The event that takes a line over, without its files.

    `changed`: fields that are ours; `names`: path in the other archive -> path here. All else stays as it was told.
    """
    told = {key: _renamed(value, names) for key, value in line.data.items() if key != "merged"}
    merged: dict[str, Any] = {"archive": origin.archive, "line": origin.line, "taken_at": iso(now)}
    if origin.number is not None:
        merged["number"] = origin.number
    return Event(line.kind, line.at, {**told, **changed, "merged": merged})


def witness_of(event: Event, record: str, number: int) -> Event:
    """The event of a version that is kept already: that another archive kept it too."""
    return Event("witness", event.at, {**event.data, "record": record, "number": number})


def other_path(path: str, sha256: str) -> str:
    """Another path for a file whose own is taken by another file."""
    folder, _, name = path.rpartition("/")
    stem, dot, endings = name.partition(".")
    return f"{folder}/{stem}-{sha256[:16]}{dot}{endings}"


def _renamed(value: Any, names: Callable[[str], str]) -> Any:
    """A value in which paths (with `#` and an offset, where one follows) are those here."""
    if isinstance(value, str):
        path, mark, offset = value.partition("#")
        return names(path) + mark + offset if "/" in path else value
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    return value
