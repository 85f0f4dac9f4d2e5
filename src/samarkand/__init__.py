"""Samarkand: news, kept and compared. This module holds the version and nothing that costs time to import."""

__version__ = "0.1.0"
