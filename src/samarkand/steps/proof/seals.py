"""What a seal says, as bytes that can be signed, and back; where its files lie. Signs nothing and asks no clock."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from samarkand.ids import canonical_json
from samarkand.model.seals import Seal
from samarkand.times import iso, parse_iso

FORMAT = "samarkand-seal-1"
DEEPEST = "nested too deeply"
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_KEY = re.compile(r"(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]{1,60} [A-Za-z0-9+/]{16,4096}={0,2}\Z")
_ARMOUR = ("-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n")
_ARMOUR_WIDTH = 70
_FIELDS = frozenset({"format", "archive", "lines", "head", "root", "sealed_at"})
_STAMP = b"\0OpenTimestamps\0\0Proof\0\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
"""How a proof over a SHA-256 begins: https://github.com/opentimestamps/python-opentimestamps, DetachedTimestampFile."""


def path_of(seal: Seal) -> str:
    """Where a seal lies: no two of one ledger seal as many lines."""
    return f"seals/{seal.sealed_at:%Y-%m-%dT%H%M%SZ}-{seal.lines}.json"


def signature_path(path: str) -> str:
    """Where the signature of a seal lies: where `ssh-keygen -Y sign` would put it."""
    return f"{path}.sig"


def statement(seal: Seal) -> bytes:
    """The bytes of a seal, which are what is signed: one line of JSON, keys sorted."""
    told = {
        "format": FORMAT,
        "archive": seal.archive,
        "lines": seal.lines,
        "head": seal.head,
        "root": seal.root,
        "sealed_at": iso(seal.sealed_at),
    }
    return canonical_json(told | ({"key": seal.key} if seal.key else {})) + b"\n"


def read_statement(data: bytes) -> Seal:
    """The seal that these bytes state. Raises ValueError with what is wrong with them."""
    told = json_object(data)
    if told.get("format") != FORMAT:
        raise ValueError("is no seal that this version of Samarkand knows")
    if not _FIELDS <= told.keys() <= _FIELDS | {"key"}:
        raise ValueError(f"is no seal: it must have {', '.join(sorted(_FIELDS))}, and may have key")
    hashes = [told[name] for name in ("archive", "head", "root")]
    sealed_at = parse_iso(told["sealed_at"]) if isinstance(told["sealed_at"], str) else None
    lines, key = told["lines"], told.get("key", "")
    if not all(isinstance(each, str) and _HASH.match(each) for each in hashes) or sealed_at is None:
        raise ValueError("is no seal: a hash or a time in it is none")
    if not isinstance(lines, int) or isinstance(lines, bool) or not 0 < lines < 1 << 53:
        raise ValueError("is no seal: the number of its lines is none")
    if "key" in told and not (isinstance(key, str) and is_public_key(key)):
        raise ValueError("is no seal: its key is no public key of OpenSSH")
    seal = Seal(hashes[0], lines, hashes[1], hashes[2], sealed_at, key)
    if statement(seal) != data:
        raise ValueError("is not as seals are written")
    return seal


def is_public_key(text: str) -> bool:
    """Whether a text is one public key as OpenSSH writes it, without a comment: it may be put into a file of keys."""
    return bool(_KEY.match(text))


def public_keys_in(text: str) -> tuple[str, ...]:
    """The public keys in a file of them (`id.pub`, `allowed_signers`, `authorized_keys`), without what stands around them."""
    words = [line.split() for line in text.split("\n") if not line.lstrip().startswith("#")]
    pairs = (f"{kind} {key}" for line in words for kind, key in pairwise(line))
    return tuple(pair for pair in pairs if is_public_key(pair))


def is_armoured(signature: str) -> bool:
    """Whether a signature is in OpenSSH's armour exactly as that is written: no byte of it may be another one."""
    begin, end = _ARMOUR
    if not (signature.startswith(begin) and signature.endswith(end)):
        return False
    text = signature[len(begin) : -len(end)]
    data = from_base64(text.replace("\n", ""))
    if not data:
        return False
    whole = base64.b64encode(data).decode()
    return text == "".join(f"{whole[at : at + _ARMOUR_WIDTH]}\n" for at in range(0, len(whole), _ARMOUR_WIDTH))


def is_stamp_of(proof: bytes, digest: str) -> bool:
    """Whether an OpenTimestamps proof is one of the bytes that have this SHA-256; what it proves of them is not looked at."""
    return proof.startswith(_STAMP + bytes.fromhex(digest)) and len(proof) > len(_STAMP) + 32


def from_base64(text: object) -> bytes | None:
    """The bytes of a base64 text; None where it is not exactly the text that stands for them."""
    if not isinstance(text, str):
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def json_object(data: bytes | str) -> Mapping[str, Any]:
    """An object of JSON out of hands that nobody knows. Raises ValueError with what is wrong with it."""
    try:
        told = json.loads(data)
    except RecursionError as error:
        raise ValueError(f"is {DEEPEST}") from error
    except ValueError as error:
        raise ValueError("is damaged or cut: it is no JSON") from error
    if not isinstance(told, dict):
        raise ValueError("is no object of JSON")  # noqa: TRY004  (one error for all that can be wrong with it)
    return told


def stated(seal: Seal, archive: str, head: str, root: bytes, lines: int) -> str:
    """What a seal states otherwise than the ledger before it tells; "" where all of it holds."""
    for name, told, found in (
        ("number of lines", seal.lines, lines),
        ("archive", seal.archive, archive),
        ("head", seal.head, head),
        ("root", seal.root, root.hex()),
    ):
        if told != found:
            return f"its {name} is not that of the ledger before it"
    return ""


def new_seal(hashes: tuple[str, str], root: bytes, lines: int, sealed_at: datetime, key: str) -> Seal:
    """The seal of a ledger; `hashes` are those of its first and its last line."""
    return Seal(hashes[0], lines, hashes[1], root.hex(), sealed_at, key)
