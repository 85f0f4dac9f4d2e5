"""Posting JSON to a real server on loopback: vetted, signed by the caller, never redirected, soon given up."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from samarkand.adapters.fetch.posting import post
from samarkand.model.settings import Limits, Manners


@pytest.fixture
def receiver():
    """A server that keeps what it is sent and answers as the path says."""
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            received.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            status = int(self.path.strip("/"))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/200")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.received = received
    yield server
    server.shutdown()
    server.server_close()


def send(server, path, allowed=True):
    port = server.server_port
    manners = Manners(allow_private=(f"127.0.0.1:{port}",) if allowed else ())
    return post(f"http://127.0.0.1:{port}{path}", b'{"a":1}', {"X-Samarkand-Signature": "sha256=00"}, Limits(), manners)


def test_what_is_sent_arrives_as_it_is(receiver):
    assert send(receiver, "/200") == ""
    assert send(receiver, "/204") == ""
    path, headers, body = receiver.received[0]
    assert (path, body) == ("/200", b'{"a":1}')
    assert headers["Content-Type"] == "application/json"
    assert headers["X-Samarkand-Signature"] == "sha256=00"


def test_any_other_answer_is_a_failure_and_redirects_are_not_followed(receiver):
    assert send(receiver, "/500") == "the host answered 500"
    assert send(receiver, "/302") == "the host answered 302"
    assert len(receiver.received) == 2


def test_private_addresses_get_nothing_unless_allowed(receiver):
    assert send(receiver, "/200", allowed=False).startswith("private-address: ")
    assert receiver.received == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://h.example/", "bad-address"),
        ("http://127.0.0.1:1/", "no-connection"),
        ("http://0x7f.1/", "private-address"),
    ],
)
def test_what_cannot_be_sent_is_told(url, told):
    assert post(url, b"", {}, Limits(), Manners(allow_private=("127.0.0.1:1",))).startswith(told)
