"""The one exception inside this package: why an exchange brought no answer; the client turns it into a Failure."""

from __future__ import annotations

from datetime import timedelta

from samarkand.model.collecting import Trouble

_LONGEST = 400
"""Characters of a detail, which is one line: texts of other libraries, and of servers, may be anything."""


class Refused(Exception):  # noqa: N818  (a state of affairs, named as one)
    """No answer will come of this address; nothing outside the package ever sees this."""

    def __init__(self, trouble: Trouble, detail: str, *, connected: bool = True, wait: timedelta | None = None) -> None:
        self.detail = " ".join(detail.split())[:_LONGEST]
        super().__init__(self.detail)
        self.trouble = trouble
        self.connected = connected
        """False where no connection came about, so that any other page of the host would meet the same."""
        self.wait = wait

    def again(self) -> Refused:
        """The same to be raised once more: an exception gathers the traces of all who raise it."""
        return Refused(self.trouble, self.detail, connected=self.connected, wait=self.wait)
