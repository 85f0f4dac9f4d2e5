"""Exports as WARC 1.1 and as WACZ 1.1.1, written forward in bounded memory; the same calls give the same bytes."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from samarkand import __version__, times
from samarkand.adapters.captures import cdxj
from samarkand.adapters.captures.copying import Member, members_at
from samarkand.adapters.captures.indexing import Index, Writable
from samarkand.adapters.captures.writing import info_record, resource_id, resource_record
from samarkand.durable import placing
from samarkand.model.exports import Copied, Format, ListedPage, Resource

ARCHIVE, BLOCKS, SECOND, PAGES = (
    "archive/data.warc.gz",
    "indexes/index.cdx.gz",
    "indexes/index.idx",
    "pages/pages.jsonl",
)
_PIECE = 256 * 1024
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class Export:
    """A file of captures in the making; see `ports.Export`."""

    def __init__(self, out: Writable, pages: BinaryIO | None, index: Index) -> None:
        """`pages` takes the list of pages, None where the form has none."""
        self._out, self._pages, self._index = out, pages, index
        self._offset = 0
        self.latest: datetime | None = None
        """Time of the latest of its records."""

    def copy(self, data: bytes, offset: int) -> Copied:
        """Take over the capture that begins at an offset of a file of ours. Raises BadRecord where none stands there."""
        members = members_at(data, offset)
        first = members[0].record.fields
        at = times.parse_iso(first.get("warc-date", "")) or _ZERO
        is_new = not self._index.has(first.get("warc-record-id", ""))
        for member in members if is_new else ():
            self._write(member.data, at, member.record.fields.get("warc-record-id", ""), _told(member))
        return Copied(first.get("warc-target-uri", ""), at, is_new)

    def has(self, identity: str) -> bool:
        """Whether a resource stands in the export."""
        return self._index.has(resource_id(identity))

    def add(self, resource: Resource) -> None:
        """Write a resource, unless it stands there already."""
        if self.has(resource.identity):
            return
        data = resource_record(resource)
        (member,) = members_at(data, 0)
        self._write(data, resource.at, resource_id(resource.identity), _told(member))

    def list_page(self, page: ListedPage) -> None:
        """Put a page into the list of pages, where the form has one."""
        if self._pages is not None:
            told = {"id": page.id, "url": page.url, "ts": times.iso(page.at), "title": page.title, "text": page.text}
            self._pages.write(_json_line(told))

    def _write(self, data: bytes, at: datetime, identity: str, told: Mapping[str, str] | None) -> None:
        if not self._offset:
            self._append(info_record(at))
        line = None
        if told is not None:
            place = {"length": str(len(data)), "offset": str(self._offset), "filename": ARCHIVE.partition("/")[2]}
            line = cdxj.line(told["url"], at, {name: told[name] for name in told if name != "url"} | place)
        self._index.add(identity, line)
        self._append(data)
        self.latest = max(self.latest or at, at)

    def _append(self, data: bytes) -> None:
        self._out.write(data)
        self._offset += len(data)


def _told(member: Member) -> dict[str, str] | None:
    """What the index says of a record besides its place; None for one that is not looked up."""
    record = member.record
    if record.type not in {"response", "resource"}:
        return None
    fields = record.fields
    told = {
        "url": fields.get("warc-target-uri", ""),
        "mime": _media_type(fields.get("content-type", "")),
        "digest": fields.get("warc-payload-digest", fields.get("warc-block-digest", "")),
    }
    if record.type == "resource":  # nobody answered with a status
        return told
    head = record.block[: 64 * 1024].partition(b"\r\n\r\n")[0].decode("latin-1")
    status = re.match(r"HTTP/\S+ (\d{3})", head)
    kind = re.search(r"\ncontent-type:([^\r\n]+)", head, re.IGNORECASE)
    return told | {"mime": _media_type(kind[1]) if kind else "unk", "status": status[1] if status else "-"}


def _media_type(value: str) -> str:
    return re.split(r"[;\s]", value.strip(), maxsplit=1)[0]


@contextmanager
def open_export(path: Path, form: Format, title: str) -> Iterator[Export]:
    """An export to a file that is there as a whole once this is left, and as it was before if that raises.

    Raises OSError where the disk does not take it.
    """
    with placing(path) as file, closing(Index()) as index:
        if form == "warc":
            yield Export(file, None, index)
            return
        with zipfile.ZipFile(file, "w") as packed, TemporaryFile() as pages:
            package = _Package(packed)
            pages.write(_json_line({"format": "json-pages-1.0", "id": "pages", "title": title, "hasText": True}))
            with package.member(ARCHIVE) as out:
                export = Export(out, cast("BinaryIO", pages), index)
                yield export
            with package.member(BLOCKS) as out:
                second = index.write(out, BLOCKS.partition("/")[2])
            with package.member(SECOND) as out:
                out.write(second)
            with package.member(PAGES) as out:
                pages.seek(0)
                while piece := pages.read(_PIECE):
                    out.write(piece)
            package.finish(title, export.latest or _ZERO)


class _Package:
    """The files of a WACZ, each with its hash; stored as they are, so that players can read pieces of them in place."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._resources: list[dict[str, object]] = []

    @contextmanager
    def member(self, name: str) -> Iterator[_Hashed]:
        """A file in it, to be written forward. It may grow beyond 4 GiB."""
        with self._packed.open(_entry(name), "w", force_zip64=True) as file:
            out = _Hashed(file)
            yield out
        told = {"name": name.rpartition("/")[2], "path": name, "hash": out.digest(), "bytes": out.size}
        self._resources.append(told)

    def finish(self, title: str, at: datetime) -> None:
        """Write what tells of all files (WACZ 1.1.1, 5.2), and its own hash."""
        told = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "software": f"Samarkand/{__version__}",
            "created": times.iso(at.replace(microsecond=0)),
            "resources": self._resources,
        }
        data = json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8", "replace")
        self._packed.writestr(_entry("datapackage.json"), data)
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(data).hexdigest()}"}
        self._packed.writestr(_entry("datapackage-digest.json"), json.dumps(digest, indent=2).encode())


class _Hashed:
    """A file that is hashed while it is written."""

    def __init__(self, file: Writable) -> None:
        self._file, self._hash, self.size = file, sha256(), 0

    def write(self, data: bytes, /) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def _entry(name: str) -> zipfile.ZipInfo:
    """A name in a zip; without a time, since the same archive gives the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry


def _json_line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
