"""A reader who looks through every text for every query: what an index must find, no more and no less."""

from __future__ import annotations

from datetime import UTC
from typing import assert_never

from samarkand.model.search import All, Any, Changed, Language, Not, Old, Outlets, Published, Versions, Words
from samarkand.text.tokens import tokens_of


class Reader:
    """The versions that a query finds, by looking. Knows terms and pairs as little as a person does."""

    def __init__(self, documents):
        """`documents`: SearchDocuments."""
        self.read = [_Read(document) for document in documents]

    def find(self, query, alternatives=None):
        """The (article, version) of all that a query finds; `alternatives` are other spellings by the query's words."""
        with_old = query.is_of_old
        return {
            (read.document.article, read.document.version)
            for read in self.read
            if (with_old or not read.is_old) and _holds(query.root, read, alternatives or {})
        }


class _Read:
    """A version, and the tokens of its texts."""

    def __init__(self, document):
        self.document = document
        self.is_old = document.version < document.versions
        title, text = _row(document.title), _row(document.text)
        self.rows = {"text": [title, text], "title": [title]}


def _row(text):
    """The tokens in a row, each between blanks; so a sequence stands in it if its own row does."""
    return f" {' '.join(token.text for token in tokens_of(text))} "


def _holds(node, read, alternatives):
    document = read.document
    match node:
        case Words():
            spellings = [_row(text) for text in (node.text, *alternatives.get(node, ()))]
            return any(spelling.strip() and spelling in row for spelling in spellings for row in read.rows[node.field])
        case Outlets():
            return document.outlet == node.outlet
        case Language():
            return f"{document.language}-".lower().startswith(f"{node.tag}-".lower())
        case Published():
            day = document.published_at.astimezone(UTC).date()
            return (node.since is None or node.since <= day) and (node.until is None or day < node.until)
        case Changed():
            return document.versions > 1
        case Old():
            return read.is_old
        case Versions():
            return (document.article, document.version) in node.versions
        case All():
            return all(_holds(part, read, alternatives) for part in node.parts)
        case Any():
            return any(_holds(part, read, alternatives) for part in node.parts)
        case Not():
            return not _holds(node.part, read, alternatives)
        case _:
            assert_never(node)
