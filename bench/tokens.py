"""How fast texts are folded, cut into tokens and named by terms, and how fast passages are cut from what was found.

    python -m bench.tokens

The plain texts of the real records are read in memory; time is of the processor, the best of three rounds. Passages are
those of 200 queries of one to three words, drawn by lot from the texts, in twenty texts each that have the words.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

from bench.shared import shared
from samarkand.errors import BadRecord
from samarkand.steps.passages import passages
from samarkand.steps.records import parse
from samarkand.text.folding import fold
from samarkand.text.plain import plain_text
from samarkand.text.terms import index_terms, indexed
from samarkand.text.tokens import tokens_of, words_of

ROUNDS = 3
QUERIES, HITS, WIDTH = 200, 20, 140
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def texts() -> list[str]:
    """The plain text of every record."""
    found = []
    for path in sorted((shared() / "corpus").rglob("*.md")):
        try:
            found.append(plain_text(parse(path.read_bytes()).body))
        except BadRecord:
            continue
    return found


def queries(read: list[str]) -> list[tuple[list[tuple[str, ...]], list[str]]]:
    """What is looked for, and texts that have all of it."""
    chance, folded, made = random.Random(7), list(map(fold, read)), []
    while len(made) < QUERIES:
        runs = HAN.findall(chance.choice(folded)) or ["不"]
        words = [chance.choice(runs)[: chance.randint(2, 4)] for _ in range(chance.choice((1, 1, 2, 3)))]
        hits = [number for number, text in enumerate(folded) if all(word in text for word in words)]
        if len(hits) >= HITS:
            made.append(([tuple(word) for word in words], [read[number] for number in chance.sample(hits, HITS)]))
    return made


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor, in the best of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds)


def main() -> None:
    read = texts()
    size = sum(map(len, read))
    ways: dict[str, Callable[[str], object]] = {
        "folded": fold,
        "words, without places": words_of,
        "words and the terms of an index": lambda text: index_terms(words_of(text)),
        "terms of an index, at once": lambda text: indexed([text]),
        "tokens with places": tokens_of,
    }
    print(f"{len(read):,} texts, {size:,} characters; the best of {ROUNDS} rounds\n{'':34}{'M characters/s':>16}")
    for name, way in ways.items():
        print(f"{name:34}{size / spent(lambda way=way: [way(text) for text in read]) / 1e6:>16.1f}")
    asked = queries(read)
    took = spent(lambda: [passages(text, words, WIDTH) for words, hits in asked for text in hits])
    print(f"{f'passages of {HITS} hits':34}{1000 * took / len(asked):>13.2f} ms")


if __name__ == "__main__":
    main()
