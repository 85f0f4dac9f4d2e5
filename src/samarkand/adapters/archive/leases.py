"""Who alone may do something to an archive: a lock of the file system, and a note beside it that says who it is and shows life.

Within one machine the lock decides: the system lets go of it whenever a process ends, however it ends. On a network file
system that passes locks on (NFS from version 4, or 3 with its lock service), it decides between machines too. Where locks are
not passed on, the note does: its holder touches it every `BEAT`, and one of another machine that was not touched for `STALE`
is that of a machine that crashed. Between two machines that come in the same instant, on such a file system, nothing decides for certain.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from secrets import token_hex

from samarkand import durable
from samarkand.errors import ArchiveBusy, CannotWrite
from samarkand.times import iso

FOLDER = Path("derived") / "locks"
BEAT = 20.0
"""Seconds between two signs of life."""
STALE = 120.0
"""Seconds without one, after which a holder on another machine is taken for dead."""
_HELD = (errno.EAGAIN, errno.EACCES)
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease, as its note says."""

    host: str
    boot: str
    """Changes whenever that machine starts; "" where the system does not tell."""
    pid: int
    started: str
    """When the process was started, in the system's own count: another process may get its number."""
    command: str
    since: str
    """UTC."""
    token: str

    def __str__(self) -> str:
        return f"{self.command}, process {self.pid} on {self.host}, since {self.since}"


class Lease:
    """The right to do one thing to an archive, for one process at a time."""

    def __init__(self, root: Path, role: str, deed: str, locked: Path | None = None) -> None:
        """`deed`: what it is a right to, as in "another process is writing to"; `locked`: the file that the system locks.

        Without one, it locks a file beside the note, which it makes.
        """
        self._root = root
        self._note = root / FOLDER / f"{role}.json"
        self._deed = deed
        self._locked = locked or self._note.with_suffix(".lock")
        self._flags = os.O_RDWR if locked else os.O_RDWR | os.O_CREAT
        self._descriptor: int | None = None
        self._mine: Holder | None = None
        self._done = threading.Event()

    def take(self) -> None:
        """Take it. Raises ArchiveBusy, saying who has it."""
        self._descriptor, is_locked = self._locking(fcntl.LOCK_EX)
        try:
            mine = self._told_of(is_locked=is_locked)
        except BaseException:
            self.release()
            raise
        self._done = threading.Event()
        threading.Thread(target=self._show_life, args=(mine, self._done), daemon=True).start()

    def _told_of(self, *, is_locked: bool) -> Holder:
        """Say in the note that it is ours, where nobody else's stands there who is alive. Raises ArchiveBusy."""
        found = self.holder()
        if found and self._is_alive(found, is_locked=is_locked):
            raise self._busy(found)
        self._mine = _ourselves()
        self._tell(self._mine)
        told = self.holder()
        if told and told.token != self._mine.token:  # one of another machine came in the same instant
            raise self._busy(told)
        return self._mine

    def share(self) -> None:
        """Keep others from taking it, together with whoever else does so; nothing is written. Raises ArchiveBusy."""
        self._descriptor, is_locked = self._locking(fcntl.LOCK_SH)
        found = self.holder()
        if found and self._is_alive(found, is_locked=is_locked):
            self.release()
            raise self._busy(found)

    def make_sure(self) -> None:
        """Raises ArchiveBusy where it was lost: this process stood still for so long that another machine took it for dead."""
        found = self.holder() if self._mine else None
        if self._mine and found and found.token != self._mine.token:
            raise self._busy(found)

    def release(self) -> None:
        """Let others take it."""
        self._done.set()
        found = self.holder() if self._mine else None
        if self._mine and found and found.token == self._mine.token:
            with suppress(OSError):
                self._note.unlink()
        self._mine = None
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None

    def holder(self) -> Holder | None:
        """Who holds it, or held it and crashed; None where nobody does."""
        try:
            return Holder(**json.loads(self._note.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def living(self) -> Holder | None:
        """Who holds it and shows life; None where nobody does."""
        found = self.holder()
        return found if found and self._is_alive(found, is_locked=False) else None

    def _locking(self, kind: int) -> tuple[int, bool]:
        """The descriptor of the locked file, and whether the file system knows locks. Raises ArchiveBusy."""
        descriptor = self._opened()
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return descriptor, False
            os.close(descriptor)
            if error.errno not in _HELD:
                raise
            raise self._busy(self.holder()) from error
        return descriptor, True

    def _opened(self) -> int:
        with suppress(OSError):
            if self._flags & os.O_CREAT:
                durable.make_folders(self._locked.parent)
            return os.open(self._locked, self._flags, 0o644)  # on NFS, who locks alone must be able to write
        try:
            return os.open(self._locked, os.O_RDONLY)
        except OSError as error:
            raise CannotWrite(
                f"{self._locked} cannot be written: {error.strerror}; look at the folder's rights"
            ) from error

    def _is_alive(self, found: Holder, *, is_locked: bool) -> bool:
        """Whether a holder still is one. Where we have the system's lock, one of this machine is dead or has another file's."""
        ours = _ourselves()
        if found.boot == ours.boot and found.host == ours.host:
            return _started(found.pid) == found.started != ""
        if is_locked and found.boot == ours.boot != "":  # another container on this machine
            return False
        return self._age() < STALE

    def _age(self) -> float:
        """Seconds since the last sign of life, both told by the clock of the machine that has the disk."""
        probe = self._note.with_name(f".now.{token_hex(4)}")
        try:
            probe.touch()
            now = probe.stat().st_mtime
            probe.unlink()
        except OSError:  # we only read here
            now = datetime.now(UTC).timestamp()
        try:
            return now - self._note.stat().st_mtime
        except OSError:
            return STALE

    def _tell(self, mine: Holder) -> None:
        with suppress(OSError):  # without room for a note there is the lock; what is to be written will fail by itself
            durable.put(self._note, json.dumps(asdict(mine), ensure_ascii=False).encode() + b"\n", is_synced=False)

    def _show_life(self, mine: Holder, done: threading.Event) -> None:
        while not done.wait(BEAT):
            found = self.holder()
            if found is None and not done.is_set():  # all that is derived may be deleted at any time
                self._tell(mine)
            elif found and found.token == mine.token:
                with suppress(OSError):
                    os.utime(self._note)

    def _busy(self, found: Holder | None) -> ArchiveBusy:
        who = f" ({found})" if found else ""
        return ArchiveBusy(
            f"another process is {self._deed} {self._root}{who}; try again when it has ended, or end it there"
        )


def _ourselves() -> Holder:
    words = (word for before, word in pairwise(sys.argv) if not word.startswith("-") and before != "--log")
    named = f"`samarkand {next(words, '')}`" if "samarkand" in Path(sys.argv[0]).parts[-2:] else "a program"
    return Holder(
        socket.gethostname(), _boot(), os.getpid(), _started(os.getpid()), named, iso(datetime.now(UTC)), token_hex(8)
    )


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process was started, in the system's own count; "" for none that runs."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return _runs(pid)
    return "" if told[0] in "ZX" else told[19]


def _runs(pid: int) -> str:
    """As `_started`, for systems without `/proc`: only whether it runs."""
    if Path("/proc/self/stat").exists():
        return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "running"
