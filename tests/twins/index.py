"""The search index port in memory: it reads every version for every query."""

from __future__ import annotations

from collections import Counter

from samarkand.model.search import Found, Hit
from twins.reader import Reader


class MemoryIndex:
    """Versions in a dictionary, and a reader who looks through them."""

    def __init__(self):
        self.documents = {}
        self.known = None

    def place(self):
        return self.known

    def take(self, documents, place):
        self.documents |= {(document.article, document.version): document for document in documents}
        self.known = place

    def take_all(self, batches):
        for documents, place in batches:
            self.take(documents, place)
            yield place

    def clear(self):
        self.documents, self.known = {}, None

    def search(self, query, alternatives, options):
        spellings = alternatives if options.with_variants else {}
        keys = Reader(self.documents.values()).find(query, spellings)
        found = sorted((self.documents[key] for key in keys), key=lambda each: each.published_at, reverse=True)
        page = found[options.offset : options.offset + options.limit]
        hits = tuple(Hit(document.article, document.version, 0.0) for document in page)
        return Found(hits, len(found), facets_of(found) if options.with_facets else None)


def facets_of(documents):
    names = {
        "outlet": lambda document: document.outlet,
        "language": lambda document: document.language,
        "month": lambda document: f"{document.published_at:%Y-%m}",
    }
    counted = {name: sorted(Counter(map(value, documents)).items()) for name, value in names.items()}
    return {
        name: tuple(values if name == "month" else sorted(values, key=lambda each: -each[1]))
        for name, values in counted.items()
    }
