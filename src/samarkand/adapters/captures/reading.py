"""Captures out of WARC, ARC and WACZ files, whole or damaged, in memory that is bounded. Nothing is ever unpacked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from fastwarc import ArchiveIterator, WarcRecord

from samarkand import times, urls
from samarkand.adapters.captures.framing import LARGEST, Record, Records
from samarkand.adapters.captures.packages import DAMAGE, files_in
from samarkand.adapters.captures.stream import Stream
from samarkand.codings import BadCoding, Body, TooLarge
from samarkand.errors import BadRecord, NotFound
from samarkand.model.captures import Broken, Captured
from samarkand.model.exports import RECORD_TYPE

_RATIO = 200
"""Bytes that a body may unfold to for each that it has, in the first of two attempts."""
_LONGEST_HEAD = 256 * 1024


def read_captures(source: Path | BinaryIO) -> Iterator[Captured | Broken]:
    """The answers in a file, in their order, and what is wrong with it; never an exception for what the file holds.

    A stream must be seekable and stays open. Records that are no HTTP answers (requests, metadata, revisits) are
    passed over. Raises OSError where a path cannot be opened.
    """
    for entry in read_records(source):
        if isinstance(entry, Broken):
            yield entry
        else:
            name, record = entry
            yield from (replace(result, file=name) for result in _captures(record))


def read_records(source: Path | BinaryIO) -> Iterator[tuple[str, Record] | Broken]:
    """All records of a file, each with the name of the file inside a WACZ ("" otherwise), and what is wrong with it."""
    with ExitStack() as stack:
        file = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        start = file.tell()
        is_zip = file.read(4) == b"PK\x03\x04"
        file.seek(start)
        if not is_zip:
            yield from _of_stream(Stream(file, start), "")
            return
        for member in files_in(file):
            if isinstance(member, Broken):
                yield member
            else:
                yield from _of_member(*member)


def _of_member(name: str, opened: AbstractContextManager[Stream]) -> Iterator[tuple[str, Record] | Broken]:
    """The records of a file inside a WACZ."""
    try:
        with opened as stream:
            yield from _of_stream(stream, name)
    except DAMAGE as error:
        yield Broken(0, f"the zip is damaged here: {error}", file=name)


def _of_stream(stream: Stream, name: str) -> Iterator[tuple[str, Record] | Broken]:
    for entry in Records(stream):
        yield replace(entry, file=name) if isinstance(entry, Broken) else (name, entry)


def read_capture_at(path: Path, offset: int) -> Captured:
    """The capture whose record begins at an offset in bytes, as `to_warc` and `Captured.offset` tell it.

    Raises NotFound where there is no such file, BadRecord where no whole capture stands there.
    """
    try:
        with path.open("rb") as file:
            first = next((entry for entry in Records(Stream(file, offset)) if isinstance(entry, Record)), None)
    except FileNotFoundError:
        raise NotFound(f"{path} is missing; the capture may have been moved away") from None
    results = list(_captures(first)) if first is not None and first.offset == offset else []
    capture = next((result for result in results if isinstance(result, Captured) and result.is_whole), None)
    if capture is None:
        raise BadRecord(f"{path} holds no whole capture at byte {offset}; `samarkand verify` tells what is damaged")
    return capture


def _captures(record: Record) -> Iterator[Captured | Broken]:
    """The capture that a record holds, if it is one of the web, and what is wrong with it."""
    url = record.fields.get("warc-target-uri", "").strip("<>")  # wget writes the brackets of the standard's grammar
    if record.type == "resource":
        yield from _resource(record, url)
    if record.type != "response" or not urls.is_web(url):
        return
    head = _parsed(record.block, "none")
    if head is None or not head.http_headers.status_code:
        yield Broken(record.offset, f"the record of {url} holds no HTTP answer")
        return
    body, problem = _body(record.block)
    cut = record.fields.get("warc-truncated", "")
    is_whole = record.is_whole and not problem and not cut
    headers = tuple(head.http_headers.to_tuples())
    if problem and record.is_whole:
        yield Broken(record.offset, f"the body of {url}: {problem}")
    if cut:
        yield Broken(record.offset, f"the body of {url} was cut off by whoever captured it ({_shown(cut)})")
    at = _instant(record.fields.get("warc-date", ""))
    yield Captured(url, at, head.http_headers.status_code, headers, body, record.offset, is_whole)


def _resource(record: Record, url: str) -> Iterator[Captured]:
    """What a resource holds, where it is one of the web or a record of ours."""
    kind = record.fields.get("content-type", "application/octet-stream")
    if urls.is_web(url) or kind.startswith(RECORD_TYPE):
        at = _instant(record.fields.get("warc-date", ""))
        is_whole = record.is_whole and "warc-truncated" not in record.fields
        head = (("Content-Type", kind),)
        yield Captured(url, at, 200, head, record.block, record.offset, is_whole, is_bare=True)


def _shown(text: str) -> str:
    return repr(text[:40])


_Decode = Literal["transfer", "none"]


def _parsed(block: bytes, decode: _Decode) -> WarcRecord | None:
    """The block as an HTTP answer, its body ready to be read; None where fastwarc cannot make one of it."""
    shell = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
    whole = b"%b%d\r\n\r\n%b\r\n\r\n" % (shell, len(block), block)
    try:
        record = next(iter(ArchiveIterator(BytesIO(whole), parse_http=False)))
        record.parse_http(auto_decode=decode, max_header_len=_LONGEST_HEAD, quirks_mode=True)
    except (OSError, StopIteration, ValueError):
        return None
    return record


def _body(block: bytes) -> tuple[bytes, str]:
    """The body with its codings undone, and what is wrong with it.

    Many tools store the body decoded and leave the headers that name its codings: where they cannot be undone, the
    body is taken as it stands, and told only if it is coded all the same.
    """
    try:
        record = _parsed(block, "transfer")
        raw = record.reader.read(LARGEST + 1) if record is not None else b""
        problem = ""
    except OSError as error:
        record = _parsed(block, "none")
        raw = record.reader.read(LARGEST + 1) if record is not None else b""
        problem = f"its chunks cannot be joined: {error}" if _CHUNK.match(raw) else ""
    names = ",".join(record.http_headers.get_multiple("Content-Encoding")) if record is not None else ""
    whole = Body("", LARGEST, _RATIO)
    try:
        whole = Body(names, LARGEST, LARGEST)
        whole.feed(raw)
        return whole.finish(), problem
    except TooLarge as error:
        return whole.so_far() or raw[:LARGEST], str(error)
    except BadCoding as error:
        is_left = _is_text(raw) or (names.lower().strip() in {"gzip", "x-gzip"} and not raw.startswith(b"\x1f\x8b"))
        is_plain = is_left and not whole.so_far() and not _KNOWN_CODING.search(names)
        return whole.so_far() or raw, problem if is_plain else str(error)


def _is_text(data: bytes) -> bool:
    """Whether bytes are UTF-8 without control characters, as nothing compressed is for long."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


_CHUNK = re.compile(rb"[0-9a-fA-F]{1,16}\s*(;[^\r\n]*)?\r?\n")
_KNOWN_CODING = re.compile(r"\b(zstd|compress|dcb|dcz)\b", re.IGNORECASE)
"""Codings that exist and that nothing here undoes; other names are mistakes of servers (`utf-8`, `none`)."""


def _instant(text: str) -> datetime | None:
    """The UTC instant of a WARC-Date, or of the fourteen digits of an ARC."""
    if text.isdigit():
        try:
            return datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
    return times.parse_iso(text)
