"""The password of an archive's reader: kept as an argon2id hash, in a folder of its own that nothing exports."""

from __future__ import annotations

from hashlib import md5, sha256
from hmac import compare_digest
from pathlib import Path
from secrets import token_hex
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError, VerifyMismatchError

from samarkand import durable
from samarkand.errors import DoorUnusable

FOLDER = "door"
FILE = "password"
APPS = "apps"
FEVER = "fever"
APP_USER = "samarkand"
"""What apps are told to call their user; any other name does as well, but by the Fever API."""
_IGNORED = b"# The reader's password: nothing in this folder belongs into a repository.\n*\n"
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id with 19 MiB and two rounds, the first of the settings that OWASP's Password Storage Cheat Sheet recommends: the
library's own 64 MiB would be half of what the whole reader may take. One check costs some 28 ms."""


class PasswordFile:
    """The password of one archive's reader, in `door/password`."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FOLDER / FILE

    def stamp(self) -> str:
        """What tells the password that holds now from those before; "" where none is set. Raises DoorUnusable."""
        text = self._text()
        return sha256(text.encode()).hexdigest() if text else ""

    def holds(self, password: str) -> bool:
        """Whether this is the password, in time that does not tell how near it comes. Raises DoorUnusable.

        Costs 28 ms and 19 MiB whatever is asked, where a password is set.
        """
        text = self._text()
        try:
            return bool(text) and _HASHER.verify(text, _prepared(password))
        except VerifyMismatchError:
            return False
        except (Argon2Error, InvalidHashError) as error:
            problem = f"{self.path} holds no hash of a password; `samarkand password` sets it anew"
            raise DoorUnusable(problem) from error

    def keep(self, password: str) -> None:
        """Set the password; its hash is on disk when this returns, readable by the archive's owner alone."""
        folder = self.path.parent
        folder.mkdir(mode=0o700, exist_ok=True)
        durable.put(folder / ".gitignore", _IGNORED)
        durable.put(self.path, _HASHER.hash(_prepared(password)).encode() + b"\n", mode=0o600)
        self.path.chmod(0o600)  # rights that somebody loosened would stay

    def remove(self) -> bool:
        """Take the password away; False where none was set."""
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        durable.sync_folder(self.path.parent)
        return True

    def _text(self) -> str:
        try:
            return self.path.read_text("ascii").strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise DoorUnusable(f"{self.path} cannot be read: {error}; `samarkand password` sets it anew") from error


def _prepared(password: str) -> bytes:
    """What is hashed: keyboards compose letters in different ways (RFC 8265, 4.2.2, asks for NFC)."""
    return normalize("NFC", password).encode("utf-8", "surrogatepass")


class AppPasswordFile:
    """The password of apps that read along, in `door/apps`: 128 bits made by chance, so that its SHA-256 tells nothing of it."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FOLDER / APPS
        self._fever = archive / FOLDER / FEVER

    def stamp(self) -> str:
        """What tells the password that holds now from those before; "" where none is set. Raises DoorUnusable."""
        return _told(self.path)

    def holds(self, password: str) -> bool:
        """Whether this is the password. Raises DoorUnusable."""
        return compare_digest(_hashed(password), self.stamp())

    def holds_key(self, key: str) -> bool:
        """Whether this is what apps send by the Fever API: MD5 of user, colon and password. Raises DoorUnusable.

        What is kept is the key's SHA-256, which lets nobody in.
        """
        return compare_digest(_hashed(key.lower()), _told(self._fever))

    def make(self, *, speaks_fever: bool = False) -> str:
        """Another password, which is told once; its hash is on disk when this returns, and that of its key if one is wanted."""
        password = "-".join(token_hex(4) for _ in range(4))
        folder = self.path.parent
        folder.mkdir(mode=0o700, exist_ok=True)
        durable.put(folder / ".gitignore", _IGNORED)
        kept = {self.path: _hashed(password)}
        if speaks_fever:
            key = md5(f"{APP_USER}:{password}".encode(), usedforsecurity=False).hexdigest()
            kept[self._fever] = _hashed(key)
        self._fever.unlink(missing_ok=True)
        for path, text in kept.items():
            durable.put(path, text.encode() + b"\n", mode=0o600)
            path.chmod(0o600)
        return password

    def remove(self) -> bool:
        """Take the password away; False where none was set."""
        self._fever.unlink(missing_ok=True)
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        durable.sync_folder(self.path.parent)
        return True


def _hashed(password: str) -> str:
    return sha256(password.encode("utf-8", "surrogatepass")).hexdigest()


def _told(path: Path) -> str:
    """What a file of apps holds; "" where there is none. Raises DoorUnusable."""
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise DoorUnusable(f"{path} cannot be read: {error}; `samarkand password --apps` makes another") from error
