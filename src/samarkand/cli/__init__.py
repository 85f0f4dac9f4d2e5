"""The command line: what the user typed becomes a call, and what came of it becomes lines and an exit code."""

from __future__ import annotations

from samarkand.cli.group import main

__all__ = ["main"]
