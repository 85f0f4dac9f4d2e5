"""Programs of the user's choosing: real ones, without a shell, with little time."""

from __future__ import annotations

import sys
from datetime import timedelta
from shlex import quote

import pytest

from samarkand.adapters.commands import run

PYTHON = quote(sys.executable)
SECOND = timedelta(seconds=20)


def test_a_command_reads_what_it_is_given(tmp_path):
    target = tmp_path / "a b; touch c"
    assert run(f"tee {quote(str(target))}", "渡轮".encode(), SECOND) == ""
    assert target.read_text("utf-8") == "渡轮"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (f"{PYTHON} -c 'import sys; sys.exit(\"no room\")'", "ended with 1: no room"),
        ("no-such-program-here", "could not be run"),
        ("'unbalanced", "could not be run"),
        ("", "could not be run"),
    ],
)
def test_what_went_wrong_is_told(command, told):
    assert run(command, b"{}", SECOND).startswith(told)


def test_a_command_that_does_not_end_is_stopped():
    assert "stopped" in run(f"{PYTHON} -c 'import time; time.sleep(60)'", b"", timedelta(seconds=0.3))


def test_a_command_that_does_not_read_is_no_failure():
    assert run("true", b"x" * 1_000_000, SECOND) == ""
