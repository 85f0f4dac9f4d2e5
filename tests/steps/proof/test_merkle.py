"""Roots and paths, against the published vectors of the tree and against its definition written down as it stands."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.proof.merkle import Tree, leaf_hash, node_hash, root_by_path, root_of

ENTRIES = [
    bytes.fromhex(told)
    for told in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
"""The vectors that implementations of Certificate Transparency are tested with."""


def defined_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, as it is written there."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + defined_root(entries[:k]) + defined_root(entries[k:])).digest()


def defined_path(index: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1, as it is written there."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*defined_path(index, entries[:k]), defined_root(entries[k:])]
    return [*defined_path(index - k, entries[k:]), defined_root(entries[:k])]


def split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_vectors(size):
    assert root_of(ENTRIES[:size]).hex() == ROOTS[size]


def test_paths_are_those_of_the_example_in_the_rfc():
    """Section 2.1.5: seven entries, whose hashes are a to f and j, joined to g, h, i, k and l."""
    tree = Tree(range(7))
    for entry in ENTRIES[:7]:
        tree.add(entry)
    a, b, c, d, e, f, j = map(leaf_hash, ENTRIES[:7])
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, m = node_hash(g, h), node_hash(i, j)
    assert tree.path(0) == (b, h, m)
    assert tree.path(3) == (c, g, m)
    assert tree.path(4) == (f, j, k)
    assert tree.path(6) == (i, k)
    assert tree.root() == node_hash(k, m)


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=70))
def test_roots_and_paths_are_those_of_the_definition(entries):
    tree = Tree(range(len(entries)))
    for count, entry in enumerate(entries, 1):
        tree.add(entry)
        assert tree.root() == defined_root(entries[:count])
    for index, entry in enumerate(entries):
        path = tree.path(index)
        assert list(path) == defined_path(index, entries)
        assert root_by_path(entry, index, len(entries), path) == tree.root()


@given(st.integers(1, 40), st.data())
def test_a_path_fits_no_other_entry_place_or_size(size, data):
    entries = [b"%d" % number for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    tree = Tree({index})
    for entry in entries:
        tree.add(entry)
    path, root = tree.path(index), tree.root()
    assert root_by_path(b"other", index, size, path) != root
    assert all(
        root_by_path(entries[index], other, size, path) != root for other in range(-1, size + 2) if other != index
    )
    assert root_by_path(entries[index], index, size, (*path, root)) is None
    if path:
        assert root_by_path(entries[index], index, size, path[:-1]) is None


def test_an_entry_cannot_be_passed_off_as_two_hashes():
    one, two = leaf_hash(b"one"), leaf_hash(b"two")
    assert root_of([one + two]) != root_of([b"one", b"two"])
