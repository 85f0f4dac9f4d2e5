"""Marks that wait to become lines of the ledger, because another process is writing: one line of JSON each, durable at once."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from samarkand import durable
from samarkand.errors import CannotWrite

FOLDER = "marks"
FILE = "waiting.jsonl"


class MarkBox:
    """The waiting marks of one archive. Many processes may put; who takes away holds the archive's lock."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FOLDER / FILE

    def put(self, marks: Sequence[Mapping[str, Any]]) -> None:
        """Let marks wait; they are on disk when this returns. Raises CannotWrite."""
        data = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in marks).encode("utf-8", "replace")
        try:
            with self._alone():
                is_new = not self.path.exists()
                with self.path.open("ab+") as file:
                    end = file.seek(0, os.SEEK_END)
                    if end:
                        file.seek(end - 1)
                        data = (
                            b"" if file.read(1) == b"\n" else b"\n"
                        ) + data  # what a stop left there stays by itself
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                if is_new:
                    durable.sync_folder(self.path.parent)
        except OSError as error:
            raise CannotWrite(
                f"{self.path}: {error.strerror or error}; the marks were not kept, send them again"
            ) from error

    def waiting(self) -> tuple[Sequence[object], int]:
        """The marks that wait, in their order, and where in the file the last of them ends (bytes)."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return (), 0
        end = data.rfind(b"\n") + 1
        return tuple(filter(None, map(_read, data[:end].split(b"\n")))), end

    def forget(self, end: int) -> None:
        """Take away what stands before a place that `waiting` told, once the ledger has it."""
        with self._alone():
            rest = self.path.read_bytes()[end:] if self.path.exists() else b""
            if rest:
                durable.put(self.path, rest)
            else:
                self.path.unlink(missing_ok=True)

    def stamp(self) -> tuple[int, int]:
        """What is another value once other marks wait."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_size, found.st_mtime_ns)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.parent.mkdir(exist_ok=True)
        with self.path.with_suffix(".lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _read(line: bytes) -> object:
    """A mark; None for a line that a stop cut off."""
    try:
        return json.loads(line) if line else None
    except ValueError:
        return None
