"""What bulk work expects of the engine that runs it, and of the folder of tables that it fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from samarkand.model.tables import Row, Table


class Engine(Protocol):
    """Does one work on many units, on all cores or machines there are."""

    def each(self, work: Callable[[str], str], units: Sequence[str]) -> Iterator[str]:
        """What a work, which can be pickled, makes of each unit, in whatever order it is done.

        A unit may be done twice where a worker was lost: the work must not mind. What it raises ends the whole.
        """
        ...


class Tables(Protocol):
    """Parquet files by table and part, in a folder that all workers see; can be pickled."""

    def writing(self, table: Table, part: str) -> AbstractContextManager[Callable[[Iterable[Row]], None]]:
        """A part that takes rows in their order, and is there as a whole once this is left; the same rows, the same bytes.

        Who raises leaves nothing. Raises CannotWrite.
        """
        ...

    def parts(self, table: Table) -> list[str]:
        """The names of the parts that are there, sorted."""
        ...

    def remove(self, table: Table, part: str) -> None:
        """Take a part away, if it is there."""
        ...

    def tidy(self) -> None:
        """Take away what writers left that were killed; nobody is writing meanwhile."""
        ...

    def rows(
        self, table: Table, part: str, columns: Sequence[str], within: tuple[str, datetime, datetime] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a part, as tuples of some columns. `within`: a column, and the first and last instant in it.

        Memory holds some thousand rows. Raises ArchiveDamaged for a part that cannot be read.
        """
        ...

    def told(self) -> Mapping[str, Any]:
        """What was last kept of the work as a whole; empty where nothing was."""
        ...

    def tell(self, told: Mapping[str, Any]) -> None:
        """Keep what is to be known of the work as a whole. Raises CannotWrite."""
        ...
