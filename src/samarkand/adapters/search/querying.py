"""A query as tantivy asks it; what is exact here is exact in the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice, pairwise
from typing import assert_never

import tantivy
from tantivy import Occur
from tantivy import Query as Compiled

from samarkand.adapters.search import schema
from samarkand.model.search import (
    All,
    Any,
    Changed,
    Language,
    Node,
    Not,
    Old,
    Outlets,
    Published,
    Query,
    Versions,
    Words,
)
from samarkand.text.folding import fold
from samarkand.text.terms import phrase_terms
from samarkand.text.tokens import is_unspaced, words_of
from samarkand.times import to_ms

TITLE_BOOST = 3.0
"""How much more a word in the title counts."""
TITLE_SCORE = 20.0
"""Of a single character in the title: above what the rarest one may have in a text, since a pattern has no score."""
NEAR = 16
"""Tokens that may stand between two words which are near each other."""
NEAR_BOOST = 0.5
"""How much nearness counts, against the same words as a phrase."""
TIE = 0.1
"""How much of a score the other fields and spellings add to the best one's."""
GRAMMAR = frozenset("的了是在们与被及而也就他她我但却之其这那或说还很已把让都没从吗呢吧")
"""Characters that tell nothing by themselves, where some of the words are enough. Folded."""
CHARS_BOOST = 1.5
"""How much a single character counts against a pair, where some of the words are enough. Between 1 and 2 it matters
little, on headlines and on questions (`bench.search_quality`)."""
MOST_TERMS = 100
"""Terms that are looked for where some of the words are enough."""

