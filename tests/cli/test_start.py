"""Starting is fast because what is heavy is imported only where it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "aiohttp",
    "trafilatura",
    "lxml",
    "starlette",
    "uvicorn",
    "feedparser",
    "warcio",
    "fastwarc",
    "rich",
    "opencc",
    "turbohtml",
    "tomlkit",
    "rjieba",
)


def imported_by(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_importing_the_package_imports_nothing_heavy():
    assert imported_by("import samarkand") == set()


def test_help_imports_nothing_heavy():
    statement = "from samarkand.cli.group import samarkand\ntry: samarkand(['--help'])\nexcept SystemExit: pass"
    assert imported_by(statement) == set()


@pytest.mark.parametrize("module", ["reading", "status", "verifying", "searching", "stories"])
def test_asking_an_archive_imports_no_network_and_no_extractor(module):
    loaded = imported_by(f"import samarkand.cli.{module}")
    assert loaded.isdisjoint(
        {"aiohttp", "trafilatura", "lxml", "starlette", "feedparser", "warcio", "fastwarc", "rich", "rjieba"}
    )


def test_the_reader_starts_without_what_collecting_needs():
    loaded = imported_by("import samarkand.cli.serving")
    assert loaded.isdisjoint({"aiohttp", "trafilatura", "lxml", "feedparser", "warcio", "fastwarc", "rich", "rjieba"})
