"""The articles of one story compared; pure, knows no archive.

statements (evidence, speakers, wording) -> claims -> differences, sheets (comparing); quantities, timeline, people, namings,
channels; two articles (sides)
"""

from __future__ import annotations

from samarkand.steps.comparing.comparing import compare
from samarkand.steps.comparing.knowledge import Knowledge
from samarkand.steps.comparing.sides import side_by_side

__all__ = ["Knowledge", "compare", "side_by_side"]
