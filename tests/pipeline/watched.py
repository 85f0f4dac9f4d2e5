"""An archive that is watched in memory: rounds of telling, and what is brought between them."""

from __future__ import annotations

import json
from dataclasses import replace

from pipeline.told_events import NOW
from twins.mails import MemoryMailer
from twins.network import NOON, record
from twins.watches import MemoryWatches

from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Messengers
from samarkand.pipeline.watching import tell


class Watching:
    """An archive that is watched, and what was told; `problem` is what the next messages meet."""

    def __init__(self, parts, *watches):
        self.parts = replace(parts, watches=MemoryWatches(*watches))
        self.sent, self.problem, self.mails = [], "", MemoryMailer()
        self.messengers = Messengers(self._post, self._run, lambda _: "sesame", self.mails.send)

    def _post(self, _url, body, _headers):
        return self._run("", body)

    def _run(self, _command, body):
        self.sent.append(json.loads(body))
        return self.problem

    def round(self, now=NOW):
        """The hits that were told, message by message, and what was reported."""
        self.sent.clear()
        self.reports = list(tell(self.parts, self.messengers, now))
        return [message["hits"] for message in self.sent]

    def keep(self, title, body, url="https://port.example/1", now=NOON):
        keeper = Keeper(self.parts)
        data = record(url, title, f"<p>{body}</p>", 1_915_000_000_000)
        list(keeper.keep(replace(record_draft(self.parts, data, "", now), made_from="page")))
        list(keeper.flush())
