"""A folder becomes the site that is made in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samarkand.adapters.site import SiteFolder
from samarkand.ports import Site


@contextmanager
def open_site(root: Path) -> Iterator[Site]:
    """The site in a folder, for reading and writing files; nothing is locked by it."""
    folder = SiteFolder(root)
    try:
        yield folder
    finally:
        folder.close()
