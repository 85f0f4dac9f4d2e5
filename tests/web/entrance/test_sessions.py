"""Sessions: known by their keys alone, for a time, while the password stays."""

from __future__ import annotations

from datetime import timedelta

from web.press import NOW

from samarkand.web.entrance.sessions import LASTS, MOST, Sessions


def test_a_session_is_known_until_it_ends():
    sessions = Sessions()
    key = sessions.begin("stamp", NOW)
    assert sessions.known(key, "stamp", NOW + LASTS - timedelta(seconds=1))
    sessions.end(key)
    assert not sessions.known(key, "stamp", NOW)


def test_a_session_ends_with_its_time_and_with_its_password():
    sessions = Sessions()
    old, other = sessions.begin("stamp", NOW), sessions.begin("stamp", NOW)
    assert not sessions.known(old, "stamp", NOW + LASTS)
    assert not sessions.known(other, "another", NOW)
    assert not sessions.known(other, "stamp", NOW)
    assert len(sessions) == 0


def test_no_other_key_is_known():
    sessions = Sessions()
    key = sessions.begin("stamp", NOW)
    assert not any(sessions.known(other, "stamp", NOW) for other in ("", key[:-1], key + "x", key.swapcase(), "\udcff"))
    assert len({sessions.begin("stamp", NOW) for _ in range(100)}) == 100


def test_there_are_only_so_many_and_the_oldest_goes():
    sessions = Sessions()
    first, *rest = [sessions.begin("stamp", NOW) for _ in range(MOST + 1)]
    assert len(sessions) == MOST
    assert not sessions.known(first, "stamp", NOW)
    assert all(sessions.known(key, "stamp", NOW) for key in rest)
