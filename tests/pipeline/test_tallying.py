"""What is counted of a round as it goes by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from samarkand.model.collecting import Answer, Failure, Request, Trouble
from samarkand.model.reports import Report
from samarkand.model.tallies import Size, Tally
from samarkand.pipeline.parts import Network
from samarkand.pipeline.tallying import Counting, measured

NOW = datetime(2030, 1, 1, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Answers:
    def __init__(self, *answers):
        self.answers = answers

    def fetch(self, requests):
        assert len(list(requests)) == len(self.answers)
        return iter(self.answers)


def test_a_step_takes_the_time_that_it_works_and_not_what_is_done_with_its_reports():
    clock = Clock()
    counting = Counting(clock)

    def work():
        for outcome in ("new", "new", "failed"):
            clock.now += 2
            yield Report(outcome, "x")
        clock.now += 1

    for _ in counting.timed("poll", work()):
        clock.now += 100
    told = counting.told(NOW, 9.0)
    assert told.steps == {"poll": 7.0}
    assert told.outcomes == {"new": 2, "changed": 0, "unchanged": 0, "failed": 1}
    assert (told.began_at, told.seconds) == (NOW, 9.0)


def test_requests_are_counted_by_what_was_asked_for_and_how_it_ended():
    feed, page = Request("https://o.example/feed", "feed"), Request("https://o.example/a", "page")
    answers = Answers(
        Answer(feed, feed.url, 200, (), b"", NOW),
        Answer(feed, feed.url, 304, (), b"", NOW),
        Answer(page, page.url, 404, (), b"", NOW),
        Failure(page, Trouble.ROBOTS, "closed", NOW),
    )
    counting = Counting(Clock())
    network = counting.network(Network(answers, lambda _: (b"", ()), lambda: 0.5))
    assert len(list(network.fetcher.fetch([feed, feed, page, page]))) == 4
    assert counting.told(NOW, 0.0).requests == {"feed answered": 2, "page failed": 2}


def test_a_tally_grows_by_each_round():
    counting = Counting(Clock())
    list(counting.timed("poll", [Report("new", "x")]))
    tally = Tally().after(counting.told(NOW, 1.0)).after(counting.told(NOW + timedelta(hours=1), 2.0))
    assert (tally.rounds, tally.outcomes["new"], tally.last_seconds) == (2, 2, 2.0)
    assert tally.last_at == NOW + timedelta(hours=1)


def test_folders_are_measured_once_an_hour_and_when_the_clock_was_set_back():
    calls = []

    def measure():
        calls.append(1)
        return {"records": Size(1, 2)}

    tally = measured(Tally(), measure, NOW)
    assert tally.sizes == {"records": Size(1, 2)}
    tally = measured(tally, measure, NOW + timedelta(minutes=59))
    assert len(calls) == 1
    tally = measured(tally, measure, NOW + timedelta(minutes=60))
    assert len(calls) == 2
    measured(tally, measure, NOW)
    assert len(calls) == 3
