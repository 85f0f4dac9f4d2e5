"""A program that asks the HTTP API of a reader, without a server."""

from __future__ import annotations

import json

from web.affair import NOW
from web.press import Answered, Reader

from samarkand.answering import Answers
from samarkand.web.api.routes import PREFIX, Terms
from samarkand.web.server import create_app


class Program:
    """A program that asks the API of one reader."""

    def __init__(self, reader: Reader, *, terms=None, writing=None, door=None, now=None):
        self._reader = reader
        self.app = create_app(
            Answers.of(reader.parts), lambda: now or NOW, writing, door, terms or Terms(key=b"k" * 32)
        )

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answered:
        return self._reader.get(PREFIX + path, method, self.app, body, **headers)

    def get(self, path: str, **headers: str):
        """What is answered, which has to be 200."""
        answered = self.ask(path, **headers)
        assert answered.status == 200, answered.text
        return json.loads(answered.body)

    def problem(self, path: str, status: int, method: str = "GET", body: bytes = b"", **headers: str):
        """The problem that is answered."""
        answered = self.ask(path, method, body, **headers)
        told = json.loads(answered.body)
        assert answered.status == told["status"] == status, answered.text
        assert answered.headers["content-type"] == "application/problem+json"
        assert told["type"].startswith("urn:samarkand:problem:")
        assert told["title"]
        assert told["detail"]
        return told["type"].rpartition(":")[2]

    def every(self, path: str, limit: int = 7):
        """All items of a list, page by page."""
        found, cursor = [], ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}limit={limit}{cursor}")
            assert len(page["items"]) <= limit
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"
