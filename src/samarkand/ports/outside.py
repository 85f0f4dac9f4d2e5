"""The seams to what comes from outside and goes there: the network, files that are imported, exports, mail, watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

from samarkand.model.collecting import Answer, Failure, Request
from samarkand.model.exports import Copied, ListedPage, Resource
from samarkand.model.mails import Mail
from samarkand.model.tokens import Token
from samarkand.model.watches import DeadLetter, Heard, Told, Watch


class Fetcher(Protocol):
    """Fetches addresses politely.

    Duties: one request at a time a host, with a delay; robots.txt asked first; limits of size,
    time, redirects and decompression; no connection into private ranges unless allowed. Never raises for what the
    network does: that is a Failure. Answers come in the order of their arrival, one for each request.
    """

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer | Failure]:
        """An Answer or a Failure for every request."""
        ...


class IncomingFile(Protocol):
    """A file that somebody wants imported. Whatever is asked of one that cannot be read raises BadRecord."""

    @property
    def name(self) -> str:
        """Its path below the folder that was given, with forward slashes."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def beginning(self, size: int) -> bytes:
        """The first bytes."""
        ...

    def read(self) -> bytes:
        """All bytes."""
        ...

    def open(self) -> BinaryIO:
        """A stream of its bytes; the caller closes it."""
        ...


class Export(Protocol):
    """A file of captures in the making.

    Duties: memory does not grow with what was written; the same calls give the same bytes; a capture and a resource stand
    in it once, however often they are given.
    """

    def copy(self, data: bytes, offset: int) -> Copied:
        """Take over the capture that begins at an offset of a file of captures, byte for byte. Raises BadRecord."""
        ...

    def has(self, identity: str) -> bool:
        """Whether a resource stands in it."""
        ...

    def add(self, resource: Resource) -> None:
        """Write a resource."""
        ...

    def list_page(self, page: ListedPage) -> None:
        """Put a page into the list of pages, where the form has one."""
        ...


class Mailer(Protocol):
    """Sends mail. What a server answers is hostile, and what goes wrong is told and not raised: the message is the caller's to keep."""

    def send(self, mail: Mail) -> str:
        """Hand a message to the server for all its recipients; what went wrong, or "".

        Where some recipients were refused and others not, those who were are named.
        """
        ...


class Password(Protocol):
    """What lets into the reader of an archive, where one is set."""

    def stamp(self) -> str:
        """What tells the password that holds now from those before; "" where none is set. Raises DoorUnusable."""
        ...

    def holds(self, password: str) -> bool:
        """Whether this is the password; costs as much whatever is asked. Raises DoorUnusable."""
        ...


class AppPassword(Protocol):
    """The password of apps that read along; long enough by chance that nobody guesses it."""

    def stamp(self) -> str:
        """What tells the password that holds now from those before; "" where none is set. Raises DoorUnusable."""
        ...

    def holds(self, password: str) -> bool:
        """Whether this is the password. Raises DoorUnusable."""
        ...

    def holds_key(self, key: str) -> bool:
        """Whether this is what apps send by the Fever API; no key is where none was made. Raises DoorUnusable."""
        ...


class Tokens(Protocol):
    """What programs show to be let in."""

    def known(self, told: str, now: datetime) -> Token | None:
        """The token that was shown; None where there is none such, or none any more. Raises DoorUnusable."""
        ...


class Watches(Protocol):
    """Saved searches, which people write too, and how far each of them has been told."""

    def load(self) -> tuple[Watch, ...]:
        """All of them. Raises UsageError for what cannot be read."""
        ...

    def told(self, identity: str) -> Told | None:
        """How far a watch was told; None where that is not known."""
        ...

    def remember(self, identity: str, told: Told) -> None:
        """Keep how far a watch was told; durable when this returns."""
        ...

    def heard(self, identity: str) -> Heard | None:
        """What was noticed for a watch of happenings; None where that is not known."""
        ...

    def keep_heard(self, identity: str, heard: Heard) -> None:
        """Keep what was noticed for a watch; durable when this returns."""
        ...

    def letters(self, identity: str) -> tuple[DeadLetter, ...]:
        """The messages of a watch that were given up, oldest first."""
        ...

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that is given up, in the place of one with its id; durable when this returns."""
        ...

    def unbury(self, letter: DeadLetter) -> None:
        """Keep it no longer: it was told after all."""
        ...
