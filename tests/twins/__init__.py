"""In-memory twins of the adapters: real, small, and held to the same suites."""
