"""`status`, `verify`, `rebuild`, `doctor`: is all well, and what to do where it is not."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from dataclasses import asdict
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

import click

from samarkand import __version__
from samarkand.app.archives import open_archive, open_for_checking, open_without_ledger
from samarkand.app.plugins import built_in_outlets, installed
from samarkand.app.proof import CHECK_SIGNATURE
from samarkand.as_json.outlets import health_json
from samarkand.cli.logs import note
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line, print_reports, progress
from samarkand.cli.receipts import verify_receipt
from samarkand.errors import UsageError
from samarkand.model.answers import Health
from samarkand.pipeline.annotating import annotate_anew
from samarkand.pipeline.indexing import index_anew
from samarkand.pipeline.rebuilding import rebuild
from samarkand.pipeline.recovering import recover
from samarkand.pipeline.relating import relate_anew
from samarkand.pipeline.sealing import SealCheck
from samarkand.times import iso
from samarkand.vitals import Vitals, vitals

WORDS = {
    "fine": "brings news",
    "silent": "SILENT",
    "failing": "FAILING",
    "waiting": "not asked yet",
    "unfollowed": "not followed",
}


@click.command("status")
@archive_option
@json_option
@click.pass_context
def status_command(ctx: click.Context, archive: Path, as_json: bool) -> None:
    """The health of each outlet: last poll, newest article, usual gap, failures. Exit code 1 where one is silent or failing."""
    now = clock()
    with open_archive(archive) as parts:
        found = vitals(parts, now)
    states = found.outlets
    for health in states:
        if as_json:
            print_json(health_json(health))
        else:
            print_line(health_line(health))
    if not states and not as_json:
        print_line("nothing is followed yet; `samarkand add OUTLET` follows one, `samarkand outlets` lists them")
    if as_json:
        print_json({"archive": vitals_json(found)})
    else:
        print_line(vitals_line(found))
    ctx.exit(1 if any(health.state in {"silent", "failing"} for health in states) else 0)


def vitals_json(found: Vitals) -> dict[str, object]:
    """An archive's numbers; times UTC, durations in seconds, lags in lines of the ledger."""
    tally = found.tally
    return {
        "lines": found.lines,
        "waiting": asdict(found.waiting),
        "behind": dict(found.behind),
        "holders": dict(found.holders),
        "rounds": tally.rounds,
        "last_round_at": iso(tally.last_at) if tally.last_at else None,
        "last_round_seconds": round(tally.last_seconds, 3),
        "outcomes": dict(tally.outcomes),
        "step_seconds": {step: round(seconds, 3) for step, seconds in tally.steps.items()},
        "requests": dict(tally.requests),
        "sizes": {folder: asdict(size) for folder, size in tally.sizes.items()},
        "measured_at": iso(tally.measured_at) if tally.measured_at else None,
    }


def vitals_line(found: Vitals) -> str:
    """An archive's numbers for people."""
    waiting = found.waiting
    facts = [f"{found.lines} lines", f"due: {waiting.feeds} feeds, {waiting.pages} pages, {waiting.pictures} pictures"]
    facts += [f"{name} lacks {count} lines" for name, count in found.behind.items() if count]
    if found.tally.last_at:
        facts.append(f"last round {found.tally.last_at:%Y-%m-%d %H:%M}, {found.tally.last_seconds:.1f} s")
    if found.tally.measured_at:
        facts.append(f"{sum(size.bytes for size in found.tally.sizes.values()) / 1e6:.1f} MB")
    facts += [f"{role}: {who}" for role, who in found.holders.items()]
    return f"{'archive':13} {'; '.join(facts)}"


def health_line(health: Health) -> str:
    """An outlet's health for people."""
    facts = [f"{health.articles} articles"]
    if health.polled_at:
        facts.append(f"last asked {health.polled_at:%Y-%m-%d %H:%M}")
    if health.last_new_at:
        facts.append(f"newest of {health.last_new_at:%Y-%m-%d %H:%M}, {span(health.silent_for)} ago")
    if health.usual_gap is not None:
        facts.append(f"usual gap {span(health.usual_gap)}")
    if health.failures:
        facts.append(f"failed {health.failures} times in a row: {health.trouble}")
    if health.restless:
        facts.append(f"{health.restless} pages are another at every visit, which is kept no more")
    return f"{WORDS[health.state]:13} {health.name} ({health.outlet}): {'; '.join(facts)}"


