"""Saved searches of an archive, kept and dropped: the archive is opened anew for each, so that nothing stays locked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from samarkand.app.archives import open_archive, watches_of
from samarkand.model.watches import Told, Watch
from samarkand.searching import Search


def keep_search(root: Path, watch: Watch, now: datetime) -> bool:
    """Keep a watch that is told of what comes from now on; False where it was kept already. Raises BadQuery, UsageError."""
    file = watches_of(root)
    with open_archive(root) as parts:
        Search(parts).query(watch.query, now)
        is_new = file.add(watch)
        if is_new:
            file.remember(watch.id, Told(parts.archive.end()))
    return is_new
