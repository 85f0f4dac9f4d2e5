"""Sending JSON to an address, vetted as all addresses are: no private ranges unless allowed, no redirects, little time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from samarkand.adapters.fetch.addresses import Allowed, parse
from samarkand.adapters.fetch.exchange import Exchanges, Wanted
from samarkand.adapters.fetch.refused import Refused
from samarkand.model.settings import Limits, Manners

TIME = timedelta(seconds=10)
_LONGEST_ANSWER = 64 * 1024


def post(url: str, body: bytes, headers: Mapping[str, str], limits: Limits, manners: Manners) -> str:
    """Send a body with a POST; what went wrong, or "" where the host answered 2xx. Follows no redirect."""
    try:
        return asyncio.run(_post(url, body, headers, limits, manners))
    except Refused as refused:
        return f"{refused.trouble}: {refused}"


async def _post(url: str, body: bytes, headers: Mapping[str, str], limits: Limits, manners: Manners) -> str:
    exchanges = Exchanges(limits, Allowed.of(manners.allow_private), None)
    sent = {"User-Agent": manners.user_agent, "Content-Type": "application/json", **headers}
    try:
        got = await exchanges.get(Wanted(parse(url), sent, _LONGEST_ANSWER, TIME, is_cut=True, posted=body))
    finally:
        await exchanges.close()
    return "" if 200 <= got.status < 300 else f"the host answered {got.status}"
