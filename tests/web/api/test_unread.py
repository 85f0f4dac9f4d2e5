"""Clients that never read what they asked for, of the API or of feeds, keep nobody else from being answered."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from web.browsing import served

CLIENTS = 60
"""More than there are threads that answer."""


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/feed.atom", "/stories.rss", "/calendar.json"])
def test_clients_that_never_read_the_answer_block_nobody(told_program, path):
    with served(told_program.app) as address:
        where = urlsplit(address)
        idle = []
        try:
            for _ in range(CLIENTS):
                client = socket.create_connection((where.hostname, where.port))
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                request = f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n" * 20
                client.sendall(request.encode())
                idle.append(client)
            with urlopen(f"{address}/api/v1/articles?limit=1", timeout=120) as answered:
                assert answered.status == 200
        finally:
            for client in idle:
                client.close()
