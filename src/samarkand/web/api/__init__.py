"""The HTTP API: what the archive knows, as JSON for programs, told by a document that programs read."""
