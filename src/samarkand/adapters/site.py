"""The folder of a static site: its files, and what is remembered of how they were made; knows nothing of pages."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from samarkand.durable import put
from samarkand.errors import ArchiveBusy, CannotWrite, UsageError
from samarkand.model.sites import Made
from samarkand.storefile import StoreFile

MEMORY = ".samarkand"
"""The folder within a site that holds what is remembered; without it all is made anew."""
_VERSION = 4
_AT_ONCE = 500
"""Keys of one question: SQLite takes no more than 999 in old versions."""
_TABLES = """
CREATE TABLE jobs (                    -- what was made, and of what
    name TEXT PRIMARY KEY, key TEXT NOT NULL,
    files TEXT NOT NULL,               -- from the site's folder on, a line each
    pictures TEXT NOT NULL,            -- JSON: addresses of pictures that it lacks
    disputed INTEGER NOT NULL          -- of a story: about how much its outlets disagree
) WITHOUT ROWID;
CREATE TABLE learned (                 -- what was learned of versions
    key TEXT PRIMARY KEY, told TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pictures (known INTEGER NOT NULL);  -- one row: how much was known of pictures
"""


class SiteFolder:
    """A site on disk. One process makes it at a time; any number of its helpers write files."""

    def __init__(self, root: Path) -> None:
        """Nothing is opened or made before it is asked for."""
        self.root = root
        self._memory = StoreFile(root / MEMORY / "site.sqlite", _VERSION, _TABLES)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who makes this site. Raises UsageError for a folder that holds something else, ArchiveBusy, CannotWrite."""
        try:
            if self.root.exists() and not (self.root / MEMORY).is_dir() and any(self.root.iterdir()):
                raise UsageError(f"{self.root} holds something else than a site of ours; give a new or an empty folder")
            (self.root / MEMORY).mkdir(parents=True, exist_ok=True)
            with (self.root / MEMORY / "making.lock").open("ab") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise ArchiveBusy(f"another process is making {self.root}; try again when it has ended") from error
                yield
        except OSError as error:
            raise CannotWrite(f"{error.filename or self.root} cannot be written: {error.strerror}") from error

    def known(self) -> Mapping[str, str]:
        """What was made: its name -> the key of what it was made of. Costs 1 µs a job."""
        return dict(self._memory.all("SELECT name, key FROM jobs"))

    def files(self, but: Collection[str] = ()) -> frozenset[str]:
        """The files of all that was made, but of some names. Costs 1 µs a job."""
        rows = self._memory.all("SELECT name, files FROM jobs WHERE files != ''")
        told = "\n".join(files for name, files in rows if name not in but)
        return frozenset(told.split("\n")) if told else frozenset()

    def lacking(self) -> Mapping[str, Sequence[str]]:
        """What was made and lacks pictures -> their addresses."""
        rows = self._memory.all("SELECT name, pictures FROM jobs WHERE pictures != '[]'")
        return {name: json.loads(pictures) for name, pictures in rows}

    def disputed(self) -> Mapping[str, int]:
        """What was made about stories whose outlets disagree -> about how much."""
        return dict(self._memory.all("SELECT name, disputed FROM jobs WHERE disputed != 0"))

    def pictures_known(self) -> int:
        """How much was known of pictures when the site was last finished; 0 for nothing."""
        rows = self._memory.all("SELECT known FROM pictures")
        return int(rows[0][0]) if rows else 0

    def remember(self, made: Sequence[Made], gone: Iterable[str] = (), pictures: int | None = None) -> None:
        """Remember what stands on disk, and forget what does not; all or none."""
        rows = [(each.name, each.key, "\n".join(each.files), json.dumps(each.pictures), each.disputed) for each in made]
        learned = [pair for each in made for pair in each.learned.items()]
        with self._memory.transaction() as connection:
            connection.executemany("DELETE FROM jobs WHERE name = ?", ((name,) for name in gone))
            connection.executemany("INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO learned VALUES (?, ?)", learned)
            if pictures is not None:
                connection.execute("INSERT OR REPLACE INTO pictures (rowid, known) VALUES (1, ?)", (pictures,))

    def recall(self, keys: Sequence[str]) -> Mapping[str, str]:
        """What was learned by some keys; those that are not known are left out."""
        found: dict[str, str] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            found |= dict(self._memory.all(f"SELECT key, told FROM learned WHERE key IN ({marks})", *some))  # noqa: S608
        return found

    def forget_but(self, program: str) -> None:
        """Forget what was learned by keys that begin otherwise."""
        with self._memory.transaction() as connection:
            connection.execute("DELETE FROM learned WHERE substr(key, 1, ?) != ?", (len(program), program))

    def put(self, name: str, data: bytes) -> bool:
        """Put a file in its place; False where it was there with these bytes. Raises OSError."""
        path = self.root / name
        try:
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return False
        except FileNotFoundError:
            pass
        put(path, data, is_synced=False)
        return True

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.root / name).is_file()

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError."""
        return (self.root / name).read_bytes()

    def remove(self, names: Iterable[str]) -> int:
        """Take files away, and folders that are empty then; how many there were."""
        count = 0
        for name in names:
            path = self.root / name
            try:
                path.unlink()
            except FileNotFoundError:
                continue
            count += 1
            if path.parent != self.root and not any(path.parent.iterdir()):
                path.parent.rmdir()
        return count

    def close(self) -> None:
        """Give the files back."""
        self._memory.close()
