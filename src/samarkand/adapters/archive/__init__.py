"""The archive as a folder: files that are written once, and the ledger that tells of them."""

from samarkand.adapters.archive.folder import FolderArchive
from samarkand.adapters.archive.leases import Lease

__all__ = ["FolderArchive", "Lease"]
