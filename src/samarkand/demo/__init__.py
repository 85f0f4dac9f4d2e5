"""The demo: a small invented press served over HTTP on loopback, and a newcomer's first rounds with it."""
