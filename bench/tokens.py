"""How fast texts are folded, cut into tokens and named by terms: millions of characters a second of one core.

    python -m bench.tokens

The plain texts of the real records are read in memory; time is of the processor, the best of three rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.shared import shared
from samarkand.errors import BadRecord
from samarkand.steps.records import parse
from samarkand.text.folding import fold
from samarkand.text.plain import plain_text
from samarkand.text.terms import index_terms
from samarkand.text.tokens import tokens_of, words_of

ROUNDS = 3


def texts() -> list[str]:
    """The plain text of every record."""
    found = []
    for path in sorted((shared() / "corpus").rglob("*.md")):
        try:
            found.append(plain_text(parse(path.read_bytes()).body))
        except BadRecord:
            continue
    return found


def main() -> None:
    read = texts()
    size = sum(map(len, read))
    ways: dict[str, Callable[[str], object]] = {
        "folded": fold,
        "words, without places": words_of,
        "words and the terms of an index": lambda text: index_terms(words_of(text)),
        "tokens with places": tokens_of,
    }
    print(f"{len(read):,} texts, {size:,} characters; the best of {ROUNDS} rounds\n{'':34}{'M characters/s':>16}")
    for name, way in ways.items():
        spent = []
        for _ in range(ROUNDS):
            start = time.process_time()
            for text in read:
                way(text)
            spent.append(time.process_time() - start)
        print(f"{name:34}{size / min(spent) / 1e6:>16.1f}")


if __name__ == "__main__":
    main()
