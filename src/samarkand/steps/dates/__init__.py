"""Dates told in a text, and what they mean there; pure, knows no record.

expressions (chinese, english) -> pairs (joining) -> stretches (reckoning, calendar) -> mentions (finding)
"""

from __future__ import annotations

from samarkand.steps.dates.finding import dates_in

__all__ = ["dates_in"]
