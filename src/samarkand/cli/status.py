"""`status`: is news still coming, and does anything lag behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.as_json.outlets import health_json, vitals_json
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.model.answers import Health
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
