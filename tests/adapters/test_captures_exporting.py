"""Exports as files: byte for byte what was kept, found again by their index, whole or not there, the same every time."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from samarkand.adapters.captures import indexing, open_export, to_warc
from samarkand.adapters.captures.cdxj import key
from samarkand.errors import BadRecord
from samarkand.model.collecting import Answer, Request
from samarkand.model.exports import ListedPage, Resource

NOON = datetime(2031, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC)
FORMS = ["warc", "wacz"]


def answer(number: int = 1, **more: object) -> Answer:
    url = f"https://harbour.example/news/{number}?b=2&a=1"
    fields = {
        "request": Request(url, "page"),
        "url": url,
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": f"<p>第{number}號渡輪停航。</p>".encode(),
        "fetched_at": NOON + timedelta(minutes=number),
        "sent": (("Host", "harbour.example"),),
        "redirects": ((301, "http://harbour.example/old"),),
    }
    return Answer(**{**fields, **more})


def resource(number: int = 1, **more: object) -> Resource:
    fields = {
        "identity": f"record {number}",
        "url": f"urn:uuid:00000000-0000-5000-8000-{number:012}",
        "at": NOON,
        "content_type": "text/markdown; charset=utf-8",
        "body": f"第{number}篇".encode(),
    }
    return Resource(**{**fields, **more})


def written(path, form, *given) -> bytes:
    """The bytes of an export of captures (bytes and offset), resources and pages."""
    with open_export(path, form, "港口") as out:
        for each in given:
            if isinstance(each, tuple):
                out.copy(*each)
            elif isinstance(each, Resource):
                out.add(each)
            else:
                out.list_page(each)
    return path.read_bytes()


def warc_in(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    return zipfile.ZipFile(io.BytesIO(data)).read("archive/data.warc.gz")


def records(data: bytes) -> list[tuple[str, str, bytes]]:
    """Type, address and content of each record, as another program reads them; it raises for a wrong digest."""
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(warc_in(data)), check_digests="raise")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_capture_goes_out_byte_for_byte_with_its_request_and_its_redirects(tmp_path, form):
    data, (first, second) = to_warc([answer(1), answer(2)])
    out = written(tmp_path / "x", form, (data, second))
    assert warc_in(out).endswith(data[second:])
    assert data[first:second] not in out
    kinds = [kind for kind, _, _ in records(out)]
    assert kinds == ["warcinfo", "response", "request", "metadata"]


def test_what_has_no_answer_around_it_is_no_answer(tmp_path):
    out = written(tmp_path / "x", "warc", resource(1), resource(2, beside="record 1"))
    found = list(ArchiveIterator(io.BytesIO(out)))
    assert [record.rec_type for record in found] == ["warcinfo", "resource", "resource"]
    assert b"HTTP/1" not in gzip.decompress(out)
    assert found[2].rec_headers["WARC-Concurrent-To"] == found[1].rec_headers["WARC-Record-ID"]
    assert found[1].rec_headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert records(out)[1] == ("resource", resource(1).url, resource(1).body)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_calls_give_the_same_bytes(tmp_path, form):
    data, (first,) = to_warc([answer(1)])
    given = (
        (data, first),
        resource(),
        ListedPage("a-1", "https://a.example/", NOON, "題", "文"),
        (data, first),
        resource(),
    )
    assert written(tmp_path / "x", form, *given) == written(tmp_path / "y", form, *given)


@pytest.mark.parametrize("form", FORMS)
def test_an_export_that_fails_leaves_what_was_there(tmp_path, form):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    with pytest.raises(BadRecord), open_export(path, form, "港口") as out:
        out.copy(to_warc([answer()])[0], 0)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("form", FORMS)
def test_an_export_of_nothing_is_a_file_all_the_same(tmp_path, form):
    data = written(tmp_path / "x", form)
    assert records(data) == []


def test_every_file_of_a_wacz_is_stored_as_it_is_and_told_with_its_hash(tmp_path):
    packed = zipfile.ZipFile(io.BytesIO(written(tmp_path / "x", "wacz", resource())))
    assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
    told = json.loads(packed.read("datapackage.json"))
    assert (told["profile"], told["wacz_version"], told["title"]) == ("data-package", "1.1.1", "港口")
    assert told["created"] == "2031-05-01T12:00:00Z"
    files = {each["path"]: (each["bytes"], each["hash"]) for each in told["resources"]}
    assert files == {
        name: (len(packed.read(name)), f"sha256:{hashlib.sha256(packed.read(name)).hexdigest()}")
        for name in packed.namelist()
        if not name.startswith("datapackage")
    }
    digest = json.loads(packed.read("datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{hashlib.sha256(packed.read('datapackage.json')).hexdigest()}"


def test_the_list_of_pages_holds_titles_and_texts(tmp_path):
    page = ListedPage("0123456789abcdef-2", "https://a.example/", NOON, "渡輪\n停航", "第一行\n第二行 \ud800")
    packed = zipfile.ZipFile(io.BytesIO(written(tmp_path / "x", "wacz", page)))
    head, line = (json.loads(each) for each in packed.read("pages/pages.jsonl").split(b"\n")[:2])
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "港口", "hasText": True}
    assert line == {
        "id": "0123456789abcdef-2",
        "url": "https://a.example/",
        "ts": "2031-05-01T12:00:00.250Z",
        "title": "渡輪\n停航",
        "text": "第一行\n第二行 ?",
    }


def lines_of(packed: zipfile.ZipFile) -> list[str]:
    return gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()


def test_the_index_leads_to_every_record(tmp_path):
    data, (place,) = to_warc([answer(1)])
    given = [(data, place), resource(1), resource(2, url="https://harbour.example/p.png", content_type="image/png")]
    packed = zipfile.ZipFile(io.BytesIO(written(tmp_path / "x", "wacz", *given)))
    found = {}
    for line in lines_of(packed):
        name, stamp, told = line.split(" ", 2)
        fields = json.loads(told)
        start, length = int(fields["offset"]), int(fields["length"])
        (record,) = ArchiveIterator(io.BytesIO(warc_in((tmp_path / "x").read_bytes())[start : start + length]))
        assert record.rec_headers["WARC-Target-URI"] == fields["url"]
        assert key(fields["url"]) == name
        found[name] = (stamp, fields["mime"], fields.get("status"))
    assert found == {
        "example,harbour)/news/1?a=1&b=2": ("20310501120100", "text/html", "200"),
        "urn:uuid:00000000-0000-5000-8000-000000000001": ("20310501120000", "text/markdown", None),
        "example,harbour)/p.png": ("20310501120000", "image/png", None),
    }


def test_a_long_index_is_in_order_and_each_of_its_blocks_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "_LINES", 100)
    numbers = list(range(250))
    random.Random(7).shuffle(numbers)
    given = [resource(number, url=f"https://a{number % 5}.example/{number}") for number in numbers]
    packed = zipfile.ZipFile(io.BytesIO(written(tmp_path / "x", "wacz", *given)))
    lines = lines_of(packed)
    assert len(lines) == 250
    assert [line.encode() for line in lines] == sorted(line.encode() for line in lines)
    head, *second = packed.read("indexes/index.idx").decode().splitlines()
    assert head == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    blocks = packed.read("indexes/index.cdx.gz")
    read = []
    for line in second:
        name, stamp, told = line.split(" ", 2)
        place = json.loads(told)
        block = gzip.decompress(blocks[place["offset"] : place["offset"] + place["length"]]).decode().splitlines()
        assert block[0].startswith(f"{name} {stamp} ")
        read += block
    assert read == lines
    assert len(second) == 3


def test_an_address_that_is_hostile_adds_no_field_and_no_line(tmp_path):
    url = "https://a.example/\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\n"
    out = written(tmp_path / "x", "wacz", resource(url=url, content_type="image/png\r\nX: y"))
    (_, one) = ArchiveIterator(io.BytesIO(warc_in(out)))
    assert one.rec_type == "resource"
    assert one.rec_headers.get_header("X") is None
    assert len(lines_of(zipfile.ZipFile(io.BytesIO(out)))) == 1


def test_memory_does_not_grow_with_what_is_written(tmp_path):
    noise = random.Random(3)
    bodies = [noise.randbytes(16 * 1024) for _ in range(4)]
    peaks = []
    for count in (50, 250):
        tracemalloc.start()
        with open_export(tmp_path / "x.wacz", "wacz", "港口") as out:
            for number in range(count):
                out.add(resource(number, body=bodies[number % 4]))
                out.list_page(ListedPage(str(number), "https://a.example/", NOON, "題", "文" * 5000))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (tmp_path / "x.wacz").stat().st_size > 5 * 1024 * 1024
    assert peaks[1] < peaks[0] + 512 * 1024
    assert peaks[1] < 4 * 1024 * 1024
