"""Saved searches. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from samarkand.ids import canonical_json, sha256


@dataclass(frozen=True, slots=True)
class Watch:
    """A search that is asked of every new version; who is told, if anybody, besides those who read its feed."""

    query: str
    id: str = ""
    title: str = ""
    webhook: str = ""
    """Address that gets a POST of JSON."""
    secret_env: str = ""
    """Name of the environment variable that holds the secret which the POST is signed with."""
    command: str = ""
    """Program with its arguments, as a shell would part them; it gets the JSON on its standard input."""

    def name(self) -> str:
        """What it is called: its title, else its query."""
        return self.title or self.query


def watch_id(watch: Watch) -> str:
    """Eight hexadecimal digits made from what is looked for and who is told."""
    told = {"query": watch.query, "webhook": watch.webhook, "command": watch.command}
    return sha256(canonical_json(told))[:8]


def feed_path(watch: Watch) -> str:
    """Where the reader has its feed."""
    return f"/watches/{watch.id}/feed.atom"


def page_path(watch: Watch) -> str:
    """Where the reader shows all that it finds, newest first."""
    return f"/search?{urlencode({'q': watch.query, 'sort': 'date'})}"
