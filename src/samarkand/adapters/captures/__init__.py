"""Captures as WARC and WACZ: written with warcio, read whatever others wrote; docs/decisions/0005 and 0020 tell why so."""

from samarkand.adapters.captures.exporting import open_export
from samarkand.adapters.captures.reading import read_capture_at, read_captures, read_records
from samarkand.adapters.captures.writing import to_warc

__all__ = ["open_export", "read_capture_at", "read_captures", "read_records", "to_warc"]
