"""Spellings of names that come with the program: one TOML file a kind, read by `adapters.names`; see docs/guides/names.md."""
