"""The reader over an archive in a process of its own, on one core, for `bench.reader`: nothing is loaded that the reader does not need.

python -m bench.reader_server ARCHIVE NOW
"""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import uvicorn

from samarkand.answering import Answers
from samarkand.app.archives import open_archive
from samarkand.web.api.rates import Rate
from samarkand.web.api.routes import Terms
from samarkand.web.guard import KnownHosts
from samarkand.web.server import create_app


def serve(root: Path, now: datetime) -> None:
    """Serve an archive until stopped; the port is written to standard output."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio lets it dawdle
    listening.bind(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    with open_archive(root) as parts:
        app = KnownHosts(
            create_app(Answers.of(parts), lambda: now, terms=Terms(rate=Rate(1_000_000, 1_000_000.0))), "127.0.0.1"
        )
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")).run([listening])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
