"""The design that is told in the documentation is the one that the stylesheet has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import samarkand.web
from samarkand.web.desk import static

TOLD = (Path(__file__).parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
STYLE = Path(samarkand.web.__file__).parent / "static" / "style"
WHOLE = static("style.css").decode()


def test_every_size_space_and_colour_has_its_line():
    named = set(re.findall(r"^  (--[a-z-]+):", WHOLE, re.MULTILINE)) - {"--serif", "--sans"}
    inks = {"--added-ink", "--removed-ink"}
    told = set(re.findall(r"`(--[a-z-]+)`", TOLD))
    assert named - inks == told - {"--type-title"}


@pytest.mark.parametrize("name", re.findall(r"^  --((?:type|space)-[a-z]+):", WHOLE, re.MULTILINE))
def test_a_size_is_the_one_that_is_told_and_is_used(name):
    size = re.search(rf"^  --{name}: ([0-9.]+)rem;", WHOLE, re.MULTILINE)[1]
    assert re.search(rf"\| `--{name}` \| {re.escape(size)} \|", TOLD)
    assert WHOLE.count(f"var(--{name})") > 1


def test_the_stylesheet_is_all_of_its_parts_in_order():
    parts = [part.read_text(encoding="utf-8") for part in sorted(STYLE.iterdir())]
    assert "\n".join(parts) == WHOLE
    assert all(len(part.splitlines()) <= 300 for part in parts)


def test_colours_stand_in_one_place():
    ground, *others = sorted(STYLE.iterdir())
    assert ground.name.startswith("00")
    for part in others:
        text = re.sub(r"rgb\(0 0 0 / \d+%\)", "", part.read_text(encoding="utf-8"))  # shadows
        if "paper" not in part.name:
            assert not re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", text), part.name
