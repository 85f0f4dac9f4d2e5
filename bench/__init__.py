"""The benchmarks: each module prints a table; `python -m bench` runs them all."""

from __future__ import annotations

import os
from pathlib import Path


def shared() -> Path:
    """The folder of real records and of benchmarks made by others."""
    place = Path(os.environ.get("SAMARKAND_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not (place / "DESIGN.md").exists():
        raise SystemExit(f"{place} is not there; set SAMARKAND_SHARED to the folder that holds the benchmarks")
    return place
