"""What a round or an import has to say of each thing it met, and the sum of it. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["new", "changed", "unchanged", "failed", "skipped", "gone", "back", "picture", "note"]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file, entry, page, picture or feed."""

    outcome: Outcome
    subject: str
    """What it is about: a path, an address, a title."""
    detail: str = ""
    """For people: what happened and, where that helps, what to do."""
    article: str = ""
    """Id of the article, where there is one."""


@dataclass(slots=True)
class Summary:
    """How many of each outcome; the one value that is counted up as the reports go by."""

    counts: dict[Outcome, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0, "failed": 0})

    def add(self, report: Report) -> None:
        """Count one report."""
        self.counts[report.outcome] = self.counts.get(report.outcome, 0) + 1

    def as_json(self) -> Mapping[str, int]:
        """The counts by name: `new`, `changed`, `unchanged` and `failed` always, the others where there were any."""
        return {str(outcome): count for outcome, count in self.counts.items()}
