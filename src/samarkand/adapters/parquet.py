"""Tables as Parquet files, by Arrow: `TABLE/PART.parquet` in one folder, each put in its place at one stroke."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from samarkand import durable
from samarkand.errors import ArchiveDamaged, CannotWrite, UsageError
from samarkand.model.tables import Kind, Row, Table

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:  # an extra; only bulk work needs it
    pa = None

MANIFEST = "bulk.json"
GROUP = 2_000
"""Rows that are written and read together."""


class ParquetTables:
    """The tables in one folder. See `ports.Tables`."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the library is missing."""
        if pa is None:
            raise UsageError("bulk work needs its libraries: pip install 'samarkand[bulk]'")
        self.folder = folder

    @contextmanager
    def writing(self, table: Table, part: str) -> Iterator[Callable[[Iterable[Row]], None]]:
        """See `ports.Tables`."""
        path, schema = self._path(table, part), schema_of(table)
        # Another machine may be at the same part, where an engine took it for lost: each writes a file of its own.
        temporary = path.with_name(f".{part}.{socket.gethostname()}.{os.getpid()}.part")
        waiting: list[Row] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:

                def take(rows: Iterable[Row]) -> None:
                    for row in rows:
                        waiting.append(row)
                        if len(waiting) == GROUP:
                            writer.write_table(pa.Table.from_pylist(waiting, schema))
                            waiting.clear()

                yield take
                writer.write_table(pa.Table.from_pylist(waiting, schema))
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            raise CannotWrite(
                f"{path}: {error.strerror or error}; run the same command again when there is room"
            ) from error
        finally:
            temporary.unlink(missing_ok=True)

    def parts(self, table: Table) -> list[str]:
        """See `ports.Tables`."""
        return sorted(path.stem for path in self._path(table, "").parent.glob("*.parquet") if path.name[0] != ".")

    def remove(self, table: Table, part: str) -> None:
        """See `ports.Tables`."""
        self._path(table, part).unlink(missing_ok=True)

    def tidy(self) -> None:
        """See `ports.Tables`."""
        for path in self.folder.rglob(".*.part"):
            path.unlink(missing_ok=True)

    def rows(
        self, table: Table, part: str, columns: Sequence[str], within: tuple[str, datetime, datetime] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """See `ports.Tables`."""
        path = self._path(table, part)
        try:
            with pq.ParquetFile(path) as file:
                groups = [group for group in range(file.num_row_groups) if _may_hold(file, group, within)]
                for batch in file.iter_batches(GROUP, row_groups=groups, columns=list(columns)):
                    yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)
        except (OSError, pa.ArrowException) as error:
            problem = f"{path} cannot be read: {error}; remove it and run the same command again"
            raise ArchiveDamaged(problem) from error

    def told(self) -> Mapping[str, Any]:
        """See `ports.Tables`. Raises UsageError for a folder that holds something else."""
        path = self.folder / MANIFEST
        try:
            told = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            if self.folder.is_dir() and any(self.folder.iterdir()):
                raise UsageError(
                    f"{self.folder} is neither empty nor a folder of bulk tables; give another one"
                ) from None
            return {}
        except (OSError, ValueError) as error:
            raise UsageError(f"{path} cannot be read: {error}; give another folder") from error
        if not isinstance(told, dict):
            raise UsageError(f"{path} was not written by `samarkand bulk`; give another folder")
        return told

    def tell(self, told: Mapping[str, Any]) -> None:
        """See `ports.Tables`."""
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            durable.put(self.folder / MANIFEST, text.encode("utf-8", "replace") + b"\n")
        except OSError as error:
            raise CannotWrite(f"{self.folder}: {error.strerror or error}; nothing was begun") from error

    def _path(self, table: Table, part: str) -> Path:
        folder = self.folder if table.is_published else self.folder / "work"
        return folder / table.name / f"{part}.parquet"


def _may_hold(file: Any, group: int, within: tuple[str, datetime, datetime] | None) -> bool:
    """Whether a group of rows may hold some of a stretch of time, by its statistics."""
    if within is None:
        return True
    name, first, last = within
    place = file.schema_arrow.get_field_index(name)
    statistics = file.metadata.row_group(group).column(place).statistics
    if statistics is None or not statistics.has_min_max:
        return True
    return bool(statistics.min <= last and statistics.max >= first)


def schema_of(table: Table) -> Any:
    """The Arrow schema of a table."""
    return pa.schema([(column.name, _type_of(column.kind)) for column in table.columns])


def _type_of(kind: Kind) -> Any:
    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "bytes": pa.binary(),
        "whole": pa.int64(),
        "real": pa.float64(),
        "flag": pa.bool_(),
        "instant": pa.timestamp("ms", "UTC"),
        "day": pa.date32(),
    }
    return types[kind]
