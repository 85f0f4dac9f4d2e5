"""Atom feeds: articles, changes, the versions of one article."""

from __future__ import annotations

from starlette.routing import Route

from samarkand.web.desk import Desk


def routes(desk: Desk) -> list[Route]:  # noqa: ARG001
    return []
