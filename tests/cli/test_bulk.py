"""`samarkand bulk` as a command: on this machine, on a local Ray cluster one of whose workers is killed, stopped by Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from twins.bulk import need
from twins.warcs import press_pages, write_warc

need("daft", "pyarrow", "ray", "rensa")

pytestmark = pytest.mark.timeout(1_200)
PATIENCE = 500
"""Seconds in which what is waited for has to be seen, on a machine however busy."""
TWO_CORES = "from samarkand.adapters import engine; engine.cores = lambda: 2; from samarkand.cli import main; main()"


def started(*arguments: object) -> subprocess.Popen:
    listens = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background job is deaf
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "AWS_EC2_METADATA_DISABLED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-c", f"{listens}; {TWO_CORES}", "bulk", *map(str, arguments), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def done(*arguments: object, code: int = 0) -> dict:
    """The report of a run."""
    process = started(*arguments)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, complaints
    return json.loads(said)


def tables_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def writers(folder: Path) -> set[int]:
    """The processes that are writing what a file brings, as the names of their unfinished files tell."""
    return {int(path.name.split(".")[-2]) for path in folder.glob("versions/.*.part")}


def descendants_of(process: int) -> set[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            parents.setdefault(int(parent), set()).add(int(stat.parent.name))
    found, latest = set(), {process}
    while latest:
        latest = {child for each in latest for child in parents.get(each, ())} - found
        found |= latest
    return found


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(seen, process: subprocess.Popen, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not seen():
        assert process.poll() is None, f"it ended before {what}: {process.communicate()}"
        assert time.monotonic() < deadline, f"never {what}"
        time.sleep(0.002)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Four WARC files."""
    folder, pages = tmp_path_factory.mktemp("crawled"), press_pages((1,))[::2]
    for number in range(4):
        write_warc(folder / f"press-{number}.warc.gz", pages[number::4])
    return folder


@pytest.fixture(scope="module")
def made(crawled, tmp_path_factory):
    """The tables that this machine makes, and their report."""
    folder = tmp_path_factory.mktemp("made") / "tables"
    return folder, done(crawled, "--to", folder)


def test_a_local_cluster_that_loses_a_worker_makes_the_same_tables(crawled, made, tmp_path):
    tables = tmp_path / "tables"
    process = started(crawled, "--to", tables, "--engine", "ray")
    wait_until(lambda: writers(tables), process, "a worker was at a file")
    os.kill(min(writers(tables)), signal.SIGKILL)
    helpers = descendants_of(process.pid)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaints
    assert json.loads(said) == made[1]
    assert tables_in(tables) == tables_in(made[0])
    assert not list(tables.rglob(".*.part"))
    deadline = time.monotonic() + PATIENCE
    while any(map(is_there, helpers)):
        assert time.monotonic() < deadline, "processes were left behind"
        time.sleep(0.05)


@pytest.fixture
def cluster(monkeypatch, tmp_path_factory):
    """A Ray cluster that others began: the address of its client server. It asks for a token, which is told."""
    port, client = free_port(), free_port()
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "a" * 40)
    begin = ["start", "--head", "--block", "--num-cpus", "2", "--include-dashboard", "false", "--disable-usage-stats"]
    ports = ["--port", str(port), "--ray-client-server-port", str(client), "--object-store-memory", str(128 << 20)]
    folder = tmp_path_factory.getbasetemp().parent / f"ray-{port}"  # short: sockets lie in it
    process = subprocess.Popen(
        [sys.executable, "-m", "ray.scripts.scripts", *begin, *ports, "--temp-dir", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RAY_USAGE_STATS_ENABLED": "0"},
    )
    wait_until(lambda: answers(client), process, "its client server answered")
    yield f"ray://127.0.0.1:{client}"
    process.terminate()
    process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def test_a_cluster_that_others_began_makes_the_same_tables_though_it_loses_a_worker(crawled, made, cluster, tmp_path):
    tables = tmp_path / "tables"
    process = started(crawled, "--to", tables, "--engine", cluster)
    wait_until(lambda: writers(tables), process, "a worker was at a file")
    os.kill(min(writers(tables)), signal.SIGKILL)
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaints
    assert json.loads(said) == made[1]
    assert tables_in(tables) == tables_in(made[0])
    assert not list(tables.rglob(".*.part"))


@pytest.mark.parametrize("where", ["ray://127.0.0.1:{}", "127.0.0.1:{}", "ray://nowhere", "ray://127.0.0.1:many"])
def test_a_cluster_that_is_not_there_is_told_with_what_to_look_for(crawled, tmp_path, where):
    process = started(crawled, "--to", tmp_path / "tables", "--engine", where.format(free_port()))
    _, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "no Ray cluster could be had" in complaints
    assert "RAY_AUTH_TOKEN" in complaints
    assert "Traceback" not in complaints


def test_what_is_stopped_by_ctrl_c_leaves_nobody_and_goes_on(crawled, made, tmp_path):
    tables = tmp_path / "tables"
    process = started(crawled, "--to", tables)
    wait_until(lambda: writers(tables), process, "a worker was at a file")
    helpers = descendants_of(process.pid)
    process.send_signal(signal.SIGINT)
    complaints = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 130, complaints
    assert "Traceback" not in complaints
    deadline = time.monotonic() + PATIENCE
    while any(map(is_there, helpers)):
        assert time.monotonic() < deadline, "processes were left behind"
        time.sleep(0.05)
    assert done(crawled, "--to", tables)["pages"] == made[1]["pages"]
    assert tables_in(tables) == tables_in(made[0])


def test_files_are_named_by_a_list_too_and_those_that_are_missing_are_told(crawled, made, tmp_path):
    listing = tmp_path / "paths.txt"
    listing.write_text("\n".join(str(path) for path in sorted(crawled.iterdir(), reverse=True)) + "\n", "utf-8")
    assert done("--list", listing, "--to", made[0]) == {**made[1], "worked": 0}
    process = started(crawled / "none.warc.gz", "--to", tmp_path / "tables")
    assert "there is no such file" in process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 2


def test_tables_become_an_archive(crawled, made, tmp_path):
    report = done(crawled, "--to", made[0], "--into", tmp_path / "archive")
    assert report["archive"]["new"] == report["articles"]
    again = done(crawled, "--to", made[0], "--into", tmp_path / "archive")
    assert (again["archive"]["new"], again["archive"]["changed"]) == (0, 0)
