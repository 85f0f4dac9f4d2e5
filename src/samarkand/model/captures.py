"""What stands in files of captures that others wrote: what could be read, and what is wrong with the rest. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Captured:
    """One HTTP answer out of a WARC, ARC or WACZ file."""

    url: str
    at: datetime | None
    """When it was captured (UTC); None where the file does not say."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As stored; they may still name the codings that were undone."""
    body: bytes
    """With Transfer-Encoding and Content-Encoding undone."""
    offset: int
    """Bytes from the start of the file to the record, or to the gzip member that holds it."""
    is_whole: bool = True
    """False where only a beginning of the body could be saved; the file's `Broken` says why."""
    file: str = ""
    """Name of the file inside a WACZ; "" otherwise."""
    is_bare: bool = False
    """True for a resource: what was had, without the HTTP answer around it. Its status says nothing then."""

    def header(self, name: str) -> str:
        """The first header of that name in any case, or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Broken:
    """Something wrong in a file of captures, and where."""

    offset: int
    """Bytes from the start of the file to the record that is meant, or to the gzip member that holds it."""
    problem: str
    """One line for the report."""
    is_lost: bool = True
    """False where everything could be read all the same."""
    file: str = ""
    """Name of the file inside a WACZ; "" otherwise."""
