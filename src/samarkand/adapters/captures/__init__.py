"""Captures as WARC: written with warcio, read whatever others wrote; docs/decisions/0005-fetching.md tells why so."""

from samarkand.adapters.captures.reading import read_capture_at, read_captures, read_records
from samarkand.adapters.captures.writing import to_warc

__all__ = ["read_capture_at", "read_captures", "read_records", "to_warc"]
