"""The catalog: what the ledger tells, arranged for asking. Derived; it may be deleted at any time."""

from samarkand.adapters.catalog.sqlite import SqliteCatalog

__all__ = ["SqliteCatalog"]
