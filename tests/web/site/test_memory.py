"""What a site remembers of versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from samarkand.model.answers import Glance
from samarkand.model.articles import Picture, Version
from samarkand.web.site.memory import Memory, glance_as_text, glance_of_text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VERSION = Version("a" * 16, 1, "port", "https://port.example/1", "渡轮停航", "records/x.md", "ab" * 32, NOON)
TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=20)
PICTURES = some.lists(some.builds(Picture, TEXTS, TEXTS, TEXTS, TEXTS), max_size=3).map(tuple)


@given(some.builds(Glance, TEXTS, TEXTS, PICTURES))
def test_what_a_list_shows_comes_back_as_it_was(glance):
    assert glance_of_text(glance_as_text(glance)) == glance


def test_what_was_learned_belongs_to_a_version_a_kind_and_a_program():
    kept: dict[str, str] = {}
    memory = Memory(lambda keys: {key: kept[key] for key in keys if key in kept}, "one")
    assert memory.recall("glance", VERSION) is None
    memory.learn("glance", VERSION, "told")
    assert memory.recall("glance", VERSION) == "told"
    kept |= memory.taken()
    assert (memory.taken(), memory.recall("glance", VERSION)) == ({}, "told")
    assert memory.recall("kinds", VERSION) is None
    assert memory.recall("glance", replace(VERSION, sha256="other")) is None
    assert Memory(lambda keys: {key: kept[key] for key in keys if key in kept}, "two").recall("glance", VERSION) is None
