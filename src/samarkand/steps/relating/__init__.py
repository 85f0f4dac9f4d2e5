"""Bringing articles of one event together: what they show, what ties two of them, which of them are one story."""
