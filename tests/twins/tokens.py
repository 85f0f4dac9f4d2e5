"""Tokens in memory."""

from __future__ import annotations

from secrets import token_hex

from samarkand.errors import NotFound
from samarkand.model.tokens import Token


class MemoryTokens:
    """What `adapters.tokens` keeps on disk; the secrets are kept as they are."""

    def __init__(self):
        self._kept = {}

    def known(self, told, now):
        token = self._kept.get(told)
        return None if token is None or (token.until and token.until <= now) else token

    def listed(self):
        return sorted(self._kept.values(), key=lambda token: (token.made_at, token.id))

    def make(self, name, scopes, now, until=None):
        token = Token(token_hex(4), name, frozenset(scopes), now, until)
        told = f"samarkand_{token.id}_{token_hex(22)[:43]}"
        self._kept[told] = token
        return told, token

    def revoke(self, identity):
        told = next((told for told, token in self._kept.items() if token.id == identity), None)
        if told is None:
            raise NotFound(f"no token has the id {identity!r}")
        return self._kept.pop(told)
