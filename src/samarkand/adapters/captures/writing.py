"""Captures written as WARC 1.1, one gzip member a record (ISO 28500:2017); the same answers give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from samarkand import __version__, ids, times
from samarkand.model.collecting import Answer
from samarkand.model.exports import Resource

_NAMESPACE = UUID("5f0c2a4e-6f0e-5a8b-9a4e-0c0f3b7d9e21")
"""Drawn once for the record identifiers of this program; it must never change."""

_ABOUT = (
    f"software: Samarkand/{__version__}\r\n"
    "format: WARC File Format 1.1\r\n"
    "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
)
_DECODED = (
    "Bodies are stored with Content-Encoding and Transfer-Encoding undone; the headers that told of them stand as "
    "X-Orig-Content-Encoding, X-Orig-Transfer-Encoding and X-Orig-Content-Length."
)
_INFO = f"{_ABOUT}description: {_DECODED}\r\n".encode()
_EXPORT_INFO = (
    f"{_ABOUT}description: Out of an archive of Samarkand. A response is an answer of a host, copied as it was kept. {_DECODED} "
    "A resource at an address of the web is what was had there, without the answer around it. A resource at a urn:uuid is no "
    "page of an outlet: the record of a version whose page was not captured, and beside it a page made of that record.\r\n"
).encode()

_CODINGS = frozenset({"content-encoding", "transfer-encoding"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

Fields = dict[str, str]


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """The head of an HTTP message as bytes; warcio's own would escape what is not ASCII."""

    def __init__(self, head: bytes) -> None:
        super().__init__("", [])
        self._head = head

    def __bool__(self) -> bool:
        """True: warcio takes a head without parsed headers for none."""
        return True

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002  (warcio's signature)
        """Called by warcio before it writes."""
        self.headers_buff = self._head


def to_warc(answers: Sequence[Answer]) -> tuple[bytes, tuple[int, ...]]:
    """The content of a `.warc.gz`, and the byte offset at which each answer's response record begins.

    A warcinfo record, then for each answer a response (a resource, where it is bare), a request (where its headers are
    known) and a metadata record (where it was redirected), bound by WARC-Concurrent-To. No answers: no bytes.
    """
    if not answers:
        return b"", ()
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    seed = ids.sha256("\n".join(map(_identity, answers)).encode("utf-8", "replace"))
    date = times.iso(min(answer.fetched_at for answer in answers))
    info = _record_id(seed, 0, "warcinfo")
    _write(writer, "warcinfo", {"WARC-Record-ID": info, "WARC-Date": date}, _INFO)
    offsets = []
    for number, answer in enumerate(answers):
        offsets.append(out.tell())
        response = _record_id(seed, number, "response")
        fields = {"WARC-Date": times.iso(answer.fetched_at), "WARC-Warcinfo-ID": info, "WARC-Target-URI": answer.url}
        place = {"WARC-IP-Address": answer.address} if answer.address else {}
        if answer.is_bare:
            kind = {"Content-Type": answer.header("content-type")}
            _write(writer, "resource", {"WARC-Record-ID": response, **fields, **kind}, answer.body)
            continue
        _write(writer, "response", {"WARC-Record-ID": response, **fields, **place}, answer.body, _response_head(answer))
        fields["WARC-Concurrent-To"] = response
        if answer.sent:
            own = {"WARC-Record-ID": _record_id(seed, number, "request")}
            _write(writer, "request", own | fields, b"", _request_head(answer))
        if answer.redirects:
            own = {"WARC-Record-ID": _record_id(seed, number, "metadata")}
            _write(writer, "metadata", own | fields, _redirects(answer))
    return out.getvalue(), tuple(offsets)


def info_record(at: datetime) -> bytes:
    """The member that opens an export: what its records are; `at` is the time of its first one."""
    out = BytesIO()
    own = {"WARC-Record-ID": _record_id("export", 0, times.iso(at)), "WARC-Date": times.iso(at)}
    _write(WARCWriter(out, gzip=True, warc_version="1.1"), "warcinfo", own, _EXPORT_INFO)
    return out.getvalue()


def resource_record(resource: Resource) -> bytes:
    """The member of a resource; the same resource gives the same bytes."""
    out = BytesIO()
    fields = {
        "WARC-Record-ID": resource_id(resource.identity),
        "WARC-Date": times.iso(resource.at),
        "WARC-Target-URI": resource.url,
        "Content-Type": resource.content_type,
    }
    if resource.beside:
        fields["WARC-Concurrent-To"] = resource_id(resource.beside)
    _write(WARCWriter(out, gzip=True, warc_version="1.1"), "resource", fields, resource.body)
    return out.getvalue()


def resource_id(identity: str) -> str:
    """The identifier of a resource's record."""
    return _record_id(identity, 0, "resource")


def _identity(answer: Answer) -> str:
    return f"{answer.url} {times.iso(answer.fetched_at)} {answer.status} {ids.sha256(answer.body)}"


def _record_id(seed: str, number: int, kind: str) -> str:
    """The same for the same answers; no two in a file are the same."""
    return f"<urn:uuid:{uuid5(_NAMESPACE, f'{seed} {number} {kind}')}>"


def _write(writer: WARCWriter, kind: str, fields: Fields, body: bytes, head: bytes | None = None) -> None:
    """One record; a head makes it an HTTP message. warcio adds type, lengths and digests (SHA-1 in base 32)."""
    record = writer.create_warc_record(
        "",
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_headers_dict={name: _one_line(value) for name, value in fields.items()},
        http_headers=None if head is None else _Head(head),
    )
    writer.write_record(record)


def _one_line(value: str) -> str:
    """The value without control characters, nor surrogates, which no bytes stand for."""
    return _CONTROL.sub(" ", value).encode("utf-8", "replace").decode()


def _response_head(answer: Answer) -> bytes:
    """The status line and headers as received, but for those that no longer describe the body."""
    reason = answer.reason or _phrase(answer.status)
    return _head(f"HTTP/1.1 {answer.status} {reason}", [*_described(answer)])


def _described(answer: Answer) -> Iterator[tuple[str, str]]:
    """The headers; those that told of the body as it was sent are renamed, and the stored body's length is added."""
    length = str(len(answer.body))
    is_coded = any(name.lower() in _CODINGS for name, _ in answer.headers)
    is_renamed = False
    for name, value in answer.headers:
        key = name.lower()
        is_stale = key in _CODINGS or (key == "content-length" and (is_coded or value.strip() != length))
        is_renamed = is_renamed or is_stale
        yield (f"X-Orig-{name}" if is_stale else name), value
    if is_renamed:
        yield "Content-Length", length


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _request_head(answer: Answer) -> bytes:
    parts = urlsplit(answer.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"GET {target} HTTP/1.1", answer.sent)


def _head(first: str, headers: Sequence[tuple[str, str]]) -> bytes:
    """The head of an HTTP message. Values are Latin-1 where they came from the network; what is not goes as UTF-8."""
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return b"".join(_latin(_CONTROL.sub(" ", line)) + b"\r\n" for line in lines) + b"\r\n"


def _latin(line: str) -> bytes:
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def _redirects(answer: Answer) -> bytes:
    """warc-fields: `via` as other crawlers write it, and each hop as `redirect: 301 http://…`."""
    lines = [f"via: {answer.redirects[-1][1]}", *(f"redirect: {status} {url}" for status, url in answer.redirects)]
    return "".join(_CONTROL.sub(" ", line) + "\r\n" for line in lines).encode("utf-8", "replace")
