"""Content-Encoding undone piece by piece."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.codings import BadCoding, Body, TooLarge

MIB = 1024 * 1024


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZip": gzip.compress,
    "deflate": zlib.compress,
    "deflate ": bare_deflate,
    "br": brotli.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data, mtime=0)),
    "br,identity,gzip": lambda data: gzip.compress(brotli.compress(data), mtime=0),
}


def undo(name: str, data: bytes, step: int = 1000, limit: int = MIB) -> bytes:
    body = Body(name, limit, ratio=200)
    for start in range(0, len(data), step):
        body.feed(data[start : start + step])
    return body.finish()


@pytest.mark.parametrize("name", CODERS)
@given(data=st.binary(max_size=3000), step=st.integers(1, 5000))
def test_what_was_coded_comes_back_however_it_is_cut(name: str, data: bytes, step: int) -> None:
    assert undo(name, CODERS[name](data), step) == data


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "gzip, br"])
def test_an_empty_body_needs_no_coding(name: str) -> None:
    assert Body(name, MIB, 200).finish() == b""


def test_several_gzip_members_are_one_body_and_what_follows_is_left() -> None:
    assert (
        undo("gzip", gzip.compress(b"first ", mtime=0) + gzip.compress(b"second", mtime=0) + bytes(20), step=3)
        == b"first second"
    )


@pytest.mark.parametrize("name", ["utf-8", "zstd", "gzip, gzip, gzip", "none"])
def test_a_coding_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(BadCoding):
        Body(name, MIB, 200)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_what_is_not_in_the_coding_is_refused(name: str) -> None:
    with pytest.raises(BadCoding):
        undo(name, b"<p>The ferry stays in port today.</p>" * 100)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_stream_that_stops_before_its_end_is_refused(name: str) -> None:
    with pytest.raises(BadCoding, match="before its end"):
        undo(name, CODERS[name](bytes(range(256)) * 50)[:-9])


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "gzip, br"])
def test_a_bomb_is_refused_in_little_memory(name: str) -> None:
    bomb = CODERS[name](bytes(64 * MIB))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        undo(name, bomb, limit=20 * MIB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * MIB


def test_the_limit_is_of_decoded_bytes_and_holds_to_the_byte() -> None:
    data = bytes(range(256)) * 4
    assert undo("gzip", gzip.compress(data, mtime=0), limit=1024) == data
    with pytest.raises(TooLarge):
        undo("gzip", gzip.compress(data, mtime=0), limit=1023)
    with pytest.raises(TooLarge):
        undo("", data, limit=1023)
