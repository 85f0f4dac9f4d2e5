"""`samarkand.toml`: what it sets, and how a mistake in it is told."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta

import pytest

from samarkand.adapters import settings
from samarkand.errors import BadOutlet
from samarkand.model.settings import Limits, Manners, Settings


def load(tmp_path, text: str) -> Settings:
    (tmp_path / "samarkand.toml").write_text(text, "utf-8")
    return settings.load(tmp_path)


def test_a_new_archive_has_the_usual_settings(tmp_path):
    assert load(tmp_path, settings.NEW.decode()) == Settings()


def test_the_new_file_shows_every_setting_with_its_usual_value(tmp_path):
    shown = re.sub(r"^# (?=\w+ = )", "", settings.NEW.decode(), flags=re.MULTILINE)
    assert load(tmp_path, shown) == Settings()
    names = {field.name for kind in (Settings, Limits, Manners) for field in fields(kind)} - {
        "limits",
        "manners",
        "mail",
    }
    assert {name for name in names if not re.search(rf"^# {name} = ", settings.NEW.decode(), re.MULTILINE)} == set()


def test_what_is_set_is_taken(tmp_path):
    found = load(
        tmp_path,
        """
        [archive]
        title = "海报库"
        keep_captures = false
        [collect]
        delay = 0.5
        allow_private = ["127.0.0.1:80"]
        shortest_interval = 60
        [limits]
        total = 5
        feed_bytes = 1000
        """,
    )
    assert (found.title, found.keep_captures) == ("海报库", False)
    assert found.manners.delay == timedelta(seconds=0.5)
    assert found.manners.allow_private == ("127.0.0.1:80",)
    assert found.shortest_interval == timedelta(minutes=1)
    assert (found.limits.total, found.limits.feed_bytes) == (timedelta(seconds=5), 1000)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[archive]\ntitel = 'x'", "[archive] titel is not known; known are title"),
        ("[colect]", "[colect] is not known"),
        ("[collect]\ndelay = 'long'", "[collect] delay is 'long', but must be a number"),
        ("[collect]\ndelay = -1", "[collect] delay"),
        ("[limits]\nredirects = true", "[limits] redirects is True"),
        ("[archive]\nkeep_images = 1", "must be true or false"),
        ("[collect]\nallow_private = 'all'", "must be a list of texts"),
        ("[archive]\nformat = 2", "does not know"),
        ("[archive", "cannot be read"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, text, told):
    with pytest.raises(BadOutlet, match=re.escape(told)):
        load(tmp_path, text)


def test_a_file_that_is_no_text_is_told_of(tmp_path):
    (tmp_path / "samarkand.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadOutlet, match="cannot be read"):
        settings.load(tmp_path)
