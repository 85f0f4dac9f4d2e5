"""Modules that are loaded when they are first asked for something."""

from __future__ import annotations

import subprocess
import sys

import pytest

from samarkand.later import later

NEEDLESS = "samarkand.steps.statements samarkand.steps.comparing samarkand.steps.changing samarkand.pipeline.relating tantivy tomlkit"


def test_what_stands_for_a_module_has_all_that_it_has():
    ids = later("samarkand.ids")
    assert ids.sha256(b"") == ids.sha256(b"")
    with pytest.raises(AttributeError):
        _ = ids.no_such_name


def test_a_module_that_is_not_there_is_missed_when_it_is_asked_for():
    missing = later("samarkand.no_such_module")
    with pytest.raises(ModuleNotFoundError):
        _ = missing.anything


def test_a_site_loads_nothing_that_it_may_not_need():
    told = "import sys, samarkand.cli.site; print(*sorted({*sys.modules} & {*sys.argv[1:]}))"
    ran = subprocess.run([sys.executable, "-c", told, *NEEDLESS.split()], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
