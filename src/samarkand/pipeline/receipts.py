"""Receipts made of an archive: the version's line, the seal that covers it, and the way between them."""

from __future__ import annotations

from dataclasses import dataclass

from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.ids import sha256
from samarkand.model.articles import Version
from samarkand.model.events import Line
from samarkand.pipeline.sealing import COMPLETE, PENDING, is_our_seal, read_or_nothing
from samarkand.ports import Archive
from samarkand.steps.proof import receipts, seals
from samarkand.steps.proof.merkle import Tree


@dataclass(slots=True)
class _Found:
    """Lines of the ledger that a receipt needs."""

    version: tuple[Line, bytes]
    capture: tuple[Line, bytes] | None = None
    seal: str = ""
    is_signed: bool = False


def receipt(archive: Archive, version: Version) -> bytes:
    """The receipt of a version: one file that can be checked without the archive.

    The seal is the first one that is signed and covers the version, else the first one that covers it. Three passes over
    the ledger. Raises NotFound where no seal covers the version yet, ArchiveDamaged where a file is not as it was kept.
    """
    found = _find(archive, version)
    if not found.seal:
        raise NotFound(f"no seal covers version {version.number} of {version.article} yet; `samarkand seal` makes one")
    line, data = found.version
    statement = archive.read(found.seal)
    watched = {each[0].place.count - 1 for each in (found.version, found.capture) if each}
    tree = _tree(archive, watched, seals.read_statement(statement).lines)
    return receipts.compose(
        receipts.Receipt(
            record=_kept(archive, version.record, line),
            version=receipts.Leaf(data, tree.path(line.place.count - 1)),
            statement=statement,
            signature=archive.read(seals.signature_path(found.seal)).decode() if found.is_signed else "",
            capture=_capture(archive, _capture_of(line), found.capture, tree),
            stamp=read_or_nothing(archive, found.seal + COMPLETE) or read_or_nothing(archive, found.seal + PENDING),
        )
    )


def _find(archive: Archive, version: Version) -> _Found:
    """The line of a version, that of its capture before it, and the best seal behind it."""
    told = ((line, data) for line, data in archive.raw_lines() if line.kind == "version")
    first = next((each for each in told if each[0].data.get("record") == version.record), None)
    if first is None:
        raise ArchiveDamaged(f"no line of the ledger tells of {version.record}; run `samarkand rebuild`")
    found, capture, count = _Found(first), _capture_of(first[0]), first[0].place.count
    for line, data in archive.raw_lines():
        if line.kind == "capture" and capture in line.files and line.place.count < count:
            found.capture = line, data
        elif line.place.count > count and is_our_seal(line) and (not found.seal or "key" in line.data):
            found.seal, found.is_signed = str(line.data["seal"]), "key" in line.data
            if found.is_signed:
                break
    return found


def _capture_of(line: Line) -> str:
    """The file of captures that a version's line names."""
    return str(line.data.get("capture", "")).partition("#")[0]


def _kept(archive: Archive, path: str, line: Line) -> bytes:
    """A file that a line brought. Raises NotFound, ArchiveDamaged."""
    data = archive.read(path)
    if sha256(data) != line.files.get(path):
        raise ArchiveDamaged(f"{path} is not as it was kept; run `samarkand verify`")
    return data


def _tree(archive: Archive, watched: set[int], lines: int) -> Tree:
    tree = Tree(watched)
    for _, data in archive.raw_lines():
        if tree.size == lines:
            break
        tree.add(data)
    return tree


def _capture(
    archive: Archive, path: str, told: tuple[Line, bytes] | None, tree: Tree
) -> tuple[receipts.Leaf, bytes] | None:
    """The file of captures, with its line; None where none was kept. Raises NotFound, ArchiveDamaged."""
    if not told:
        return None
    line, data = told
    return receipts.Leaf(data, tree.path(line.place.count - 1)), _kept(archive, path, line)
