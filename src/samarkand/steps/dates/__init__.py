"""Dates told in a text, and what they mean there; pure, knows no record.

expressions (chinese, english) -> pairs (joining) -> stretches (reckoning, calendar) -> mentions (finding, with clock and sides) -> times (telling)
"""

from __future__ import annotations

from samarkand.steps.dates.finding import dates_in, stretches_in
from samarkand.steps.dates.telling import times_in

__all__ = ["dates_in", "stretches_in", "times_in"]
