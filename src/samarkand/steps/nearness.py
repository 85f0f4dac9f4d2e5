"""Texts that are nearly one, among millions: signatures of their wording (MinHash), and which of these meet; reads no text twice.

Broder, On the resemblance and containment of documents (1997); Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from samarkand.errors import UsageError
from samarkand.text.tokens import words_of

try:
    from rensa import RMinHash
except ImportError:  # an extra; only bulk work needs it
    RMinHash = None

RUN = 4
"""Tokens in a row that are compared: characters of Chinese, words of other scripts."""
READ = 6_000
"""Characters of a text that are looked at."""
SHORTEST = 12
"""Runs that a text has at least, if it is to be like another."""
HASHES = 128
BANDS, ROWS = 25, 5
"""A pair meets if it agrees in all rows of a band: of pairs of a likeness of 0.7, 99 in 100 do; of 0.3, 6 in 100."""
ENOUGH = 0.65
"""Estimated likeness from which two texts are nearly one: so few of those that have 0.7 are missed."""
MOST = 64
"""Articles of one band's bucket that each is compared with at most: those before it, the nearest in the order of ids."""
_SEED = 20

Signatures = NDArray[np.uint32]
"""A row a text, a column a hash."""
Numbers = NDArray[np.int64]


def check_library() -> None:
    """Raises UsageError where the library is missing."""
    if RMinHash is None:
        raise UsageError("bulk work needs its libraries: pip install 'samarkand[bulk]'")


def shingles_of(text: str) -> set[str]:
    """The runs of a text, folded."""
    words = words_of(text[:READ])
    return {"\x1f".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def signature_of(text: str) -> bytes:
    """The signature of a text, `HASHES` numbers of 32 bits, little-endian; empty where it is too short. Costs about 1 ms."""
    runs = shingles_of(text)
    if len(runs) < SHORTEST:
        return b""
    hashes = RMinHash(num_perm=HASHES, seed=_SEED)
    hashes.update(sorted(runs))
    return np.array(hashes.digest(), "<u4").tobytes()


def opened(signatures: Sequence[bytes]) -> Signatures:
    """Signatures as rows of numbers; none of them is empty."""
    return np.frombuffer(b"".join(signatures), "<u4").reshape(-1, HASHES)


def bands_of(signatures: Signatures, bands: range) -> NDArray[np.uint64]:
    """A number for each row and band: equal where all rows of the band are, and seldom else."""
    factors = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 1], np.uint64)
    rows = signatures[:, bands.start * ROWS : bands.stop * ROWS].astype(np.uint64)
    mixed = (rows.reshape(len(rows), len(bands), ROWS) + np.uint64(1)) * factors
    found: NDArray[np.uint64] = np.bitwise_xor.reduce(mixed ^ (mixed >> np.uint64(29)), axis=2)
    return found


def meeting(band: NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    """Pairs of places with equal numbers, each with the `MOST` before it at most; the smaller place first."""
    order = np.argsort(band, kind="stable")
    values = band[order]
    ones, others = [], []
    for step in range(1, MOST + 1):
        same = np.flatnonzero(values[step:] == values[:-step]) if step < len(values) else np.empty(0, np.int64)
        if not len(same):
            break
        ones.append(order[same])
        others.append(order[same + step])
    if not ones:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(ones), np.concatenate(others)


def likeness(signatures: Signatures, ones: Numbers, others: Numbers) -> NDArray[np.float64]:
    """The share of equal hashes of each pair: what is estimated of the share of runs that both have (Jaccard)."""
    found: NDArray[np.float64] = np.mean(signatures[ones] == signatures[others], axis=1)
    return found


def first_met(signatures: Signatures, ones: Numbers, others: Numbers, band: int) -> NDArray[np.bool_]:
    """Which pairs agree in a band and in none before it: each pair is told once, by the first band that it meets in."""
    rows = signatures[:, : (band + 1) * ROWS].reshape(len(signatures), band + 1, ROWS)
    agrees = np.all(rows[ones] == rows[others], axis=2)
    found: NDArray[np.bool_] = agrees[:, band] & ~np.any(agrees[:, :band], axis=1)
    return found
