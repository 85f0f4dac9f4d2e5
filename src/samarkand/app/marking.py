"""What a person marks, kept in the ledger or let wait for its writer; the archive is opened anew, so that nothing stays locked."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from samarkand.adapters.archive import FolderArchive
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.adapters.markbox import MarkBox
from samarkand.app.archives import CATALOG
from samarkand.model.marks import Marking
from samarkand.pipeline.marking import keep_marks


class Marks:
    """What keeps the marks of one archive. One at a time: each writes a few lines."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._one = threading.Lock()

    def keep(self, markings: Sequence[Marking]) -> bool:
        """Keep what was marked; whether it stands in the ledger, and does not wait. Raises UsageError, CannotWrite."""
        archive = FolderArchive(self._root)
        with self._one, closing(SqliteCatalog(self._root / CATALOG)) as catalog:
            try:
                return keep_marks(archive, catalog, MarkBox(self._root), markings)
            finally:
                archive.unlock()
