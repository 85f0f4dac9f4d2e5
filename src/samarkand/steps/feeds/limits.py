"""What is read of one feed at most, whatever its format."""

MOST_BYTES = 20 * 1024 * 1024
"""Of a feed that came packed without a word of it; other limits of size are the fetcher's."""
MOST_ENTRIES = 10_000
CUT = f"over {MOST_ENTRIES} entries; the rest was left out"
