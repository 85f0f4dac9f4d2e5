"""Daft, which runs one work on many units: in processes of this machine, or on a Ray cluster; nothing else knows of it."""

from __future__ import annotations

import glob
import logging
import os
import pickle
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import Any, BinaryIO

from samarkand.errors import BadRecord, UsageError

os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")  # neither tells anybody that it is used
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("DAFT_PROGRESS_BAR", "0")  # ours is the one
try:
    import daft
except ImportError:  # an extra; only bulk work needs it
    daft = None
try:
    import ray
except ImportError:
    ray = None

LOST = 5
"""How often in a row workers may be lost before anything more is done."""
_OBJECTS = 128 * 1024 * 1024
"""Bytes that a local cluster has for what it passes around: names of files, and counts."""
_KNOCKING = 10
"""Seconds in which a cluster has to answer at all."""
_LOOK = 0.5
"""Seconds between two looks at whether who started a worker is still there."""
_COPIED = 8 * 1024 * 1024
"""Bytes of a file elsewhere that are copied at once."""


class DaftEngine:
    """Works with Daft. See `ports.Engine`."""

    def __init__(self, where: str = "native") -> None:
        """`where`: `native` for this machine, `ray` for a cluster on it that lives as long as this, `ray://HOST:PORT` or
        `HOST:PORT` for one that is there. Raises UsageError where a library is missing, or nothing answers.
        """
        if daft is None:
            raise UsageError("bulk work needs its libraries: pip install 'samarkand[bulk]'")
        self._is_ray = where != "native"
        if self._is_ray:
            _join_cluster(where)
        try:
            (daft.set_runner_ray if self._is_ray else daft.set_runner_native)()
        except Exception as error:  # the library has one engine for as long as the process lives
            if daft.get_or_infer_runner_type() != ("ray" if self._is_ray else "native"):
                raise UsageError(f"--engine {where}: this process works by another one already") from error

    def each(self, work: Callable[[str], str], units: Sequence[str]) -> Iterator[str]:
        """See `ports.Engine`. Where a worker is lost, what it had not answered is done again."""
        left, lost = dict.fromkeys(units), 0
        while left:
            try:
                for unit, answer in self._asked(work, list(left)):
                    if unit in left:
                        del left[unit]
                        lost = 0
                        yield answer
            except Exception as error:  # the library has no class of its own for it
                lost += 1
                if lost >= LOST or not _is_loss(error):
                    raise

    def close(self) -> None:
        """Leave the cluster; one that was begun for this ends."""
        if self._is_ray:
            ray.shutdown()

    def _asked(self, work: Callable[[str], str], units: list[str]) -> Iterator[tuple[str, str]]:
        room = int(ray.cluster_resources().get("CPU", 1)) if self._is_ray else cores()
        hands = max(1, min(room, len(units)))
        decorated = daft.cls(_Worker, use_process=None if self._is_ray else True, max_concurrency=hands)
        worker, frame = decorated(pickle.dumps(work)), daft.from_pydict({"unit": units})
        if self._is_ray:
            frame = frame.into_partitions(len(units))
        for row in frame.select(frame["unit"], worker.answers(frame["unit"]).alias("answer")).iter_rows():
            yield row["unit"], row["answer"]


class _Worker:
    """In a process that works: holds the work, so that what it knows of words is read once."""

    def __init__(self, work: bytes) -> None:
        logging.disable(logging.WARNING)  # what libraries murmur of single pages; an engine would print it all
        Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
        self._work: Callable[[str], str] = pickle.loads(work)  # noqa: S301  (the process that started us wrote it)

    if daft is not None:

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]  # one is much
        def answers(self, units: Any) -> list[str]:
            """The answers to some units."""
            return [self._work(unit) for unit in units.to_pylist()]


