"""The search index on tantivy; nothing else imports that library."""

from samarkand.adapters.search.index import TantivyIndex

__all__ = ["TantivyIndex"]
