"""What is told on stderr: lines for people, or one JSON object a line for the programs that gather logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click

LOG = logging.getLogger("samarkand")
FORMS = ("text", "json")


class JsonLines(logging.Formatter):
    """One object a line: `at` (UTC), `level`, `event`, `message`, and what the event tells besides."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; of another library's, `event` is the name of its logger."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str).encode("utf-8", "replace").decode()


class Stderr(logging.Handler):
    """Writes to whatever is stderr at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        click.echo(self.format(record), err=True)


def set_up(form: str) -> None:
    """Let everything that is told on stderr, by libraries too, have one form: one of `FORMS`."""
    handler = Stderr()
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(message)s"))
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, Stderr)]:
        root.removeHandler(old)
    root.addHandler(handler)
    LOG.setLevel(logging.INFO)


def is_structured() -> bool:
    """Whether lines are for programs."""
    return any(isinstance(handler.formatter, JsonLines) for handler in logging.getLogger().handlers)


def note(event: str, message: str, facts: Mapping[str, Any] | None = None, *, level: int = logging.INFO) -> None:
    """Tell of an event. `message` is what people read; `facts` are what programs get besides."""
    LOG.log(level, "%s", message, extra={"event": event, "facts": dict(facts or {})})
