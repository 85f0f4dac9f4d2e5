"""Mail, wired; apart from the rest because only few send any."""

from __future__ import annotations

import os

from samarkand.adapters.mail import SmtpMailer
from samarkand.model.settings import Settings
from samarkand.ports import Mailer


def mailer(settings: Settings) -> Mailer:
    """What sends mail, by the settings of an archive; one that names no server says so when it is asked."""
    return SmtpMailer(settings.mail, os.environ.get)
