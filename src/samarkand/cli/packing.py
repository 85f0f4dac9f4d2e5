"""`pack` and `unpack`: closed months of records in one compressed file each, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click

from samarkand.app.archives import open_for_checking
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json, print_line, progress
from samarkand.errors import UsageError
from samarkand.model.packs import Packed
from samarkand.times import month

_SPAN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


@click.command("pack")
@click.argument("span", metavar="MONTH|YEAR")
@archive_option
@json_option
@click.pass_context
def pack_command(ctx: click.Context, span: str, archive: Path, *, as_json: bool) -> None:
    """Put the records of a month (2022-09), or of each month of a year (2022), into one compressed file a month.

    Every command reads them there as before. Months that are not over are left alone. Exit code 3 where a record is damaged.
    """
    wanted, now = _checked(span), month(clock())
    if wanted >= now:
        raise UsageError(f"{span} is not over; nothing was packed")
    _run(ctx, archive, lambda each: each.startswith(wanted) and each < now, is_packing=True, as_json=as_json)


@click.command("unpack")
@click.argument("span", metavar="MONTH|YEAR")
@archive_option
@json_option
@click.pass_context
def unpack_command(ctx: click.Context, span: str, archive: Path, *, as_json: bool) -> None:
    """Put the records of packed months back as files, the same bytes in the same places."""
    wanted = _checked(span)
    _run(ctx, archive, lambda each: each.startswith(wanted), is_packing=False, as_json=as_json)


def _checked(span: str) -> str:
    if not _SPAN.fullmatch(span):
        raise UsageError(f"{span!r} is no month and no year; write 2022-09 or 2022")
    return span


def _run(ctx: click.Context, root: Path, wanted: Callable[[str], bool], *, is_packing: bool, as_json: bool) -> None:
    """Pack or unpack each month that is wanted; one pass over the ledger, memory for the paths of these months."""
    archive = open_for_checking(root)
    done: list[Packed] = []
    try:
        archive.lock()
        known = archive.records_of(wanted)
        months = sorted(known) if is_packing else [each for each in archive.packed_months() if wanted(each)]
        work, label = (archive.pack, "packing") if is_packing else (archive.unpack, "unpacking")
        with progress(label, sum(len(known.get(each, {})) for each in months)) as advance:
            for each in months:
                done.append(work(each, known.get(each, {}), advance))
                _tell(done[-1], is_packing=is_packing, as_json=as_json)
    finally:
        archive.unlock()
    total = {
        "months": len(done),
        "records": sum(each.records for each in done),
        "bytes_before": sum(each.before for each in done),
        "bytes_after": sum(each.after for each in done),
        "missed": sum(len(each.missed) for each in done),
    }
    if as_json:
        print_json(total)
    elif not total["records"]:
        print_line("there was nothing to do")
    ctx.exit(3 if total["missed"] else 0)


def _tell(packed: Packed, *, is_packing: bool, as_json: bool) -> None:
    for path in packed.missed:
        if as_json:
            print_json({"month": packed.month, "path": path, "problem": "is not as the ledger tells it"})
        else:
            print_line(f"! {path}: is not as the ledger tells it, and stays where it is; see `samarkand verify`")
    if as_json or not packed.records:
        return
    where = f"in packs/{packed.name}" if is_packing else "files again"
    sizes = f"{packed.before / 1e6:.2f} MB -> {packed.after / 1e6:.2f} MB"
    print_line(f"{packed.month}  {packed.records} records {where}: {sizes}")
