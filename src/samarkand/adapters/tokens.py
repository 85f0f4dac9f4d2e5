"""The tokens of an archive's programs: of each a hash, beside the password's; and the key that cursors are signed with."""

from __future__ import annotations

import fcntl
import hmac
import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes, token_hex, token_urlsafe
from threading import Lock
from typing import Any, get_args

from samarkand import durable
from samarkand.errors import CannotWrite, DoorUnusable, NotFound, UsageError
from samarkand.model.tokens import Scope, Token
from samarkand.times import iso, parse_iso

FOLDER = "door"
FILE = "tokens.json"
KEY = "key"
KEY_BYTES = 32
MOST = 1_000
"""Tokens at a time."""
_IGNORED = b"# Who may enter: nothing in this folder belongs into a repository.\n*\n"
_TOKEN = re.compile(r"samarkand_([0-9a-f]{8})_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class _Kept:
    token: Token
    digest: str


class TokensFile:
    """The tokens of one archive, in `door/tokens.json`.

    A token holds 256 random bits, which nobody guesses however fast a hash is: so SHA-256 keeps it, where a password needs
    a slow one. Asking costs a look at the file's state (some 10 us) where it has not changed.
    """

    def __init__(self, archive: Path) -> None:
        self.path = archive / FOLDER / FILE
        self._read: tuple[tuple[int, ...], dict[str, _Kept]] = ((), {})
        self._lock = Lock()

    def known(self, told: str, now: datetime) -> Token | None:
        """The token that was shown; None where there is none such, or none any more. Raises DoorUnusable."""
        match = _TOKEN.fullmatch(told)
        kept = self._load().get(match[1]) if match else None
        if kept is None or not hmac.compare_digest(kept.digest, _digest(told)):
            return None
        return None if kept.token.until and kept.token.until <= now else kept.token

    def listed(self) -> Sequence[Token]:
        """All, those first that were made first. Raises DoorUnusable."""
        return sorted((each.token for each in self._load().values()), key=lambda token: (token.made_at, token.id))

    def make(
        self, name: str, scopes: Collection[Scope], now: datetime, until: datetime | None = None
    ) -> tuple[str, Token]:
        """A new token, to be shown this once, and what is kept of it, which is on disk when this returns.

        Raises UsageError where there are too many, DoorUnusable, CannotWrite.
        """
        with self._changing():
            kept = dict(self._load())
            if len(kept) >= MOST:
                raise UsageError(f"there are {MOST} tokens already; revoke some with `samarkand token --revoke ID`")
            identity = next(each for each in iter(lambda: token_hex(4), "") if each not in kept)
            told = f"samarkand_{identity}_{token_urlsafe(32)}"
            token = Token(identity, name, frozenset(scopes), now, until)
            self._save({**kept, identity: _Kept(token, _digest(told))})
        return told, token

    def revoke(self, identity: str) -> Token:
        """Let nobody in by a token any more, from now on. Raises NotFound, DoorUnusable, CannotWrite."""
        with self._changing():
            kept = dict(self._load())
            if identity not in kept:
                raise NotFound(f"no token has the id {identity!r}; `samarkand token --list` shows them")
            gone = kept.pop(identity)
            self._save(kept)
        return gone.token

    def key(self) -> bytes:
        """The key that cursors are signed with, made where there is none; one for this run alone where none can be kept."""
        path, made = self.path.parent / KEY, token_bytes(KEY_BYTES)
        if found := _key_at(path):
            return found
        try:
            with self._alone():
                if found := _key_at(path):  # another process has just made it
                    return found
                self._put(path, made)
        except OSError:
            return made
        return made

    def _load(self) -> dict[str, _Kept]:
        try:
            told = self.path.stat()
            stamp = told.st_mtime_ns, told.st_size, told.st_ino
            with self._lock:
                if self._read[0] != stamp:
                    lines = json.loads(self.path.read_bytes())["tokens"]
                    self._read = stamp, {each["id"]: _kept(each) for each in lines}
                return self._read[1]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DoorUnusable(f"{self.path} cannot be read: {error}; without it, no token lets anybody in") from error

    def _save(self, kept: dict[str, _Kept]) -> None:
        told = {"tokens": [_told(each) for each in kept.values()]}
        self._put(self.path, json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")

    def _put(self, path: Path, data: bytes) -> None:
        if not (path.parent / ".gitignore").exists():
            durable.put(path.parent / ".gitignore", _IGNORED)
        durable.put(path, data, mode=0o600)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Alone, for a change that is asked for. Raises CannotWrite."""
        try:
            with self._alone():
                yield
        except OSError as error:
            raise CannotWrite(
                f"{self.path} cannot be written: {error.strerror or error}; nothing was changed"
            ) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock beside the file, so that of two changes at one instant the second is made to what the first left."""
        self.path.parent.mkdir(mode=0o700, exist_ok=True)
        with self.path.with_suffix(".lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _key_at(path: Path) -> bytes:
    """The key that is kept; empty where there is none, or none that may be read."""
    try:
        found = path.read_bytes()
    except OSError:
        return b""
    return found if len(found) == KEY_BYTES else b""


def _digest(told: str) -> str:
    return sha256(told.encode()).hexdigest()


def _told(kept: _Kept) -> dict[str, Any]:
    token = kept.token
    return {
        "id": token.id,
        "name": token.name,
        "scopes": sorted(token.scopes),
        "made_at": iso(token.made_at),
        "until": iso(token.until) if token.until else None,
        "sha256": kept.digest,
    }


def _kept(told: dict[str, Any]) -> _Kept:
    made_at, until = parse_iso(told["made_at"]), parse_iso(told["until"]) if told["until"] else None
    if made_at is None or (told["until"] and until is None):
        raise ValueError("a time in it is none")
    scopes = frozenset(each for each in get_args(Scope) if each in told["scopes"])
    return _Kept(Token(told["id"], told["name"], scopes, made_at, until), told["sha256"])
