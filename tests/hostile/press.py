"""A press on loopback that answers what a test writes down, and an archive that follows it by the command line."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from twins import commands
from twins.network import rss

from samarkand.adapters.archive import FolderArchive
from samarkand.app.archives import create_archive

MIB = 1024 * 1024
MEMORY = 400 * MIB
"""What a round may take at its worst, with all libraries loaded (bytes)."""


class Press:
    """A server on loopback whose answers a test writes down: bytes, or a function that is given the handler."""

    def __init__(self):
        self.web = {}
        self.asked = []
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                press.asked.append(self.path)
                answer = press.web.get(self.path, (404, {}, b"no such page"))
                try:
                    if callable(answer):
                        answer(self)
                    else:
                        self.answer(*answer)
                except ConnectionError:
                    self.close_connection = True

            def answer(self, status, headers, data):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def says(self, path, data, status=200, kind="text/html; charset=utf-8", **headers):
        data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        self.web[path] = (status, {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}, data)

    def feed(self, *items, path="/feed", **more):
        """A feed of items whose links are paths."""
        told = [
            item | ({"link": self.address + item["link"]} if item.get("link", "").startswith("/") else {})
            for item in items
        ]
        self.says(path, rss(*told), kind="application/rss+xml", **more)


class Archive:
    """An archive that follows the press, by the command line."""

    def __init__(self, root: Path, press: Press):
        self.root, self.press = root, press
        create_archive(root)
        settings = root / "samarkand.toml"
        told = settings.read_text("utf-8").replace("# allow_private = []", f'allow_private = ["{press.address[7:]}"]')
        told = told.replace("# delay = 1.0", "delay = 0.0").replace("# total = 60", "total = 4")
        settings.write_text(told, "utf-8")
        self.follow("/feed")

    def follow(self, *paths):
        follows = "".join(f'[[follow]]\nfeed = "{self.press.address}{path}"\n' for path in paths)
        (self.root / "outlets.toml").write_text(follows, "utf-8")

    def run(self, command, *arguments):
        return commands.told(command, "--archive", self.root, *arguments)

    def collect(self):
        """One round; (exit code, {path: (outcome, detail)}). No traceback, nothing damaged, all in bounded memory."""
        done, peak = commands.measured("collect", "--json", "--archive", self.root)
        assert "Traceback" not in done.stderr, done.stderr
        assert peak < MEMORY, f"{peak / MIB:.0f} MiB"
        self.is_whole()
        self.summary = json.loads(done.stdout)
        reports = [json.loads(line) for line in done.stderr.split("\n") if line.startswith("{")]
        self.reports = reports
        found = {}
        for report in reports:
            subject = report.get("subject", "").removeprefix(self.press.address)
            found[subject] = (report["outcome"], report.get("detail", ""))
        return done.returncode, found

    def is_whole(self):
        assert list(FolderArchive(self.root).verify()) == []

    def articles(self):
        done = self.run("list", "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.split("\n") if line]

    def files(self):
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
