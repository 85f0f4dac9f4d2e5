"""From the bytes of a feed to a FeedDocument: unpack, decode, tell the format, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from samarkand.model.collecting import Entry, FeedDocument
from samarkand.steps.feeds.jsonfeed import read_json
from samarkand.steps.feeds.limits import MOST_BYTES
from samarkand.steps.feeds.xmlfeed import read_xml
from samarkand.text.xmlbytes import decode, unpacked


def read_feed(data: bytes, url: str, headers: Mapping[str, str], now: datetime, zone: str = "UTC") -> FeedDocument:
    """The feed in these bytes; never raises for what they are.

    `url` is the address that answered, from which relative addresses start; `headers` those of the answer, in any
    case; `now` an aware instant, to tell implausible times, which are left out; `zone` the IANA name of the place
    whose clock times without a zone show. Where the bytes are no feed, the format is "" and `trouble` says what they
    are instead. At most 10,000 entries are read.
    """
    content_type = next((value for key, value in headers.items() if key.lower() == "content-type"), "")
    decoded = decode(unpacked(data, MOST_BYTES), content_type)
    text = decoded.text.lstrip("\ufeff\x00 \t\r\n\f\v")
    if not text:
        return FeedDocument("", (), "", trouble="this is no feed: it is empty")
    found = read_json(text, url, now, zone) if text[0] in "{[" else read_xml(text, url, now, zone)
    trouble = "; ".join(note for note in (found.trouble, decoded.trouble) if note)
    return replace(found, entries=tuple(_each_once(found.entries)), encoding=decoded.encoding, trouble=trouble)


def _each_once(entries: Iterable[Entry]) -> Iterable[Entry]:
    """The entries in order; of those that name the same article in the same words only the first."""
    seen: set[object] = set()
    for entry in entries:
        key = (entry.guid, entry.url, entry.title) if entry.guid else (entry.url, entry.title, entry.body)
        if key not in seen:
            seen.add(key)
            yield entry
