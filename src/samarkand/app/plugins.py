"""Plugins, wired: what of those that are installed can be used, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from samarkand.adapters import plugins
from samarkand.adapters.outlets import built_in
from samarkand.errors import BadPlugin
from samarkand.model.exports import Form
from samarkand.model.outlets import Outlet
from samarkand.model.plugins import Extractor, Group, PageArticle, Plugin


def outlets(taken: Sequence[Outlet]) -> tuple[Outlet, ...]:
    """The outlets of plugins, beside those that are `taken`; what is wrong with one is told by `doctor`."""
    return tuple(outlet for _, found in plugins.loaded_outlets(taken) for outlet in found)


def built_in_outlets() -> tuple[Outlet, ...]:
    """Those that come with the program: what no plugin's may take the place of."""
    return built_in()


def extractors() -> Mapping[str, Extractor]:
    """The extractors of plugins, by the outlet whose pages they read; one that cannot be used says why when it is asked."""
    found: dict[str, Extractor] = {}
    for entry in plugins.entries("extractors"):
        try:
            extractor = plugins.load("extractors", entry)
            if not callable(extractor):
                raise plugins.broken("extractors", entry.name, "is nothing that can be called")
            if entry.name in found:
                raise plugins.broken("extractors", entry.name, "is there twice; uninstall one of the packages")
        except BadPlugin as error:
            extractor = partial(_refuse, str(error))
        found[entry.name] = extractor
    return found


def _refuse(problem: str, html: str, url: str) -> PageArticle | None:  # noqa: ARG001  (an extractor's signature)
    raise BadPlugin(problem)


def exporter_names() -> tuple[str, ...]:
    """The names of the forms that plugins write; nothing is loaded."""
    return tuple(entry.name for entry in plugins.entries("exporters"))


def exporters() -> Iterator[tuple[Plugin, Form | None]]:
    """The forms of plugins; None beside what is wrong with one that cannot be used."""
    seen: set[str] = set()
    for entry in plugins.entries("exporters"):
        try:
            form = plugins.load("exporters", entry)
            if fault := form_fault(form, entry.name):
                raise plugins.broken("exporters", entry.name, fault)
            if entry.name in seen:
                raise plugins.broken("exporters", entry.name, "is there twice; uninstall one of the packages")
        except BadPlugin as error:
            yield plugins.plugin_of("exporters", entry, str(error)), None
            continue
        seen.add(entry.name)
        yield plugins.plugin_of("exporters", entry), form


def form_fault(form: object, name: str) -> str:
    """What is wrong with a form that a plugin calls by a name, or ""."""
    if not isinstance(form, Form):
        return f"is {type(form).__name__}, and no Form"
    if form.name != name:
        return f"calls its form {form.name!r}; the name of the entry point must be the same"
    if not isinstance(form.ending, str) or not form.ending.startswith(".") or len(form.ending) < 2:
        return f"has the ending {form.ending!r}, which is none such as `.txt`"
    if form.versions not in {"all", "latest"} or not callable(form.write):
        return "must say whether it takes all versions or the latest, and have something to write with"
    return ""


def installed(taken: Sequence[Outlet]) -> Iterator[Plugin]:
    """All plugins, each with what is wrong with it; every one of them is loaded."""
    yield from (plugin for plugin, _ in plugins.loaded_outlets(taken))
    for entry in plugins.entries("extractors"):
        group: Group = "extractors"
        try:
            extractor = plugins.load(group, entry)
            problem = "" if callable(extractor) else str(plugins.broken(group, entry.name, "cannot be called"))
        except BadPlugin as error:
            problem = str(error)
        yield plugins.plugin_of(group, entry, problem)
    yield from (plugin for plugin, _ in exporters())
