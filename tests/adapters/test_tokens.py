"""The tokens of programs: what the port promises, on disk and in memory; and what the file holds of them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from twins.tokens import MemoryTokens

from samarkand.adapters.tokens import TokensFile
from samarkand.errors import CannotWrite, DoorUnusable, NotFound

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture(params=["on disk", "in memory"])
def tokens(request, tmp_path):
    return TokensFile(tmp_path) if request.param == "on disk" else MemoryTokens()


def test_the_one_that_was_made_is_known_and_no_other(tokens):
    told, token = tokens.make("notebook", ["read"], NOW)
    assert tokens.known(told, NOW) == token
    wrong = (
        "",
        told + "x",
        told[:-1],
        told.upper(),
        "samarkand_00000000_" + "a" * 43,
        "\ud800",
        told.replace("_", "-"),
    )
    assert not any(tokens.known(other, NOW) for other in wrong)


def test_one_that_was_revoked_is_known_no_longer(tokens):
    told, token = tokens.make("notebook", ["read", "write"], NOW)
    kept, _ = tokens.make("phone", ["read"], NOW)
    assert tokens.revoke(token.id) == token
    assert tokens.known(told, NOW) is None
    assert tokens.known(kept, NOW) is not None
    with pytest.raises(NotFound):
        tokens.revoke(token.id)


def test_one_holds_until_its_time_is_over(tokens):
    told, _ = tokens.make("guest", ["read"], NOW, NOW + timedelta(days=1))
    assert tokens.known(told, NOW + timedelta(hours=23))
    assert tokens.known(told, NOW + timedelta(days=1)) is None


def test_all_are_listed_in_the_order_in_which_they_were_made(tokens):
    names = ["first", "second", "third"]
    for number, name in enumerate(names):
        tokens.make(name, ["read"], NOW + timedelta(minutes=number))
    assert [token.name for token in tokens.listed()] == names


def test_the_file_holds_no_secret_and_only_its_owner_reads_it(tmp_path):
    tokens = TokensFile(tmp_path)
    told, token = tokens.make("notebook", ["read"], NOW)
    assert told.rpartition("_")[2] not in tokens.path.read_text()
    assert tokens.path.stat().st_mode & 0o777 == 0o600
    assert tokens.path.parent.stat().st_mode & 0o777 == 0o700
    assert "*" in (tokens.path.parent / ".gitignore").read_text().splitlines()
    assert TokensFile(tmp_path).known(told, NOW) == token


def test_what_another_process_makes_or_revokes_holds_at_once(tmp_path):
    one, other = TokensFile(tmp_path), TokensFile(tmp_path)
    told, token = one.make("notebook", ["read"], NOW)
    assert other.known(told, NOW) == token
    other.revoke(token.id)
    assert one.known(told, NOW) is None


def test_of_many_that_are_made_and_revoked_at_one_instant_none_is_lost(tmp_path):
    """Each of these processes waits for a line, so that all of them write at once."""
    doomed = [TokensFile(tmp_path).make(f"old {number}", ["read"], NOW)[1].id for number in range(4)]
    script = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from samarkand.adapters.tokens import TokensFile\n"
        "tokens = TokensFile(Path(sys.argv[1])); print('ready', flush=True); input()\n"
        "for number in range(10): tokens.make(f'{sys.argv[2]} {number}', ['read'], datetime.now(UTC))\n"
        "tokens.revoke(sys.argv[3]); print(tokens.key().hex())\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), str(number), identity],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, identity in enumerate(doomed)
    ]
    assert all(process.stdout.readline() == "ready\n" for process in running)
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    keys = {process.communicate()[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    names = {token.name for token in TokensFile(tmp_path).listed()}
    assert names == {f"{process} {number}" for process in range(4) for number in range(10)}
    assert keys == {TokensFile(tmp_path).key().hex() + "\n"}, "and all of them sign with one key"


def test_a_disk_that_does_not_take_it_is_told_and_nothing_is_changed(tmp_path):
    (tmp_path / "door").write_bytes(b"a file where the folder should be")
    with pytest.raises(CannotWrite, match="nothing was changed"):
        TokensFile(tmp_path).make("notebook", ["read"], NOW)


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"tokens": [{}]}', b"\xff\xfe", b'{"tokens": 3}'])
def test_a_file_that_cannot_be_read_lets_nobody_in_and_says_so(tmp_path, damage):
    tokens = TokensFile(tmp_path)
    told, _ = tokens.make("notebook", ["read"], NOW)
    tokens.path.write_bytes(damage)
    with pytest.raises(DoorUnusable, match="cannot be read"):
        tokens.known(told, NOW)


def test_the_key_of_cursors_stays_the_same_and_is_made_anew_where_it_is_no_key(tmp_path):
    key = TokensFile(tmp_path).key()
    assert len(key) == 32
    assert TokensFile(tmp_path).key() == key
    (tmp_path / "door" / "key").write_bytes(b"short")
    assert TokensFile(tmp_path).key() not in {key, b"short"}
