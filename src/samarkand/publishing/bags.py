"""A selection for deposit: a bag (BagIt 1.0, RFC 8493) in a tar, with an RO-Crate (1.1) that tells what each file is.

Records and pictures go out byte for byte, under their paths in the archive where every program reads these alike; `versions.jsonl` is the table of versions.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from samarkand import __version__
from samarkand.errors import NotFound
from samarkand.model.articles import Version
from samarkand.model.exports import RECORD_TYPE, About, Form, Taken
from samarkand.model.outlets import Outlet
from samarkand.publishing.columns import row
from samarkand.publishing.sheets import plain
from samarkand.publishing.tar import Tar
from samarkand.text.surrogates import well_formed
from samarkand.times import iso
from samarkand.urls import is_web

_TABLE, _CRATE = "data/versions.jsonl", "data/ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1"
_TERMS = {"sha256": "http://schema.org/sha256"}
"""Words of ours that the context of RO-Crate 1.1, which is schema.org's of 2020, does not have."""
_PICTURES = {"jpg": "jpeg"}
_TOLD_APART = re.compile(r"[%\x00-\x1f\x7f]+")


class _Bag:
    """A bag in the making. What stands in its manifest is kept on disk, so that memory does not grow."""

    def __init__(self, out: BinaryIO, top: str, files: sqlite3.Connection) -> None:
        self._tar, self._top, self._files = Tar(out), top, files
        files.execute("CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, hash TEXT, told TEXT) WITHOUT ROWID")
        self.latest = datetime(1980, 1, 1, tzinfo=UTC)
        self.outlets: dict[str, Outlet] = {}
        """Those whose versions are in it, by id."""

    def has(self, path: str) -> bool:
        return self._files.execute("SELECT 1 FROM files WHERE path = ?", (path,)).fetchone() is not None

    def add(self, path: str, data: bytes, at: datetime, told: dict[str, Any] | None = None) -> None:
        """A file of the payload, or of the bag where `told` is None."""
        self._tar.add(f"{self._top}/{path}", data, at)
        self._note(path, len(data), sha256(data).hexdigest(), told)

    def add_file(self, path: str, data: BinaryIO, told: dict[str, Any] | None = None) -> None:
        """The same of a file, which is read from its beginning."""
        size, digest = data.tell(), sha256()
        data.seek(0)
        while piece := data.read(1 << 20):
            digest.update(piece)
        data.seek(0)
        self._tar.add_stream(f"{self._top}/{path}", data, size, self.latest)
        self._note(path, size, digest.hexdigest(), told)

    def _note(self, path: str, size: int, digest: str, told: dict[str, Any] | None) -> None:
        line = json.dumps(told, ensure_ascii=False) if told is not None else ""
        self._files.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (path, size, digest, line))

    def manifest(self, *, is_payload: bool) -> Iterator[bytes]:
        """The lines of a manifest, by path."""
        found = self._files.execute("SELECT hash, path FROM files WHERE (told <> '') = ? ORDER BY path", (is_payload,))
        return (f"{digest}  {path}\n".encode() for digest, path in found)

    def told(self) -> Iterator[tuple[str, int, str, dict[str, Any]]]:
        """Path below the payload, bytes, hash of each file of it, and what is told of it."""
        for path, size, digest, line in self._files.execute(
            "SELECT path, size, hash, told FROM files WHERE told <> '' ORDER BY path"
        ):
            yield path.removeprefix("data/"), size, digest, json.loads(line)

    def sums(self) -> tuple[int, int]:
        """Bytes and files of the payload."""
        size, count = self._files.execute("SELECT SUM(size), COUNT(*) FROM files WHERE told <> ''").fetchone()
        return size or 0, count

    def close(self) -> None:
        self._tar.close()


