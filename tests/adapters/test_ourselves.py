"""Our own commands run by us: what they print, what they complain of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samarkand.adapters import ourselves
from samarkand.app.archives import create_archive
from samarkand.errors import CannotWrite


def test_what_a_command_prints_and_complains_of_comes_back(tmp_path):
    create_archive(tmp_path)
    told, problem = ourselves.lines(tmp_path, "add", "rfi", "no such outlet")
    assert [(each["outlet"], each["new"]) for each in told] == [("rfi", True)]
    assert problem.startswith("no such outlet: is no outlet that is known")


def test_a_command_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    create_archive(tmp_path)
    monkeypatch.setattr(ourselves, "LIMIT", timedelta(seconds=0.05))
    with pytest.raises(CannotWrite, match="samarkand outlets could not be run"):
        ourselves.run(tmp_path, "outlets")
