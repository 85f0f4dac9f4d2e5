"""The forms that versions go out in, by name and by the ending of a file; the module of one is imported when it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import BinaryIO

from samarkand.app.plugins import exporter_names, exporters
from samarkand.errors import BadPlugin, UsageError
from samarkand.model.exports import About, Form, Taken


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
    """The form of a name; None where nobody has it.

    Raises UsageError where its library is missing, BadPlugin where it is a plugin's that cannot be used.
    """
    place = _OWN.get(name)
    if place is None:
        return _of_plugin(name)
    try:
        form: Form = getattr(import_module(f"samarkand.publishing.{place.module}"), place.constant)
    except ModuleNotFoundError as error:
        if not place.extra:
            raise
        raise UsageError(f"{name} needs a library ({error.name}): pip install 'samarkand[{place.extra}]'") from error
    return form


def name_of(file: str) -> str:
    """The name of the form that a file's ending asks for, by the longest that fits, ours before others'; "" for none."""
    fitting = [(len(place.ending), name) for name, place in _OWN.items() if file.lower().endswith(place.ending)]
    if fitting:
        return max(fitting)[1]
    theirs = [(len(form.ending), form.name) for _, form in exporters() if form and file.lower().endswith(form.ending)]
    return max(theirs, default=(0, ""))[1]


def known() -> tuple[str, ...]:
    """The names of all forms, ours and those of plugins."""
    return (*NAMES, *exporter_names())


def _of_plugin(name: str) -> Form | None:
    for plugin, form in exporters():
        if plugin.name == name and plugin.problem:
            raise BadPlugin(plugin.problem)
        if plugin.name == name and form:
            return replace(form, write=partial(_write_guarded, form))
    return None


def _write_guarded(form: Form, taken: Iterable[Taken], out: BinaryIO, about: About) -> None:
    """What a plugin writes. Raises BadPlugin for what it raises, and where it leaves versions out."""
    waiting, failed = iter(taken), list[BaseException]()

    def handed_over() -> Iterator[Taken]:
        try:
            yield from waiting
        except BaseException as error:  # ours: it is not the plugin's fault
            failed.append(error)
            raise

    place = f"the plugin {form.name} (exporters)"
    try:
        form.write(handed_over(), out, about)
    except Exception as error:
        if failed or isinstance(error, OSError):
            raise
        words = " ".join(str(error).split())[:200]
        raise BadPlugin(f"{place} raised {type(error).__name__}: {words}; nothing of the export was kept") from error
    if out.closed or next(waiting, None) is not None:
        raise BadPlugin(f"{place} left versions out, or closed the file; nothing of the export was kept")


def endings() -> Iterator[str]:
    """The endings of all our forms."""
    return (place.ending for place in _OWN.values())
