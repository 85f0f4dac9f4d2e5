"""Who looks at a page: what is known of them, and what their forms are known by."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from starlette.types import Scope

from samarkand.model.tokens import Scope as TokenScope

VISITOR = "samarkand.visitor"
"""The key of a scope that holds them, where somebody stands at the door."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who was let in; nothing is known of them where everybody is."""

    session: str = ""
    """Its key, where they showed the password; a secret."""
    user: str = ""
    """What a proxy calls them; of a token, its name."""
    token: str = ""
    """The id of the token they showed."""
    scopes: frozenset[TokenScope] = frozenset()
    """What that token may do."""


def visitor_of(scope: Scope) -> Visitor:
    """Who asks."""
    found: Visitor = scope.get(VISITOR) or Visitor()
    return found


def form_token(secret: bytes, visitor: Visitor) -> str:
    """What our own forms send back: nobody knows it but who was shown them. `secret` is one of this program's run."""
    return hmac.new(secret, f"{visitor.session}\n{visitor.user}".encode("utf-8", "surrogatepass"), sha256).hexdigest()
