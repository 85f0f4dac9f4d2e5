"""What is marked in the text of each version, in one SQLite file that may be deleted at any time."""

from samarkand.adapters.annotations.sqlite import SqliteAnnotations

__all__ = ["SqliteAnnotations"]
