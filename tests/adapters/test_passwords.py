"""The password of a reader: what the port promises, on disk and in memory; and who can read the file."""

from __future__ import annotations

import subprocess
from unicodedata import normalize

import pytest
from twins.passwords import MemoryPassword

from samarkand.adapters.passwords import PasswordFile
from samarkand.errors import DoorUnusable

RIGHT = "渡轮晨星 crosses at noon"


@pytest.fixture(params=["on disk", "in memory"])
def password(request, tmp_path):
    return PasswordFile(tmp_path) if request.param == "on disk" else MemoryPassword()


def test_where_none_is_set_nothing_is_right(password):
    assert password.stamp() == ""
    assert not password.holds("")
    assert not password.holds(RIGHT)
    assert not password.remove()


def test_the_one_that_was_kept_is_right_and_no_other(password):
    password.keep(RIGHT)
    assert password.holds(RIGHT)
    assert not any(password.holds(other) for other in ("", RIGHT + " ", RIGHT.upper(), RIGHT[:-1]))


def test_another_one_takes_its_place_and_has_another_stamp(password):
    password.keep(RIGHT)
    before = password.stamp()
    password.keep("something else entirely")
    assert password.stamp() not in {"", before}
    assert not password.holds(RIGHT)


def test_one_that_was_taken_away_is_right_no_longer(password):
    password.keep(RIGHT)
    assert password.remove()
    assert not password.holds(RIGHT)
    assert password.stamp() == ""


def test_letters_composed_in_another_way_are_the_same_letters(tmp_path):
    kept = PasswordFile(tmp_path)
    kept.keep(normalize("NFD", "Café am Fluß, täglich"))
    assert kept.holds(normalize("NFC", "Café am Fluß, täglich"))


def test_only_its_owner_can_read_the_file_even_where_it_was_opened_to_others(tmp_path):
    kept = PasswordFile(tmp_path)
    kept.keep(RIGHT)
    assert (kept.path.parent.stat().st_mode & 0o777, kept.path.stat().st_mode & 0o777) == (0o700, 0o600)
    kept.path.chmod(0o644)
    kept.keep(RIGHT)
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert RIGHT not in kept.path.read_text()
    assert kept.path.read_text().startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_git_takes_nothing_of_the_folder(tmp_path):
    PasswordFile(tmp_path).keep(RIGHT)
    (tmp_path / "README.md").write_text("x")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "--all"], check=True)
    listed = subprocess.run(["git", "-C", tmp_path, "ls-files"], check=True, capture_output=True, text=True)
    assert listed.stdout == "README.md\n"


@pytest.mark.parametrize(
    "content", [b"not a hash\n", b"$argon2id$v=19$m=1\n", b"\xff\xfe", b"$2b$12$abcdefghijklmnopqrstuv\n"]
)
def test_a_file_that_is_none_lets_nobody_in_and_says_what_to_do(tmp_path, content):
    kept = PasswordFile(tmp_path)
    kept.keep(RIGHT)
    kept.path.write_bytes(content)
    with pytest.raises(DoorUnusable, match="samarkand password"):
        kept.holds(RIGHT)
