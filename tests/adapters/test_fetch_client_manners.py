"""The fetcher asks hosts on loopback one request at a time, and waits where it is told to."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from twins.hosts import World, body, endless, get, reply

from samarkand.model.collecting import Answer, Failure, Request, Trouble


def test_a_host_is_asked_one_request_at_a_time_with_a_delay_between(world: World) -> None:
    host = world.host(pause=0.02)
    fetcher = world.fetcher(host, delay=0.1)
    assert len(list(fetcher.fetch(Request(f"{host.home}/{n}", "page") for n in range(5)))) == 5
    assert host.most_at_once == 1
    gaps = [after.start - before.end for before, after in itertools.pairwise(host.asked)]
    assert len(gaps) == 5
    assert min(gaps) >= 0.095


def test_manners_hold_across_calls_in_several_threads(world: World) -> None:
    host = world.host(pause=0.02)
    fetcher = world.fetcher(host)
    requests = [Request(f"{host.home}/{n}", "page") for n in range(5)]
    threads = [threading.Thread(target=lambda: list(fetcher.fetch(requests))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert host.most_at_once == 1
    assert len(host.paths()) == 20
    assert [asked.path for asked in host.asked].count("/robots.txt") == 1


def test_hosts_are_asked_in_parallel_up_to_the_limit(world: World) -> None:
    def took(parallel_hosts: int) -> float:
        hosts = [world.host(pause=0.15) for _ in range(6)]
        fetcher = world.fetcher(*hosts, parallel_hosts=parallel_hosts)
        start = time.monotonic()
        list(fetcher.fetch([Request(f"{host.home}/", "page") for host in hosts]))
        return time.monotonic() - start

    assert took(6) < 1.5  # one after the other: 1.8
    assert took(2) >= 0.9


def test_a_busy_host_does_not_hold_up_the_others(world: World) -> None:
    slow, quick = world.host(pause=0.1), world.host()
    fetcher = world.fetcher(slow, quick, parallel_hosts=2)
    urls = [f"{slow.home}/{n}" for n in range(5)] + [f"{quick.home}/{n}" for n in range(5)]
    order = [result.request.url for result in fetcher.fetch([Request(url, "page") for url in urls])]
    assert order[-1].startswith(slow.home)
    assert [url for url in order[:7] if url.startswith(quick.home)] == urls[5:]


def test_requests_are_taken_as_they_are_needed_and_answers_do_not_pile_up(world: World) -> None:
    hosts = [world.host() for _ in range(12)]
    taken: list[int] = []

    def requests() -> Iterator[Request]:
        for number in range(600):
            taken.append(number)
            yield Request(f"{hosts[number % 12].home}/{number}", "page")

    results = world.fetcher(*hosts, parallel_hosts=4).fetch(requests())
    next(results)
    time.sleep(0.3)
    assert sum(len(host.paths()) for host in hosts) <= 1 + 4
    assert len(taken) <= 10
    assert sum(1 for _ in results) == 599


def test_closing_the_results_stops_the_asking(world: World) -> None:
    host, slow = world.host(), world.host({"/": endless(b"x", b"HTTP/1.1 200 OK\r\n\r\n", pause=0.01)})
    fetcher = world.fetcher(host, slow)
    results = fetcher.fetch(Request(f"{home}/", "page") for home in [slow.home, *[host.home] * 50])
    assert isinstance(next(results), Answer)
    results.close()  # type: ignore[attr-defined]
    time.sleep(0.1)
    count = len(host.asked)
    time.sleep(0.1)
    assert len(host.asked) == count
    assert body(fetcher, f"{host.home}/again") == b"hello"


def test_closing_the_fetcher_ends_its_thread_and_what_is_under_way(world: World) -> None:
    slow = world.host({"/": endless(b"x", b"HTTP/1.1 200 OK\r\n\r\n", pause=0.01)})
    before = threading.active_count()
    fetcher = world.fetcher(slow)
    threading.Timer(0.2, fetcher.close).start()
    with pytest.raises(RuntimeError, match="closed"):
        get(fetcher, f"{slow.home}/")
    fetcher.close()
    with pytest.raises(RuntimeError, match="closed"):
        get(fetcher, f"{slow.home}/")
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]
    assert threading.active_count() <= before + 1


def test_an_error_of_the_caller_s_own_requests_is_the_caller_s(world: World) -> None:
    def requests() -> Iterator[Request]:
        yield Request("mailto:x@a.example", "page")
        raise KeyError("ours")

    with pytest.raises(KeyError):
        list(world.fetcher().fetch(requests()))


def test_a_host_that_asks_us_to_wait_is_left_alone(world: World) -> None:
    now = [datetime(2031, 5, 1, 12, tzinfo=UTC)]
    host = world.host({"/busy": reply(b"", "Retry-After: 120", status="429 Too Many Requests")})
    fetcher = world.fetcher(host, clock=lambda: now[0])
    first = get(fetcher, f"{host.home}/busy")
    assert isinstance(first, Answer)
    assert first.status == 429
    now[0] += timedelta(seconds=20)
    failure = get(fetcher, f"{host.home}/other")
    assert isinstance(failure, Failure)
    assert (failure.trouble, failure.wait) == (Trouble.WAIT, timedelta(seconds=100))
    assert host.paths() == ["/busy"]
    now[0] += timedelta(seconds=100)
    assert body(fetcher, f"{host.home}/other") == b"hello"
