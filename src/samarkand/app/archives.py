"""An archive's folder becomes the parts that work on it; without the network, so that asking starts fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from samarkand.adapters import incoming, names, weights
from samarkand.adapters import settings as settings_file
from samarkand.adapters.annotations import SqliteAnnotations
from samarkand.adapters.archive import FolderArchive, Lease
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.adapters.markbox import MarkBox
from samarkand.adapters.outlets import OutletsFile
from samarkand.adapters.processes import beside, spread
from samarkand.adapters.search import TantivyIndex
from samarkand.adapters.stories import SqliteStories
from samarkand.adapters.tallies import TallyFile
from samarkand.adapters.watches import WatchesFile
from samarkand.app import plugins
from samarkand.errors import UsageError
from samarkand.model.outlets import Follow
from samarkand.model.statements import METHOD
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.plugged import Extractors
from samarkand.pipeline.rebuilding import catch_up
from samarkand.steps.variants import Variants, alternatives

CATALOG = Path("derived") / "catalog.sqlite"
INDEX = Path("derived") / "search"
STORIES = Path("derived") / "stories.sqlite"
ANNOTATIONS = Path("derived") / "annotations.sqlite"


def create_archive(root: Path) -> None:
    """Make a new, empty archive in a folder. Raises UsageError where one is there already."""
    FolderArchive.create(root, settings_file.NEW)


def make_sure_of_archive(root: Path) -> bool:
    """Make an archive in a folder that has none; whether one was made."""
    is_new = not FolderArchive.is_at(root)
    if is_new:
        create_archive(root)
    return is_new


def outlets_of(root: Path) -> OutletsFile:
    """Whom an archive follows. Raises NotFound where there is no archive."""
    FolderArchive(root)
    return OutletsFile(root)


def follow(root: Path, follows: Follow) -> bool:
    """Add to what an archive follows; False where it was followed already. Raises NotFound, BadOutlet."""
    return outlets_of(root).follow(follows)


@contextmanager
def collecting(root: Path) -> Iterator[None]:
    """Be the one who collects for an archive, also between two rounds. Raises NotFound, and ArchiveBusy with who does."""
    FolderArchive(root)
    lease = Lease(root, "collector", "collecting for")
    lease.take()
    try:
        yield
    finally:
        lease.release()


@contextmanager
def open_archive(root: Path) -> Iterator[Parts]:
    """An archive's parts; the catalog knows all that the ledger tells. Raises NotFound, BadOutlet, ArchiveDamaged.

    Nothing is locked by opening: that happens when something is written.
    """
    archive = FolderArchive(root)
    settings = settings_file.load(root)
    outlets_file = OutletsFile(root)
    outlets, follows = outlets_file.load()
    outlets = (*outlets, *plugins.outlets(outlets))
    catalog, stories = SqliteCatalog(root / CATALOG), SqliteStories(root / STORIES)
    annotations = SqliteAnnotations(root / ANNOTATIONS, METHOD)
    try:
        catch_up(archive, catalog)
        index, watches, learned = TantivyIndex(root / INDEX), WatchesFile(root), names.NamesFolder(root)
        variants = _variants(learned)
        yield Parts(
            archive,
            catalog,
            settings,
            outlets,
            follows,
            index,
            lambda query: alternatives(query, variants()),
            watches,
            learned,
            stories,
            weights.built_in,
            annotations,
            spread,
            beside,
            weights.claims,
            names.terms,
            lambda: outlets_file.load()[1],
            lambda name: variants().same(name),
            MarkBox(root),
            TallyFile(root),
            archive.sizes,
            archive.holders,
            Extractors(plugins.extractors),
        )
    finally:
        annotations.close()
        stories.close()
        catalog.close()
        archive.unlock()


def _variants(learned: names.NamesFolder) -> Callable[[], Variants]:
    """What knows the spellings of names; the files are read when it is first asked, and when they have changed.

    It raises BadOutlet for a `names.toml` that cannot be read.
    """

    @lru_cache(maxsize=1)
    def variants(stamp: tuple[int, ...]) -> Variants:  # noqa: ARG001  (another stamp, another state of the files)
        return Variants((*learned.known(), *learned.grown()))

    return lambda: variants(learned.stamp())


def open_files(paths: Sequence[Path]) -> tuple[Iterator[list[incoming.DiskFile]], int]:
    """The files below the paths, folder by folder, and how many they are.

    Raises UsageError for a path that is not there, or is a whole archive.
    """
    incoming.check(paths)
    whole = next((path for path in paths if FolderArchive.is_whole_at(path)), None)
    if whole:
        problem = (
            f"{whole} is an archive: an import would lose when its versions were seen, and what else its ledger tells"
        )
        raise UsageError(f"{problem}; `samarkand merge {whole}` takes all of it. Nothing was imported")
    return incoming.folders(paths), incoming.count(paths)


@contextmanager
def open_without_ledger(root: Path) -> Iterator[tuple[Parts, Iterator[list[str]]] | None]:
    """The parts of an archive whose ledger was lost, with the paths of its files; None where it has a ledger.

    The catalog is empty and the ledger begun anew.
    """
    archive = FolderArchive(root)
    if archive.has_ledger():
        yield None
        return
    archive.begin_ledger()
    with open_archive(root) as parts:
        yield parts, archive.paths()
    archive.end_recovery()


def open_for_checking(root: Path) -> FolderArchive:
    """The archive alone, without the catalog: a damaged ledger must not stand in the way of looking at it."""
    return FolderArchive(root)


def watches_of(root: Path) -> WatchesFile:
    """The saved searches of an archive. Raises NotFound where there is no archive."""
    FolderArchive(root)
    return WatchesFile(root)
