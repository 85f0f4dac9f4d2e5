"""What bulk work expects of its engine, of the one in memory and of Daft; and files that lie elsewhere, all on loopback."""

from __future__ import annotations

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import obstore
import pytest
from obstore.store import S3Store
from stores import KEYS, make_bucket, server
from twins.bulk import MemoryEngine, need

from samarkand.adapters import engine
from samarkand.adapters.engine import DaftEngine, listed, opened
from samarkand.errors import BadRecord, UsageError

need("daft")

DATA = bytes(range(256)) * 5_000


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    (folder / "one.warc.gz").write_bytes(DATA)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def bucket(tmp_path_factory):
    with server(tmp_path_factory.mktemp("store") / "log") as address, pytest.MonkeyPatch.context() as patch:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": address, "AWS_EC2_METADATA_DISABLED": "true"}.items():
            patch.setenv(name, value)
        make_bucket(address, "crawl")
        store = S3Store("crawl", endpoint=address, client_options={"allow_http": True})
        for name in ("a/one.warc.gz", "a/two.warc.gz", "b/three.txt"):
            obstore.put(store, name, DATA)
        yield "s3://crawl"


def test_a_file_of_the_web_is_known_by_its_size_and_read_whole(web):
    address = f"{web}/one.warc.gz"
    assert listed(address) == [(address, len(DATA))]
    with opened(address) as stream:
        assert stream.read() == DATA
        assert stream.seek(256) == 256


def test_files_of_a_store_are_found_by_a_pattern_and_read_whole(bucket):
    found = listed(f"{bucket}/a/*.warc.gz")
    assert found == [(f"{bucket}/a/one.warc.gz", len(DATA)), (f"{bucket}/a/two.warc.gz", len(DATA))]
    with opened(found[1][0]) as stream:
        assert stream.read() == DATA


def test_what_is_not_there_is_told_of(web, bucket):
    for address in (f"{web}/two.warc.gz", f"{bucket}/c/*.warc.gz"):
        with pytest.raises(UsageError, match="there is no such file"):
            listed(address)
    with pytest.raises(BadRecord, match="cannot be fetched"), opened(f"{web}/two.warc.gz"):
        pass


def test_files_of_a_disk_are_those_below_a_folder_or_a_pattern(tmp_path):
    (tmp_path / "a" / ".hidden").mkdir(parents=True)
    for name in ("a/one.warc.gz", "a/two.warc", "a/.hidden/three.warc"):
        (tmp_path / name).write_bytes(b"x")
    one, two = str(tmp_path / "a" / "one.warc.gz"), str(tmp_path / "a" / "two.warc")
    assert listed(str(tmp_path)) == [(one, 1), (two, 1)]
    assert listed(f"{tmp_path}/a/*.gz") == [(one, 1)]
    assert listed(one) == [(one, 1)]
    with pytest.raises(BadRecord, match="cannot be opened"), opened(os.fspath(tmp_path / "none")):
        pass


@pytest.fixture(params=["memory", "native"])
def runner(request, monkeypatch):
    monkeypatch.setattr(engine, "cores", lambda: 2)
    return MemoryEngine() if request.param == "memory" else DaftEngine()


def test_every_unit_is_answered_once(runner):
    units = [f"{number}" for number in range(9)]
    assert list(runner.each(str.upper, [])) == []
    assert sorted(runner.each(str.upper, units)) == sorted(units)


def test_what_a_work_raises_ends_the_whole(runner):
    with pytest.raises(Exception, match="invalid literal"):
        list(runner.each(int, ["no number"]))


def test_work_is_done_in_other_processes(monkeypatch):
    monkeypatch.setattr(engine, "cores", lambda: 2)
    (link_of,) = DaftEngine().each(os.readlink, ["/proc/self"])
    assert int(link_of) != os.getpid()
