"""What was learned of versions while pages were made, so that no list reads a text again: a version never changes. Opens nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from samarkand.model.answers import Glance
from samarkand.model.articles import Picture, Version
from samarkand.web.site.contents import hashed

Recall = Callable[[Sequence[str]], Mapping[str, str]]
"""Keys -> what was learned by them."""


class Memory:
    """What one program learned of versions, by way of a site's memory."""

    def __init__(self, recall: Recall, program: str) -> None:
        """`program` is a hash of all that it was learned with: what another one learned is not asked for."""
        self._recall, self._program = recall, program
        self._new: dict[str, str] = {}

    def recall(self, kind: str, version: Version) -> str | None:
        """What was learned of a version; None for nothing."""
        key = self._key(kind, version)
        return self._new.get(key) or self._recall([key]).get(key)

    def learn(self, kind: str, version: Version, told: str) -> None:
        """What there is to know of a version; not "", which is nothing."""
        self._new[self._key(kind, version)] = told

    def taken(self) -> Mapping[str, str]:
        """What was learned since this was asked last."""
        new, self._new = self._new, {}
        return new

    def _key(self, kind: str, version: Version) -> str:
        return f"{self._program} {hashed((kind, version.article, str(version.number), version.sha256))}"


def glance_as_text(glance: Glance) -> str:
    """A glance as it is remembered."""
    pictures = [(each.url, each.src, each.caption, each.alt) for each in glance.pictures]
    return json.dumps((glance.title, glance.beginning, pictures), ensure_ascii=False)


def glance_of_text(told: str) -> Glance:
    """And back."""
    title, beginning, pictures = json.loads(told)
    return Glance(title, beginning, tuple(Picture(*each) for each in pictures))
