"""What a query looks for, and whether one version answers it, by reading: for texts that are read anyway; asks no index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import assert_never

from samarkand.model.search import (
    All,
    Alternative,
    Any,
    Changed,
    Field,
    Language,
    Node,
    Not,
    Old,
    Outlets,
    Published,
    Query,
    SearchDocument,
    Versions,
    Words,
)
from samarkand.text.tokens import words_of

Alternatives = Mapping[Words, tuple[str, ...]]
"""Other spellings of words of a query, by those words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The sequences of tokens that a query looks for, by where they may stand."""

    title: tuple[tuple[str, ...], ...]
    text: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, query: Query, also: Alternatives) -> Wanted:
        """What is to be marked for a query and the other spellings of its names."""
        title: dict[tuple[str, ...], None] = {}
        text: dict[tuple[str, ...], None] = {}
        for words in wanted_words(query.root):
            for spelling in (words.text, *also.get(words, ())):
                sequence = tuple(words_of(spelling))
                if sequence and words.field in _IN_TITLE:
                    title[sequence] = None
                if sequence and words.field in _IN_TEXT:
                    text[sequence] = None
        return cls(tuple(title), tuple(text))


_IN_TITLE: frozenset[Field] = frozenset({"text", "title"})
_IN_TEXT: frozenset[Field] = frozenset({"text", "speaker"})


def wanted_words(node: Node) -> Iterator[Words]:
    """The words that a query wants to be there; what it excludes is nowhere to be marked."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from wanted_words(part)


def told_alternatives(query: Query, also: Alternatives) -> tuple[Alternative, ...]:
    """The other spellings of what a query wants, by its words as they were typed, each once."""
    found = {words.text: also[words] for words in wanted_words(query.root) if also.get(words)}
    return tuple(Alternative(typed, others) for typed, others in found.items())


class Read:
    """A version whose words were taken in once, so that many queries can be asked of it."""

    def __init__(self, document: SearchDocument, speakers: Iterable[str] = ()) -> None:
        """`speakers`: the names of those whom it quotes, for queries that ask for them."""
        self.document = document
        title, text = row_of(document.title), row_of(document.text)
        self.rows: Mapping[Field, Sequence[str]] = {
            "text": (title, text),
            "title": (title,),
            "speaker": tuple(map(row_of, speakers)),
        }

    def answers(self, query: Query, alternatives: Alternatives) -> bool:
        """Whether a query finds this version; older versions answer only those that ask for old ones."""
        return (not self._is_old() or query.is_of_old) and self._holds(query.root, alternatives)

    def _is_old(self) -> bool:
        return self.document.version < self.document.versions

    def _holds(self, node: Node, alternatives: Alternatives) -> bool:
        match node:
            case Words():
                rows = (row_of(spelling) for spelling in (node.text, *alternatives.get(node, ())))
                return any(row and row in place for row in rows for place in self.rows[node.field])
            case All(parts):
                return all(self._holds(part, alternatives) for part in parts)
            case Any(parts):
                return any(self._holds(part, alternatives) for part in parts)
            case Not(part):
                return not self._holds(part, alternatives)
            case _:
                return self._is(node)

    def _is(self, node: Outlets | Language | Published | Changed | Old | Versions) -> bool:
        document = self.document
        match node:
            case Outlets(outlet):
                return document.outlet == outlet
            case Language(tag):
                return f"{document.language}-".lower().startswith(f"{tag}-".lower())
            case Published(since, until):
                day = document.published_at.astimezone(UTC).date()
                return (since is None or since <= day) and (until is None or day < until)
            case Changed():
                return document.versions > 1
            case Old():
                return self._is_old()
            case Versions(versions):
                return (document.article, document.version) in versions
            case _:
                assert_never(node)


def row_of(text: str) -> str:
    """Its tokens, each between blanks, so that a sequence stands in a text if its row stands in the text's; "" for none."""
    tokens = words_of(text)
    return f" {' '.join(tokens)} " if tokens else ""
