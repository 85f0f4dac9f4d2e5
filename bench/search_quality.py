"""How good the search's order is: ours, ours without one of its parts, and two others, on three sets of judged answers.

    python -m bench.search_quality

`tests/search/relevance.tsv` judges queries in our language over the corpus of real records (how: `README.md` beside it);
`news` and `cmrc2018` are headlines and questions that are typed whole: as they stand (what has all of it, else what has
some), and relaxed at once. The others: BM25 (k1 1.2, b .75)
over pairs of characters, held in memory, and SQLite's FTS5 with its `trigram` tokenizer. Both look for any of a query's
words, know no fields, and so are measured on plain queries alone too. `tests/search/` holds our numbers as floors.
"""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from bench.reading import read_file
from bench.shared import shared
from samarkand.adapters import names
from samarkand.adapters.outlets import built_in
from samarkand.adapters.search import TantivyIndex, querying
from samarkand.errors import BadQuery
from samarkand.model.events import Place
from samarkand.model.search import All, Options, Query, SearchDocument, Words
from samarkand.steps.loosening import loosened
from samarkand.steps.querying import parse
from samarkand.steps.variants import Variants, alternatives
from samarkand.text.folding import fold
from samarkand.text.terms import index_terms, phrase_terms
from samarkand.text.tokens import words_of

NOW = datetime(2020, 7, 10, tzinfo=UTC)
JUDGED = Path(__file__).resolve().parents[1] / "tests" / "search" / "relevance.tsv"
OUTLETS = {name: outlet.id for outlet in built_in() for name in (outlet.id, outlet.name, *outlet.aliases)}

VARIANTS = Variants(names.built_in())

Ranking = Callable[[str], Sequence[str]]
"""A query as it is typed -> ids of answers, the best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Documents, and for each query its answers with their grades."""

    documents: tuple[SearchDocument, ...]
    """Their `article` is the id of an answer, and of each there is one, or the numbers differ."""
    answers: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Score:
    """Means over queries."""

    mrr: float
    """One over the rank of the first answer among ten."""
    ndcg: float
    """nDCG at 10, a grade being its gain."""
    recall: float
    """Of the answers, how many stand among a hundred."""


def corpus(place: Path) -> Judged:
    """Our own set, over the corpus."""
    seen: Counter[str] = Counter()
    documents = []
    for path in sorted((place / "corpus").rglob("*.md")):
        record, reading, outlet = read_file(path)
        identity = f"{path.parent.name}/{path.name.split('_')[0]}"
        seen[identity] += 1
        at = reading.published.at if reading.published else NOW
        number = seen[identity]
        documents.append(
            SearchDocument(identity, number, outlet, reading.language, at, record.title, reading.text, number)
        )
    rows = csv.reader(JUDGED.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    pairs = {query: dict(answer.split("=") for answer in answers.split()) for query, answers in rows}
    grades = {query: {key: int(grade) for key, grade in answers.items()} for query, answers in pairs.items()}
    return Judged(tuple(documents), grades)


def typed_whole(place: Path, name: str, every: int = 1) -> Judged:
    """`news` or `cmrc2018`, or each so-manieth of its queries."""
    folder = place / "bench" / "search" / name
    passages = folder / "passages.jsonl"
    lines = (passages if passages.exists() else place / "bench" / "stories" / "stream.jsonl").read_text("utf-8")
    documents = []
    for row in map(json.loads, lines.splitlines()):
        title = row["title"] if passages.exists() else ""
        documents.append(SearchDocument(row["id"], 1, "someone", "zh-Hans", NOW, title, row["text"], 1))
    answers: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        answers[query][document] = int(grade)
    queries = [line.split("\t") for line in (folder / "queries.tsv").read_text("utf-8").splitlines()]
    return Judged(tuple(documents), {words: answers[query] for query, words in queries[::every]})


def score(judged: Judged, ranking: Ranking) -> Score:
    """Means over all queries of a set."""
    each = [_score(ranking(query), answers) for query, answers in judged.answers.items()]
    return Score(*(sum(column) / len(each) for column in zip(*each, strict=True)))


def _score(ranked: Sequence[str], answers: Mapping[str, int]) -> tuple[float, float, float]:
    ranked = list(dict.fromkeys(ranked))
    first = next((1 / rank for rank, document in enumerate(ranked[:10], 1) if answers.get(document)), 0.0)
    gain = _gain([answers.get(document, 0) for document in ranked[:10]])
    ideal = _gain(sorted(answers.values(), reverse=True)[:10])
    return first, gain / ideal, len(answers.keys() & set(ranked[:100])) / len(answers)


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def plain(judged: Judged) -> Judged:
    """The queries that are nothing but words."""
    kept = {query: answers for query, answers in judged.answers.items() if not set('":-(') & set(query)}
    return replace(judged, answers={query: answers for query, answers in kept.items() if " OR " not in query})


@contextmanager
def ours(judged: Judged) -> Iterator[Callable[..., Ranking]]:
    """Rankings of our index, made for the occasion, by the options they are asked with."""
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder))
        index.take(judged.documents, Place(1, "0" * 64))

        def with_options(options: Options = Options(limit=110)) -> Ranking:  # noqa: B008  (a frozen value)
            def ranking(typed: str) -> list[str]:
                if options.is_relaxed:
                    return [hit.article for hit in index.search(headline(typed), {}, options).hits]
                return as_typed(index, typed, options)

            return ranking

        yield with_options


