"""Names that a text explains by their Latin spelling; pure, joins nothing.

pairs with their places (finding) -> person, body, place or thing (kinds)
"""

from __future__ import annotations

from samarkand.steps.glosses.finding import glosses_in, is_person, names_in

__all__ = ["glosses_in", "is_person", "names_in"]