def _end_with(parent: int) -> None:
    """End this process at once where the one that started it has gone, whatever it is doing."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _is_loss(error: Exception) -> bool:
    """Whether what was raised tells of a worker that is gone, and of no mistake in the work."""
    told = f"{type(error).__name__} {error}"
    return any(
        sign in told
        for sign in (
            "ActorDied",
            "WorkerCrashed",
            "NodeDied",
            "OwnerDied",
            "actor died",
            "closed the connection",
            "Broken pipe",
            "Connection reset",
        )
    )


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _join_cluster(where: str) -> None:
    if ray is None:
        raise UsageError("--engine ray needs its library: pip install 'samarkand[bulk]'")
    quiet: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False, "configure_logging": False}
    try:
        if where == "ray":
            path = {"env_vars": {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}}
            own = {"address": "local", "num_cpus": cores(), "object_store_memory": _OBJECTS, "include_dashboard": False}
            ray.init(**own, runtime_env=path, **quiet)
        else:
            _knock(where)  # the library knocks for half a minute where nobody is
            ray.init(address=where, **quiet)
    except (OSError, ValueError, RuntimeError) as error:  # of the system, of a wrong address, of the library
        advice = "does it run, of the same version of Ray, and is its token told (RAY_AUTH_TOKEN)?"
        raise UsageError(f"--engine {where}: no Ray cluster could be had ({_first_line(error)}); {advice}") from error


def _knock(where: str) -> None:
    """Raise OSError where nothing listens at `HOST:PORT`, ValueError where that is no address."""
    host, _, port = where.removeprefix("ray://").rpartition(":")
    socket.create_connection((host.strip("[]"), int(port)), _KNOCKING).close()


def listed(path: str) -> list[tuple[str, int]]:
    """The files that a path, address or pattern names, each with its size in bytes, sorted.

    Raises UsageError where there is none, or where they cannot be listed.
    """
    found = _listed_elsewhere(path) if "://" in path else list(_listed_here(path))
    if not found:
        raise UsageError(f"{path}: there is no such file; nothing was begun")
    return sorted(found)


def _listed_here(path: str) -> Iterator[tuple[str, int]]:
    below = Path(path)
    if below.is_dir():
        paths = [each for each in below.rglob("*") if not any(part[0] == "." for part in each.relative_to(below).parts)]
    else:
        paths = [below] if below.exists() else [Path(each) for each in glob.glob(path, recursive=True)]  # noqa: PTH207  (a whole pattern)
    yield from ((str(each.resolve()), each.stat().st_size) for each in paths if each.is_file())


def _listed_elsewhere(address: str) -> list[tuple[str, int]]:
    if daft is None:
        raise UsageError("bulk work needs its libraries: pip install 'samarkand[bulk]'")
    try:
        rows = daft.from_glob_path(address, _places()).to_pylist()
    except Exception as error:  # whatever a store answers: the library raises what it likes
        if "at least 1 MicroPartition" in str(error):  # the library's way to say that it found nothing
            return []
        raise UsageError(f"{address}: cannot be listed: {_first_line(error)}") from error
    return [(row["path"], row["size"] or 0) for row in rows]


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """A file here or elsewhere, whole: one of elsewhere is copied to the disk first. Raises BadRecord where it cannot be had."""
    if "://" not in source:
        try:
            stream = Path(source).open("rb")  # noqa: SIM115  (closed below)
        except OSError as error:
            raise BadRecord(f"cannot be opened: {error.strerror or error}") from error
        with stream:
            yield stream
        return
    with TemporaryFile() as copy:
        try:
            file = daft.File(source, _places())
            with file.open() as remote:
                shutil.copyfileobj(remote, copy, _COPIED)
            size = file.size()
        except Exception as error:  # as above
            raise BadRecord(f"cannot be fetched: {_first_line(error)}") from error
        if copy.tell() != size:
            raise BadRecord(f"cannot be fetched: {copy.tell():,} of {size:,} bytes came")
        copy.seek(0)
        yield copy


def _places() -> Any:
    """How stores are reached: by the variables of the environment that their own tools know."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    key, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
    told: dict[str, Any] = {"endpoint_url": endpoint, "region_name": region, "key_id": key, "access_key": secret}
    return daft.io.IOConfig(s3=daft.io.S3Config(**{name: value for name, value in told.items() if value}))


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    with suppress(IndexError):
        return lines[0][:300]
    return type(error).__name__
