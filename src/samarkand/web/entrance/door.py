"""The door of a reader: whom it lets in by cookie, password or a proxy's word, and what it remembers of that."""

from __future__ import annotations

import hmac
import threading
import time
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes

from starlette.requests import cookie_parser
from starlette.types import Scope

from samarkand.ports import AppPassword, Password, Tokens
from samarkand.web.entrance.attempts import Attempts
from samarkand.web.entrance.forwarding import USER
from samarkand.web.entrance.rules import Entrance
from samarkand.web.entrance.sessions import Sessions
from samarkand.web.guard import header_of
from samarkand.web.visitors import Visitor

AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 19 MiB."""
LONGEST = 1024
"""Bytes of a password."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The password was right."""

    session: str
    """The key of a new session; "" where none was asked for."""


@dataclass(frozen=True, slots=True)
class KeptOut:
    """The password was wrong, or was not looked at."""

    wait: float = 0.0
    """Seconds until the next attempt is looked at, where this one was not."""


class Door:
    """Who may enter one reader that asks for it."""

    def __init__(
        self,
        entrance: Entrance,
        password: Password,
        archive: str,
        steady: Callable[[], float] = time.monotonic,
        apps: AppPassword | None = None,
        tokens: Tokens | None = None,
    ) -> None:
        """`archive` tells the cookies of one archive from those of another at the same host: ports do not."""
        self._apps = apps
        self.entrance = entrance
        self._password = password
        self._tokens = tokens
        self._cookie = f"samarkand-{sha256(archive.encode()).hexdigest()[:8]}"
        self._steady = steady
        self._sessions, self._attempts = Sessions(), Attempts()
        self._keys = Attempts()  # apart: a phone with a password of old asks on and on, and keeps nobody from the login
        self._checking = threading.BoundedSemaphore(AT_ONCE)
        self._secret = token_bytes(32)
        self._shown: tuple[str, bytes] = ("", b"")

    def visitor(self, scope: Scope, now: datetime) -> Visitor | None:
        """Who asks, if they are in: by a proxy's word, or by a session. Raises DoorUnusable."""
        if user := scope.get(USER):
            return Visitor(user=user)
        key = self._key(scope)
        return Visitor(key) if key and self._sessions.known(key, self._password.stamp(), now) else None

    def bearer(self, scope: Scope, now: datetime) -> Visitor | KeptOut | None:
        """Who shows a token (RFC 6750); None where none is shown. Raises DoorUnusable.

        Guessing 256 bits needs no slowing.
        """
        scheme, _, told = header_of(scope, b"authorization").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = self._tokens.known(told.strip(), now) if self._tokens else None
        return Visitor(user=found.name, token=found.id, scopes=found.scopes) if found else KeptOut()

    def enter(self, scope: Scope, password: str, now: datetime) -> Entered | KeptOut:
        """Begin a session, where the password is right. Raises DoorUnusable."""
        stamp = self._password.stamp()
        wait = self._wrong(scope, password, stamp)
        return Entered(self._sessions.begin(stamp, now)) if wait is None else KeptOut(wait)

    def look(self, scope: Scope) -> Entered | KeptOut | None:
        """Whether HTTP Basic (RFC 7617) brings the password, whoever it names; None where it is not there. Raises DoorUnusable.

        A reader of feeds asks often: a password that was right is remembered by a keyed hash, and costs no time again.
        """
        scheme, _, told = header_of(scope, b"authorization").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            _, _, password = b64decode(told.strip(), validate=True).decode().partition(":")
        except ValueError:  # no base64, or no UTF-8
            return KeptOut()
        stamp = self._password.stamp()
        shown = (stamp, hmac.digest(self._secret, password.encode(), "sha256"))
        if stamp and stamp == self._shown[0] and hmac.compare_digest(shown[1], self._shown[1]):
            return Entered("")
        wait = self._wrong(scope, password, stamp)
        if wait is None:
            self._shown = shown
        return Entered("") if wait is None else KeptOut(wait)

    def admit(self, scope: Scope, password: str) -> str | KeptOut:
        """What a program shows from now on that brings the reader's password, or that of programs. Raises DoorUnusable."""
        if not (self._apps and password and self._apps.holds(password)):
            wait = self._wrong(scope, password, self._password.stamp())
            if wait is not None:
                return KeptOut(wait)
        return self._pass()

    def knows_key(self, scope: Scope, key: str) -> bool | KeptOut:
        """Whether a program sends the key of the Fever API; wrong ones have to wait more and more. Raises DoorUnusable."""
        if not self._apps or not key:
            return False
        if self._apps.holds_key(key):
            return True
        wait = self._keys.begin(_address(scope), self._steady())
        return KeptOut(wait) if wait > 0 else False

    def has_pass(self, scope: Scope) -> bool:
        """Whether a program shows what `admit` gave it, as clients of the Google Reader API do. Raises DoorUnusable."""
        told, known = shown_pass(scope), self._pass()
        return bool(told and known) and hmac.compare_digest(told.encode("utf-8", "surrogatepass"), known.encode())

    def _pass(self) -> str:
        """The same until a password changes, also when the program is started anew; "" where there is none."""
        stamps = self._password.stamp(), self._apps.stamp() if self._apps else ""
        if not any(stamps):
            return ""
        return "samarkand/" + hmac.digest("\n".join(stamps).encode(), b"pass of programs", "sha256").hex()

    def leave(self, visitor: Visitor) -> None:
        """End their session."""
        self._sessions.end(visitor.session)

    def cookie(self, scope: Scope, session: str, seconds: int) -> str:
        """The value of `Set-Cookie` that keeps a session's key, or takes it away (0 seconds)."""
        name, root = self._name(scope), scope.get("root_path") or "/"
        secure = "; Secure" if scope["scheme"] == "https" else ""
        return f"{name}={session}; Path={root}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"

    def _wrong(self, scope: Scope, password: str, stamp: str) -> float | None:
        """None where it is the password; else how long to wait, in seconds, 0 where it was looked at."""
        if not stamp or not password or len(password.encode("utf-8", "surrogatepass")) > LONGEST:
            return 0.0
        if not self._checking.acquire(blocking=False):
            return 1.0
        try:
            address = _address(scope)
            wait = self._attempts.begin(address, self._steady())
            if wait > 0:
                return wait
            if not self._password.holds(password):
                return 0.0
            self._attempts.succeeded(address)
            return None
        finally:
            self._checking.release()

    def _name(self, scope: Scope) -> str:
        """Names with these prefixes can be set by nobody who answers over http, or for a neighbouring name (RFC 6265bis)."""
        if scope["scheme"] != "https":
            return self._cookie
        return f"__{'Secure' if scope.get('root_path') else 'Host'}-{self._cookie}"

    def _key(self, scope: Scope) -> str:
        return cookie_parser(header_of(scope, b"cookie")[:8192]).get(self._name(scope), "")


def _address(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def shown_pass(scope: Scope) -> str:
    """What a client of the Google Reader API shows that it has entered; "" where it shows nothing."""
    scheme, _, told = header_of(scope, b"authorization").partition(" ")
    name, _, value = told.strip().partition("=")
    return value.strip().strip('"') if scheme.lower() == "googlelogin" and name.lower() == "auth" else ""
