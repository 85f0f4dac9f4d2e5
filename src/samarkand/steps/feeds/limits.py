"""What is read of one feed at most, whatever its format."""

MOST_BYTES = 20 * 1024 * 1024
"""Of a feed that came packed without a word of it; other limits of size are the fetcher's."""
MOST_ENTRIES = 10_000
CUT = f"over {MOST_ENTRIES} entries; the rest was left out"
MOST_TAGS = 600_000
"""Of a document; the library takes some twenty microseconds for each."""
MOST_GROWN = 1_000_000
"""Characters that the entities declared by a document may put in their place, all in all."""
