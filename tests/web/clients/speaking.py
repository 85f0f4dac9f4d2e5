"""A client of the Google Reader API as phones have it: logs in, asks, marks; nothing of ours in it."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

RIGHT = "渡轮晨星 crosses at noon"
STATE = "user/-/state/com.google/"
ITEM = "tag:google.com,2005:reader/item/"


class Client:
    """One app."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.shown = ""

    def ask(self, path: str, fields=None, **headers: str) -> tuple[int, str]:
        """The status and the text that a path is answered with; fields are sent as a form."""
        sent = {"Authorization": f"GoogleLogin auth={self.shown}"} if self.shown else {}
        data = (
            None if fields is None else fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        )
        try:
            with urlopen(Request(self.address + path, data, {**sent, **headers}), timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def enter(self, password: str) -> int:
        status, text = self.ask("/accounts/ClientLogin", {"Email": "samarkand", "Passwd": password})
        told = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        self.shown = told.get("Auth", "")
        return status

    def get(self, path: str, **query):
        status, text = self.ask(f"/reader/api/0/{path}?{urlencode({'output': 'json', **query}, doseq=True)}")
        assert status == 200, text
        return json.loads(text)

    def send(self, path: str, **fields) -> tuple[int, str]:
        return self.ask(f"/reader/api/0/{path}", {"T": "token", **fields})

    def ids(self, stream: str = f"{STATE}reading-list", **query) -> list[str]:
        """All ids of a stream, piece by piece, as numbers."""
        found, more = [], {}
        while True:
            told = self.get("stream/items/ids", s=stream, **query, **more)
            found += [each["id"] for each in told["itemRefs"]]
            if "continuation" not in told:
                return found
            more = {"c": told["continuation"]}

    def titles(self, stream: str, **query) -> list[str]:
        return [each["title"] for each in self.get(f"stream/contents/{stream}", **query)["items"]]
