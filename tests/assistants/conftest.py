"""An archive of an invented strike, and the server that answers assistants over it, in processes of their own."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from web.strike import compared as open_strike

import samarkand


@pytest.fixture(scope="package")
def strike_root(tmp_path_factory):
    """Its folder: marked, placed, indexed, as commands do it."""
    root = tmp_path_factory.mktemp("strike")
    with open_strike(root):
        pass
    with samarkand.open(root) as archive:
        archive.catch_up()
    return root


@pytest.fixture(scope="package")
def mcp_address(strike_root, free_port):
    """Where the server answers over HTTP."""
    command = [
        sys.executable,
        "-m",
        "samarkand",
        "mcp",
        "--http",
        "--port",
        str(free_port),
        "--archive",
        str(strike_root),
    ]
    with subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout.readline(), "it says where it answers"
        yield f"http://127.0.0.1:{free_port}/mcp"
        server.terminate()


@pytest.fixture(scope="package")
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]
