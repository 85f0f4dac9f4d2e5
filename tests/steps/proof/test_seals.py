"""What a seal states, as bytes and back; keys, signatures and proofs in the one form that they have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.signer import KEY, signature

from samarkand.model.seals import Seal
from samarkand.steps.proof import seals

AT = datetime(2030, 9, 7, 12, 8, tzinfo=UTC)
SEAL = Seal("a" * 64, 12, "b" * 64, "c" * 64, AT, KEY)

hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
times = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)


@given(st.builds(Seal, hashes, st.integers(1, 1 << 50), hashes, hashes, times, st.sampled_from(["", KEY])))
def test_a_seal_that_is_written_is_read_again(seal):
    assert seals.read_statement(seals.statement(seal)) == seal


def test_every_flipped_byte_of_a_seal_is_another_seal_or_none():
    data = seals.statement(SEAL)
    for place in range(len(data)):
        for bit in (1, 2, 8, 0x20, 0x80):
            flipped = data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]
            try:
                assert seals.read_statement(flipped) != SEAL
            except ValueError:
                continue


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"lines":12', b'"lines":true'),
        (b'"lines":12', b'"lines":12.0'),
        (b'"lines":12', b'"lines":-12'),
        (b'"lines":12', b'"lines":' + b"9" * 5000),
        (b'"lines":12', b'"lines":"12"'),
        (b"samarkand-seal-1", b"samarkand-seal-2"),
        (b'"sealed_at":"2030-09-07T12:08:00Z"', b'"sealed_at":7'),
        (b'"sealed_at":"2030-09-07T12:08:00Z"', b'"sealed_at":"soon"'),
        (b'"head"', b'"tail"'),
        (b"ssh-ed25519 ", b'cert-authority,namespaces="*" ssh-ed25519 '),
        (b'"key":"', b'"key":"* '),
        (b"{", b'{"more":1,'),
        (b"{", b'{"lines":13,'),
        (b"{", b"[{"),
        (b"{", b"[" * 100_000),
        (b"{", b"\xff"),
    ],
)
def test_what_is_no_seal_is_told(old, new):
    data = seals.statement(SEAL).replace(old, new, 1)
    with pytest.raises(ValueError, match=r"seal|damaged|nested|object"):
        seals.read_statement(data)


def test_a_seal_is_named_after_its_time_and_its_lines():
    assert seals.path_of(SEAL) == "seals/2030-09-07T120800Z-12.json"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        f"{KEY} comment",
        f"{KEY}\nssh-rsa {'A' * 40}",
        f" {KEY}",
        "ssh-rsa " + "!" * 40,
    ],
)
def test_a_key_is_one_line_without_anything_around_it(key):
    assert seals.is_public_key(KEY)
    assert not seals.is_public_key(key)


def test_keys_are_found_in_every_kind_of_file_that_holds_them():
    text = f'# {KEY}\n\nme@x.example namespaces="samarkand-seal" {KEY} me\nno key\n'
    assert seals.public_keys_in(text) == (KEY,)
    assert seals.public_keys_in(f"{KEY} comment\n") == (KEY,)
    assert seals.public_keys_in(f"# {KEY}") == ()


def test_a_signature_has_one_form_only():
    told = signature(b"x", KEY)
    assert seals.is_armoured(told)
    for place in range(len(told)):
        other = told[:place] + chr(ord(told[place]) ^ 1) + told[place + 1 :]
        if seals.is_armoured(other):  # another letter of base64: another signature, which ssh-keygen refuses
            assert other.replace("\n", "") != told.replace("\n", "")
    for other in (told[:-1], told + "\n", told.replace("\n", "\r\n"), told.replace("\n", "\n\n", 1), "", "x"):
        assert not seals.is_armoured(other)


def test_a_proof_of_time_is_one_of_the_bytes_whose_hash_it_begins_with():
    begin = b"\0OpenTimestamps\0\0Proof\0\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
    assert seals.is_stamp_of(begin + bytes.fromhex("ab" * 32) + b"\xf0", "ab" * 32)
    assert not seals.is_stamp_of(begin + bytes.fromhex("ab" * 32) + b"\xf0", "cd" * 32)
    assert not seals.is_stamp_of(begin + bytes.fromhex("ab" * 32), "ab" * 32)
    assert not seals.is_stamp_of(b"", "ab" * 32)


def test_each_thing_that_a_seal_states_is_compared():
    root = bytes.fromhex("c" * 64)
    assert seals.stated(SEAL, "a" * 64, "b" * 64, root, 12) == ""
    assert "archive" in seals.stated(SEAL, "d" * 64, "b" * 64, root, 12)
    assert "head" in seals.stated(SEAL, "a" * 64, "d" * 64, root, 12)
    assert "root" in seals.stated(SEAL, "a" * 64, "b" * 64, bytes(32), 12)
    assert "lines" in seals.stated(SEAL, "a" * 64, "b" * 64, root, 13)
