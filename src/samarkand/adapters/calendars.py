"""OpenTimestamps by its library: calendars are asked for a proof, and for its completion once that stands in Bitcoin's chain."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread

from samarkand.errors import UsageError

try:
    from opentimestamps.calendar import DEFAULT_CALENDAR_WHITELIST, RemoteCalendar
    from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
    from opentimestamps.core.op import OpAppend, OpSHA256
    from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext
    from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp
except ImportError:  # an extra; only who asks for a proof needs it
    RemoteCalendar = None

LIMIT = 20
"""Seconds that a calendar has to answer in full."""


class Calendars:
    """Asks the calendars that the archive's settings name. See `ports.Stamps`."""

    def __init__(self, urls: Sequence[str]) -> None:
        """Raises UsageError where the library is missing, or where an address is none of the web."""
        if RemoteCalendar is None:
            raise UsageError("proofs by OpenTimestamps need its library: pip install 'samarkand[timestamps]'")
        wrong = next((url for url in urls if not url.startswith(("https://", "http://"))), None)
        if wrong:
            raise UsageError(f"{wrong!r} is no address of a calendar; see `calendars` in samarkand.toml")
        self._urls = tuple(urls)

    def ask(self, data: bytes) -> tuple[bytes, tuple[str, ...]]:
        """A pending proof of these bytes, empty where no calendar could be asked; and what went wrong.

        Calendars see a hash that is mixed with chance, as the library's own client does it.
        """
        file = DetachedTimestampFile(OpSHA256(), Timestamp(OpSHA256()(data)))
        told = file.timestamp.ops.add(OpAppend(os.urandom(16))).ops.add(OpSHA256())
        problems = []
        for url in self._urls:
            try:
                told.merge(_in_time(partial(RemoteCalendar(url).submit, told.msg, timeout=LIMIT)))
            except Exception as error:  # noqa: BLE001  (whatever a calendar answers: the library raises what it likes)
                problems.append(f"{url}: {error or type(error).__name__}")
        is_held = any(isinstance(each, PendingAttestation) for _, each in told.all_attestations())
        return (_bytes_of(file) if is_held or _stands(file) else b""), tuple(problems)

    def complete(self, proof: bytes) -> tuple[bytes, tuple[str, ...]]:
        """The proof as it stands in Bitcoin's chain, empty where it does not yet; and what went wrong."""
        problems = []
        try:
            file = DetachedTimestampFile.deserialize(BytesDeserializationContext(proof))
        except Exception as error:  # noqa: BLE001  (as above)
            return b"", (f"a pending proof cannot be read: {error or type(error).__name__}",)
        for message, pending in tuple(_pending(file.timestamp)):
            if not self._may_ask(pending.uri):
                problems.append(f"{pending.uri} is no calendar that is known; name it in `calendars` to have it asked")
                continue
            try:
                asked = partial(RemoteCalendar(pending.uri).get_timestamp, message.msg, timeout=LIMIT)
                message.merge(_in_time(asked))
            except KeyError as error:  # it has not got into a block yet
                problems.append(f"{pending.uri}: {getattr(error, 'reason', error)}")
            except Exception as error:  # noqa: BLE001  (as above)
                problems.append(f"{pending.uri}: {error or type(error).__name__}")
        return (_bytes_of(file) if _stands(file) else b""), tuple(problems)

    def _may_ask(self, uri: str) -> bool:
        """Whether an address that a calendar wrote into a proof may be asked: not every address in the world."""
        return uri in DEFAULT_CALENDAR_WHITELIST or uri.rstrip("/") in {url.rstrip("/") for url in self._urls}


def _in_time(ask: Callable[[], Timestamp]) -> Timestamp:
    """What a calendar answers. The library's own limit is one of silence: a trickle of bytes could go on for a day.

    Raises what the library raises, TimeoutError.
    """
    answers: SimpleQueue[Timestamp | Exception] = SimpleQueue()

    def work() -> None:
        try:
            answers.put(ask())
        except Exception as error:  # noqa: BLE001  (raised where it is waited for)
            answers.put(error)

    Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=LIMIT)
    except Empty:
        raise TimeoutError(f"did not answer within {LIMIT} s") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _pending(timestamp: Timestamp) -> list[tuple[Timestamp, PendingAttestation]]:
    """The messages that calendars promised to bring into a block."""
    found = [(timestamp, each) for each in timestamp.attestations if isinstance(each, PendingAttestation)]
    for below in timestamp.ops.values():
        found += _pending(below)
    return found


def _stands(file: DetachedTimestampFile) -> bool:
    return any(isinstance(each, BitcoinBlockHeaderAttestation) for _, each in file.timestamp.all_attestations())


def _bytes_of(file: DetachedTimestampFile) -> bytes:
    context = BytesSerializationContext()
    file.serialize(context)
    return bytes(context.getbytes())
