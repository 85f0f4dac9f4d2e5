"""Answers to browsers and feed readers: tags and times, so that what has not changed is not sent again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from samarkand.times import parse_rfc822

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


def reply(
    request: Request,
    body: bytes,
    content_type: str,
    *,
    modified: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """200 with the body, or 304 where the one who asks has it already, by its tag or else by its time."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, "Cache-Control": ASK_AGAIN, **(headers or {})}
    if modified:
        sent["Last-Modified"] = format_datetime(modified.astimezone(UTC).replace(microsecond=0), usegmt=True)
    if _has(request, tag, modified):
        return Response(status_code=304, headers=sent)
    return Response(body, headers={**sent, "Content-Type": content_type})


def _has(request: Request, tag: str, modified: datetime | None) -> bool:
    """Whether the one who asks has this answer; the tag decides where one was sent (RFC 9110, 13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    since = parse_rfc822(request.headers.get("if-modified-since", ""))
    return bool(modified and since and modified.replace(microsecond=0) <= since)
