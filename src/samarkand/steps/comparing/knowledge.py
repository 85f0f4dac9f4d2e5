"""What is known before a story is compared: names, how telling words are, weights, and words that take sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samarkand.model.comparisons import ClaimWeights, TermGroup
from samarkand.text.names import KnownNames


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it depends on no archive but for the names that were learned there."""

    names: KnownNames
    telling: Callable[[str], float]
    """How much a folded word says of what a text is about; 0 for the commonest."""
    weights: ClaimWeights
    terms: tuple[TermGroup, ...] = ()
