"""The outlets that come with the program: one TOML file each, read by `adapters.outlets`; see docs/guides/outlets.md."""
