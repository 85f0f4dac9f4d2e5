"""The signer port in memory: a signature is a hash, in OpenSSH's armour; whoever knows the key could make it."""

from __future__ import annotations

import base64
from hashlib import sha512

from samarkand.model.seals import NAMESPACE

KEY = "ssh-ed25519 " + base64.b64encode(b"the twin's key, 51 bytes as those of OpenSSH are....").decode()


class MemorySigner:
    def __init__(self, key=KEY):
        self.key = key

    def public_key(self):
        return self.key

    def sign(self, data):
        return signature(data, self.key)


def signature(data, key):
    """What the twin's key makes of these bytes."""
    digest = sha512(NAMESPACE.encode() + key.encode() + data).digest()
    whole = base64.b64encode(digest * 2).decode()
    lines = "".join(f"{whole[at : at + 70]}\n" for at in range(0, len(whole), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}-----END SSH SIGNATURE-----\n"


def check(data, told, key):
    return "good" if told == signature(data, key) else "bad"
