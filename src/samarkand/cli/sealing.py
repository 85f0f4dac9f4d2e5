"""`samarkand seal`: the ledger so far, closed and signed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from samarkand.app.proof import FINGERPRINT, open_for_sealing, signer_of
from samarkand.app.stamps import stamps_of
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import SYMBOLS, print_json, print_line, visible
from samarkand.errors import UsageError
from samarkand.model.reports import Report
from samarkand.model.seals import Sealed
from samarkand.pipeline import sealing
from samarkand.times import iso

UNSIGNED = "NOT SIGNED: it shows that nothing was changed since, but not by whom it was sealed; `--key FILE` signs"
STAMPS = {
    "": "no OpenTimestamps proof was asked for",
    "wanted": "its OpenTimestamps proof is still to be asked for: `samarkand seal --upgrade`",
    "pending": "its OpenTimestamps proof is pending; after some hours, `samarkand seal --upgrade` completes it",
    "complete": "its OpenTimestamps proof stands in Bitcoin's chain",
}


@click.command("seal")
@click.option(
    "--key", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The SSH key to sign with."
)
@click.option(
    "--timestamp", "is_timed", is_flag=True, help="Get a proof by OpenTimestamps too, now or when there is a network."
)
@click.option(
    "--upgrade", "is_upgrade", is_flag=True, help="Seal nothing; go on with the OpenTimestamps proofs of earlier seals."
)
@archive_option
@json_option
@click.pass_context
def seal_command(
    ctx: click.Context, key: Path | None, archive: Path, *, is_timed: bool, is_upgrade: bool, as_json: bool
) -> None:
    """Close the ledger so far: a Merkle root over its lines, signed with an SSH key by `ssh-keygen`.

    The key is that of `--key`, else of `key` in samarkand.toml; without one, the seal is not signed.
    """
    if is_upgrade and (key or is_timed):
        raise UsageError("--upgrade seals nothing, and so takes neither --key nor --timestamp")
    with open_for_sealing(archive) as (kept, settings):
        sealed = None
        if is_upgrade or is_timed:
            stamps_of(settings)  # tells that the library is missing before anything is written
        if not is_upgrade:
            signer = signer_of(archive, settings, key)
            sealed = sealing.seal(kept, signer, clock(), is_timed=is_timed)
        failed = 0
        if is_upgrade or sealing.has_open_stamps(kept):
            failed = told(sealing.advance_stamps(kept, stamps_of(settings), clock()))
        if sealed:
            show(sealed, sealing.stamp_state(kept, sealed.path), as_json=as_json)
    ctx.exit(1 if is_upgrade and failed else 0)


def told(reports: Iterable[Report]) -> int:
    """Print on stderr what became of the stamps; how many got nowhere."""
    failed = 0
    for report in reports:
        failed += report.outcome == "failed"
        click.echo(visible(f"{SYMBOLS[report.outcome]} {report.subject}: {report.detail}"), err=True)
    return failed


def show(sealed: Sealed, stamp: str, *, as_json: bool) -> None:
    """A seal, for people or as JSON."""
    seal = sealed.seal
    signer = FINGERPRINT(seal.key) if seal.key else ""
    if as_json:
        told = {"seal": sealed.path, "new": sealed.is_new, "lines": seal.lines, "root": seal.root}
        print_json({**told, "sealed_at": iso(seal.sealed_at), "key": seal.key, "signed_by": signer, "stamp": stamp})
        return
    print_line(
        f"sealed {seal.lines} lines of the ledger" if sealed.is_new else f"nothing new since {iso(seal.sealed_at)}"
    )
    print_line(f"seal    {sealed.path}")
    print_line(f"root    {seal.root}")
    print_line(f"signed  {f'by {signer}' if signer else UNSIGNED}")
    if stamp:
        print_line(f"stamp   {STAMPS[stamp]}")
