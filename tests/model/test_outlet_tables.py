"""An outlet's table is read as it stands, or refused with its file and key."""

from dataclasses import fields
from datetime import date

import pytest

from samarkand.errors import BadOutlet
from samarkand.model import outlet_tables
from samarkand.model.outlet_tables import follow_from_table, from_table, overridden
from samarkand.model.outlets import Dateline, Era, FeedAddress, Follow, Outlet

TABLE = {
    "id": "river",
    "name": "河报",
    "names": {"zh-Hans": "河报", "en": "The River"},
    "aliases": ["大河报"],
    "languages": ["zh-Hans"],
    "zone": "Asia/Shanghai",
    "home": "https://river.example/",
    "places": ["river.example/cn/"],
    "ignored_parameters": ["full"],
    "feeds": [{"url": "https://river.example/rss", "full_text": True}],
    "eras": [
        {
            "until": date(2021, 1, 1),
            "datelines": [{"pattern": "<i>(?P<when>[^<]+)</i>", "format": "iso"}],
            "authors": ["^记者(.+)$"],
            "furniture": [".ad"],
            "furniture_lines": ["广告"],
            "captions": ["small"],
        },
        {"since": date(2021, 1, 1)},
    ],
    "note": "Invented.",
}


def test_a_whole_table():
    outlet = from_table(TABLE, "river.toml")
    assert outlet.names == (("zh-Hans", "河报"), ("en", "The River"))
    assert outlet.places == ("river.example/cn",)
    assert outlet.feeds == (FeedAddress("https://river.example/rss", full_text=True),)
    assert outlet.era_on(date(2020, 12, 31)).datelines == (Dateline("<i>(?P<when>[^<]+)</i>", "iso"),)
    assert outlet.era_on(date(2021, 1, 1)) == Era(since=date(2021, 1, 1))


@pytest.mark.parametrize(
    ("known", "made"),
    [("_OUTLET", Outlet), ("_ERA", Era), ("_DATELINE", Dateline), ("_FEED", FeedAddress), ("_FOLLOW", Follow)],
)
def test_every_field_of_the_model_can_be_written_in_a_file(known, made):
    assert set(getattr(outlet_tables, known)) == {field.name for field in fields(made)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": None}, "`id` must be a text"),
        ({"id": "../x"}, "names a folder"),
        ({"id": ""}, "names a folder"),
        ({"name": 7}, "`name` must be a text"),
        ({"colour": "red"}, "`colour` is not known; known are aliases"),
        ({"zone": "Mars/Base"}, "`zone`: unknown time zone 'Mars/Base'"),
        ({"home": "ftp://river.example"}, "`home` must be an address"),
        ({"places": ["https://river.example"]}, "`places`, item 1 must be a host"),
        ({"places": ["/"]}, "`places`, item 1 must be a host"),
        ({"places": "river.example"}, "`places` must be a list"),
        ({"names": ["河报"]}, "`names` must be a table"),
        ({"feeds": [{"title": "x"}]}, "`feeds`, item 1: `url` is missing"),
        ({"feeds": ["https://river.example/rss"]}, "`feeds`, item 1: a table of keys and values was expected"),
        ({"feeds": [{"url": "https://river.example/rss", "full_text": "yes"}]}, "`full_text` must be true or false"),
        ({"eras": [{"since": "2020"}]}, "`eras`, item 1: `since` must be a date"),
        ({"eras": [{"furniture": ["p["]}]}, "`furniture`, item 1 is no CSS selector"),
        ({"eras": [{"furniture_lines": ["("]}]}, "`furniture_lines`, item 1 is no regular expression"),
        ({"eras": [{"authors": ["记者"]}]}, "`authors`, item 1 must have one group"),
        ({"eras": [{"datelines": [{"pattern": "x", "format": "iso"}]}]}, "must have a group"),
        ({"eras": [{"datelines": [{"pattern": "(?P<when>x)"}]}]}, "`format` is missing"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(change, told):
    with pytest.raises(BadOutlet) as caught:
        from_table({**TABLE, **change}, "river.toml")
    assert str(caught.value).startswith("river.toml: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("key", ["id", "name"])
def test_an_outlet_needs_an_id_and_a_name(key):
    with pytest.raises(BadOutlet, match=f"`{key}` is missing"):
        from_table({name: value for name, value in TABLE.items() if name != key}, "river.toml")


def test_an_override_replaces_what_it_tells_and_nothing_else():
    base = from_table(TABLE, "river.toml")
    other = overridden(base, {"id": "river", "zone": "UTC"}, "outlets.toml")
    assert other.zone == "UTC"
    assert other.eras == base.eras


def test_a_follow_names_an_outlet_or_a_feed():
    assert follow_from_table({"outlet": "river"}, "f") == Follow(outlet="river")
    assert follow_from_table({"feed": "https://a.example/x", "title": "甲"}, "f") == Follow(
        "", "https://a.example/x", "甲"
    )
    for table in ({}, {"title": "甲"}, {"outlet": "river", "feed": "https://a.example/x"}):
        with pytest.raises(BadOutlet, match="needs either"):
            follow_from_table(table, "f")
