"""How well some groups match labelled ones: the formulas alone, on labels in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """Precision and recall, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def of_pairs(truths: Sequence[Hashable], found: Sequence[Hashable]) -> Score:
    """Of the pairs of articles that stand together."""
    both = _pairs(list(zip(truths, found, strict=True)))
    return Score(both / (_pairs(found) or 1), both / (_pairs(truths) or 1))


def of_articles(truths: Sequence[Hashable], found: Sequence[Hashable]) -> Score:
    """The mean over articles of how much of its group, and of its label, is right: B-cubed (Bagga and Baldwin 1998)."""
    both, true, made = Counter(zip(truths, found, strict=True)), Counter(truths), Counter(found)
    precision = sum(count * count / made[group] for (_, group), count in both.items())
    recall = sum(count * count / true[label] for (label, _), count in both.items())
    return Score(precision / len(truths), recall / len(truths))


def alone(truths: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[int, int]:
    """How many articles have a label of their own, and how many of these have a group of their own."""
    true, made = Counter(truths), Counter(found)
    single = [group for label, group in zip(truths, found, strict=True) if true[label] == 1]
    return len(single), sum(made[group] == 1 for group in single)


def _pairs(labels: Sequence[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())
