"""An address has an outlet, and an outlet answers to its names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.outlets import Outlet
from samarkand.steps.outlets import find, from_host, outlet_of

RIVER = Outlet(
    "river", "河报", names=(("en", "The River"),), aliases=("大河报",), places=("www.river.example/cn", "old.example")
)
RIVER_WORLD = Outlet("river-world", "河报环球", places=("www.river.example/cn/world",))
OUTLETS = (RIVER, RIVER_WORLD)


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.river.example/cn/2020/a", RIVER),
        ("http://river.example//cn/a", RIVER),
        ("https://WWW.RIVER.EXAMPLE:443/cn?x=1", RIVER),
        ("https://www.river.example/cn#top", RIVER),
        ("https://www.river.example/cn/world/a", RIVER_WORLD),
        ("https://www.river.example/cn/worldly", RIVER),
        ("https://old.example/anything", RIVER),
    ],
)
def test_the_place_with_the_longest_path_has_the_address(url, outlet):
    assert outlet_of(url, OUTLETS) is outlet


@pytest.mark.parametrize(
    ("url", "outlet_id", "name"),
    [
        ("https://www.river.example/en/a", "river.example", "river.example"),
        ("https://www.river.example/cnn", "river.example", "river.example"),
        ("https://news.other.example/a", "news.other.example", "news.other.example"),
        ("http://127.0.0.1:8001/a", "127.0.0.1-8001", "127.0.0.1:8001"),
        ("https://河.example/", "xn--ovw.example", "xn--ovw.example"),
        ("mailto:a@b", "unknown", "unknown"),
        ("", "unknown", "unknown"),
        ("http://[broken", "unknown", "unknown"),
    ],
)
def test_an_unknown_host_is_its_own_outlet(url, outlet_id, name):
    outlet = outlet_of(url, OUTLETS)
    assert (outlet.id, outlet.name) == (outlet_id, name)


@given(st.text(max_size=40))
def test_the_id_of_a_host_is_safe_as_a_folders_name(host):
    made = from_host(host).id
    assert made
    assert made not in {".", ".."}
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert made[0] not in ".-"


@pytest.mark.parametrize(
    "name",
    [
        "river",
        "RIVER",
        "ｒｉｖｅｒ",
        "河报",
        " 大河报 ",
        "the river",
        "www.river.example",
        "river.example",
        "https://old.example/x",
    ],
)
def test_an_outlet_is_found_by_any_of_its_names(name):
    assert find(name, OUTLETS) is RIVER


def test_a_name_that_nobody_has_finds_nothing():
    assert find("海报", OUTLETS) is None
    assert find("", OUTLETS) is None


def test_another_list_of_outlets_gives_another_answer():
    assert outlet_of("https://old.example/", (RIVER_WORLD,)).id == "old.example"
    assert outlet_of("https://old.example/", (RIVER,)) is RIVER
