"""The collector's tally, kept as one small file of derived data: lost, it begins anew."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from samarkand import durable
from samarkand.model.tallies import Size, Tally
from samarkand.times import iso, parse_iso

FILE = Path("derived") / "tally.json"


class TallyFile:
    """The tally of one archive, in its folder."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE

    def load(self) -> Tally:
        """What was counted so far; nothing where there is no file, or none that can be read."""
        try:
            told: dict[str, Any] = json.loads(self._path.read_bytes())
            sizes = {folder: Size(**size) for folder, size in told.pop("sizes").items()}
            last_at, measured_at = parse_iso(told.pop("last_at")), parse_iso(told.pop("measured_at"))
            return Tally(**told, sizes=sizes, last_at=last_at, measured_at=measured_at)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Tally()

    def keep(self, tally: Tally) -> None:
        """Keep it where the disk takes it: a round that was done is done, counted or not."""
        times = {"last_at": _told(tally.last_at), "measured_at": _told(tally.measured_at)}
        with suppress(OSError):
            durable.put(self._path, json.dumps({**asdict(tally), **times}).encode() + b"\n", is_synced=False)


def _told(at: datetime | None) -> str:
    return iso(at) if at else ""
