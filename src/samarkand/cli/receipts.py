"""`samarkand receipt`, and what `samarkand verify RECEIPT` says."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.app.proof import CHECK_SIGNATURE, FINGERPRINT, read_keys, read_receipt
from samarkand.cli.options import archive_option, json_option
from samarkand.cli.output import print_json, print_line
from samarkand.errors import BadReceipt
from samarkand.model.seals import Checked, Proven
from samarkand.pipeline.receipts import receipt
from samarkand.queries import Queries
from samarkand.steps.proof.receipts import check
from samarkand.steps.proof.seals import public_keys_in
from samarkand.times import iso

SIGNATURES = {
    "good": "by {signer}",
    "none": "NOT SIGNED: it holds together, but anybody could have made it",
    "unchecked": "NOT CHECKED: there is no ssh-keygen here; the seal names the key {signer}",
}


@click.command("receipt")
@click.argument("identity", metavar="ID")
@click.option("--version", "number", type=click.IntRange(min=1), help="This version; the latest otherwise.")
@archive_option
@json_option
def receipt_command(identity: str, number: int | None, archive: Path, *, as_json: bool) -> None:  # noqa: ARG001  (a receipt is JSON)
    """One self-contained file, on stdout: a version, its line of the ledger, the way to a seal, the seal, the capture.

    `samarkand verify FILE` checks it without the archive, and so does docs/verify_receipt.py.
    """
    with open_archive(archive) as parts:
        _, version = Queries(parts).version(identity, number)
        sys.stdout.buffer.write(receipt(parts.archive, version))


def verify_receipt(path: str, keys: Path | None, *, as_json: bool) -> int:
    """Check a receipt and say what it proves; the exit code. Raises UsageError, BadReceipt."""
    known = public_keys_in(read_keys(keys)) if keys else ()
    proven = check(read_receipt(path))
    seal = proven.seal
    signature: Checked = "none"
    if seal.key:
        signature = CHECK_SIGNATURE(proven.statement, proven.signature, seal.key)
    if signature == "bad":
        raise BadReceipt("the receipt has a signature that its seal's key did not make: one of them was altered")
    if keys and seal.key not in known:
        held = f"it is signed by {FINGERPRINT(seal.key)}" if seal.key else "it is not signed"
        raise BadReceipt(f"the receipt is not of a key in {keys}: {held}")
    signer = FINGERPRINT(seal.key) if seal.key else ""
    if as_json:
        print_json(receipt_json(proven, signature, signer))
    else:
        for line in receipt_lines(proven, SIGNATURES[signature].format(signer=signer)):
            print_line(line)
    return 1 if signature == "unchecked" else 0


def receipt_json(proven: Proven, signature: Checked, signer: str) -> dict[str, object]:
    """What a receipt proves."""
    return {
        "article": proven.article,
        "number": proven.number,
        "outlet": proven.outlet,
        "url": proven.url,
        "title": proven.title,
        "seen_at": iso(proven.seen_at),
        "sha256": proven.sha256,
        "capture": proven.has_capture,
        "sealed_at": iso(proven.seal.sealed_at),
        "lines": proven.seal.lines,
        "root": proven.seal.root,
        "signature": signature,
        "signed_by": signer,
        "stamp": bool(proven.stamp),
    }


def receipt_lines(proven: Proven, signature: str) -> list[str]:
    """The same for people."""
    capture = ", with the answer it was made from" if proven.has_capture else ""
    stamp = "an OpenTimestamps proof of this seal is in it; its own program checks it against Bitcoin's chain"
    return [
        f"whole: this is the text of version {proven.number} of {proven.article} as it was kept{capture}",
        f"title   {' '.join(proven.title.split())}",
        f"url     {proven.url}",
        f"seen    {iso(proven.seen_at)}",
        f"sealed  {iso(proven.seal.sealed_at)}, with {proven.seal.lines} lines, root {proven.seal.root}",
        f"signed  {signature}",
        *([f"stamp   {stamp}"] if proven.stamp else []),
        "It does not prove that the outlet said so: only that the archive kept it so.",
    ]
