"""The Merkle tree of RFC 9162 (2.1, the one of RFC 6962) over many entries: its root, and the path from one entry to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY = sha256().digest()
"""The root of a tree without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """32 bytes for an entry; the zero before it keeps an entry from being taken for two hashes."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes for two trees side by side."""
    return sha256(b"\1" + left + right).digest()


@dataclass(slots=True)
class _Subtree:
    """A whole tree over a power of two of neighbouring entries, and which watched entries lie in it."""

    size: int
    hash: bytes
    watched: tuple[int, ...]


class Tree:
    """A tree that grows at its end. Memory: a hash for each doubling of its size, and the paths that are watched.

    Costs two hashes an entry.
    """

    def __init__(self, watched: Collection[int] = ()) -> None:
        """`watched`: numbers, from 0, of the entries whose paths will be asked for."""
        self.size = 0
        self._watched = frozenset(watched)
        self._subtrees: list[_Subtree] = []
        self._paths: dict[int, list[bytes]] = {index: [] for index in watched}

    def add(self, entry: bytes) -> None:
        """Take the next entry."""
        mine = (self.size,) if self.size in self._watched else ()
        self._subtrees.append(_Subtree(1, leaf_hash(entry), mine))
        self.size += 1
        while len(self._subtrees) > 1 and self._subtrees[-1].size == self._subtrees[-2].size:
            right = self._subtrees.pop()
            self._subtrees.append(_joined(self._subtrees.pop(), right, self._paths))

    def root(self) -> bytes:
        """32 bytes that no other entries have in no other order."""
        return self._folded({})

    def path(self, index: int) -> tuple[bytes, ...]:
        """The hashes beside a watched entry, from the bottom to the top, of the tree as it stands."""
        paths = {each: list(beside) for each, beside in self._paths.items()}
        self._folded(paths)
        return tuple(paths[index])

    def _folded(self, paths: dict[int, list[bytes]]) -> bytes:
        """The root of the subtrees, the smallest joined first; what lies beside watched entries goes into their paths."""
        if not self._subtrees:
            return EMPTY
        *others, tree = self._subtrees
        for left in reversed(others):
            tree = _joined(left, tree, paths)
        return tree.hash


def _joined(left: _Subtree, right: _Subtree, paths: dict[int, list[bytes]]) -> _Subtree:
    for tree, other in ((left, right), (right, left)):
        for index in tree.watched:
            if index in paths:
                paths[index].append(other.hash)
    return _Subtree(left.size + right.size, node_hash(left.hash, right.hash), left.watched + right.watched)


def root_of(entries: Iterable[bytes]) -> bytes:
    """The root of a tree over entries."""
    tree = Tree()
    for entry in entries:
        tree.add(entry)
    return tree.root()


def root_by_path(entry: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which a path leads from an entry in a tree of so many (RFC 9162, 2.1.3.2); None where it fits none."""
    if not 0 <= index < size:
        return None
    here, last, hashed = index, size - 1, leaf_hash(entry)
    for beside in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            hashed = node_hash(beside, hashed)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            hashed = node_hash(hashed, beside)
        here, last = here >> 1, last >> 1
    return hashed if last == 0 else None
