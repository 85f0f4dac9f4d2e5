"""The tokens of programs: what the port promises, on disk and in memory; and what the file holds of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from twins.tokens import MemoryTokens

from samarkand.adapters.tokens import TokensFile
from samarkand.errors import NotFound, UsageError

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


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"tokens": [{}]}', b"\xff\xfe", b'{"tokens": 3}'])
def test_a_file_that_cannot_be_read_lets_nobody_in_and_says_so(tmp_path, damage):
    tokens = TokensFile(tmp_path)
    told, _ = tokens.make("notebook", ["read"], NOW)
    tokens.path.write_bytes(damage)
    with pytest.raises(UsageError, match="cannot be read"):
        tokens.known(told, NOW)


def test_the_key_of_cursors_stays_the_same_and_is_made_anew_where_it_is_no_key(tmp_path):
    key = TokensFile(tmp_path).key()
    assert len(key) == 32
    assert TokensFile(tmp_path).key() == key
    (tmp_path / "door" / "key").write_bytes(b"short")
    assert TokensFile(tmp_path).key() not in {key, b"short"}
