"""Captures: what is written is read back by us and by two other readers; what is broken is told, and the rest saved."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from fastwarc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from bench.warc import measure, score
from samarkand.adapters.captures import framing, read_capture_at, read_captures, read_records, to_warc
from samarkand.errors import BadRecord, NotFound
from samarkand.model.captures import Broken, Captured
from samarkand.model.collecting import Answer, Request

NOON = datetime(2031, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC)


def answer(number: int = 1, **more: object) -> Answer:
    """An answer of an invented outlet."""
    url = f"https://harbour.example/news/{number}"
    fields = {
        "request": Request(url, "page"),
        "url": url,
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": f"<p>第{number}號渡輪停航。</p>".encode(),
        "fetched_at": NOON + timedelta(minutes=number),
    }
    return Answer(**{**fields, **more})


def captured(data: bytes) -> list[Captured]:
    return [entry for entry in read_captures(io.BytesIO(data)) if isinstance(entry, Captured)]


def broken(data: bytes) -> list[Broken]:
    return [entry for entry in read_captures(io.BytesIO(data)) if isinstance(entry, Broken)]


def warc(*blocks: bytes, kind: bytes = b"response", url: bytes = b"http://a.example/") -> bytes:
    """A plain WARC whose records hold these blocks."""
    head = b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Target-URI: %b\r\nWARC-Date: 2031-05-01T12:00:00Z\r\nContent-Length: %d\r\n\r\n"
    return b"".join(head % (kind, url, len(block)) + block + b"\r\n\r\n" for block in blocks)


def page(body: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", *headers, b"", b""]) + body


# --- written ---


def test_the_same_answers_give_the_same_bytes() -> None:
    answers = [answer(1), answer(2), answer(1)]
    assert to_warc(answers) == to_warc(list(answers))


def test_no_answers_give_no_bytes() -> None:
    assert to_warc([]) == (b"", ())


def test_two_other_readers_find_every_digest_right() -> None:
    redirected = answer(2, redirects=((301, "http://harbour.example/news/2"),), sent=(("Host", "harbour.example"),))
    data, _ = to_warc([answer(1), redirected, answer(3, status=304, body=b"", headers=())])
    kinds = []
    for record in WarcioIterator(io.BytesIO(data), check_digests="raise"):
        kinds.append(record.rec_type)
        record.content_stream().read()
    assert kinds == ["warcinfo", "response", "response", "request", "metadata", "response"]
    assert len(list(ArchiveIterator(io.BytesIO(data), verify_digests=True))) == len(kinds)


def test_every_offset_leads_to_its_answer(tmp_path: Path) -> None:
    answers = [answer(number) for number in range(5)]
    data, offsets = to_warc(answers)
    path = tmp_path / "day.warc.gz"
    path.write_bytes(data)
    for one, offset in zip(answers, offsets, strict=True):
        found = read_capture_at(path, offset)
        assert (found.url, found.body, found.at, found.offset) == (one.url, one.body, one.fetched_at, offset)


def test_a_request_and_a_redirect_are_bound_to_their_response() -> None:
    data, _ = to_warc([answer(redirects=((302, "http://old.example/"),), sent=(("Host", "harbour.example"),))])
    records = {record.type: record for _, record in read_records(io.BytesIO(data))}  # type: ignore[misc]
    response = records["response"].fields["warc-record-id"]
    assert records["request"].fields["warc-concurrent-to"] == response
    assert records["metadata"].fields["warc-concurrent-to"] == response
    assert b"redirect: 302 http://old.example/" in records["metadata"].block


def test_headers_of_undone_codings_are_renamed_and_the_length_is_that_of_the_stored_body() -> None:
    headers = (("Content-Encoding", "gzip"), ("Content-Length", "17"), ("transfer-encoding", "chunked"))
    (found,) = captured(to_warc([answer(headers=headers, body=b"<p>whole</p>")])[0])
    assert found.body == b"<p>whole</p>"
    assert found.headers == (
        ("X-Orig-Content-Encoding", "gzip"),
        ("X-Orig-Content-Length", "17"),
        ("X-Orig-transfer-encoding", "chunked"),
        ("Content-Length", "12"),
    )


@pytest.mark.parametrize(
    "odd",
    [
        {"headers": (("X-Note", "a\r\nSet-Cookie: b\r\n\r\n<p>"),)},
        {"headers": (("X-Name", "caf\xe9"), ("X-Han", "報"))},
        {"url": "https://harbour.example/\r\nWARC-Type: request"},
        {"url": "https://harbour.example/\ud800"},
        {"reason": "OK\r\nInjected: yes"},
        {"status": 799},
        {"body": b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n"},
        {"headers": (("Transfer-Encoding", "chunked"),), "body": b"5\r\nhello\r\n0\r\n\r\n"},
    ],
)
def test_an_odd_answer_is_one_capture_all_the_same(odd: dict[str, object]) -> None:
    one = answer(**odd)
    data, _ = to_warc([one])
    (found,) = captured(data)
    assert (found.status, found.body) == (one.status, one.body)
    assert broken(data) == []
    assert not found.header("Set-Cookie")
    assert not found.header("Injected")


names = st.from_regex(r"X-[A-Za-z]{1,10}", fullmatch=True)
values = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40).map(str.strip)


@given(
    st.lists(
        st.builds(
            answer,
            st.integers(0, 10**6),
            status=st.sampled_from([200, 304, 404, 410, 500]),
            body=st.binary(max_size=400),
            headers=st.lists(st.tuples(names, values), max_size=4).map(tuple),
            fetched_at=st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1)).map(
                lambda at: at.replace(tzinfo=UTC, microsecond=at.microsecond // 1000 * 1000)
            ),
        ),
        max_size=5,
    )
)
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_read_back(answers: list[Answer]) -> None:
    data, offsets = to_warc(answers)
    found = captured(data)
    assert [(c.url, c.status, c.headers, c.body, c.at, c.offset) for c in found] == [
        (a.url, a.status, a.headers, a.body, a.fetched_at, offset) for a, offset in zip(answers, offsets, strict=True)
    ]
    assert all(capture.is_whole for capture in found)


# --- read ---


@pytest.mark.parametrize(
    ("block", "body"),
    [
        (page(b"plain"), b"plain"),
        (page(b"5\r\nhello\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"), b"hello"),
        (page(b"<p>not in chunks</p>", b"Transfer-Encoding: chunked"), b"<p>not in chunks</p>"),
        (page(gzip.compress(b"zipped", mtime=0), b"Content-Encoding: gzip"), b"zipped"),
        (page(b"<p>no longer zipped</p>", b"Content-Encoding: gzip"), b"<p>no longer zipped</p>"),
        (page("港口".encode("gbk"), b"Content-Encoding: gzip"), "港口".encode("gbk")),
        (page(brotli.compress(b"brotli"), b"Content-Encoding: br"), b"brotli"),
        (page(zlib.compress(b"deflated"), b"Content-Encoding: deflate"), b"deflated"),
        (b"HTTP/1.0 302 \r\r\nLocation: x\r\r\n\r\r\nodd line ends", b"odd line ends"),
        (b"HTTP/1.0 200 OK\nA: b\n\nline feeds", b"line feeds"),
        (page(b""), b""),
        (page(b"<p>the server is mistaken</p>", b"Content-Encoding: utf-8"), b"<p>the server is mistaken</p>"),
        (
            page(gzip.compress(b"first ", mtime=0) + gzip.compress(b"second", mtime=0), b"Content-Encoding: gzip"),
            b"first second",
        ),
    ],
)
def test_the_body_is_read_with_its_codings_undone(block: bytes, body: bytes) -> None:
    (found,) = captured(warc(block))
    assert found.body == body
    assert broken(warc(block)) == []


@pytest.mark.parametrize(
    "block",
    [
        page(gzip.compress(b"zipped" * 100, mtime=0)[:-20], b"Content-Encoding: gzip"),
        page(brotli.compress(b"folded" * 100)[:-5], b"Content-Encoding: br"),
        page(b"100\r\nhello", b"Transfer-Encoding: chunked"),
        page(b"\x28\xb5\x2f\xfd....", b"Content-Encoding: zstd"),
    ],
)
def test_a_body_whose_coding_breaks_off_is_told_and_not_whole(block: bytes) -> None:
    assert [found.is_whole for found in captured(warc(block))] == [False]
    assert len(broken(warc(block))) == 1


def test_a_record_that_holds_no_http_answer_is_told() -> None:
    assert captured(warc(b"hello")) == []
    assert "no HTTP answer" in broken(warc(b"hello"))[0].problem


def test_a_resource_is_a_capture_and_what_is_not_of_the_web_is_none() -> None:
    (found,) = captured(warc(b"GIF89a", kind=b"resource"))
    assert (found.status, found.body) == (200, b"GIF89a")
    assert captured(warc(b"name", kind=b"resource", url=b"dns:a.example")) == []
    assert captured(warc(page(b"x"), kind=b"request")) == []


def test_brackets_around_an_address_are_taken_off() -> None:
    (found,) = captured(warc(page(b"x"), url=b"<http://a.example/>"))
    assert found.url == "http://a.example/"


def test_arc_files_are_read_in_both_versions() -> None:
    one = page(b"one")
    v1 = b"http://a.example/with blank 192.0.2.1 20050102030405 text/html %d\n" % len(one) + one + b"\n"
    v2 = b"http://a.example/2 192.0.2.1 20050102030405 text/html 200 - - 0 x.arc %d\n" % len(one) + one + b"\n"
    head = b"filedesc://x.arc 0.0.0.0 20050101000000 text/plain 4\n1 0\n\n"
    found = captured(head + v1 + v2)
    assert [(c.url, c.body) for c in found] == [("http://a.example/with blank", b"one"), ("http://a.example/2", b"one")]
    assert found[0].at == datetime(2005, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_stream_is_read_from_where_it_stands_and_stays_open() -> None:
    stream = io.BytesIO(b"?????" + warc(page(b"x")))
    stream.seek(5)
    assert len([entry for entry in read_captures(stream) if isinstance(entry, Captured)]) == 1
    assert not stream.closed


# --- broken ---


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 what is this", "neither WARC nor ARC"),
        (b"\x1f\x8b\x08" + bytes(100), "damaged"),
        (b"PK\x03\x04" + bytes(100), "zip cannot be read"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "within its head"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "no readable length"),
        (b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n", "no readable length"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 600 + b"\r\n", "more than 512 lines"),
        (b"WARC/1.0\r\nContent-Length: 900000000000\r\n\r\nshort", "stops after 5 of 900000000000 bytes"),
        (warc(page(b"x")) + b"junk junk", "belong to none"),
        (gzip.compress(warc(page(b"x")), mtime=0) + b"junk junk", "damaged"),
        (gzip.compress(warc(page(b"x"), page(b"y")), mtime=0), "share one gzip member"),
        (warc(page(b"x")).replace(b"WARC-Date", b"WARC-Block-Digest: sha1:AAAA\r\nWARC-Date"), "sha1 digest"),
    ],
)
def test_what_is_broken_is_told(data: bytes, problem: str) -> None:
    told = broken(data)
    assert problem in told[0].problem


def test_a_wrong_length_costs_no_more_than_its_own_record() -> None:
    good = warc(page(b"one"))
    data = warc(page(b"zero")) + good.replace(b"Content-Length: 22", b"Content-Length: 12") + warc(page(b"two"))
    assert [found.body for found in captured(data)][::2] == [b"zero", b"two"]
    assert [entry.offset for entry in broken(data)] == [len(warc(page(b"zero")))] * len(broken(data))


def test_damage_in_the_middle_costs_one_record_and_is_told_where_it_is() -> None:
    answers = [answer(number) for number in range(5)]
    data, offsets = to_warc(answers)
    spoiled = bytearray(data)
    spoiled[offsets[2] + 40 : offsets[2] + 60] = bytes(20)
    assert [c.url for c in captured(bytes(spoiled)) if c.is_whole] == [a.url for a in answers if a is not answers[2]]
    assert {entry.offset for entry in broken(bytes(spoiled))} == {offsets[2]}


def test_bytes_missing_in_the_middle_cost_one_record() -> None:
    answers = [answer(number) for number in range(6)]
    data, offsets = to_warc(answers)
    spoiled = data[: offsets[2] + 60] + data[offsets[2] + 90 :]
    assert [c.url for c in captured(spoiled) if c.is_whole] == [a.url for a in answers if a is not answers[2]]


WHOLE, PLACES = to_warc([answer(number) for number in range(3)])
PLAIN = gzip.decompress(WHOLE)


@given(st.integers(0, len(WHOLE) - 1))
@settings(deadline=None, max_examples=150)
def test_a_file_cut_anywhere_gives_all_that_came_before(cut: int) -> None:
    found = [capture for capture in captured(WHOLE[:cut]) if capture.is_whole]
    ends = [*PLACES[1:], len(WHOLE)]
    assert len(found) >= sum(end <= cut for end in ends)
    assert cut in {0, *PLACES} or broken(WHOLE[:cut])


@given(st.binary(max_size=300), st.integers(0, len(PLAIN)), st.booleans())
@settings(deadline=None, max_examples=150)
def test_noise_anywhere_never_stops_the_reading(noise: bytes, place: int, is_plain: bool) -> None:
    data = PLAIN if is_plain else WHOLE
    place = min(place, len(data))
    for spoiled in (data[:place] + noise + data[place:], data[:place] + noise + data[place + len(noise) :], noise):
        for entry in read_captures(io.BytesIO(spoiled)):
            assert isinstance(entry, (Captured, Broken))


def test_a_bomb_in_a_record_is_cut_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samarkand.adapters.captures.reading.LARGEST", 1024 * 1024)
    for block in (
        page(brotli.compress(bytes(100 * 1024 * 1024)), b"Content-Encoding: br"),
        page(gzip.compress(bytes(100 * 1024 * 1024), mtime=0), b"Content-Encoding: gzip"),
    ):
        data = warc(block)
        tracemalloc.start()
        (found,) = captured(data)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert not found.is_whole
        assert 900_000 < len(found.body) <= 1024 * 1024
        assert peak < 10 * 1024 * 1024


def test_a_record_over_the_limit_is_cut_told_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "LARGEST", 1000)
    data = warc(page(bytes(5000)), page(b"next"))
    found = captured(data)
    assert [capture.is_whole for capture in found] == [False, True]
    assert "of which 1000 were kept" in broken(data)[0].problem


# --- WACZ ---


def wacz(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_gives_the_captures_of_its_archive_folder(compression: int) -> None:
    files = {
        "archive/one.warc.gz": WHOLE,
        "archive/two.warc": warc(page(b"two")),
        "archive/../../evil.warc": warc(page(b"evil")),
        "/archive/evil.warc": warc(page(b"evil")),
        "datapackage.json": json.dumps({}).encode(),
        "indexes/index.cdx.gz": gzip.compress(b"x", mtime=0),
    }
    data = wacz(files, compression)
    found = captured(data)
    assert [capture.file for capture in found][:4] == ["archive/one.warc.gz"] * 3 + ["archive/two.warc"]
    assert [capture.offset for capture in found][:3] == list(PLACES)


def test_a_bomb_in_a_wacz_is_refused() -> None:
    data = wacz({"archive/bomb.warc": bytes(50 * 1024 * 1024), "archive/one.warc.gz": WHOLE}, zipfile.ZIP_DEFLATED)
    assert "bomb" in broken(data)[0].problem
    assert len(captured(data)) == 3


def test_a_spoiled_file_in_a_wacz_costs_one_record() -> None:
    data = bytearray(wacz({"archive/one.warc.gz": WHOLE}))
    start = bytes(data).index(WHOLE)
    data[start + PLACES[1] + 40] ^= 0xFF
    found = [capture.offset for capture in captured(bytes(data)) if capture.is_whole]
    assert found == [PLACES[0], PLACES[2]]
    assert [entry.file for entry in broken(bytes(data))] == ["archive/one.warc.gz"]


# --- one capture ---


def test_a_capture_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "day.warc.gz"
    with pytest.raises(NotFound):
        read_capture_at(path, 0)
    path.write_bytes(WHOLE[:-30])
    for offset in (0, 5, PLACES[2], len(WHOLE) + 100):
        with pytest.raises(BadRecord):
            read_capture_at(path, offset)
    assert read_capture_at(path, PLACES[1]).url == "https://harbour.example/news/1"


# --- real files ---


def test_real_files_are_read_as_well_as_by_the_best_reader(shared: Path) -> None:
    """The floors may only rise."""
    counts = score(list(measure(shared / "bench" / "warc")))
    assert counts["good"] == 22
    assert counts["saved"] == 6
    assert counts["told"] >= 5
    assert counts["noise"] <= 3
