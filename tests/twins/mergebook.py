"""The book of a merge in dictionaries."""

from __future__ import annotations


class MemoryMergeBook:
    def __init__(self):
        self.lines, self.ours, self.pairs, self.paths, self.taken = {}, {}, {}, {}, set()

    def know(self, line, number=0):
        self.lines[line] = number

    def known(self, line):
        return self.lines.get(line)

    def keep(self, article, number, sha256, record):
        self.ours[article, number] = sha256, record
        self.taken.discard((article, number))

    def count(self, article):
        return sum(each == article for each, _ in self.ours)

    def record(self, article, number):
        return self.ours.get((article, number), ("", ""))[1]

    def unpaired(self, article, sha256):
        found = (each for each, (digest, _) in self.ours.items() if digest == sha256 and each not in self.taken)
        return min((number for name, number in found if name == article), default=None)

    def pair(self, article, theirs, ours):
        self.pairs[article, theirs] = ours
        self.taken.add((article, ours))

    def paired(self, article, theirs):
        return self.pairs.get((article, theirs))

    def rename(self, theirs, ours):
        self.paths[theirs] = ours

    def name(self, theirs):
        return self.paths.get(theirs, theirs)
