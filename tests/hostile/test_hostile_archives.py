"""Files of captures that somebody made to do harm: bounded in time and memory, told, and never a path of theirs touched."""

from __future__ import annotations

import gzip
import io
import json
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins.network import CAPTURE_FILES, NOON, MemoryFile, article, parts_in_memory

from samarkand.adapters.captures import packages, read_captures, to_warc
from samarkand.adapters.captures import stream as stream_module
from samarkand.model.captures import Broken, Captured
from samarkand.model.catalog import Listing
from samarkand.model.collecting import Answer, Request
from samarkand.pipeline.importing import import_files

URL = "https://port.example/1"
MIB = 1024 * 1024


def captures(*urls: str) -> bytes:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return to_warc([Answer(Request(url, "page"), url, 200, headers, article().encode(), NOON) for url in urls])[0]


def wacz(*files: tuple[str, bytes], package: object = None, compression=zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, data in files:
            packed.writestr(name, data)
        if package is not None:
            packed.writestr("datapackage.json", package if isinstance(package, bytes) else json.dumps(package))
    return out.getvalue()


def read(data: bytes) -> tuple[list[Captured], list[Broken]]:
    found = list(read_captures(io.BytesIO(data)))
    return [e for e in found if isinstance(e, Captured)], [e for e in found if isinstance(e, Broken)]


def taken(data: bytes) -> tuple[Counter, list[str]]:
    """Outcomes of an import, and what was said of trouble; nothing raises."""
    parts = parts_in_memory()
    reports = list(import_files(parts, CAPTURE_FILES, [[MemoryFile("x.wacz", data)]], NOON))
    parts.catalog.close()
    return Counter(each.outcome for each in reports), [
        each.detail for each in reports if each.outcome in {"failed", "note"}
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_with_one_name_both_are_read_and_it_is_told():
    one, two = captures(URL), captures(URL + "2")
    found, broken = read(wacz(("archive/data.warc.gz", one), ("archive/data.warc.gz", two)))
    assert [capture.url for capture in found] == [URL, URL + "2"]
    assert [(each.problem, each.is_lost) for each in broken] == [("several files have this name; all are read", False)]


@pytest.mark.parametrize(
    "name",
    [
        "archive/../../../etc/evil.warc.gz",
        "archive//etc/evil.warc.gz",
        "archive/C:\\evil.warc.gz",
        "archive/\x1b[2J.warc.gz",
    ],
)
def test_a_name_is_never_a_path(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcomes, _ = taken(wacz((name, captures(URL))))
    assert outcomes == {"new": 1}
    assert list(tmp_path.iterdir()) == []


def told(data: bytes, name: str = "archive/data.warc.gz", method: str = "sha256") -> dict:
    return {"resources": [{"path": name, "hash": f"{method}:{sha256(data).hexdigest()}", "bytes": len(data)}]}


def test_a_file_that_was_changed_after_it_was_packed_is_told_and_read():
    one, two = captures(URL), captures(URL + "2")
    assert read(wacz(("archive/data.warc.gz", one), package=told(one)))[1] == []
    found, (broken,) = read(wacz(("archive/data.warc.gz", two), package=told(one)))
    assert len(found) == 1
    assert "does not match its sha256 hash in datapackage.json" in broken.problem
    assert (broken.is_lost, broken.file) == (False, "archive/data.warc.gz")


@pytest.mark.parametrize(
    "package",
    [b"{", b"[]", b"3", b'{"resources": [3]}', b'{"resources": 3}', b"\xff", b"[" * 100_000, b'{"resources":{"a":1}}'],
)
def test_a_package_that_says_nonsense_is_told_and_the_captures_are_read(package):
    found, (broken,) = read(wacz(("archive/data.warc.gz", captures(URL)), package=package))
    assert len(found) == 1
    assert (broken.problem, broken.is_lost) == (
        "its datapackage.json cannot be read, so that its hashes cannot be checked",
        False,
    )


def test_hashes_of_an_unknown_kind_are_passed_over():
    one = captures(URL)
    for method in ("crc32", "", "sha256 "):
        assert len(read(wacz(("archive/data.warc.gz", one), package=told(one, method=method)))[0]) == 1


def test_files_that_overlap_are_a_bomb():
    """The same bytes under a thousand names: a file of kilobytes that would cost the reading of megabytes."""
    data = captures(*(f"{URL}{number}" for number in range(20)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("archive/0.warc.gz", data)
        first = packed.infolist()[0]
        for number in range(1, 1000):
            again = zipfile.ZipInfo(f"archive/{number}.warc.gz")
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.file_size = again.compress_size = len(data)
            packed.filelist.append(again)
        packed._didModify = True
    found, broken = read(out.getvalue())
    assert len(found) < 20 * 60
    assert "overlap" in broken[-1].problem


def test_what_claims_more_bytes_than_it_takes_overlaps_too():
    """Stored files are read in place by the size that is claimed, so that is what counts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(100):
            packed.writestr(f"archive/{number}.warc.gz", captures(URL))
        for info in packed.infolist():
            info.file_size = MIB
    found, broken = read(out.getvalue())
    assert found == []
    assert "overlap" in broken[-1].problem


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_methods_that_unfold_without_a_limit_are_not_read(method):
    data = wacz(("archive/bomb.warc", bytes(12 * MIB)), compression=method, package={"resources": []})
    tracemalloc.start()
    found, broken = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == []
    assert "is packed by another method than deflate" in broken[-1].problem
    assert peak < 4 * MIB


WHOLE = wacz(
    ("archive/a.warc.gz", captures(URL)), ("archive/b.warc", gzip.decompress(captures(URL))), package={"resources": []}
)
PACKED = wacz(
    ("archive/a.warc.gz", captures(URL)),
    package={"resources": [{"path": "archive/a.warc.gz", "hash": "sha256:00"}]},
    compression=zipfile.ZIP_DEFLATED,
)


@given(
    st.sampled_from([WHOLE, PACKED]), st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), min_size=1, max_size=6)
)
@settings(max_examples=300)
def test_no_damage_anywhere_stops_the_reading(data, flips):
    """Half of the places fall into the last three hundred bytes, where the list of files is."""
    spoiled = bytearray(data)
    for place, change in flips:
        at = int(place * 2 * (len(data) - 300)) if place < 0.5 else len(data) - 300 + int((place - 0.5) * 600)
        spoiled[min(at, len(data) - 1)] ^= change
    for entry in read_captures(io.BytesIO(bytes(spoiled))):
        assert isinstance(entry, Captured | Broken)


def test_a_list_of_a_million_files_is_not_read():
    """Its end claims so; what stands before it is of no account."""
    name = b"archive/x.warc.gz"
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    entries = entry * 100_000
    start = b"PK\x03\x04" + bytes(26)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), len(start), 0)
    tracemalloc.start()
    found, broken = read(start + entries + end)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == []
    assert "list of files has 6300000 bytes" in broken[0].problem
    assert peak < 16 * MIB


def test_the_largest_list_of_files_that_is_read_costs_bounded_memory_and_time(monkeypatch):
    monkeypatch.setattr(packages, "_LONGEST_DIRECTORY", 256 * 1024)
    data = wacz(*((f"archive/{number}.warc.gz", b"") for number in range(3000)))
    started = time.process_time()
    found, broken = read(data)
    assert found == []
    assert len(broken) == 3000, "each is told to be empty"
    assert time.process_time() - started < 20


def test_a_file_that_is_packed_twice_is_cut_where_it_unfolds_too_far(monkeypatch):
    """A gzip member of zeros, stored in the zip: `zipfile` sees nothing wrong with it."""
    monkeypatch.setattr(stream_module, "_FREE", 4 * MIB)
    deflate = zlib.compressobj(9, wbits=31)
    bomb = deflate.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n")
    bomb += b"".join(deflate.compress(bytes(MIB)) for _ in range(200)) + deflate.flush()
    started = time.process_time()
    _, broken = read(wacz(("archive/bomb.warc.gz", bomb), ("archive/one.warc.gz", captures(URL))))
    assert any("more than 200 bytes unfold out of each: a bomb" in each.problem for each in broken)
    assert time.process_time() - started < 5
    assert any(
        each.url == URL
        for each in read(wacz(("archive/bomb.warc.gz", bomb), ("archive/one.warc.gz", captures(URL))))[0]
    )


def test_a_wacz_that_was_cut_off_gives_what_stands_in_it():
    data = wacz(("archive/data.warc.gz", captures(URL, URL + "2", URL + "3")), package={})
    for cut in (len(data) - 10, len(data) // 2):
        found, broken = read(data[:cut])
        assert found[0].url == URL
        assert "the zip cannot be read" in broken[0].problem
        assert broken[0].is_lost
    assert read(data[:20])[0] == []


@pytest.mark.parametrize("cut", ["length", "time", "disconnect", "\x1b[2Jx"])
def test_a_body_that_its_capturer_cut_off_is_no_article(cut):
    """As the news captures of Common Crawl have them: WARC 1.0, one gzip member a record, long bodies cut."""
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawler-Transfer-Encoding: chunked\r\n\r\n"
        + article().encode()
    )
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-01T12:00:00Z\r\n{more}Content-Length: {size}\r\n\r\n"
    whole = head.format(url=URL, more="", size=len(block)).encode() + block + b"\r\n\r\n"
    torn = head.format(url=URL + "2", more=f"WARC-Truncated: {cut}\r\n", size=len(block)).encode() + block + b"\r\n\r\n"
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    data = b"".join(gzip.compress(each, mtime=0) for each in (info, torn, whole))
    outcomes, problems = taken(data)
    assert outcomes == {"new": 1, "failed": 1}
    assert "was cut off by whoever captured it" in problems[0]
    assert "\x1b" not in problems[0]


def test_a_record_that_claims_to_be_one_of_ours_is_read_as_any_other():
    def resource(body: bytes) -> bytes:
        head = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: urn:uuid:x\r\nContent-Type: text/markdown\r\nContent-Length: %d\r\n\r\n"
        return gzip.compress(head % len(body) + body + b"\r\n\r\n", mtime=0)

    bad = [b"", b"\xff\xfe", b"[t](javascript:alert(1))\n------\n\nx", b"[t](file:///etc/passwd)\n------\n\nx"]
    good = b"[../../../etc/passwd](https://port.example/../../x)\n------\n\n<script>alert(1)</script><p>x</p>\n"
    outcomes, _ = taken(b"".join(map(resource, [*bad, good])))
    assert outcomes == {"failed": 4, "new": 1}
    parts = parts_in_memory()
    list(import_files(parts, CAPTURE_FILES, [[MemoryFile("x", resource(good))]], datetime(2031, 1, 1, tzinfo=UTC)))
    (found,) = parts.catalog.articles(Listing())
    assert ".." not in found.latest.record.split("/")
    parts.catalog.close()
