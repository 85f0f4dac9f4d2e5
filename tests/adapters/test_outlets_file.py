"""The outlets that come with the program can be read, and an archive's file says who is followed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.adapters.outlets import OutletsFile, built_in
from samarkand.errors import BadOutlet
from samarkand.model.outlets import Follow
from samarkand.steps.outlets import find, outlet_of

TEXT = """# whom we follow
[[outlet]]
id = "rfi"
zone = "UTC"   # a guess

[[outlet]]
id = "river"
name = "河报"
places = ["river.example"]

[[follow]]
outlet = "river"  # daily
"""


def test_the_outlets_that_come_with_the_program():
    assert [outlet.id for outlet in built_in()] == ["bbc", "cdt", "dw", "ft", "nyt", "reuters", "rfa", "rfi", "voa"]
    for outlet in built_in():
        assert outlet.languages[0].startswith("zh-")
        assert outlet.places
        assert outlet.eras
        assert outlet.feeds or "closed" in outlet.note
        assert {"zh-Hans", "zh-Hant", "en"} <= {language for language, _ in outlet.names}


def test_no_two_outlets_answer_to_one_name_or_place():
    for outlet in built_in():
        for name in (outlet.id, outlet.name, *outlet.aliases, *(name for _, name in outlet.names), *outlet.places):
            assert find(name, built_in()) is outlet, name


@pytest.mark.parametrize(
    "folder", ["BBC", "中国数字时代", "德国之声", "法广", "纽约时报", "美国之音", "自由亚洲电台", "路透", "金融时报"]
)
def test_the_folders_of_the_origin_name_outlets(folder):
    assert find(folder, built_in())


def test_an_archive_without_the_file_knows_the_built_in_outlets_and_follows_nobody(tmp_path):
    assert OutletsFile(tmp_path).load() == (built_in(), ())


def test_an_archives_file_adds_and_overrides_outlets(tmp_path):
    (tmp_path / "outlets.toml").write_text(TEXT, "utf-8")
    outlets, follows = OutletsFile(tmp_path).load()
    assert follows == (Follow(outlet="river"),)
    assert len(outlets) == len(built_in()) + 1
    rfi = find("rfi", outlets)
    assert rfi.zone == "UTC"
    assert rfi.eras == find("rfi", built_in()).eras
    assert outlet_of("https://river.example/a", outlets).name == "河报"


def test_following_keeps_comments_and_order_and_says_whether_it_was_new(tmp_path):
    path = tmp_path / "outlets.toml"
    path.write_text(TEXT, "utf-8")
    file = OutletsFile(tmp_path)
    assert file.follow(Follow(feed="https://a.example/rss", title='甲 "乙"'))
    assert not file.follow(Follow(feed="https://a.example/rss"))
    assert not file.follow(Follow(outlet="river"))
    assert path.read_text("utf-8").startswith(TEXT)
    assert file.load()[1] == (Follow(outlet="river"), Follow(feed="https://a.example/rss", title='甲 "乙"'))
    assert [entry.name for entry in tmp_path.iterdir()] == ["outlets.toml"]


def test_the_first_follow_makes_the_file(tmp_path):
    assert OutletsFile(tmp_path).follow(Follow(outlet="rfi"))
    assert OutletsFile(tmp_path).load()[1] == (Follow(outlet="rfi"),)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[[outlet]\n", "outlets.toml: "),
        (b"\xff", "is not UTF-8"),
        (b"[archive]\n", "`archive` is not known"),
        (b'follow = "rfi"\n', "must be written as"),
        (b"[follow]\noutlet = 'rfi'\n", "must be written as"),
        (b"[[outlet]]\nname = 'x'\n", "[[outlet]] 1: `id` is missing"),
        (b"[[outlet]]\nid = 'rfi'\nzone = 'x/y'\n", "[[outlet]] 1: `zone`: unknown time zone"),
        (b"[[outlet]]\nid = ['rfi']\n", "[[outlet]] 1: `id` must be a text"),
        (b"[[follow]]\ntitle = 'x'\n", "[[follow]] 1: a [[follow]] table needs"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of(tmp_path, data, told):
    (tmp_path / "outlets.toml").write_bytes(data)
    with pytest.raises(BadOutlet) as caught:
        OutletsFile(tmp_path).load()
    assert told in str(caught.value)


def test_follows_in_an_inline_array_are_read_but_not_added_to(tmp_path):
    text = 'follow = [{outlet = "rfi"}]\n'
    (tmp_path / "outlets.toml").write_text(text, "utf-8")
    assert OutletsFile(tmp_path).load()[1] == (Follow(outlet="rfi"),)
    with pytest.raises(BadOutlet, match="must be written as"):
        OutletsFile(tmp_path).follow(Follow(outlet="voa"))
    assert (tmp_path / "outlets.toml").read_text("utf-8") == text


@given(st.text())
def test_any_title_of_a_feed_reads_back(title):
    with TemporaryDirectory() as folder:
        file = OutletsFile(Path(folder))
        follow = Follow(feed="https://a.example/rss", title=title)
        file.follow(follow)
        assert file.load()[1] == (follow,)


def test_what_is_followed_is_paused_and_goes_on_and_the_rest_of_the_file_stays(tmp_path):
    file = OutletsFile(tmp_path)
    file.path.write_text(TEXT, "utf-8")
    assert file.pause(Follow("river"), is_paused=True)
    assert file.load()[1] == (Follow("river", paused=True),)
    assert "# daily" in file.path.read_text("utf-8")
    assert file.pause(Follow("river", title="whatever it is called"), is_paused=False)
    assert file.path.read_text("utf-8") == TEXT
    assert not file.pause(Follow("sea"), is_paused=True)


def test_what_is_followed_no_longer_leaves_the_others_and_can_be_followed_again(tmp_path):
    file = OutletsFile(tmp_path)
    file.path.write_text(TEXT, "utf-8")
    assert file.follow_all([Follow("rfi"), Follow("river"), Follow(feed="https://a.example/rss"), Follow("rfi")]) == [
        *(True, False, True, False)
    ]
    assert file.unfollow(Follow("rfi"))
    assert [each.outlet or each.feed for each in file.load()[1]] == ["river", "https://a.example/rss"]
    assert not file.unfollow(Follow("rfi"))
    file.unfollow(Follow("river"))
    file.unfollow(Follow(feed="https://a.example/rss"))
    assert file.load()[1] == ()
    assert "# whom we follow" in file.path.read_text("utf-8")
    assert file.follow(Follow("river"))
    assert file.load()[1] == (Follow("river"),)
