"""A copy of an archive in an object store: an object a file, under the path that it has in the archive's folder.

An object is written once and never taken away; the ledger's months and its head are the exception, which grow. They are written
only where they are as they were when they were read, so that two who add at once are noticed. Credentials come from the
environment, where the library finds them, and are never told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

from samarkand.adapters.archive import ledger
from samarkand.adapters.archive.copies import ABOUT
from samarkand.adapters.archive.folder import check_path
from samarkand.errors import ArchiveDamaged, CannotWrite, CopiesDiffer, NotFound, UsageError
from samarkand.model.events import Line, Place

try:
    import obstore
    from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError, PreconditionError
    from obstore.store import from_url
except ImportError:  # an extra; only who synchronises needs it
    from_url = None  # type: ignore[assignment]

AT_ONCE = 16
"""Requests that are under way together."""
LINES = 20_000
"""Lines of the ledger that wait at most until they are written: a month's object is written as a whole."""
_SECRETS = (
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_ACCESS_KEY_ID",
    "GOOGLE_SERVICE_ACCOUNT_KEY",
    "AZURE_STORAGE_ACCOUNT_KEY",
)
_Made = TypeVar("_Made")


def object_key(path: str) -> str:
    """The key of a file: its path, with `%` and control characters written as in addresses, since stores take none."""
    return "".join(
        f"%{ord(each):02X}" if each == "%" or (not each.isprintable() and ord(each) < 0x100) else each for each in path
    )


