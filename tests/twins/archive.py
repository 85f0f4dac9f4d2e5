"""The archive port in memory."""

from __future__ import annotations

from samarkand.adapters.archive.folder import check_path
from samarkand.adapters.archive.ledger import encode
from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.ids import sha256
from samarkand.model.events import Finding, Place


class MemoryArchive:
    """Files in a dictionary, lines in a list."""

    def __init__(self):
        self.files = {}
        self.ledger = []
        self.bytes = []

    def commit(self, events):
        brought = {path: data for event in events for path, data in event.files.items()}
        for path, data in brought.items():
            check_path(path)
            if self.files.get(path, data) != data:
                raise ArchiveDamaged(f"{path} is in the way")
        self.files |= brought
        added = []
        for event in events:
            data, line = encode(event, self.end())
            self.ledger.append(line)
            self.bytes.append(data)
            added.append(line)
        return added

    def read(self, path):
        check_path(path)
        if path not in self.files:
            raise NotFound(f"{path} is not in the archive")
        return self.files[path]

    def lines(self, after=None):
        return iter(self.ledger[(after or Place()).count :])

    def raw_lines(self):
        return zip(list(self.ledger), self.bytes, strict=False)

    def lock(self):
        return self.end()

    def end(self):
        return self.ledger[-1].place if self.ledger else Place()

    def verify(self):
        for line in self.ledger:
            for path, digest in line.files.items():
                if path not in self.files:
                    yield Finding(path, "is missing")
                elif sha256(self.files[path]) != digest:
                    yield Finding(path, "is damaged: its hash is not the one in the ledger")
