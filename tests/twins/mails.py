"""Mail without a server: what was handed over, and a server that refuses."""

from __future__ import annotations

from samarkand.model.mails import Mail


class MemoryMailer:
    """Keeps what it is given; refuses with a reason where it has one."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> str:
        """Take a message, unless there is a reason not to."""
        if not self.problem:
            self.sent.append(mail)
        return self.problem
