"""A reader with a door, and one who knocks: keeps a cookie, and sends forms as a browser does."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

from twins.passwords import MemoryPassword
from web.press import NOW, Answered, Reader

from samarkand.web.entrance.door import Door
from samarkand.web.entrance.rules import Entrance
from samarkand.web.server import guarded

RIGHT = "渡轮晨星 crosses at noon"
FORM = "application/x-www-form-urlencoded"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Visit:
    """One browser before a reader that asks for a password."""

    def __init__(self, parts, entrance: Entrance | None = None, correct=None, managing=None) -> None:
        self.clock = Clock()
        self.password = MemoryPassword(RIGHT)
        entrance = entrance or Entrance("0.0.0.0")
        door = Door(entrance, self.password, "archive", self.clock)
        self.reader = Reader(parts, NOW, correct, managing, door)
        self.app = guarded(self.reader.app, entrance, is_open=False)
        self.cookie = ""
        self.host = "192.0.2.7:8000"

    def get(self, target: str, method: str = "GET", **headers) -> Answered:
        sent = {"host": self.host, "accept": "text/html", "accept_language": "en", "cookie": self.cookie, **headers}
        answer = self.reader.get(target, method, app=self.app, **{name: value for name, value in sent.items() if value})
        if told := answer.headers.get("set-cookie"):
            self.cookie = "" if "Max-Age=0" in told else told.partition(";")[0]
        return answer

    def send(self, target: str, fields, **headers) -> Answered:
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        origin = {"origin": f"http://{self.host}", "content_type": FORM}
        return self.get(target, "POST", body=body, **{**origin, **headers})

    def token(self, page: str) -> str:
        return token_in(self.get(page).text)

    def enter(self, password: str = RIGHT, to: str = "/", **headers) -> Answered:
        return self.send("/login", {"password": password, "to": to, "token": self.token("/login")}, **headers)


def token_in(page: str) -> str:
    """The secret of a page's form."""
    return unescape(re.search(r'name="token" value="([^"]*)"', page)[1])