def span(duration: timedelta | None) -> str:
    """A duration in its largest fitting unit."""
    seconds = duration.total_seconds() if duration else 0
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


@click.command("verify")
@click.argument("receipt", required=False, metavar="[RECEIPT]")
@click.option(
    "--key",
    "keys",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The receipt must be signed by a public key in this file.",
)
@archive_option
@json_option
@click.pass_context
def verify_command(ctx: click.Context, receipt: str | None, keys: Path | None, archive: Path, *, as_json: bool) -> None:
    """Check every hash, the chain of the ledger, every reference and every seal. Exit code 3 where something is damaged.

    With RECEIPT, a file or `-`: check that alone; no archive is needed.
    """
    if receipt:
        ctx.exit(verify_receipt(receipt, keys, as_json=as_json))
    if keys:
        raise UsageError("--key says who must have signed a receipt; name the receipt too")
    kept, seals = open_for_checking(archive), SealCheck()
    found = 0
    with progress("verifying", kept.count_files()) as advance:
        for finding in chain(kept.verify(advance), seals.findings(kept, CHECK_SIGNATURE)):
            found += 1
            if as_json:
                print_json({"path": finding.path, "problem": finding.problem})
            else:
                print_line(f"! {finding.path}: {finding.problem}")
    if seals.unchecked:
        note("unchecked", f"the signatures of {seals.unchecked} seals were not checked: there is no ssh-keygen here")
    lines = sum(1 for _ in kept.lines()) if not found else 0
    if as_json:
        print_json({"findings": found, "lines": lines, "seals": seals.seals, "unchecked": seals.unchecked})
    elif found:
        print_line(f"damaged: {found} findings; what is named above differs from what the ledger tells")
    else:
        sealed = f"; {seals.seals} seals fit" if seals.seals else ""
        print_line(f"whole: {lines} lines of the ledger and every file they tell of are as they were written{sealed}")
    ctx.exit(3 if found else 0)


@click.command("rebuild")
@archive_option
@json_option
def rebuild_command(archive: Path, as_json: bool) -> None:
    """Make the catalog and the other derived data anew, from the ledger and the records alone.

    Where the whole ledger was lost, a new one is made of what the records themselves say.
    """
    with open_without_ledger(archive) as lost:
        if lost:
            with progress("reading records", None) as advance:
                print_reports(recover(*lost, clock()), advance, as_json=as_json)
            return
    with open_archive(archive) as parts:
        total = parts.archive.end().count
        with progress("rebuilding the catalog", total) as advance:
            count = 0
            for step in rebuild(parts.archive, parts.catalog):
                count += step
                advance(step)
        with progress("indexing for search", total) as advance:
            for step in index_anew(parts):
                advance(step)
        with progress("marking what was said", total) as advance:
            for step in annotate_anew(parts):
                advance(step)
        with progress("bringing together", total) as advance:
            for step in relate_anew(parts):
                advance(step)
    if as_json:
        print_json({"lines": count})
    else:
        print_line(f"made anew from {count} lines of the ledger")


LIBRARIES = (
    "aiohttp",
    "brotli",
    "fastwarc",
    "feedparser",
    "minijinja",
    "opencc",
    "starlette",
    "tantivy",
    "trafilatura",
    "turbohtml",
    "warcio",
)


@click.command("doctor")
@archive_option
@json_option
def doctor_command(archive: Path, as_json: bool) -> None:
    """What this installation consists of, and whether the archive's folder can be used."""
    facts: dict[str, object] = {
        "samarkand": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in LIBRARIES:
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            facts[name] = "missing: install Samarkand anew (`make install`)"
    facts["ssh-keygen"] = shutil.which("ssh-keygen") or "none (seals cannot be signed, nor their signatures checked)"
    facts["chromium"] = (
        shutil.which("chromium") or shutil.which("chromium-browser") or "none (only browser tests need it)"
    )
    facts["plugins"] = [
        f"{each.group} {each.name} ({each.package}){': ' + each.problem if each.problem else ''}"
        for each in installed(built_in_outlets())
    ]
    facts["archive"] = str(archive.resolve())
    facts["free_bytes"] = shutil.disk_usage(archive if archive.exists() else Path()).free
    if as_json:
        print_json(facts)
    else:
        for name, value in facts.items():
            for line in value if isinstance(value, list) else [value]:
                print_line(f"{name:12} {line}")
