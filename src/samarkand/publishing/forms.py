"""The forms that versions go out in, by name and by the ending of a file; the module of one is imported when it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from samarkand.errors import UsageError
from samarkand.model.exports import Form


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a form of ours is written."""

    ending: str
    module: str
    """Below `samarkand.publishing`."""
    constant: str
    extra: str = ""
    """What brings a library that it needs."""


_OWN = {
    "jsonl": _Place(".jsonl", "sheets", "JSONL"),
    "csv": _Place(".csv", "sheets", "CSV"),
    "parquet": _Place(".parquet", "parquet", "PARQUET", "parquet"),
    "epub": _Place(".epub", "epub", "EPUB"),
    "html": _Place(".html", "pages", "HTML"),
    "markdown": _Place(".md", "markdown", "MARKDOWN"),
    "markdown-tar": _Place(".md.tar", "markdown", "MARKDOWN_TAR"),
    "bibtex": _Place(".bib", "citations", "BIBTEX"),
    "csl": _Place(".csl.json", "citations", "CSL"),
    "bag": _Place(".bag.tar", "bags", "BAG"),
}
NAMES = tuple(_OWN)


def named(name: str) -> Form | None:
    """The form of a name; None where none of ours has it. Raises UsageError where its library is missing."""
    place = _OWN.get(name)
    if place is None:
        return None
    try:
        form: Form = getattr(import_module(f"samarkand.publishing.{place.module}"), place.constant)
    except ModuleNotFoundError as error:
        if not place.extra:
            raise
        raise UsageError(f"{name} needs a library ({error.name}): pip install 'samarkand[{place.extra}]'") from error
    return form


def name_of(file: str) -> str:
    """The name of the form that a file's ending asks for, by the longest that fits; "" where it asks for none of ours."""
    fitting = [(len(place.ending), name) for name, place in _OWN.items() if file.lower().endswith(place.ending)]
    return max(fitting, default=(0, ""))[1]


def endings() -> Iterator[str]:
    """The endings of all our forms."""
    return (place.ending for place in _OWN.values())
