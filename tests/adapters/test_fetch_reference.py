"""The reference tells of every reason for which a fetch may fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from samarkand.model.collecting import Trouble

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "errors-network.md"


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_row(trouble: Trouble) -> None:
    rows = [line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{trouble}` |")]
    assert len(rows) == 1
    assert all(cell.strip() for cell in rows[0].strip("|").split("|"))
