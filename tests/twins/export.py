"""The port `Export` in memory: what was given, in order."""

from __future__ import annotations

from io import BytesIO

from samarkand.adapters.captures import read_records
from samarkand.adapters.captures.framing import Record
from samarkand.errors import BadRecord
from samarkand.model.exports import Copied
from samarkand.times import parse_iso


class MemoryExport:
    """Captures, resources and pages as lists."""

    def __init__(self):
        self.captures = {}
        self.resources = {}
        self.pages = []

    def copy(self, data, offset):
        entry = next(iter(read_records(BytesIO(data[offset:]))), None)
        if not isinstance(entry, tuple) or not entry[1].is_whole or entry[1].type != "response":
            raise BadRecord(f"no whole capture stands at byte {offset}")
        record: Record = entry[1]
        url, at = record.fields["warc-target-uri"], parse_iso(record.fields["warc-date"])
        is_new = record.fields["warc-record-id"] not in self.captures
        self.captures[record.fields["warc-record-id"]] = record
        return Copied(url, at, is_new)

    def has(self, identity):
        return identity in self.resources

    def add(self, resource):
        self.resources.setdefault(resource.identity, resource)

    def list_page(self, page):
        self.pages.append(page)
