"""What is sent by mail. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One message, the same to all its recipients. All of it may hold words of others: the adapter lets none steer a header."""

    subject: str
    text: str
    """For programs that show no HTML; always there."""
    at: datetime
    """When it was written (UTC)."""
    identity: str
    """Letters, digits, `.`, `-`: the same for the same message, so that one that is sent again is known for the same."""
    html: str = ""
    """A whole page without scripts and without addresses that load something; "" for none."""
    recipients: tuple[str, ...] = ()
    """Addresses; empty for those that the settings name."""
    attachments: tuple[Attachment, ...] = ()
