"""A gate on the way to a store on loopback, which shuts in the midst of a request; knows nothing of what goes through."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Gate:
    """What it lets through: everything, until the one request that it was told of; then nothing.

    So a process is stopped at a place that is known, however fast the machine is, and can be killed there.
    """

    def __init__(self, store: str) -> None:
        self.store = urlsplit(store).netloc
        self.address = ""
        self._method, self._part, self._left, self._when = "", "", 0, ""
        self._shut, self._end, self._lock = threading.Event(), threading.Event(), threading.Lock()

    def shut_at(self, method: str, part: str, number: int = 1, when: str = "half") -> None:
        """Shut at the n-th request of a method whose path holds `part`.

        `when` "before": nothing of it goes through; "half": half of what it brings, or of what it is answered;
        "after": the store has done it, and nobody hears so.
        """
        self._end.set()  # those who waited for the last one are dead
        with self._lock:
            self._method, self._part, self._left, self._when = method, part, number, when
            self._shut, self._end = threading.Event(), threading.Event()

    def is_shut(self) -> bool:
        """Whether that request has come."""
        return self._shut.is_set()

    def open(self) -> None:
        """Let go of those who wait; their connections are closed."""
        self._end.set()

    def passing(self, handler: _Passing) -> None:
        """Bring a request to the store and its answer back, as far as they may go."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        when, end = self._told(handler.command, unquote(handler.path)), self._end
        if when == "before":
            handler.stopped(end)
        else:
            self._brought(handler, body, when, end)

    def _brought(self, handler: _Passing, body: bytes, when: str, end: threading.Event) -> None:
        line = http.client.HTTPConnection(self.store)
        try:
            line.putrequest(handler.command, handler.path, skip_host=True, skip_accept_encoding=True)
            for name, value in handler.headers.items():
                line.putheader(name, value)
            is_bringing = when == "half" and bool(body)
            line.endheaders(body[: len(body) // 2] if is_bringing else body)
            if is_bringing:
                self._shut.set()
                handler.stopped(end)
                return
            answer = line.getresponse()
            found = answer.read()
        finally:
            line.close()
        if when == "after":
            self._shut.set()
            handler.stopped(end)
            return
        handler.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(found)))
        handler.end_headers()
        handler.wfile.write(found[: len(found) // 2] if when == "half" else found)
        handler.wfile.flush()
        if when == "half":
            self._shut.set()
            handler.stopped(end)

    def _told(self, method: str, path: str) -> str:
        """How far a request goes: "" for all the way."""
        with self._lock:
            if self._left == 0 and self._method:
                return "before"
            if method != self._method or self._part not in path:
                return ""
            self._left -= 1
            if self._left:
                return ""
            if self._when == "before":
                self._shut.set()
            return self._when


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet
    gate: Gate

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):  # the other side was killed
            self.close_connection = True

    def do_GET(self) -> None:
        self.gate.passing(self)

    def do_PUT(self) -> None:
        self.gate.passing(self)

    def stopped(self, end: threading.Event) -> None:
        """Say nothing more until this is over."""
        end.wait()
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        """What goes through is nobody's business."""


@contextmanager
def gate_to(store: str) -> Iterator[Gate]:
    """A gate in front of a store, open; it is gone when this is left."""
    gate = Gate(store)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Passing", (_Passing,), {"gate": gate}))
    server.daemon_threads = True
    gate.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield gate
    finally:
        gate.open()
        server.shutdown()
        thread.join()
        server.server_close()
