"""The annotation store port in memory."""

from __future__ import annotations


class MemoryAnnotations:
    """Values in a dictionary."""

    def __init__(self, method=1):
        self.method = method
        self.clear()

    def clear(self):
        self.known, self.kept = None, {}

    def place(self):
        return self.known

    def take(self, annotations, place):
        new = {(each.article, each.version): each for each in annotations}
        if any(each.method != self.method for each in new.values()):
            raise ValueError("annotations of another method")
        self.kept |= new
        self.known = place

    def annotations(self, versions):
        return {key: self.kept[key] for key in versions if key in self.kept}
