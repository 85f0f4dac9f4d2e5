"""What the tests share: where the real texts lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

EXAMPLES = int(os.environ.get("SAMARKAND_EXAMPLES") or 50)
"""How many examples a property is tried with, unless it says so itself."""
# A deadline tells of the machine, not of the program.
settings.register_profile("any machine", deadline=None, max_examples=EXAMPLES)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records and benchmarks, which is no part of the project; the test skips where it is missing."""
    place = Path(os.environ.get("SAMARKAND_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not (place / "DESIGN.md").exists():
        pytest.skip(f"the real texts are not here ({place}); set SAMARKAND_SHARED to the folder that holds them")
    return place
