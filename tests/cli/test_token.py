"""`token` and `mcp` as a user runs them."""

from __future__ import annotations

import pytest
from twins import commands
from twins.processes import run

from samarkand.app.archives import create_archive


@pytest.fixture
def root(tmp_path):
    create_archive(tmp_path / "news")
    return tmp_path / "news"


def refused(*arguments):
    """The exit code and the words of a command that cannot be carried out."""
    done = commands.told(*arguments)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(root):
    made = run("token", "my notebook", "--scope", "read", "--scope", "write", "--days", 3, "--archive", root)[0]
    assert made["token"].startswith(f"samarkand_{made['id']}_")
    assert (made["name"], made["scopes"]) == ("my notebook", ["read", "write"])
    assert made["until"] > made["made_at"]
    (listed,) = run("token", "--list", "--archive", root)
    assert listed == {name: value for name, value in made.items() if name != "token"}
    (gone,) = run("token", "--revoke", made["id"], "--archive", root)
    assert gone == listed | {"revoked": True}
    assert run("token", "--list", "--archive", root) == []


def test_what_cannot_be_done_is_said(root, tmp_path):
    assert refused("token", "--archive", root)[0] == 2
    assert refused("token", "a", "--list", "--archive", root)[0] == 2
    assert refused("token", "a\nb", "--archive", root)[0] == 2
    code, words = refused("token", "--revoke", "00000000", "--archive", root)
    assert (code, "no token has the id" in words) == (1, True)
    assert refused("token", "a", "--archive", tmp_path)[0] == 1
    assert refused("mcp", "--archive", tmp_path)[0] == 1
