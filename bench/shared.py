"""Where the data of the benchmarks lie."""

from __future__ import annotations

import os
from pathlib import Path


def shared() -> Path:
    """The folder that `SAMARKAND_SHARED` names, else `shared` beside the checkout."""
    return Path(os.environ.get("SAMARKAND_SHARED") or Path(__file__).resolve().parents[2] / "shared")
