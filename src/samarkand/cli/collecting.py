"""`collect` and `keep`: what asks the network and writes to the archive."""

from __future__ import annotations

import logging
import re
import time
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import click

from samarkand.app.archives import collecting, open_archive
from samarkand.app.network import messengers, open_network
from samarkand.app.repository import commit_all, write_lists
from samarkand.cli.logs import is_structured, note
from samarkand.cli.options import archive_option, clock, have_archive, json_option
from samarkand.cli.output import print_reports, progress
from samarkand.errors import ArchiveBusy, CannotWrite
from samarkand.model.reports import Summary
from samarkand.model.tallies import RoundTold
from samarkand.pipeline.announcing import announce
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.tallying import Counting, measured
from samarkand.pipeline.updating import keep, update
from samarkand.pipeline.watching import tell

_SPAN = re.compile(r"(\d+)\s*(s|m|min|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


class Span(click.ParamType[timedelta]):
    """A duration such as `30m`, `1h` or `45s`."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The duration that a text means."""
        match = _SPAN.fullmatch(str(value).strip())
        if match is None or int(match[1]) == 0:
            self.fail(f"{value!r} is no duration; write 30m, 1h or 45s", param, ctx)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})


@click.command("collect")
@click.option("--every", type=Span(), metavar="30m", help="Go on for ever, with a round each so often.")
@click.option("--git", "into_git", is_flag=True, help="Write lists/ and README.md, and commit what is new.")
@archive_option
@json_option
@click.pass_context
def collect_command(ctx: click.Context, every: timedelta | None, into_git: bool, archive: Path, as_json: bool) -> None:
    """Ask the feeds that are due, and keep what is new, what was changed, and what vanished.

    Exit code 1 where something failed: a feed that cannot be read, a page without an article.
    """
    with collecting(archive):
        while every is not None:
            try:
                one_round(archive, into_git=into_git, as_json=as_json)
            except (ArchiveBusy, CannotWrite) as error:  # it may be over by the next round
                facts = {"error": type(error).__name__}
                note("error", f"samarkand: {error}; going on in {every}", facts, level=logging.ERROR)
            time.sleep(every.total_seconds())
        summary = one_round(archive, into_git=into_git, as_json=as_json)
    ctx.exit(1 if summary.counts["failed"] else 0)


def one_round(archive: Path, *, into_git: bool, as_json: bool) -> Summary:
    """Ask what is due, keep and tell what is new, print it; its sum. Nothing is held when it ends."""
    now = clock()
    counting, began = Counting(time.monotonic), time.monotonic()
    with (
        open_archive(archive) as parts,
        open_network(parts.settings) as network,
        progress("collecting", None) as advance,
    ):
        before, told = parts.catalog.news(), messengers(parts.settings)
        round_ = update(parts, counting.network(network), now, counting.timed)
        telling = chain(tell(parts, told, now), announce(parts, told, before))
        reports = chain(round_, counting.timed("tell", telling))
        summary = print_reports(reports, advance, as_json=as_json)
        _count(parts, counting.told(now, time.monotonic() - began), clock())
        for path in write_lists(archive, parts, now) if into_git else ():
            note("left", f"samarkand: {path} is not ours and was left alone; move it away to have the list there")
    if into_git:
        commit_all(archive, f"news: {summary.counts['new']} new, {summary.counts['changed']} changed")
    return summary


def _count(parts: Parts, told: RoundTold, now: datetime) -> None:
    """Keep what a round was, for those who watch the archive, and tell of it where logs are gathered."""
    if parts.tally:
        parts.tally.keep(measured(parts.tally.load().after(told), parts.measure, now))
    if is_structured():
        steps = {step: round(seconds, 3) for step, seconds in told.steps.items()}
        facts = {"seconds": round(told.seconds, 3), **told.outcomes, "steps": steps, "requests": told.requests}
        note("round", "a round ended", facts)


@click.command("keep")
@click.argument("addresses", nargs=-1, required=True, metavar="URL...")
@archive_option
@json_option
@click.pass_context
def keep_command(ctx: click.Context, addresses: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Archive single pages: the article, its pictures and the answer byte for byte."""
    have_archive(archive)
    with open_archive(archive) as parts, open_network(parts.settings) as network, progress("keeping", None) as advance:
        summary = print_reports(keep(parts, network, list(addresses), clock()), advance, as_json=as_json)
    ctx.exit(1 if summary.counts["failed"] else 0)
