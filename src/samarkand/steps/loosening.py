"""When a query that finds nothing was a text typed whole, and what to look for then; asks no index.

Who pastes a headline wants the other outlets' reports of it, and no other outlet wrote the same words. A name or a few
words are no such text: that nothing has them is the answer.
"""

from __future__ import annotations

from dataclasses import replace

from samarkand.model.search import All, Any, Node, Query, Words
from samarkand.text.folding import fold
from samarkand.text.terms import phrase_terms
from samarkand.text.tokens import words_of

SHORTEST = 6
"""Tokens that stand together without blank or quote where a text was typed whole."""


def loosened(query: Query) -> Query | None:
    """The query to be asked with `Options.is_relaxed`, or None where what was typed is no whole text.

    Quotes, OR and parentheses are then the text's own and mean nothing; fields, dates and exclusions hold. Who wants the
    newest first, as feeds do, waits for what there is, not for what is near.
    """
    if query.sort == "date":
        return None
    parts = query.root.parts if isinstance(query.root, All) else (query.root,)
    typed = tuple(words for part in parts for words in _typed(part) or ())
    if not any(len(words_of(words.text)) >= SHORTEST and not words.is_exact for words in typed):
        return None
    held = tuple(part for part in parts if _typed(part) is None)
    return replace(query, root=All((*(replace(words, is_exact=False) for words in typed), *held)))


def pieces(query: Query) -> Query:
    """What of a loosened query is to be marked where it stands: each pair of characters, each other word."""
    parts = query.root.parts if isinstance(query.root, All) else (query.root,)
    runs = [run for part in parts for words in _typed(part) or () for run in fold(words.text).split()]
    terms = dict.fromkeys(term for run in runs for _, term in phrase_terms(words_of(run)).terms)
    return replace(query, root=All(tuple(map(Words, terms))))


def _typed(node: Node) -> tuple[Words, ...] | None:
    """The words of a node that is nothing but words without a field, else None."""
    if isinstance(node, Words):
        return (node,) if node.field == "text" else None
    if not isinstance(node, All | Any):
        return None
    parts = [_typed(part) for part in node.parts]
    return None if None in parts else tuple(words for part in parts for words in part or ())
