"""A round while it is done: how long its steps take, what is asked for and how that ends, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from samarkand.model.collecting import Answer, Failure, Request
from samarkand.model.reports import Report, Summary
from samarkand.model.tallies import RoundTold, Size, Tally
from samarkand.pipeline.parts import Network
from samarkand.ports import Fetcher

MEASURED_EVERY = timedelta(hours=1)
"""How much lies in the archive's folders is measured no more often: it is a look at every file."""


class Timed(Protocol):
    """Passes a step's reports on as they come."""

    def __call__(self, step: str, reports: Iterable[Report], /) -> Iterator[Report]:
        """The same reports."""
        ...


def untimed(step: str, reports: Iterable[Report]) -> Iterator[Report]:  # noqa: ARG001  (nobody asks which)
    """Nothing is measured."""
    return iter(reports)


@dataclass(slots=True)
class Counting:
    """Counts one round as it goes by. `steady` is a clock in seconds that is never set."""

    steady: Callable[[], float]
    steps: dict[str, float] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    summary: Summary = field(default_factory=Summary)

    def timed(self, step: str, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports of a step; what is done with them between two is not the step's time."""
        stream = iter(reports)
        while True:
            began = self.steady()
            report = next(stream, None)
            self.steps[step] = self.steps.get(step, 0.0) + self.steady() - began
            if report is None:
                return
            self.summary.add(report)
            yield report

    def network(self, network: Network) -> Network:
        """The same network, whose answers are counted."""
        return replace(network, fetcher=_CountedFetcher(network.fetcher, self.requests))

    def told(self, began_at: datetime, seconds: float) -> RoundTold:
        """The round."""
        return RoundTold(began_at, seconds, self.summary.as_json(), dict(self.steps), dict(self.requests))


@dataclass(frozen=True, slots=True)
class _CountedFetcher:
    """Fetches as another does, and counts."""

    fetcher: Fetcher
    counts: dict[str, int]

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer | Failure]:
        """The same answers."""
        for answer in self.fetcher.fetch(requests):
            is_well = isinstance(answer, Answer) and answer.status < 400
            key = f"{answer.request.kind} {'answered' if is_well else 'failed'}"
            self.counts[key] = self.counts.get(key, 0) + 1
            yield answer


def measured(tally: Tally, measure: Callable[[], Mapping[str, Size]], now: datetime) -> Tally:
    """The tally with sizes that are no older than an hour."""
    if tally.measured_at and timedelta() <= now - tally.measured_at < MEASURED_EVERY:
        return tally
    return replace(tally, sizes=measure(), measured_at=now)