def write(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:
    """The bag, as a tar that holds one folder."""
    top = f"samarkand-{about.identity[:16]}"
    with closing(sqlite3.connect("")) as files, TemporaryFile() as table, TemporaryFile() as crate:
        bag = _Bag(out, top, files)
        for each in taken:
            bag.latest = max(bag.latest, each.version.seen_at)
            bag.outlets[each.outlet.id] = each.outlet
            _add_version(bag, each, about)
            told = {name: plain(value) for name, value in row(each).items()}
            table.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
        bag.add_file(_TABLE, table, {"encodingFormat": "application/jsonl", "name": "table of versions"})
        for piece in _crate(bag, about):
            crate.write(piece)
        bag.add_file(_CRATE, crate, {"encodingFormat": "application/ld+json"})
        _close(bag, about)


def _add_version(bag: _Bag, taken: Taken, about: About) -> None:
    version = taken.version
    told = {
        "encodingFormat": RECORD_TYPE,
        "name": well_formed(taken.title),
        "inLanguage": version.language,
        "dateCreated": iso(version.seen_at),
        **({"url": well_formed(version.url)} if is_web(version.url) else {}),
    }
    if not bag.has(path := _placed(version)):
        bag.add(path, about.read(version.record), version.seen_at, told)
    for stored in taken.images.values():
        if stored.path and not bag.has(path := f"data/{stored.path}"):
            try:
                data = about.read(stored.path)
            except NotFound:  # `verify` tells of it; the table names its path all the same
                continue
            ending = stored.path.rpartition(".")[2]
            bag.add(path, data, stored.at, {"encodingFormat": f"image/{_PICTURES.get(ending, ending)}"})


def _crate(bag: _Bag, about: About) -> Iterator[bytes]:
    """The RO-Crate's metadata, piece by piece."""
    day = bag.latest.date().isoformat()
    yield b'{"@context": ' + _json([f"{_CONTEXT}/context", _TERMS]) + b', "@graph": [\n'
    yield _json(
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": _CONTEXT},
            "about": {"@id": "./"},
        }
    )
    description = "Articles of news outlets as an archive kept them, every version with its record and pictures."
    told = {"name": well_formed(about.title), "description": description, "datePublished": day}
    rights = {"@id": "#rights"}
    owners = [_owner(bag.outlets[each]) for each in sorted(bag.outlets)]
    named = [{"@id": each["@id"]} for each in owners]
    made: dict[str, Any] = {"author": named} if named else {}
    if len(named) == 1:  # a crate has one publisher; of several outlets none is that
        made = {"author": named[0], "publisher": named[0]}
    root = {"@id": "./", "@type": "Dataset", **told, "identifier": about.identity, "license": rights, **made}
    yield b",\n" + _json(root)[:-1] + b', "hasPart": ['
    for number, (path, _, _, _) in enumerate(bag.told()):
        yield (b", " if number else b"") + _json({"@id": _address(path)})
    yield b"]}"
    note = "The texts and pictures belong to those who published them."
    yield b",\n" + _json({"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": note})
    for owner in owners:
        yield b",\n" + _json(owner)
    for path, size, digest, more in bag.told():
        entity = {"@id": _address(path), "@type": "File", "contentSize": str(size), "sha256": digest, **more}
        yield b",\n" + _json(entity)
    yield b"\n]}\n"


def _close(bag: _Bag, about: About) -> None:
    size, count = bag.sums()
    info = {
        "Bag-Software-Agent": f"Samarkand {__version__}",
        "Bagging-Date": bag.latest.date().isoformat(),
        "External-Identifier": about.identity,
        "External-Description": " ".join(well_formed(about.title).split()),
        "Payload-Oxum": f"{size}.{count}",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in info.items())
    bag.add("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", bag.latest)
    bag.add("bag-info.txt", lines.encode(), bag.latest)
    with TemporaryFile() as manifest:
        manifest.writelines(bag.manifest(is_payload=True))
        bag.add_file("manifest-sha256.txt", manifest)
    bag.add("tagmanifest-sha256.txt", b"".join(bag.manifest(is_payload=False)), bag.latest)
    bag.close()


def _owner(outlet: Outlet) -> dict[str, Any]:
    """An outlet as who wrote and published what it wrote and published."""
    told = {"@id": f"#outlet-{_address(outlet.id)}", "@type": "Organization", "name": well_formed(outlet.name)}
    return {**told, "url": well_formed(outlet.home)} if is_web(outlet.home) else told


def _json(value: dict[str, Any] | list[Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _address(path: str) -> str:
    """A path as a relative address: what may not stand in one is percent-encoded."""
    return "".join(
        c if (c.isascii() and c.isalnum()) or c in "/-._~" else "".join(f"%{b:02X}" for b in c.encode()) for c in path
    )


def _placed(version: Version) -> str:
    """Where a record lies in the bag: as in the archive, but for names that programs for bags read in several ways.

    A manifest has `%` and line ends percent-encoded (RFC 8493, 2.1.3), which the most used of these programs does not undo.
    """
    folder, _, name = version.record.rpartition("/")
    plain_name = _TOLD_APART.sub("_", name)
    return f"data/{folder}/{name if plain_name == name else f'{version.sha256[:12]}-{plain_name}'}"


BAG = Form("bag", ".bag.tar", "all", write)
