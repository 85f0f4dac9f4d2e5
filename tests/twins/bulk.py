"""Tables and an engine in memory, for the flow of bulk work; what a test finds in them, it finds in those on a disk."""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.util import find_spec

import pytest


def need(*libraries: str) -> None:
    """Skip a file of tests where a library is not installed; fail where all must be run."""
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        problem = f"{', '.join(missing)} not installed: `make test` installs what the extra `bulk` brings"
        if os.environ.get("CI"):
            pytest.fail(problem, pytrace=False)
        pytest.skip(problem, allow_module_level=True)


class MemoryTables:
    """See `ports.bulk.Tables`."""

    def __init__(self):
        self.held = {}
        self.kept = {}

    @contextmanager
    def writing(self, table, part):
        rows = []
        yield rows.extend
        names = {column.name for column in table.columns}
        assert all(set(row) == names for row in rows), f"{table.name} has other columns"
        self.held[table.name, part] = rows

    def parts(self, table):
        return sorted(part for name, part in self.held if name == table.name)

    def remove(self, table, part):
        self.held.pop((table.name, part), None)

    def tidy(self):
        """A part is there as a whole or not at all."""

    def rows(self, table, part, columns, within=None):
        for row in self.held[table.name, part]:
            if within is None or within[1] <= row[within[0]] <= within[2]:
                yield tuple(row[name] for name in columns)

    def told(self):
        return self.kept

    def tell(self, told):
        self.kept = dict(told)


class MemoryEngine:
    """See `ports.bulk.Engine`: in this process, the last first, and every third unit twice."""

    def __init__(self):
        self.asked = []

    def each(self, work, units):
        for number, unit in enumerate(reversed(units)):
            self.asked.append(unit)
            if number % 3 == 0:
                work(unit)
            yield work(unit)
