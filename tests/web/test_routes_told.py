"""The documentation names every address that the reader answers, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from samarkand.web.guard import POLICY
from samarkand.web.routes.feed_replies import ENTRIES
from samarkand.web.routes.turning import PAGE

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "routes.md"


def test_every_address_is_told_and_every_address_told_is_there(reader):
    told = set(re.findall(r"^\| `(/[^`]*)`", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == {route.path.replace(":path}", "}") for route in reader.app.routes}


def test_the_policy_and_the_sizes_that_are_told_are_those_that_hold():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert f"`Content-Security-Policy: {POLICY}`" in text
    assert f"show {PAGE} articles" in text
    assert f"the latest {ENTRIES} entries" in text
