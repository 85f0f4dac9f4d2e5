"""The network, wired; apart from the rest because it takes long to import."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from samarkand.adapters.captures import to_warc
from samarkand.adapters.commands import run
from samarkand.adapters.fetch import AioFetcher
from samarkand.adapters.fetch.posting import post
from samarkand.adapters.threads import side_by_side
from samarkand.app.mails import mailer
from samarkand.model.settings import Settings
from samarkand.pipeline.parts import Messengers, Network

COMMAND_TIME = timedelta(seconds=60)
"""A command that runs longer is stopped."""
TELLING_TIME = timedelta(seconds=75)
"""All messages of a round together: more than any one of them may take."""
AT_ONCE = 16
"""Messages that are sent at a time."""


@contextmanager
def open_network(settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[Network]:
    """What collecting needs besides the archive, by the settings of an archive."""
    with AioFetcher(settings.limits, settings.manners, clock=clock) as fetcher:
        yield Network(fetcher, to_warc, random.random)


def messengers(settings: Settings) -> Messengers:
    """What telling of new matches needs, by the settings of an archive."""

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> str:
        return post(url, body, headers, settings.limits, settings.manners)

    crowd = partial(side_by_side, limit=TELLING_TIME, most=AT_ONCE)
    return Messengers(send, partial(run, limit=COMMAND_TIME), os.environ.get, mailer(settings).send, crowd)
