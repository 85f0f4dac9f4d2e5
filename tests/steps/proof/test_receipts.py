"""Receipts: what is composed is checked again; whatever is altered in one, from any side, is found."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.signer import KEY, signature
from twins.signer import check as check_signature

from samarkand.errors import BadReceipt
from samarkand.ids import canonical_json, sha256
from samarkand.model.seals import Seal
from samarkand.steps.proof import receipts, seals
from samarkand.steps.proof.merkle import Tree

AT = datetime(2030, 9, 7, 12, 8, tzinfo=UTC)
RECORD = (
    "<!--1915000000000-->\n[渡轮停航](https://port.example/1)\n------\n\n<p>港务局说，渡轮停航三天。</p>\n".encode()
)
WARC = b"\x1f\x8b a file of captures \xff\x00"
PAGES = "pages/2030-09/x.warc.gz"


def line(n: int, kind: str, **more) -> bytes:
    return canonical_json({"n": n, "prev": "0" * 64, "at": "2030-09-07T12:00:00Z", "kind": kind, "files": {}, **more})


def made(
    record: bytes = RECORD, warc: bytes | None = WARC, key: str = KEY, stamp: bytes = b"", lines: int = 11
) -> bytes:
    """The receipt of the fifth line of a ledger; the fourth tells of its capture."""
    told = {"article": "ab" * 8, "number": 2, "outlet": "port", "url": "https://port.example/1", "title": "渡轮停航"}
    told |= {"record": "records/port/1.v2.md", "files": {"records/port/1.v2.md": sha256(record)}}
    if warc is not None:
        told["capture"] = f"{PAGES}#0"
    ledger = [line(n, "round") for n in range(1, lines + 1)]
    ledger[3] = line(4, "capture", files={PAGES: sha256(warc or b"")})
    ledger[4] = line(5, "version", **told)
    tree = Tree({3, 4})
    for each in ledger:
        tree.add(each)
    seal = Seal(sha256(ledger[0]), lines, sha256(ledger[-1]), tree.root().hex(), AT, key)
    statement = seals.statement(seal)
    capture = (receipts.Leaf(ledger[3], tree.path(3)), warc) if warc is not None else None
    proof = stamp and seals._STAMP + bytes.fromhex(sha256(statement)) + stamp
    leaf = receipts.Leaf(ledger[4], tree.path(4))
    signed = signature(statement, key) if key else ""
    return receipts.compose(receipts.Receipt(record, leaf, statement, signed, capture, proof))


def test_a_receipt_tells_what_it_proves():
    proven = receipts.check(made(stamp=b"told"))
    assert (proven.article, proven.number, proven.outlet) == ("ab" * 8, 2, "port")
    assert (proven.url, proven.title) == ("https://port.example/1", "渡轮停航")
    assert proven.record == RECORD
    assert proven.seal.lines == 11
    assert proven.has_capture
    assert proven.stamp.endswith(b"told")
    assert proven.signature == signature(proven.statement, KEY)


@given(st.binary(max_size=40), st.none() | st.binary(max_size=40), st.sampled_from(["", KEY]), st.integers(5, 40))
def test_whatever_is_composed_is_checked_again(record, warc, key, lines):
    proven = receipts.check(made(record, warc, key, lines=lines))
    assert (proven.record, proven.has_capture, proven.seal.key) == (record, warc is not None, key)


@pytest.mark.parametrize("whole", [made(stamp=b"told"), made(b"\xff\xfe no text", None, ""), made(warc=None)])
def test_every_flipped_byte_is_found_but_in_the_signature_which_ssh_keygen_checks(whole):
    expected = receipts.check(whole)
    for place in range(len(whole)):
        for bit in (1, 0x20, 0x80):
            flipped = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
            try:
                proven = receipts.check(flipped)
            except BadReceipt:
                continue
            assert proven.signature != expected.signature, f"byte {place}, bit {bit}"
            assert check_signature(proven.statement, proven.signature, KEY) == "bad"


def test_every_truncated_receipt_is_found():
    whole = made(stamp=b"told")
    for end in range(0, len(whole) - 1, 3):
        with pytest.raises(BadReceipt):
            receipts.check(whole[:end])
    assert receipts.check(whole[:-1]) == receipts.check(whole)  # but for the last line end, which says nothing


def altered(change, **more) -> bytes:
    told = json.loads(made(**more))
    change(told)
    return canonical_json(told) + b"\n"


def put(*keys, value):
    def change(told):
        for key in keys[:-1]:
            told = told[key]
        told[keys[-1]] = value

    return change


OTHER = json.loads(made(lines=12))
STRANGE = [None, True, 0, -1, 1.5, 10**30, "", "x", "../../etc/passwd", [], [[]], {}, {"x": 1}]
PLACES = [
    ("format",),
    ("record",),
    ("record", "text"),
    ("version",),
    ("version", "line"),
    ("version", "path"),
    ("version", "path", 0),
    ("seal",),
    ("seal", "statement"),
    ("seal", "signature"),
    ("seal", "sha256"),
    ("capture",),
    ("capture", "base64"),
    ("capture", "line"),
    ("capture", "path"),
    ("stamp",),
    ("stamp", "base64"),
    ("stamp", "sha256"),
    ("more",),
    ("version", "more"),
    ("seal", "more"),
    ("capture", "more"),
]


@pytest.mark.parametrize("place", PLACES, ids=lambda each: ".".join(map(str, each)))
def test_what_has_another_type_or_value_anywhere_is_told(place):
    for value in STRANGE:
        with pytest.raises(BadReceipt):
            receipts.check(altered(put(*place, value=value), stamp=b"told"))


@pytest.mark.parametrize("name", ["record", "version", "seal", "format"])
def test_what_is_missing_is_told(name):
    with pytest.raises(BadReceipt):
        receipts.check(altered(lambda told: told.pop(name)))


@pytest.mark.parametrize("name", ["seal", "version", "capture"])
def test_a_part_of_another_receipt_does_not_fit(name):
    with pytest.raises(BadReceipt):
        receipts.check(altered(put(name, value=OTHER[name])))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"n":5', '"n":4'),
        ('"n":5', '"n":true'),
        ('"n":5', '"n":1e99'),
        ('"n":5', '"n":' + "9" * 5000),
        ('"n":5', '"n":-5'),
        ('"kind":"version"', '"kind":"capture"'),
        ('"files":{', '"files":[{'),
        ("2030", "2031"),
    ],
)
def test_a_line_that_says_something_else_does_not_fit(old, new):
    text = json.loads(made())["version"]["line"]
    with pytest.raises(BadReceipt):
        receipts.check(altered(put("version", "line", value=text.replace(old, new))))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"null",
        b"[]",
        b'"samarkand-receipt-1"',
        b"[" * 500_000,
        b'{"format":' + b"[" * 500_000,
        b'{"format":' + b"9" * 10_000 + b"}",
        b'{"format":NaN}',
        b"\xff\xfe\x00",
        b"\x1f\x8b\x08",
        made() + made(),
        made().replace(b",", b", ", 1),
        made().replace(b"{", b'{"format":"x",', 1),
        b"\xef\xbb\xbf" + made(),
        made().decode().encode("utf-16"),
    ],
    ids=range(16),
)
def test_hostile_files_are_told_and_raise_nothing_else(data):
    with pytest.raises(BadReceipt):
        receipts.check(data)


def test_a_seal_without_its_signature_and_a_signature_without_a_key_are_found():
    with pytest.raises(BadReceipt, match="signature"):
        receipts.check(altered(lambda told: told["seal"].pop("signature")))
    with pytest.raises(BadReceipt, match="signature"):
        receipts.check(altered(put("seal", "signature", value=signature(b"x", KEY)), key=""))
