"""`rebuild`, `doctor`: derived data made anew, and what the environment lacks."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from samarkand import __version__
from samarkand.app.archives import open_archive, open_without_ledger
from samarkand.app.plugins import built_in_outlets, installed
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line, print_reports, progress
from samarkand.pipeline.annotating import annotate_anew
from samarkand.pipeline.indexing import index_anew
from samarkand.pipeline.rebuilding import rebuild
from samarkand.pipeline.recovering import recover
from samarkand.pipeline.relating import relate_anew


@click.command("rebuild")
@archive_option
@json_option
def rebuild_command(archive: Path, as_json: bool) -> None:
    """Make the catalog and the other derived data anew, from the ledger and the records alone.

    Where the whole ledger was lost, a new one is made of what the records themselves say.
    """
    with open_without_ledger(archive) as lost:
        if lost:
            with progress("reading records", None) as advance:
                print_reports(recover(*lost, clock()), advance, as_json=as_json)
            return
    with open_archive(archive) as parts:
        total = parts.archive.end().count
        with progress("rebuilding the catalog", total) as advance:
            count = 0
            for step in rebuild(parts.archive, parts.catalog):
                count += step
                advance(step)
        with progress("indexing for search", total) as advance:
            for step in index_anew(parts):
                advance(step)
        with progress("marking what was said", total) as advance:
            for step in annotate_anew(parts):
                advance(step)
        with progress("bringing together", total) as advance:
            for step in relate_anew(parts):
                advance(step)
    if as_json:
        print_json({"lines": count})
    else:
        print_line(f"made anew from {count} lines of the ledger")


LIBRARIES = (
    "aiohttp",
    "brotli",
    "fastwarc",
    "feedparser",
    "minijinja",
    "opencc",
    "starlette",
    "tantivy",
    "trafilatura",
    "turbohtml",
    "warcio",
)


@click.command("doctor")
@archive_option
@json_option
def doctor_command(archive: Path, as_json: bool) -> None:
    """What this installation consists of, and whether the archive's folder can be used."""
    facts: dict[str, object] = {
        "samarkand": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in LIBRARIES:
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            facts[name] = "missing: install Samarkand anew (`make install`)"
    facts["ssh-keygen"] = shutil.which("ssh-keygen") or "none (seals cannot be signed, nor their signatures checked)"
    facts["chromium"] = (
        shutil.which("chromium") or shutil.which("chromium-browser") or "none (only browser tests need it)"
    )
    facts["plugins"] = [
        f"{each.group} {each.name} ({each.package}){': ' + each.problem if each.problem else ''}"
        for each in installed(built_in_outlets())
    ]
    facts["archive"] = str(archive.resolve())
    facts["free_bytes"] = shutil.disk_usage(archive if archive.exists() else Path()).free
    if as_json:
        print_json(facts)
    else:
        for name, value in facts.items():
            for line in value if isinstance(value, list) else [value]:
                print_line(f"{name:12} {line}")
