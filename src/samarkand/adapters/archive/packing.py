"""Months put into packs and taken out again, so that a stop at any instruction leaves every record where it can be read.

A pack is written whole and read back before the files that it holds are taken away; the files are written whole before the
pack is. In between, a record lies in both, and either is the record.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from samarkand.adapters.archive import files
from samarkand.adapters.archive.packs import Packs, read_all
from samarkand.ids import sha256
from samarkand.model.packs import Packed

BATCH = 256


def pack(root: Path, packs: Packs, month: str, known: Mapping[str, str], advance: Callable[[], None]) -> Packed:
    """Put the loose records of a month into a pack; `known`: path -> SHA-256 of all its records, as the ledger tells.

    What is not as the ledger tells it is left where it is. Raises OSError where the disk does not take it.
    """
    loose = sorted(path for path in known if (root / path).is_file())
    wrong = [path for path in loose if _digest(root / path) != known[path]]
    whole = [path for path in loose if path not in set(wrong)]
    fresh = [path for path in whole if not _is_packed(packs, path, known[path])]
    before = sum((root / path).stat().st_size for path in fresh)
    name = packs.write(month, _read(root, fresh, advance)) if fresh else ""
    kept = [path for path in whole if _is_packed(packs, path, known[path])]
    _take_away(root, kept)
    missed = tuple(sorted({*wrong, *(set(whole) - set(kept))}))
    return Packed(month, name, len(fresh), before, packs.size(name) if name else 0, missed)


def unpack(root: Path, packs: Packs, month: str, known: Mapping[str, str], advance: Callable[[], None]) -> Packed:
    """Put the records of a month's packs back as files, and take away the packs whose records are all back.

    A pack that holds a record which is not as the ledger tells it stays. Raises OSError where the disk does not take it.
    """
    count = before = after = 0
    missed: list[str] = []
    for name in packs.months().get(month, []):
        lacking: list[str] = []
        try:
            records = read_all(packs, name)
            while batch := list(islice(records, BATCH)):
                sound = {path: data for path, data in batch if data is not None and sha256(data) == known.get(path)}
                lacking += [path for path, _ in batch if path not in sound and not _is_whole(root, path, known)]
                new = {path: data for path, data in sound.items() if not _is_whole(root, path, known)}
                files.write_all(root, new)
                count, after = count + len(new), after + sum(map(len, new.values()))
                for _ in batch:
                    advance()
        except (zipfile.BadZipFile, FileExistsError) as error:
            lacking.append(f"{name}: {error}")
        if lacking:
            missed += lacking
            continue
        before += packs.size(name)
        packs.remove(name)
    return Packed(month, "", count, before, after, tuple(missed))


def _read(root: Path, paths: Sequence[str], advance: Callable[[], None]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        yield path, (root / path).read_bytes()
        advance()


def _take_away(root: Path, paths: Sequence[str]) -> None:
    for path in paths:
        (root / path).unlink()
    folders = {(root / path).parent for path in paths}
    files.sync_folders(folders)
    for folder in sorted(folders, reverse=True):
        for empty in (folder, *folder.parents):
            if root in {empty, empty.parent}:
                break
            with suppress(OSError):  # something else lies in it
                empty.rmdir()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes())


def _is_whole(root: Path, path: str, known: Mapping[str, str]) -> bool:
    return (root / path).is_file() and _digest(root / path) == known.get(path)


def _is_packed(packs: Packs, path: str, expected: str) -> bool:
    data = packs.read(path)
    return data is not None and sha256(data) == expected
