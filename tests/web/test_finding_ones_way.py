"""From the front page: every page that a newcomer should know of is two links away, and each kind of page leads back."""

from __future__ import annotations

import re
from html import unescape

from starlette.routing import Match

PAGES = {
    *("/", "/articles", "/articles/{id}", "/stories/{id}", "/stories/{id}/comparison", "/outlets", "/outlets/{id}"),
    *("/people", "/people/{name:path}", "/calendar", "/calendar/{when}", "/changes", "/changes/outlets", "/status"),
    *("/search", "/feed.{format}", "/stories.{format}", "/changes.{format}", "/articles/{id}/history"),
}
FEW = 3
"""Pages of a kind that are looked at."""


def links(page: str) -> list[str]:
    """The addresses of ours that a page leads to, by links and forms."""
    found = re.findall(r'<(?:a|form|link)\b[^<>]*?\s(?:href|action)="([^"]*)"', page)
    addresses = (unescape(each).partition("#")[0] for each in found)
    return list(dict.fromkeys(each for each in addresses if each.startswith("/")))


def kind(reader, address: str) -> str:
    """Which of the reader's routes answers an address; "" for none."""
    scope = {"type": "http", "method": "GET", "path": address.partition("?")[0], "root_path": ""}
    return next((route.path for route in reader.app.routes if route.matches(scope)[0] == Match.FULL), "")


def reached(reader) -> set[str]:
    """The kinds of pages that are at most two links away from the front page."""
    near: dict[str, list[str]] = {}
    for address in links(reader.get("/").text):
        near.setdefault(kind(reader, address), []).append(address)
    behind = (links(reader.get(address).text) for name in PAGES & near.keys() for address in near[name][:FEW])
    return set(near) | {kind(reader, each) for some in behind for each in some}


def test_every_feature_is_two_links_away_from_the_front_page(reader, comparer):
    assert PAGES - (reached(reader) | reached(comparer)) == set()


def test_each_kind_of_page_leads_to_the_front_page_and_to_the_search(comparer):
    front = links(comparer.get("/").text)
    for address in {kind(comparer, each): each for each in front}.values():
        answer = comparer.get(address)
        if answer.headers["content-type"].startswith("text/html"):
            assert {"/", "/search"} <= {each.partition("?")[0] for each in links(answer.text)}, address
