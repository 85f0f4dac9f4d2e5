"""Names learned from the articles as they are indexed: what they gloss is kept, and linked to groups of spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from samarkand.ids import sha256
from samarkand.later import later
from samarkand.model.events import Place
from samarkand.model.names import Gloss, GlossedName
from samarkand.model.search import SearchDocument
from samarkand.ports import NameStore
from samarkand.steps.linking import ENOUGH, link

if TYPE_CHECKING:
    from samarkand.steps import glosses
else:  # where nothing is indexed none of it is needed
    glosses = later("samarkand.steps.glosses")

MOST_PAIRS = 200_000
"""Names with a spelling that are kept, about 40 MB; beyond, those that one article alone told are forgotten."""


class Learner:
    """Reads along while the search index takes versions in.

    What is kept is never behind the index: it is written before the index is. To read a version twice changes nothing,
    because of each name a few articles are kept, always the same ones; so a stop leaves nothing to repair.
    """

    def __init__(self, store: NameStore, index: Place) -> None:
        """`index`: where the search index stands; at its beginning all is learned anew."""
        self._store = store
        place, known = store.glosses()
        self.is_behind = place.count < index.count
        """Whether versions that the index knows have to be read again, from the beginning."""
        is_kept = index.count > 0 and not self.is_behind
        self._articles: dict[tuple[str, str], tuple[str, ...]] = dict(known) if is_kept else {}

    def read(self, documents: Iterable[SearchDocument], place: Place) -> Iterator[SearchDocument]:
        """The documents, as they came; once they have all gone through, what they told is kept. Raises CatalogUnusable."""
        for document in documents:
            for gloss in (*glosses.glosses_in(document.title), *glosses.glosses_in(document.text)):
                self._take(gloss, document.article)
            yield document
        self._forget()
        self._store.keep_glosses(place, self._articles)

    def link(self) -> None:
        """Make groups of all that is known, and keep them. Raises CatalogUnusable, BadOutlet."""
        glossed = [GlossedName(name, latin, len(articles)) for (name, latin), articles in self._articles.items()]
        people = {each.latin for each in glossed if glosses.is_person(each.latin)}
        self._store.keep_grown(link(glossed, people, self._store.known()))

    def _take(self, gloss: Gloss, article: str) -> None:
        pair = gloss.name, gloss.latin
        kept = {*self._articles.get(pair, ()), sha256(article.encode())[:12]}
        self._articles[pair] = tuple(sorted(kept)[:ENOUGH])

    def _forget(self) -> None:
        if len(self._articles) > MOST_PAIRS:
            self._articles = {pair: articles for pair, articles in self._articles.items() if len(articles) > 1}
            for pair in list(self._articles)[MOST_PAIRS:]:
                del self._articles[pair]
