"""`verify`: is everything there, and as it was."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from samarkand.app.archives import open_for_checking
from samarkand.app.proof import CHECK_SIGNATURE
from samarkand.cli.logs import note
from samarkand.cli.options import archive_option, json_option
from samarkand.cli.output import print_json, print_line, progress
from samarkand.cli.receipts import verify_receipt
from samarkand.errors import UsageError
from samarkand.pipeline.sealing import SealCheck


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
