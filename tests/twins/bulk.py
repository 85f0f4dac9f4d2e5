"""Tables and an engine in memory, for the flow of bulk work; what a test finds in them, it finds in those on a disk."""

from __future__ import annotations

from contextlib import contextmanager


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
