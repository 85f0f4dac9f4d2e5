"""Stories and what they were made of, in one SQLite file that may be deleted at any time."""

from samarkand.adapters.stories.sqlite import SqliteStories

__all__ = ["SqliteStories"]
