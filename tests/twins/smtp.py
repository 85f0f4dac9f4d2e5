"""A real SMTP server on loopback, that keeps what it gets and refuses whom it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Postbox:
    """What came in, and what is refused: a recipient, or every message."""

    def __init__(self) -> None:
        self.envelopes: list[tuple[str, list[str], bytes]] = []
        self.refused = ""
        self.answer = "250 taken"
        self.port = 0

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for _, _, data in self.envelopes]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  (the server's name for it)
        if self.refused and address == self.refused:
            return "550 nobody of that name\x1b[31m"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (as above)
        if self.answer.startswith("250"):
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return self.answer


def _authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"keeper", b"secret"), handled=False)


class _AnyPort(Controller):
    """The controller asks itself whether it is there: at the port that it got, where any would do."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def postbox(*, is_guarded: bool = False, secured: SSLContext | None = None) -> Iterator[Postbox]:
    """A server that listens while this lasts; one that `is_guarded` wants `keeper` with the password `secret`.

    `secured`: with what it answers STARTTLS; it takes no message before.
    """
    box = Postbox()
    controller = _AnyPort(
        box,
        hostname="127.0.0.1",
        port=0,
        authenticator=_authenticate,
        auth_required=is_guarded,
        auth_require_tls=False,
        tls_context=secured,
        require_starttls=secured is not None,
        ready_timeout=60,
    )
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop()
