"""Receipts: one version, its ledger line, the way from there to a seal, in one file; composed, and checked without an archive.

The format stands in docs/records.md. Every byte of a receipt either is bound by a hash or is checked to be the only way
to write what it says.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samarkand.errors import BadReceipt
from samarkand.ids import canonical_json, sha256
from samarkand.model.seals import Proven, Seal
from samarkand.steps.proof.merkle import root_by_path
from samarkand.steps.proof.seals import from_base64, is_armoured, is_stamp_of, json_object, read_statement
from samarkand.times import parse_iso

FORMAT = "samarkand-receipt-1"
LONGEST_PATH = 64
"""Hashes: no ledger has more lines than 2 to this power."""
_FIELDS = frozenset({"format", "record", "version", "seal"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line of the ledger with the hashes that lead from it to the root of a seal."""

    line: bytes
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt is made of."""

    record: bytes
    version: Leaf
    statement: bytes
    signature: str = ""
    capture: tuple[Leaf, bytes] | None = None
    """The line of the file of captures that the version was made from, and that file."""
    stamp: bytes = b""


def compose(receipt: Receipt) -> bytes:
    """The file: one line of JSON, keys sorted."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "record": _text_or_base64(receipt.record),
        "version": _leaf(receipt.version),
        "seal": {"statement": receipt.statement.decode(), "sha256": sha256(receipt.statement)},
    }
    if receipt.signature:
        told["seal"]["signature"] = receipt.signature
    if receipt.capture:
        leaf, data = receipt.capture
        told["capture"] = {**_leaf(leaf), "base64": base64.b64encode(data).decode()}
    if receipt.stamp:
        told["stamp"] = {"base64": base64.b64encode(receipt.stamp).decode(), "sha256": sha256(receipt.stamp)}
    return canonical_json(told) + b"\n"


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {"line": leaf.line.decode(), "path": [each.hex() for each in leaf.path]}


def _text_or_base64(data: bytes) -> dict[str, str]:
    """Text where it is some, so that a receipt can be read; else base64."""
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def check(data: bytes) -> Proven:
    """What a receipt proves, but for the signature, which has to be checked by a program. Raises BadReceipt.

    Costs a hash of each thing in it.
    """
    try:
        return _check(data)
    except ValueError as error:
        raise BadReceipt(f"the receipt {error}") from error


def _check(data: bytes) -> Proven:
    told = json_object(data)
    if told.get("format") != FORMAT:
        raise ValueError("is of no format that this version of Samarkand knows")
    _fields(told, _FIELDS, {"capture", "stamp"}, "it")
    sealed = _part(told, "seal", {"statement", "sha256"}, {"signature"})
    statement = _text(sealed, "statement").encode("utf-8", "replace")
    if sealed["sha256"] != sha256(statement):
        raise ValueError("has a seal that was altered")
    seal = read_statement(statement)
    signature = _signature(sealed, seal)
    line = _line(_part(told, "version", {"line", "path"}, set()), seal, "version")
    record = _record(told)
    files, digest = line["files"], sha256(record)
    if files.get(line.get("record")) != digest:
        raise ValueError("has another record than its ledger line tells of")
    has_capture = "capture" in told and _check_capture(told, line, seal)
    stamp = _stamp(told, statement)
    _canonical(told, data)
    seen_at, number = parse_iso(str(line.get("at"))), line.get("number")
    if seen_at is None or not isinstance(number, int):
        raise ValueError("has a ledger line without a time or a number")
    names = (str(line.get(name, "")) for name in ("article", "outlet", "url", "title"))
    article, outlet, url, title = names
    return Proven(
        article, number, outlet, url, title, seen_at, record, digest, statement, seal, signature, has_capture, stamp
    )


def _canonical(told: Mapping[str, Any], data: bytes) -> None:
    """Only one file says what a receipt says: no second `key`, blank or way to write a letter can hide in it."""
    if canonical_json(told) != data.removesuffix(b"\n"):
        raise ValueError("is not as it was written: its JSON was put in another form")


def _fields(told: Mapping[str, Any], must: frozenset[str] | set[str], may: set[str], where: str) -> None:
    if not must <= told.keys() <= must | may:
        raise ValueError(f"is incomplete, or has what no receipt has: {where} has not just {', '.join(sorted(must))}")


def _part(told: Mapping[str, Any], name: str, must: set[str], may: set[str]) -> Mapping[str, Any]:
    part = told[name]
    if not isinstance(part, dict):
        raise ValueError(f"has no {name}")  # noqa: TRY004  (one error for all that can be wrong with it)
    _fields(part, must, may, f"its {name}")
    return part


def _text(part: Mapping[str, Any], name: str) -> str:
    if not isinstance(part[name], str):
        raise ValueError(f"has a {name} that is no text")  # noqa: TRY004  (as above)
    return str(part[name])


def _signature(sealed: Mapping[str, Any], seal: Seal) -> str:
    if ("signature" in sealed) != bool(seal.key):
        raise ValueError("lacks the signature that its seal names a key for, or has one that it names none for")
    signature = _text(sealed, "signature") if seal.key else ""
    if seal.key and not is_armoured(signature):
        raise ValueError("has a signature that is not as OpenSSH writes them")
    return signature


def _line(part: Mapping[str, Any], seal: Seal, kind: str) -> Mapping[str, Any]:
    """The ledger line of a part, which the seal has sealed."""
    text, path = _text(part, "line"), part["path"]
    if not isinstance(path, list) or len(path) > LONGEST_PATH:
        raise ValueError(f"has no path from its {kind} to the root")
    hashes = [_hash(each) for each in path]
    line = json_object(text)
    count = line.get("n")
    if line.get("kind") != kind or not isinstance(line.get("files"), dict):
        raise ValueError(f"has a ledger line that tells of no {kind}")
    if not isinstance(count, int) or isinstance(count, bool):
        raise ValueError("has a ledger line without a number")  # noqa: TRY004  (as above)
    root = root_by_path(text.encode("utf-8", "replace"), count - 1, seal.lines, hashes)
    if root is None or root.hex() != seal.root:
        raise ValueError(f"does not lead from its {kind} to the root of its seal: one of them was altered")
    return line


def _hash(text: object) -> bytes:
    try:
        found = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        found = b""
    if len(found) != 32 or found.hex() != text:
        raise ValueError("has a path with something that is no hash")
    return found


def _record(told: Mapping[str, Any]) -> bytes:
    part = told["record"]
    if isinstance(part, dict) and part.keys() == {"text"} and isinstance(part["text"], str):
        return str(part["text"]).encode("utf-8", "replace")
    data = from_base64(part["base64"]) if isinstance(part, dict) and part.keys() == {"base64"} else None
    if data is None:
        raise ValueError("has no record")
    return data


def _check_capture(told: Mapping[str, Any], version: Mapping[str, Any], seal: Seal) -> bool:
    part = _part(told, "capture", {"line", "path", "base64"}, set())
    line, data = _line(part, seal, "capture"), from_base64(part["base64"])
    path = str(version.get("capture", "")).partition("#")[0]
    if data is None or line["files"].get(path) != sha256(data):
        raise ValueError("has another capture than its ledger lines tell of")
    return True


def _stamp(told: Mapping[str, Any], statement: bytes) -> bytes:
    if "stamp" not in told:
        return b""
    part = _part(told, "stamp", {"base64", "sha256"}, set())
    proof = from_base64(part["base64"])
    if proof is None or sha256(proof) != part["sha256"] or not is_stamp_of(proof, sha256(statement)):
        raise ValueError("has an OpenTimestamps proof that is damaged, or of something else")
    return proof
