"""How attempts are slowed: by address, in all, and with a memory that has an end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samarkand.web.entrance.attempts import BURST, FREE, LONGEST, MOST, PACE, Attempts


def test_some_slips_cost_no_wait_and_then_each_doubles_it():
    attempts, now = Attempts(), 1000.0
    assert [attempts.begin("192.0.2.1", now) for _ in range(FREE)] == [0.0] * FREE
    waits = []
    for _ in range(6):
        wait = attempts.begin("192.0.2.1", now)
        waits.append(wait)
        now += wait
        assert attempts.begin("192.0.2.1", now) == 0.0
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]


def test_one_address_may_try_two_hundred_times_a_day_at_most():
    attempts, now, tried = Attempts(), 0.0, 0
    while now < 86_400:
        wait = attempts.begin("192.0.2.1", now)
        tried += wait == 0.0
        now += max(wait, 0.001)
    assert tried < 200


def test_being_right_begins_anew():
    attempts = Attempts()
    for _ in range(FREE):
        attempts.begin("192.0.2.1", 0.0)
    assert attempts.begin("192.0.2.1", 100.0) == 0.0
    attempts.succeeded("192.0.2.1")
    assert [attempts.begin("192.0.2.1", 100.0) for _ in range(FREE)] == [0.0] * FREE


def test_ten_thousand_addresses_at_once_get_no_more_than_the_burst():
    attempts = Attempts()
    looked_at = sum(attempts.begin(f"198.51.{each >> 8}.{each & 255}", 5.0) == 0.0 for each in range(10_000))
    assert looked_at == BURST
    assert attempts.begin("203.0.113.1", 5.0 + 1 / PACE) == 0.0


def test_who_entered_before_is_not_kept_out_by_strangers():
    attempts = Attempts()
    attempts.begin("192.0.2.1", 0.0)
    attempts.succeeded("192.0.2.1")
    for each in range(10_000):
        attempts.begin(f"198.51.{each >> 8}.{each & 255}", 1.0)
    assert attempts.begin("192.0.2.1", 1.0) == 0.0
    assert attempts.begin("192.0.2.2", 1.0) > 0.0


def test_memory_has_an_end():
    attempts = Attempts()
    for each in range(MOST + 500):
        attempts.begin(f"10.{each >> 16}.{each >> 8 & 255}.{each & 255}", each / PACE)
    assert len(attempts) == MOST


def test_neighbours_in_one_network_of_ipv6_are_one_address():
    attempts = Attempts()
    for each in range(FREE):
        assert attempts.begin(f"2001:db8::{each + 1:x}", 0.0) == 0.0
    assert attempts.begin("2001:db8::ffff", 0.0) > 0.0
    assert attempts.begin("2001:db8:0:1::1", 0.0) == 0.0


def test_an_address_of_ipv4_told_as_one_of_ipv6_is_the_same():
    attempts = Attempts()
    for _ in range(FREE):
        attempts.begin("::ffff:192.0.2.1", 0.0)
    assert attempts.begin("192.0.2.1", 0.0) > 0.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1000), st.booleans()), max_size=60))
def test_no_wait_is_longer_than_the_longest_whatever_happens(steps):
    attempts, now = Attempts(), 0.0
    for address, later, is_right in steps:
        now += later
        wait = attempts.begin(address, now)
        assert 0.0 <= wait <= LONGEST
        if is_right and not wait:
            attempts.succeeded(address)
