"""Make `samarkand/weights/words.tsv`: in how many of 10,000 articles each common word and name stands.

    python -m bench.word_frequencies

Read are the real records, the stream of affairs and English pages, without their labels. Words that stand in fewer than 1 of
100 articles are left out, since the program takes them all for equally rare.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from bench.shared import shared
from bench.story_data import of_records, of_stream
from samarkand.adapters.names import built_in
from samarkand.steps.relating.features import RAREST, READ
from samarkand.text.names import KnownNames, with_names
from samarkand.text.vocabulary import vocabulary_of

HEAD = "# In how many of 10,000 articles a folded word stands, or a name of the group after `@`; made by `python -m bench.word_frequencies`.\n"


def chinese() -> Iterator[str]:
    for labelled in (*of_records("records", "corpus"), *of_stream()):
        if labelled.document.language.startswith("zh"):
            yield f"{labelled.document.title}\n{labelled.document.text[:READ]}"


def english() -> Iterator[str]:
    for line in (shared() / "bench" / "extraction" / "pages.jsonl").open(encoding="utf-8"):
        body = json.loads(line)["body"]
        if len(body) > 500 and sum(map(str.isascii, body)) > 0.95 * len(body):
            yield body[:READ]


def counted(texts: Iterator[str]) -> tuple[Counter[str], int]:
    """In how many texts each word stands, and how many texts there are."""
    known, found, count = KnownNames((group.key, group.names) for group in built_in()), Counter[str](), 0
    for text in texts:
        words = vocabulary_of(text)
        with_names(words, known.find(text))
        found.update(words.keys())
        count += 1
    return found, count


def main() -> None:
    shares: dict[str, float] = {}
    for name, texts in (("Chinese", chinese()), ("English", english())):
        found, count = counted(texts)
        print(f"{name}: {count} texts, {len(found)} words")
        for word, times in found.items():
            if count and times >= RAREST * count:
                shares[word] = max(shares.get(word, 0.0), times / count)
    lines = (f"{word}\t{round(10_000 * share)}\n" for word, share in sorted(shares.items()))
    text = HEAD + "".join(lines)
    Path(str(files("samarkand.weights").joinpath("words.tsv"))).write_text(text, "utf-8")
    print(f"{len(shares)} words, {len(text.encode()) // 1000} KB")


if __name__ == "__main__":
    main()
