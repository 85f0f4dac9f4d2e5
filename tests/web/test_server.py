"""The server itself, started as the command starts it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time

import pytest

from samarkand.app.archives import create_archive
from samarkand.web.server import is_free

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from samarkand.app.archives import open_archive
from samarkand.answering import Answers
from samarkand.web.entrance.rules import Entrance
from samarkand.web.server import create_app, serve

with open_archive(Path(sys.argv[1])) as parts:
    app = create_app(Answers.of(parts), lambda: datetime.now(UTC))
    serve(app, Entrance(), int(sys.argv[2]), is_open=True)
"""


@pytest.fixture
def port(tmp_path):
    """The port of a server in a process of its own."""
    create_archive(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        found = probe.getsockname()[1]
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path), str(found)]) as process:
        until = time.monotonic() + 20
        while is_free("127.0.0.1", found) and time.monotonic() < until:
            time.sleep(0.05)
        yield found
        process.terminate()


def answer(port: int, target: str, host: str) -> tuple[int, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", target, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    found = connection.getresponse()
    found.read()
    return found.status, found.headers


def test_it_answers_to_its_own_names_and_tells_nothing_of_itself(port):
    status, headers = answer(port, "/", f"localhost:{port}")
    assert status == 200
    assert "server" not in headers
    assert answer(port, "/", f"stranger.example:{port}")[0] == 403
    assert answer(port, "/..%2f..%2fetc/passwd", "127.0.0.1")[0] == 404
    assert answer(port, "/images/..%2f..%2fsamarkand.toml", "127.0.0.1")[0] == 404


def test_a_port_in_use_is_known(port):
    assert not is_free("127.0.0.1", port)
