"""A copy of an archive in memory."""

from __future__ import annotations

from samarkand.errors import CopiesDiffer, NotFound
from samarkand.model.events import Place


class MemoryCopy:
    """Files in a dictionary, lines in a list."""

    def __init__(self):
        self.files, self.ledger, self.small, self.begun = {}, [], {}, 0

    def begin(self):
        self.begun += 1
        return self.end()

    def end(self):
        return self.ledger[-1][0].place if self.ledger else Place()

    def has(self, place):
        return not place.count or any(line.place == place for line, _ in self.ledger)

    def raw_lines(self, after=None):
        return iter(self.ledger[(after or Place()).count :])

    def read(self, path):
        if path not in self.files:
            raise NotFound(f"{path} is not here")
        return self.files[path]

    def take(self, lines, files):
        if lines and lines[0][0].place.count != self.end().count + 1:
            raise CopiesDiffer("these lines do not go on where the ledger ends")
        self.files |= files
        self.ledger += lines

    def finish(self):
        self.begun = 0

    def mend(self, path, data):
        self.files[path] = data

    def about(self):
        return dict(self.small)

    def take_about(self, files, *, is_ours):
        self.small = {**files, **self.small} if is_ours else {**self.small, **files}
