"""Watches of an archive, kept and dropped: the archive is opened anew for each, so that nothing stays locked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from samarkand.app.archives import open_archive, watches_of
from samarkand.errors import UsageError
from samarkand.model.events import Place
from samarkand.model.watches import EVERY, Told, Watch, fault_of, watch_id
from samarkand.pipeline.happenings.looking import Look
from samarkand.pipeline.noticing import beginning
from samarkand.queries import Queries
from samarkand.searching import Search


def keep_search(root: Path, watch: Watch, now: datetime) -> tuple[Watch, bool]:
    """Keep a watch that is told of what comes from now on, with its id and that of its outlet; False where it was kept already.

    Raises BadQuery, UsageError, NotFound for an outlet that is not known.
    """
    if fault := fault_of(watch):
        raise UsageError(fault)
    file = watches_of(root)
    with open_archive(root) as parts:
        if watch.query:
            Search(parts).query(watch.query, now)
        if watch.silence and watch.silence != EVERY:
            watch = replace(watch, silence=Queries(parts).outlet(watch.silence).id)
        watch = replace(watch, id=watch_id(watch))
        is_new = file.add(watch)
        if is_new and watch.kind == "search":
            file.remember(watch.id, Told(parts.archive.end()))
        elif is_new:
            file.keep_heard(watch.id, beginning(Look(parts, now), watch))
            file.remember(watch.id, Told(Place()))
    return watch, is_new
