"""Lists as documents that feed readers read: Atom, RSS 2.0, JSON Feed and OPML from plain values; asks nothing of an archive."""
