"""An OpenTimestamps calendar on loopback, as small as one can be; and the port of stamps in memory."""

from __future__ import annotations

import threading
import time
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp

from samarkand.steps.proof import seals


class Calendar:
    """Promises every hash it gets to the next block, and once that is found tells the way there."""

    def __init__(self):
        self.is_mined = False
        self.answer: bytes | None = None
        """What it says to everything, in the place of what it should."""
        self.pause = 0.0
        """Seconds between two bytes of an answer."""
        self.told: list[bytes] = []
        calendar = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                digest = self.rfile.read(int(self.headers["Content-Length"]))
                calendar.told.append(digest)
                self.say(200, calendar.promise(digest))

            def do_GET(self):
                commitment = bytes.fromhex(self.path.rpartition("/")[2])
                if calendar.is_mined and commitment in calendar.told:
                    self.say(200, calendar.proof(commitment))
                else:
                    self.say(404, b"Pending confirmation")

            def say(self, status, body):
                body = body if calendar.answer is None else calendar.answer
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for place in range(len(body)) if calendar.pause else ():
                    time.sleep(calendar.pause)
                    self.wfile.write(body[place : place + 1])
                self.wfile.write(b"" if calendar.pause else body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def promise(self, digest: bytes) -> bytes:
        timestamp = Timestamp(digest)
        timestamp.attestations.add(PendingAttestation(self.url))
        return serialized(timestamp)

    def proof(self, commitment: bytes) -> bytes:
        timestamp = Timestamp(commitment)
        timestamp.ops.add(OpAppend(b"the rest of a block")).ops.add(OpSHA256()).attestations.add(
            BitcoinBlockHeaderAttestation(810_000)
        )
        return serialized(timestamp)


def serialized(timestamp: Timestamp) -> bytes:
    context = BytesSerializationContext()
    timestamp.serialize(context)
    return context.getbytes()


class MemoryStamps:
    """The port of stamps: hands out proofs when it is told that there is a network, and a block."""

    def __init__(self, *, is_online=True, is_mined=False):
        self.is_online, self.is_mined = is_online, is_mined

    def ask(self, data):
        if not self.is_online:
            return b"", ("there is no network",)
        return seals._STAMP + sha256(data).digest() + b"pending", ()

    def complete(self, proof):
        if not (self.is_online and self.is_mined):
            return b"", ("not in a block yet",)
        return proof.removesuffix(b"pending") + b"complete", ()
