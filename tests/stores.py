"""A real S3 server on loopback (moto's), which tests run, in a virtual environment of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = Path(sys.prefix) / "stores" / "bin" / "moto_server"
KEYS = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "whispered-words", "AWS_REGION": "us-east-1"}


@contextmanager
def server(told: Path) -> Iterator[str]:
    """Its address; it is stopped when this is left. The test skips where it is not installed, but for CI."""
    if not PROGRAM.exists():
        if os.environ.get("CI") == "true":
            raise FileNotFoundError(PROGRAM)
        pytest.skip(f"{PROGRAM} is missing: `make test` installs it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PROGRAM), "-H", "127.0.0.1", "-p", str(port)]
    with told.open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            while b"Running on" not in told.read_bytes():
                assert process.poll() is None, told.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def make_bucket(address: str, name: str) -> None:
    with urllib.request.urlopen(urllib.request.Request(f"{address}/{name}", method="PUT")) as answer:
        assert answer.status == 200
