"""Captures out of WARC, ARC and WACZ files, whole or damaged, in memory that is bounded. Nothing is ever unpacked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, RawIOBase, UnsupportedOperation
from pathlib import Path
from typing import BinaryIO, Literal, cast

from fastwarc import ArchiveIterator, WarcRecord

from samarkand import times, urls
from samarkand.adapters.captures.framing import LARGEST, Record, Records
from samarkand.adapters.captures.stream import PIECE, Stream
from samarkand.codings import BadCoding, Body, TooLarge
from samarkand.errors import BadRecord, NotFound
from samarkand.model.captures import Broken, Captured
from samarkand.model.settings import MIB

_ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_RATIO = 200
"""Bytes that a file inside a WACZ may have for each that it takes there; WARCs are stored there as they are."""
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
        if is_zip:
            yield from _of_wacz(file)
        else:
            yield from _of_stream(file, "", start)


def _of_stream(file: BinaryIO, name: str, start: int = 0) -> Iterator[tuple[str, Record] | Broken]:
    for entry in Records(Stream(file, start)):
        yield replace(entry, file=name) if isinstance(entry, Broken) else (name, entry)


def _of_wacz(file: BinaryIO) -> Iterator[tuple[str, Record] | Broken]:
    """The records of the files below `archive/` in a WACZ, which are read where they stand."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        yield Broken(0, f"the zip cannot be read: {error}")
        return
    with packed:
        for info in packed.infolist():
            if not (info.filename.startswith("archive/") and info.filename.lower().endswith(_ENDINGS)):
                continue
            if info.file_size > max(MIB, _RATIO * info.compress_size):
                problem = f"{info.file_size} bytes unfold out of {info.compress_size}: a bomb"
                yield Broken(info.header_offset, problem, file=info.filename)
                continue
            try:
                with _opened(file, packed, info) as member:
                    yield from _of_stream(member, info.filename)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
                yield Broken(info.header_offset, f"the zip is damaged here: {error}", file=info.filename)


def _opened(file: BinaryIO, packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A file inside a zip. One that is stored as it is is read in place, since `zipfile` gives nothing of a piece that
    its checksum covers and does not fit.
    """
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
        return cast("BinaryIO", packed.open(info))
    file.seek(info.header_offset + 26)
    sizes = file.read(4)
    start = info.header_offset + 30 + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
    return cast("BinaryIO", _Window(file, start, start + info.file_size))


class _Window(RawIOBase):
    """A part of a file, from `start` to `end`, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._start, self._end, self._at = file, start, end, start

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if whence:
            raise UnsupportedOperation("a window is sought from its start only")
        self._at = min(self._start + offset, self._end)
        return self._at - self._start

    def tell(self) -> int:
        return self._at - self._start

    def read(self, size: int = -1, /) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(size if size >= 0 else PIECE, self._end - self._at))
        self._at += len(data)
        return data


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
    if not urls.is_web(url) or record.type not in {"response", "resource"}:
        return
    at = _instant(record.fields.get("warc-date", ""))
    if record.type == "resource":
        kind = record.fields.get("content-type", "application/octet-stream")
        yield Captured(url, at, 200, (("Content-Type", kind),), record.block, record.offset, record.is_whole)
        return
    head = _parsed(record.block, "none")
    if head is None or not head.http_headers.status_code:
        yield Broken(record.offset, f"the record of {url} holds no HTTP answer")
        return
    body, problem = _body(record.block)
    is_whole = record.is_whole and not problem
    headers = tuple(head.http_headers.to_tuples())
    if problem and record.is_whole:
        yield Broken(record.offset, f"the body of {url}: {problem}")
    yield Captured(url, at, head.http_headers.status_code, headers, body, record.offset, is_whole)


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
