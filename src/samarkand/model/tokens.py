"""Tokens: what a program shows to be let in, and what it may do then. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Scope = Literal["read", "write"]
"""read: whatever the reader shows. write: what a person decides about stories; it includes nothing else."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; the secret in it is not."""

    id: str
    """Eight hexadecimal digits, which stand in the token too."""
    name: str
    """What a person calls it."""
    scopes: frozenset[Scope]
    made_at: datetime
    until: datetime | None = None
    """From when on it lets nobody in; None: until it is revoked."""
