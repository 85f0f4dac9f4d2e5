"""Mail by SMTP, with the standard library: one connection a message, nothing kept, and a reason where it does not go out."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from samarkand.model.mails import Mail
from samarkand.model.settings import MailServer

LIMIT = timedelta(seconds=30)
"""How long a server may be silent before it is given up."""
SUBJECT = 200
"""Characters of a subject that are sent."""


class SmtpMailer:
    """Sends through one server. See `ports.Mailer`."""

    def __init__(self, server: MailServer, secret: Callable[[str], str | None], limit: timedelta = LIMIT) -> None:
        """`secret`: the value of an environment variable, if it is set."""
        self._server, self._secret, self._limit = server, secret, limit

    def send(self, mail: Mail) -> str:
        """Hand a message to the server for all its recipients; what went wrong, or ""."""
        server, recipients = self._server, mail.recipients or self._server.recipients
        password = (self._secret(server.password_env) or "") if server.password_env else ""
        if problem := _lacking(server, recipients, password):
            return problem
        try:
            message = _message(mail, server.sender, recipients)
        except (MessageError, ValueError, IndexError) as error:
            return f"an address cannot be one: {error}"
        problem = self._handed_over(message, recipients, password)
        return f"the mail server {server.host}:{server.port} {problem}" if problem else ""

    def _handed_over(self, message: EmailMessage, recipients: Sequence[str], password: str) -> str:
        """What the server did instead of taking the message, or ""."""
        try:
            with self._connected() as connection:
                if self._server.user:
                    connection.login(self._server.user, password)
                refused = connection.send_message(message, self._server.sender, list(recipients))
        except smtplib.SMTPServerDisconnected as error:  # what smtplib calls a server that is silent, too
            return f"cannot be asked: {_line(str(error))}"
        except smtplib.SMTPException as error:
            return f"refused: {_told(error)}"
        except OSError as error:  # unreachable, silent for too long, a certificate that does not hold
            return f"cannot be asked: {error.strerror or error}"
        except ValueError as error:  # an address or a name that the protocol cannot carry
            return f"cannot be told this: {error}"
        return f"refused {_refusals(refused)}" if refused else ""

    def _connected(self) -> smtplib.SMTP:
        server, seconds = self._server, self._limit.total_seconds()
        if server.security == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=ssl.create_default_context())
        connection = smtplib.SMTP(server.host, server.port, timeout=seconds)
        try:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
        return connection


def _lacking(server: MailServer, recipients: Sequence[str], password: str) -> str:
    """What has to be set before anything can be sent, or ""."""
    needed = {"host": server.host, "sender": server.sender, "recipients": recipients}
    lacking = [name for name, value in needed.items() if not value]
    if lacking:
        return f"samarkand.toml does not say how mail is sent: [mail] {', '.join(lacking)} is missing"
    if server.user and not password:
        return f"the environment variable {server.password_env or '(password_env)'} with the password is not set"
    return ""


def _message(mail: Mail, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """The message as it is sent. Raises ValueError and the like for addresses that are none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(sender)
    message["To"] = [_address(each) for each in recipients]
    message["Subject"] = _line(mail.subject)[:SUBJECT]
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.identity}@samarkand.invalid>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notice answers it
    message.set_content(_encodable(mail.text), cte="base64")
    if mail.html:
        message.add_alternative(_encodable(mail.html), subtype="html", cte="base64")
    for each in mail.attachments:
        main, _, sub = each.content_type.partition("/")
        message.add_attachment(each.data, maintype=main, subtype=sub, filename=_line(each.name))
    return message


def _address(spec: str) -> Address:
    return Address(addr_spec=spec)


def _line(text: str) -> str:
    """Words that can stand in a header: on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in _encodable(text)).split())


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _told(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _refusals(error.recipients)
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return _line(str(error)) or type(error).__name__


def _refusals(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{who}: {_words(code, why)}" for who, (code, why) in refused.items())


def _words(code: int, why: bytes | str) -> str:
    """What a server answered, as one short line."""
    text = why.decode("utf-8", "replace") if isinstance(why, bytes) else why
    return f"{code} {_line(text)[:200]}"
