"""For programs that watch the reader: whether it can answer, and numbers of the archive in the format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from samarkand import __version__
from samarkand.errors import SamarkandError
from samarkand.vitals import Vitals
from samarkand.web.desk import Desk

_NOT_KEPT = {"Cache-Control": "no-store"}


def routes(desk: Desk) -> list[Route]:
    """`/healthz` and `/metrics`"""

    def health(_request: Request) -> Response:
        try:
            desk.queries.place()
            desk.queries.identity()
        except SamarkandError as error:
            return PlainTextResponse(f"{type(error).__name__}\n", 503, _NOT_KEPT)
        return PlainTextResponse("ok\n", headers=_NOT_KEPT)

    def metrics(request: Request) -> Response:
        registry = CollectorRegistry()
        registry.register(Numbers(desk.vitals(desk.clock())))
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(registry), headers={**_NOT_KEPT, "Content-Type": content_type})

    return [Route("/healthz", health), Route("/metrics", metrics)]


class Numbers(Collector):
    """An archive's numbers, each with its name, unit and meaning; all begin with `samarkand_`."""

    def __init__(self, found: Vitals) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        """All of them; what is not known is left out."""
        yield InfoMetricFamily("samarkand", "The program.", {"version": __version__})
        yield GaugeMetricFamily("samarkand_ledger_lines", "Lines of the ledger.", self._found.lines)
        yield from self._outlets()
        waiting = self._found.waiting
        queues = {"feeds": waiting.feeds, "pages": waiting.pages, "pictures": waiting.pictures}
        yield _gauge("samarkand_waiting", "Feeds and pages that are due, pictures that are wanted.", "what", queues)
        behind = self._found.behind
        yield _gauge("samarkand_behind_lines", "Lines of the ledger that derived data lack.", "derived", behind)
        held = {role: int(role in self._found.holders) for role in ("collector", "writer")}
        yield _gauge("samarkand_held", "Whether somebody collects for the archive, or writes to it.", "role", held)
        yield from self._rounds()
        yield from self._sizes()

    def _outlets(self) -> Iterator[Metric]:
        outlets = self._found.outlets
        articles = {each.outlet: each.articles for each in outlets}
        yield _gauge("samarkand_articles", "Articles of an outlet.", "outlet", articles)
        versions = {each.outlet: each.versions for each in outlets}
        yield _gauge("samarkand_versions", "Versions of an outlet's articles.", "outlet", versions)
        failures = {each.outlet: each.failures for each in outlets}
        yield _gauge("samarkand_outlet_failures", "Rounds in a row without a readable feed.", "outlet", failures)
        told = "When the newest version came, in seconds since 1970."
        last = {each.outlet: each.last_new_at.timestamp() for each in outlets if each.last_new_at}
        yield _gauge("samarkand_outlet_last_new_timestamp_seconds", told, "outlet", last)
        state = GaugeMetricFamily("samarkand_outlet_state", "1 for the state of an outlet.", labels=["outlet", "state"])
        for each in outlets:
            state.add_metric([each.outlet, each.state], 1)
        yield state

    def _rounds(self) -> Iterator[Metric]:
        tally = self._found.tally
        yield CounterMetricFamily("samarkand_rounds", "Rounds of collecting.", tally.rounds)
        if tally.last_at:
            told = "When the last round began, in seconds since 1970."
            yield GaugeMetricFamily("samarkand_last_round_timestamp_seconds", told, tally.last_at.timestamp())
            yield GaugeMetricFamily("samarkand_last_round_seconds", "How long it took.", tally.last_seconds)
        outcomes = CounterMetricFamily("samarkand_outcomes", "What rounds reported.", labels=["outcome"])
        for outcome, count in tally.outcomes.items():
            outcomes.add_metric([outcome], count)
        yield outcomes
        steps = CounterMetricFamily("samarkand_step_seconds", "Time that steps of rounds took.", labels=["step"])
        for step, seconds in tally.steps.items():
            steps.add_metric([step], seconds)
        yield steps
        told = "Polls of feeds, visits of pages and pictures, and how they ended."
        requests = CounterMetricFamily("samarkand_requests", told, labels=["what", "result"])
        for key, count in tally.requests.items():
            requests.add_metric(key.split(" ", 1), count)
        yield requests

    def _sizes(self) -> Iterator[Metric]:
        tally = self._found.tally
        if not tally.measured_at:
            return
        sizes = {folder: size.bytes for folder, size in tally.sizes.items()}
        yield _gauge("samarkand_archive_bytes", "Bytes in a folder of the archive.", "folder", sizes)
        counts = {folder: size.files for folder, size in tally.sizes.items()}
        yield _gauge("samarkand_archive_files", "Files in a folder of the archive.", "folder", counts)
        told = "When the folders were measured, in seconds since 1970."
        yield GaugeMetricFamily("samarkand_archive_measured_timestamp_seconds", told, tally.measured_at.timestamp())


def _gauge(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