class BucketCopy:
    """A copy below one address of an object store. See `ports.Copy` for its duties."""

    def __init__(self, url: str) -> None:
        """`url`: as in `s3://bucket/prefix`. Raises UsageError for one that no store has, or that holds a password."""
        if from_url is None:
            raise UsageError("`sync` needs a library that is not here: pip install 'samarkand[sync]'")
        if urlsplit(url).password or urlsplit(url).username:
            raise UsageError(
                "the address of an object store must hold no name and password; set them in the environment"
            )
        try:
            self._store: Any = from_url(url)
        except (BaseError, ValueError) as error:
            raise UsageError(
                f"{url} is no address of an object store ({_told(error)}); such is s3://bucket/prefix"
            ) from error
        self.url = url
        self._tags: dict[str, str] = {}
        self._months: dict[str, bytearray] = {}
        self._waiting = 0
        self._end: Place | None = None

    def begin(self) -> Place:
        """Where its ledger ends. Nobody is kept out: who comes between is noticed when the head is written."""
        self._end, self._months, self._waiting = None, {}, 0
        return self.end()

    def end(self) -> Place:
        """Where its ledger ends; empty where nothing is there. Raises ArchiveDamaged."""
        if self._end is None:
            data = self._get(ledger.HEAD)
            try:
                self._end = Place() if data is None else Place(**json.loads(data))
            except (ValueError, TypeError) as error:
                raise ArchiveDamaged(f"{self.url}: {ledger.HEAD} is not as it was written") from error
        return self._end

    def has(self, place: Place) -> bool:
        """Whether a line of its ledger ends at a place, with that hash."""
        if not place.count:
            return True
        end = self.end()
        if place.count > end.count or not ledger.is_month(place.file):
            return False
        data = self._get(f"{ledger.FOLDER}/{place.file}")
        return data is not None and ledger.ends_at(data, place)

    def raw_lines(self, after: Place | None = None) -> Iterator[tuple[Line, bytes]]:
        """Its ledger from a place on, up to its head; one month in memory. Raises ArchiveDamaged."""
        place, end = after or Place(), self.end()
        for name in self._month_names():
            if place.count >= end.count:
                return
            if name < place.file:
                continue
            data = self._get(f"{ledger.FOLDER}/{name}") or b""
            start = place.offset if name == place.file else 0
            for number, text in enumerate(data[start:].split(b"\n")[:-1], 1):
                line = ledger.decode(text, place, name, number)
                place = line.place
                yield line, text
                if place.count >= end.count:
                    return
        if place.count < end.count:
            raise ArchiveDamaged(f"{self.url}: {end.count - place.count} lines of the ledger are missing at its end")

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises NotFound."""
        check_path(path)
        data = self._get(path)
        if data is None:
            raise NotFound(f"{path} is not in {self.url}")
        return data

    def take(self, lines: Sequence[tuple[Line, bytes]], files: Mapping[str, bytes]) -> None:
        """Write files, several at once; then lines, whenever many wait. Raises CopiesDiffer, CannotWrite."""
        for path in files:
            check_path(path)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(self._create, files.items()):
                pass
        place = self.end()
        for line, data in lines:
            place = ledger.decode(data, place, line.place.file, line.place.count).place
            if place.file not in self._months:
                self._months[place.file] = bytearray(self._beginning_of(place))
            self._months[place.file] += data + b"\n"
        self._end, self._waiting = place, self._waiting + len(lines)
        if self._waiting >= LINES:
            self.finish()

    def finish(self) -> None:
        """Write the months that have new lines, then the head. Raises CopiesDiffer where somebody else has done so meanwhile."""
        if not self._waiting or self._end is None:
            return
        for name, data in self._months.items():
            self._put(f"{ledger.FOLDER}/{name}", bytes(data))
        self._put(ledger.HEAD, ledger.head_bytes(self._end))
        self._months = {name: data for name, data in self._months.items() if name == self._end.file}
        self._waiting = 0

    def mend(self, path: str, data: bytes) -> None:
        """Put back a file that is missing or damaged."""
        check_path(path)
        self._replace(path, data)

    def _replace(self, path: str, data: bytes) -> None:
        self._asked(path, lambda key: obstore.put(self._store, key, data))

    def about(self) -> Mapping[str, bytes]:
        """The small files that people write, by name."""
        found = {name: self._get(name) for name in ABOUT}
        return {name: data for name, data in found.items() if data is not None}

    def take_about(self, files: Mapping[str, bytes], *, is_ours: bool) -> None:
        """Take these where they differ from what is there."""
        for name in ABOUT:
            there = self._get(name) if name in files else None
            if name in files and there != files[name] and (there is None or not is_ours):
                self._replace(name, files[name])

    def _beginning_of(self, place: Place) -> bytes:
        """What stands in a month's object before the line that ends at a place: what was acknowledged, and no more."""
        name = f"{ledger.FOLDER}/{place.file}"
        before = self._end or Place()
        data = self._get(name) or b""
        offset = before.offset if before.file == place.file else 0
        if len(data) < offset:
            raise ArchiveDamaged(f"{self.url}: {name} is shorter than {ledger.HEAD} says")
        return data[:offset]

    def _create(self, item: tuple[str, bytes]) -> None:
        """Write an object that is not there; where it is, it has to be the same."""
        path, data = item
        try:
            self._asked(path, lambda key: obstore.put(self._store, key, data, mode="create"))
        except FileExistsError:
            if self._get(path) != data:
                problem = f"{self.url}: {path} is there with other content, and no line of its ledger tells of it"
                raise CopiesDiffer(f"{problem}; move it away there, and synchronise again") from None

    def _put(self, name: str, data: bytes) -> None:
        """Write an object in the place of the one that was read; another one there is somebody else's work."""
        tag = self._tags.get(name)
        try:
            done: Any = self._asked(
                name, lambda key: obstore.put(self._store, key, data, mode={"e_tag": tag} if tag else "create")
            )
        except FileExistsError:
            problem = f"{self.url}: somebody else has written {name} meanwhile; nothing of it was overwritten"
            raise CopiesDiffer(f"{problem}. Synchronise again when they have ended") from None
        self._tags[name] = done["e_tag"] or ""

    def _get(self, path: str) -> bytes | None:
        try:
            found: Any = self._asked(path, lambda key: obstore.get(self._store, key))
        except FileNotFoundError:
            self._tags.pop(path, None)
            return None
        data: bytes = self._asked(path, lambda _: found.bytes().to_bytes())
        if path.startswith(f"{ledger.FOLDER}/"):
            self._tags[path] = found.meta["e_tag"] or ""
        return data

    def _month_names(self) -> list[str]:
        def listed(key: str) -> Iterable[str]:
            return [str(meta["path"]) for page in obstore.list(self._store, key) for meta in page]

        names = {path.rpartition("/")[2] for path in self._asked(ledger.FOLDER, listed)}
        return sorted(name for name in names if ledger.is_month(name))

    def _asked(self, path: str, ask: Callable[[str], _Made]) -> _Made:
        """What the store answers. Raises FileNotFoundError, FileExistsError, CannotWrite."""
        try:
            return ask(object_key(path))
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(path) from error
        except (AlreadyExistsError, PreconditionError, FileExistsError) as error:
            raise FileExistsError(path) from error
        except (BaseError, ValueError, OSError) as error:
            raise CannotWrite(
                f"{self.url} does not answer for {path} ({_told(error)}); look at its address and at the credentials "
                "in the environment. What was acknowledged is kept: start again"
            ) from error


def _told(error: BaseException) -> str:
    """The first words of an error, without anything secret."""
    text = " ".join(str(error).split())[:200]
    for name in _SECRETS:
        if os.environ.get(name):
            text = text.replace(os.environ[name], "…")
    return text
