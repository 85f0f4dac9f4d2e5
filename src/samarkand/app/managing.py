"""What a person decides in the reader about whom an archive follows and what it watches for, wired.

What asks the network or reads lists of others runs as a command in a process of its own: the reader stays small.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from samarkand import urls
from samarkand.adapters import ourselves
from samarkand.app.archives import outlets_of, watches_of
from samarkand.app.searches import keep_search
from samarkand.errors import ArchiveBusy
from samarkand.model.outlets import Follow, Followed
from samarkand.model.watches import Watch
from samarkand.pipeline.telling import put_away
from samarkand.steps.outlets import find

PATIENCE = 5.0
"""Seconds that one waits for another who is changing the same."""


class Managing:
    """One archive's subscriptions and saved searches. One change at a time: each reads a file, and writes it anew."""

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self._root = root
        self._clock = clock
        self._changing = threading.Lock()
        self._asking = threading.Lock()

    def follows(self) -> tuple[Follow, ...]:
        """Who is followed, in the order of their file. Raises BadOutlet."""
        return outlets_of(self._root).load()[1]

    def follow(self, name: str) -> tuple[Sequence[Followed], str]:
        """Follow an outlet by its name, or what is found at an address: what that was, or why it was nothing.

        An address is asked as `samarkand add` does it, one at a time. Raises ArchiveBusy where another one is being asked,
        and CannotWrite.
        """
        if urls.is_web(name):
            found, problem = self._added(name)
            return found, problem.removeprefix(f"{name}: ")
        file = outlets_of(self._root)
        outlet = find(name, file.load()[0])
        if outlet is None or not outlet.feeds:
            return (), ""
        follow = Follow(outlet=outlet.id)
        with self._changing:
            return [Followed(follow, file.follow(follow))], ""

    def follow_list(self, data: bytes) -> Sequence[Followed]:
        """Follow the feeds of an OPML list; none for what is no list. Raises ArchiveBusy, CannotWrite."""
        with NamedTemporaryFile(suffix=".opml") as file:
            file.write(data)
            file.flush()
            return self._added(file.name)[0]

    def pause(self, follow: Follow, *, is_paused: bool) -> bool:
        """Ask its feeds no more for now, or again; False where it is not followed."""
        with self._changing:
            return outlets_of(self._root).pause(follow, is_paused=is_paused)

    def unfollow(self, follow: Follow) -> bool:
        """Follow no longer; False where it was not followed."""
        with self._changing:
            return outlets_of(self._root).unfollow(follow)

    def keep_watch(self, watch: Watch) -> tuple[Watch, bool]:
        """Keep what is waited for, and whether it is new. Raises BadQuery, UsageError, NotFound."""
        with self._changing:
            return keep_search(self._root, watch, self._clock())

    def drop_watch(self, identity: str) -> bool:
        """Keep it no longer; False where there is none of that id."""
        with self._changing:
            return watches_of(self._root).remove(identity)

    def send_again(self, identity: str) -> bool:
        """Send what was given up of a watch; whether all of it got through. Raises ArchiveBusy, CannotWrite."""
        if not self._asking.acquire(timeout=PATIENCE):
            raise ArchiveBusy("something else is being asked or sent; try again in a minute")
        try:
            told, _ = ourselves.lines(self._root, "watch", "--resend", identity)
        finally:
            self._asking.release()
        return bool(told) and not told[-1]["failed"]

    def put_away(self, identity: str, letter: str) -> bool:
        """Keep a message that was given up no longer; False where there is none of that id."""
        return put_away(watches_of(self._root), identity, letter)

    def subscriptions(self) -> bytes:
        """Who is followed, as an OPML list. Raises CannotWrite."""
        return ourselves.run(self._root, "outlets", "--opml")[0]

    def _added(self, name: str) -> tuple[Sequence[Followed], str]:
        if not self._asking.acquire(timeout=PATIENCE):
            raise ArchiveBusy("another address is being asked for its feeds; try again in a minute")
        try:
            told, problem = ourselves.lines(self._root, "add", name)
        finally:
            self._asking.release()
        return [Followed(Follow(each["outlet"], each["feed"], each["title"]), each["new"]) for each in told], problem