Spellings = Mapping[Words, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes tantivy's query of ours."""

    schema: tantivy.Schema
    spellings: Spellings
    """Other spellings that are looked for too."""
    is_relaxed: bool = False
    """Whether some of the words are enough."""

    def compile(self, query: Query) -> Compiled:
        """The documents that a query finds; their score is that of its words."""
        hidden = ["place"] if query.is_of_old else ["place", "old"]
        parts = [(Occur.Must, self._node(query.root))]
        parts += [(Occur.MustNot, self._state(state)) for state in hidden]
        if query.sort == "relevance" and not self.is_relaxed:
            parts += [(Occur.Should, near) for near in self._near(query.root)]
        return Compiled.boolean_query(parts)

    def _node(self, node: Node) -> Compiled:  # noqa: PLR0911  (one case for each noun)
        match node:
            case Words():
                return self._words(node)
            case Outlets():
                return self._filter(schema.OUTLET, node.outlet)
            case Language():
                return self._filter(schema.TAG, node.tag.lower())
            case Published():
                return self._published(node)
            case Changed() | Old():
                return self._state("old" if isinstance(node, Old) else "changed")
            case Versions():
                return self._versions(node)
            case All():
                return self._all(node)
            case Any():
                return Compiled.boolean_query([(Occur.Should, self._node(part)) for part in node.parts])
            case Not():
                return self._all(All((node,)))
            case _:
                assert_never(node)

    def _all(self, node: All) -> Compiled:
        """All of the parts. Where each of them excludes something, from everything."""
        parts = [
            (Occur.MustNot, self._node(part.part)) if isinstance(part, Not) else (Occur.Must, self._node(part))
            for part in self._needed(node.parts)
            if not self._is_loose(part)
        ]
        if loose := [part for part in node.parts if self._is_loose(part)]:
            parts.append((Occur.Must, Compiled.boolean_query([(Occur.Should, self._node(part)) for part in loose])))
        if not any(occur == Occur.Must for occur, _ in parts):
            parts.append((Occur.Must, Compiled.const_score_query(Compiled.all_query(), 0.0)))
        return Compiled.boolean_query(parts)

    def _needed(self, parts: Sequence[Node]) -> list[Node]:
        """The parts without words that others hold: where 国安法 stands, 国安 does too, and to ask for both is slow.

        Not where the longer ones may be spelled otherwise.
        """
        needed = list(parts)
        for part in parts:
            if isinstance(part, Words) and not self._is_loose(part):
                others = [other for other in needed if other is not part and isinstance(other, Words)]
                if any(self._holds(other, part) for other in others):
                    needed = [other for other in needed if other is not part]
        return needed

    def _holds(self, longer: Words, shorter: Words) -> bool:
        if longer.field != shorter.field or self.spellings.get(longer) or self._is_loose(longer):
            return False
        long, short = list(words_of(longer.text)), list(words_of(shorter.text))
        starts = range(len(long) - len(short) + 1)
        return bool(short) and any(long[start : start + len(short)] == short for start in starts)

    def _state(self, state: str) -> Compiled:
        return self._filter(schema.STATE, state)

    def _filter(self, field: str, value: str) -> Compiled:
        return Compiled.const_score_query(Compiled.term_query(self.schema, field, value), 0.0)

    def _versions(self, node: Versions) -> Compiled:
        """Costs some µs a version."""
        keys = [schema.key_of(*version) for version in node.versions]
        return Compiled.const_score_query(Compiled.term_set_query(self.schema, schema.KEY, keys), 0.0)

    def _published(self, span: Published) -> Compiled:
        if span.since is None and span.until is None:
            return Compiled.const_score_query(Compiled.all_query(), 0.0)
        since = _midnight(span.since) if span.since else None
        until = _midnight(span.until) - 1 if span.until else None
        found = Compiled.range_query(self.schema, schema.PUBLISHED, tantivy.FieldType.Integer, since, until)
        return Compiled.const_score_query(found, 0.0)

    def _is_loose(self, node: Node) -> bool:
        """Whether documents without these words may be found."""
        return self.is_relaxed and isinstance(node, Words) and node.field == "text" and not node.is_exact

    def _words(self, words: Words) -> Compiled:
        if self._is_loose(words):
            return self._some(words)
        spellings = dict.fromkeys(tuple(words_of(text)) for text in (words.text, *self.spellings.get(words, ())))
        found = [each for spelling in spellings if spelling for each in self._spelling(words.field, spelling)]
        if not found:
            return Compiled.empty_query()
        return found[0] if len(found) == 1 else Compiled.disjunction_max_query(found, TIE)

    def _spelling(self, field: str, spelling: Sequence[str]) -> Iterator[Compiled]:
        if field == "speaker":
            raise ValueError("the index knows no speakers; such words are made into versions before it is asked")
        if field == "title":
            yield self._phrase(schema.TITLE, spelling)
            return
        if spelling == (phrase_terms(spelling).beginning,):
            yield Compiled.boost_query(self._phrase(schema.TITLE, spelling), TITLE_SCORE)
            yield self._term(schema.CHARS, spelling[0])
        else:
            yield Compiled.boost_query(self._phrase(schema.TITLE, spelling), TITLE_BOOST)
            yield self._phrase(schema.BODY, spelling)

    def _some(self, words: Words) -> Compiled:
        """Any of the pairs and characters that words are made of; the more of them, the rarer, the better.

        Single characters add what pairs alone miss: half of a name, a verb with another particle. Those of grammar do not.
        """
        texts = (words.text, *self.spellings.get(words, ()))
        runs = [words_of(run) for text in texts for run in fold(text).split()]
        terms = dict.fromkeys(term for run in runs for _, term in phrase_terms(run).terms)
        chars = dict.fromkeys(word for run in runs for word in run if is_unspaced(word) and word not in GRAMMAR)
        weighed = [
            *((1.0, self._term(schema.BODY, term)) for term in islice(terms, MOST_TERMS)),
            *((TITLE_BOOST, self._term(schema.TITLE, term)) for term in islice(terms, MOST_TERMS)),
            *((CHARS_BOOST, self._term(schema.CHARS, char)) for char in islice(chars, MOST_TERMS)),
        ]
        return Compiled.boolean_query([(Occur.Should, Compiled.boost_query(part, weight)) for weight, part in weighed])

    def _term(self, field: str, term: str) -> Compiled:
        return Compiled.term_query(self.schema, field, term, "basic" if field == schema.CHARS else "freq")

    def _phrase(self, field: str, spelling: Sequence[str]) -> Compiled:
        """These tokens side by side. Words are letters and digits alone: nothing in them means something in a pattern."""
        phrase = phrase_terms(spelling)
        if not phrase.beginning:
            return self._terms(field, phrase.terms, 0)
        pattern = f"{phrase.beginning}.*"
        if not phrase.terms:
            return Compiled.regex_query(self.schema, field, pattern)
        terms: list[str | tuple[int, str]] = [*phrase.terms, (phrase.length - 1, pattern)]
        return Compiled.regex_phrase_query(self.schema, field, terms)

    def _terms(self, field: str, terms: Sequence[tuple[int, str]], slop: int) -> Compiled:
        if len(terms) > 1:
            return Compiled.phrase_query(self.schema, field, [*terms], slop)
        return Compiled.term_query(self.schema, field, terms[0][1])

    def _near(self, root: Node) -> Iterator[Compiled]:
        """What adds to the score where neighbouring words of the query stand near each other, in either order."""
        together = self._needed(root.parts) if isinstance(root, All) else []
        wanted = [tuple(words_of(part.text)) for part in together if isinstance(part, Words) and part.field == "text"]
        for one, other in pairwise(wanted):
            for before, behind in ((one, other), (other, one)):
                first, second = phrase_terms(before), phrase_terms(behind)
                if first.terms and second.terms:
                    gap = first.length
                    terms = [*first.terms, *((gap + offset, term) for offset, term in second.terms)]
                    yield Compiled.boost_query(self._terms(schema.BODY, terms, NEAR), NEAR_BOOST)


def has_words(node: Node) -> bool:
    """Whether something in a query has a score: words that are not excluded."""
    if isinstance(node, All | Any):
        return any(has_words(part) for part in node.parts)
    return isinstance(node, Words)


def _midnight(day: date) -> int:
    return to_ms(datetime(day.year, day.month, day.day, tzinfo=UTC))
