import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from samarkand.demo.loading import BadWorld, load_world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the world that may be damaged."""
    copy = tmp_path / "world"
    shutil.copytree(str(files("samarkand.demo") / "world"), copy)
    return copy


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_world_is_read_from_any_folder(folder, world):
    assert load_world(folder) == world


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("haibao/quake.md", "+++", "---", "does not begin with TOML"),
        ("haibao/quake.md", 'event = "quake"', 'event = "flood"', "no event 'flood'"),
        ("haibao/quake.md", 'event = "quake"', 'evnt = "quake"', "evnt"),
        ("haibao/quake.md", "day = -15\n", "", "day"),
        ("haibao/quake.md", "day = -15", "day = 1", "after the world's last day"),
        ("haibao/quake.md", 'time = "10:35"', 'time = "25:35"', "hour must be in"),
        ("haibao/quake.md", "number = 40127", "number = 40101", "two articles have one number"),
        ("haibao/quake.md", "{date:-8}", "{datum:-8}", "unknown placeholder {datum:-8}"),
        ("haibao/quake.md", "至少14人遇难、", "至少13人遇难、", "not once"),
        ("courier/morning-tide.md", "(courier/leak)", "(courier/flood)", "a link to courier/flood"),
        ("haibao/outlet.toml", 'zone = "Asia/Shanghai"', 'zone = "Asia/Tingport"', "unknown time zone"),
        ("haibao/outlet.toml", 'path = "rss.xml"', "", "path"),
        ("haibao/outlet.toml", 'name = "海澜海报"', "name = ", "outlet.toml"),
        ("world.toml", "rounds =", "turns =", "the key 'rounds' is missing"),
        ("world.toml", '"0 12:00"', '"noon"', "world.toml"),
        ("events.toml", '"gangshi/quake-wire"', '"gangshi/flood"', "a trait of gangshi/flood"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_name(folder, name, old, new, reason):
    replace(folder / name, old, new)
    with pytest.raises(BadWorld) as caught:
        load_world(folder)
    assert reason in str(caught.value)
    assert Path(name).parts[0].removesuffix(".toml") in str(caught.value)


def test_a_template_that_is_missing_is_named(folder):
    (folder / "haibao" / "page.html").unlink()
    with pytest.raises(BadWorld, match=r"haibao/page\.html"):
        load_world(folder)
