"""What commands print: JSON lines or lines for people, progress on a terminal, and reports with their sum."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import click

from samarkand.cli.logs import is_structured, note
from samarkand.errors import ArchiveBusy
from samarkand.model.reports import Report, Summary

SYMBOLS = {
    "new": "+",
    "changed": "~",
    "failed": "!",
    "gone": "x",
    "back": "^",
    "note": "·",
    "skipped": "-",
    "unchanged": "=",
}
QUIET = frozenset({"unchanged", "skipped", "picture"})
"""Outcomes that are counted but not listed for people."""


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON line on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode())


def print_line(text: str) -> None:
    """One line for people on stdout; control characters that a title may hold are shown and not obeyed."""
    click.echo(visible(text))


def visible(text: str) -> str:
    """Text from outside in which nothing can steer a terminal: control characters become U+FFFD."""
    safe = "".join(c if c == "\n" or c.isprintable() or c in {"\u3000", "\u00a0"} else "\ufffd" for c in text)
    return safe.encode("utf-8", "replace").decode()


class Progress(Protocol):
    """Something that is told how far a work has come."""

    def __call__(self, step: int = 1) -> None:
        """So much more is done."""


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Progress]:
    """A bar on stderr where that is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield lambda step=1: None  # noqa: ARG005
        return
    from rich.console import Console  # noqa: PLC0415  (only where there is a terminal to draw on: it costs 50 ms)
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415  (as above)
    from rich.progress import Progress as Bars  # noqa: PLC0415  (as above)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(label, total=total)
        yield lambda step=1: bars.advance(task, step)


def caught_up(label: str, behind: int, steps: Iterable[int], lacking: str) -> None:
    """Do the steps that catch up with the ledger, under a bar; nothing where nothing is `behind`, in lines of the ledger.

    Where another process is at it, `lacking` is said: what the newest lines are not yet.
    """
    if not behind:
        return
    try:
        with progress(label, behind) as advance:
            for count in steps:
                advance(count)
    except ArchiveBusy:
        message = f"another process is {label}; the newest {behind} lines of the ledger are not {lacking} yet"
        note("busy", message, {"behind": behind})


def print_reports(reports: Iterable[Report], advance: Progress, *, as_json: bool) -> Summary:
    """Print reports as they come, then their sum as the last line; the sum."""
    summary = Summary()
    for report in reports:
        summary.add(report)
        advance()
        if report.outcome in QUIET and not as_json:
            continue
        if as_json or is_structured():
            print_report_json(report)
        if not as_json:
            click.echo(report_line(report))
    if as_json:
        print_json(summary.as_json())
    else:
        click.echo(", ".join(f"{count} {outcome}" for outcome, count in summary.counts.items()))
    return summary


def report_line(report: Report) -> str:
    """A report for people."""
    return visible(f"{SYMBOLS[report.outcome]} {report.subject}{': ' if report.detail else ''}{report.detail}")


def print_report_json(report: Report) -> None:
    """A report as a JSON line on stderr: stdout keeps the one line of the summary, which the contract names."""
    told = {"outcome": report.outcome, "subject": report.subject, "detail": report.detail, "article": report.article}
    if report.outcome in QUIET:
        return
    if is_structured():
        level = logging.WARNING if report.outcome == "failed" else logging.INFO
        note("report", report_line(report), {key: value for key, value in told.items() if value}, level=level)
    else:
        click.echo(
            visible(json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)), err=True
        )
