"""Messages of watches on their way: side by side, tried again after growing pauses, given up in the end and kept then."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from samarkand.ids import canonical_json, sha256
from samarkand.model.events import Place
from samarkand.model.mails import Mail
from samarkand.model.reports import Report
from samarkand.model.watches import Behind, DeadLetter, Watch, Way, feed_path, page_path
from samarkand.pipeline.parts import Messengers
from samarkand.ports import Watches
from samarkand.times import iso

SIGNATURE = "X-Samarkand-Signature"
"""Header of a POST: `sha256=` and the HMAC-SHA-256 of its body, in hexadecimal digits."""
PAUSES = (
    timedelta(),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""What is waited for at least after the first failure, the second, and so on; after one more the message is given up."""
TRIES = len(PAUSES) + 1
"""How often one message is tried."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is told to one who watches."""

    watch: Watch
    way: Way
    message: Mapping[str, Any]
    begins: Place
    """Where in the ledger its news begin."""
    failures: int = 0
    """How often it could not be told yet."""


def message_of(watch: Watch, hits: Sequence[Mapping[str, Any]], total: int, now: datetime) -> Mapping[str, Any]:
    """What is told of a watch, as JSON: its newest hits, and how many there are."""
    return {
        "watch": {"id": watch.id, "query": watch.query, "title": watch.title, **watch.looked_for()},
        "told_at": iso(now),
        "total": total,
        "feed": feed_path(watch),
        "page": page_path(watch),
        "hits": hits,
    }


def deliver(
    watches: Watches, messengers: Messengers, letters: Sequence[Letter], now: datetime, address: str
) -> Iterator[Report]:
    """Tell all of them side by side, and keep of each how it went; a report for each.

    Each must stand among what its watch is behind with: a process that is killed meanwhile tells it again.
    """
    jobs = [partial(send, messengers, each, address) for each in letters]
    for number, problem in messengers.side_by_side(jobs):
        letter = letters[number]
        if problem is None:
            yield Report("failed", letter.watch.subject(), "there was no time left to tell it; the next round does")
        elif problem:
            yield Report("failed", letter.watch.subject(), f"{problem}; {_failed(watches, letter, problem, now)}")
        else:
            _settle(watches, letter)
            yield Report("note", letter.watch.subject(), f"{_amount(letter.message)}, told by {letter.way}")


def resend(watches: Watches, messengers: Messengers, watch: Watch, now: datetime, address: str) -> Iterator[Report]:
    """Tell all messages of a watch that were given up; a report for each. What could not be told again stays.

    Where one gets through, what the way is behind with is tried in the next round, whatever its pause.
    """
    dead = [each for each in watches.letters(watch.id) if each.way in watch.ways()]
    letters = [Letter(watch, each.way, each.message, Place()) for each in dead]
    jobs = [partial(send, messengers, each, address) for each in letters]
    for number, problem in messengers.side_by_side(jobs):
        grave, letter = dead[number], letters[number]
        if problem or problem is None:
            said = problem or "there was no time left to tell it"
            watches.bury(replace(grave, failures=grave.failures + bool(problem), problem=said, at=now))
            yield Report("failed", watch.subject(), f"{said}; it stays a dead letter")
            continue
        watches.unbury(grave)
        told = watches.told(watch.id)
        if told and letter.way in told.behind:
            fresh = replace(told.behind[letter.way], again_at=None)
            watches.remember(watch.id, replace(told, behind={**told.behind, letter.way: fresh}))
        yield Report("note", watch.subject(), f"{_amount(grave.message)}, told by {grave.way} after all")


def put_away(watches: Watches, identity: str, letter: str) -> bool:
    """Keep a message of a watch that was given up no longer, though nobody was told; False where there is none of that id."""
    found = [each for each in watches.letters(identity) if each.id == letter]
    for each in found:
        watches.unbury(each)
    return bool(found)


def send(messengers: Messengers, letter: Letter, address: str) -> str:
    """Tell one; what went wrong, or "". `address`: where people find the reader, "" where nobody knows."""
    watch = letter.watch
    if letter.way == "mail":
        return messengers.mail(_mail(letter, address))
    body = json.dumps(letter.message, ensure_ascii=False).encode("utf-8", "replace")
    if letter.way == "command":
        problem = messengers.run(watch.command, body)
        return f"the command {problem}" if problem else ""
    secret = messengers.secret(watch.secret_env)
    if not secret:
        return f"the environment variable {watch.secret_env} with the secret of the webhook is not set"
    problem = messengers.post(watch.webhook, body, {SIGNATURE: signature(secret, body)})
    return f"the webhook: {problem}" if problem else ""


def signature(secret: str, body: bytes) -> str:
    """What a receiver compares with its own: `sha256=` and the HMAC-SHA-256 of the body."""
    return f"sha256={hmac.digest(secret.encode(), body, 'sha256').hex()}"


def _failed(watches: Watches, letter: Letter, problem: str, now: datetime) -> str:
    """Keep that a message could not be told; what becomes of it."""
    failures = letter.failures + 1
    if failures < TRIES:
        pause = PAUSES[failures - 1]
        again_at = now + pause if pause else None
        _settle(watches, letter, Behind(letter.begins, failures, again_at, problem))
        return f"it will be tried again after {iso(again_at)}" if again_at else "it will be tried again"
    identity = f"{letter.watch.id}.{letter.way}.{letter.begins.count}"
    watches.bury(DeadLetter(identity, letter.watch.id, letter.way, letter.message, failures, problem, now))
    _settle(watches, letter)
    return f"given up after {failures} tries; `samarkand watch --resend {letter.watch.id}` sends it again"


def _settle(watches: Watches, letter: Letter, behind: Behind | None = None) -> None:
    """Keep that a way is behind so, or not at all any more."""
    told = watches.told(letter.watch.id)
    if told is None:
        return  # the watch was taken away meanwhile
    others = {way: each for way, each in told.behind.items() if way != letter.way}
    watches.remember(letter.watch.id, replace(told, behind={**others, letter.way: behind} if behind else others))


def _amount(message: Mapping[str, Any]) -> str:
    total, shown = message["total"], len(message["hits"])
    return f"{total:,} new" + (f", the newest {shown} of them" if total > shown else "")


def _mail(letter: Letter, address: str) -> Mail:
    """What is told as a mail, with no words but the archive's: whoever keeps a search knows its language."""
    message, watch = letter.message, letter.watch
    shown, total = len(message["hits"]), message["total"]
    pieces = [
        "\n".join(
            [
                hit["title"],
                f"{hit['outlet_name']} · {hit['published_at'] or hit['seen_at']}",
                hit["url"],
                *filter(None, [hit["snippet"]]),
            ]
        )
        for hit in message["hits"]
    ]
    if total > shown:
        pieces.append(f"… {shown} / {total}")
    pieces.append(f"{address}{message['page']}" if address else watch.name())
    return Mail(
        f"{watch.name()} ({total})",
        "\n\n".join(pieces) + "\n",
        datetime.fromisoformat(message["told_at"]),
        sha256(canonical_json({"watch": watch.id, "to": watch.mail, "hits": message["hits"], "total": total}))[:32],
        recipients=tuple(filter(None, (each.strip() for each in watch.mail.split(",")))),
    )