def as_typed(index: TantivyIndex, typed: str, options: Options) -> list[str]:
    """What the program answers: what has all of it, else, for a text typed whole, what has some."""
    try:
        query = parse(typed, NOW, OUTLETS.get)
    except BadQuery:
        return []
    found = index.search(query, spellings(query), options)
    if not found.total and (loose := loosened(query)):
        found = index.search(loose, {}, replace(options, is_relaxed=True))
    return [hit.article for hit in found.hits]


def headline(text: str) -> Query:
    """A text as words to be looked for, nothing in it being a sign of the language of queries."""
    return Query(All((Words(text),)), text=text)


def spellings(query: Query) -> Mapping[Words, tuple[str, ...]]:
    """Other spellings of the names in a query, as the program itself knows them."""
    return alternatives(query, VARIANTS)


def pairs(judged: Judged) -> Ranking:
    """BM25 over pairs of characters of title and text as one."""
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths = []
    for number, document in enumerate(judged.documents):
        terms = index_terms(words_of(f"{document.title}\n{document.text}"))
        lengths.append(len(terms))
        for term, count in Counter(terms).items():
            held[term].append((number, count))
    mean = sum(lengths) / len(lengths)

    def ranking(typed: str) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for term in {term for piece in fold(typed).split() for _, term in phrase_terms(words_of(piece)).terms}:
            found = held.get(term, [])
            rarity = math.log(1 + (len(lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                scores[number] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[number] / mean))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:110]
        return [judged.documents[number].article for number in best]

    return ranking


def trigrams(judged: Judged) -> Ranking:
    """SQLite's FTS5 with its `trigram` tokenizer, over the same folded text."""
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, body, tokenize='trigram')")
    rows = ((each.article, f"{fold(each.title)} {fold(each.text)}") for each in judged.documents)
    table.executemany("INSERT INTO text VALUES (?, ?)", rows)

    def ranking(typed: str) -> list[str]:
        words = "".join(fold(typed).split())
        grams = dict.fromkeys(words[start : start + 3] for start in range(len(words) - 2))
        match = " OR ".join(f'"{gram}"' for gram in list(grams)[:60])
        ranked = "SELECT id FROM text WHERE text MATCH ? ORDER BY rank LIMIT 110"
        return [row[0] for row in table.execute(ranked, (match,))] if grams else []

    return ranking


def without(name: str, value: float) -> ExitStack:
    """A time in which a weight of the ranking has another value."""
    stack = ExitStack()
    stack.enter_context(patch.object(querying, name, value))
    return stack


def table(
    title: str, sets: Mapping[str, Judged], rankings: Mapping[str, Callable[[], tuple[ExitStack, Ranking]]]
) -> None:
    """Print a line for each ranking."""
    print(f"\n{title:34}" + "".join(f"{name:>30}" for name in sets))
    print(" " * 34 + f"{'MRR@10  nDCG@10  recall@100':>30}" * len(sets))
    for name, make in rankings.items():
        context, ranking = make()
        with context:
            cells = [score(judged, ranking) for judged in sets.values()]
        print(f"{name:34}" + "".join(f"{each.mrr:>13.3f}{each.ndcg:>9.3f}{each.recall:>8.3f}" for each in cells))


def main() -> None:
    place = shared()
    judged = corpus(place)
    asked = Options(limit=110)
    with ours(judged) as rank:
        table(
            f"corpus, {len(judged.answers)} queries",
            {"all queries": judged, f"{len(plain(judged).answers)} of words alone": plain(judged)},
            {
                "ours": lambda: (ExitStack(), rank(asked)),
                "  without weight of the title": lambda: (without("TITLE_BOOST", 1.0), rank(asked)),
                "  without nearness": lambda: (without("NEAR_BOOST", 0.0), rank(asked)),
                "  without recency": lambda: (ExitStack(), rank(replace(asked, with_recency=False))),
                "  without other spellings": lambda: (ExitStack(), rank(replace(asked, with_variants=False))),
                "BM25 over pairs": lambda: (ExitStack(), pairs(judged)),
                "FTS5 trigram": lambda: (ExitStack(), trigrams(judged)),
            },
        )
    for name in ("news", "cmrc2018"):
        whole = typed_whole(place, name)
        with ours(whole) as rank:
            relaxed = replace(asked, is_relaxed=True)
            table(
                f"{name}, {len(whole.answers)} queries",
                {"typed whole": whole},
                {
                    "ours, as typed": lambda rank=rank: (ExitStack(), rank(asked)),
                    "ours, relaxed": lambda rank=rank, relaxed=relaxed: (ExitStack(), rank(relaxed)),
                    "  without single characters": lambda rank=rank, relaxed=relaxed: (
                        without("CHARS_BOOST", 0.0),
                        rank(relaxed),
                    ),
                    "BM25 over pairs": lambda whole=whole: (ExitStack(), pairs(whole)),
                    "FTS5 trigram": lambda whole=whole: (ExitStack(), trigrams(whole)),
                },
            )


if __name__ == "__main__":
    main()
