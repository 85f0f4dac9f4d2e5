"""What pages and commands are told of an archive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.press import BRIDGE, GONE, KEPT_PICTURE, MISSING_PICTURE, OUTLETS, PICTURED, SEEN, fill, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.errors import ArchiveDamaged, NotFound
from samarkand.model.catalog import Listing
from samarkand.queries import BEGINNING, Queries


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    root = tmp_path_factory.mktemp("asked")
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def queries(parts) -> Queries:
    return Queries(parts)


def test_a_list_shows_title_beginning_and_the_first_kept_picture(queries):
    (listed,) = queries.listed(Listing("gangwan"))
    assert listed.glance.title == "渡輪「晨星」復航"
    assert listed.glance.beginning.startswith("渡輪「晨星」週一恢復航行")
    assert "晨星號首航" not in listed.glance.beginning, "a caption is no beginning"
    assert listed.lead.url == KEPT_PICTURE
    assert listed.lead_path.startswith("images/")
    assert all(len(each.glance.beginning) <= BEGINNING for each in queries.listed(Listing()))


def test_lines_of_a_beginning_are_joined_as_their_script_does(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        keep(parts, record("https://a.example/1", "题", "<p>甲乙。</p><p>丙</p>"), SEEN)
        keep(parts, record("https://a.example/2", "T", "<p>One.</p><p>Two</p>"), SEEN)
        assert {each.glance.beginning for each in Queries(parts).listed(Listing())} == {"甲乙。丙", "One. Two"}


def test_an_opened_version_tells_which_pictures_are_kept_and_which_are_missing(queries):
    images = queries.open(id_of(PICTURED)).images
    assert images[KEPT_PICTURE].path
    assert images[MISSING_PICTURE].problem == "the host answered 404"
    assert len(images) == 2, "those never asked for are left out"


def test_a_version_is_found_by_its_number_and_by_the_beginning_of_the_id(queries):
    article, version = queries.version(id_of(BRIDGE)[:10], 2)
    assert (article.id, version.number, article.versions) == (id_of(BRIDGE), 2, 3)
    with pytest.raises(NotFound, match="has no version 4"):
        queries.version(article.id, 4)
    with pytest.raises(NotFound, match="samarkand list"):
        queries.version("feed")


def test_times_are_told_in_the_place_of_the_outlet(queries):
    assert queries.zone_of(queries.article(id_of(GONE)).latest) == "Europe/London"


def test_outlets_are_found_by_any_of_their_names(queries):
    assert {queries.outlet(name).id for name in ("yunhe", "運河晚報", "canal evening news", "yunhe.example")} == {
        "yunhe"
    }
    with pytest.raises(NotFound, match="samarkand outlets"):
        queries.outlet("nobody")


def test_those_in_trouble_come_first(queries):
    states = [(health.outlet, health.state) for health in queries.status(SEEN)]
    assert states[0] == ("yunhe", "failing")
    assert {state for _, state in states[1:]} == {"unfollowed"}


def test_an_archive_is_known_by_the_first_line_of_its_ledger(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        assert Queries(parts).identity() == ""
        keep(parts, record("https://a.example/1", "题", "<p>甲</p>"), SEEN)
        first = Queries(parts).identity()
        keep(parts, record("https://a.example/2", "题", "<p>乙</p>"), SEEN)
        assert len(first) == 64
        assert Queries(parts).identity() == first


def test_a_missing_record_is_damage_and_not_a_missing_article(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        for number, body in enumerate("甲乙"):
            keep(parts, record("https://a.example/1", "题", f"<p>{body}</p>"), SEEN + timedelta(minutes=number))
        queries = Queries(parts)
        (article,) = queries.articles(Listing())
        (tmp_path / article.latest.record).unlink()
        with pytest.raises(ArchiveDamaged, match="missing"):
            queries.open(article.id)
        (listed,) = queries.listed(Listing())
        assert (listed.glance.title, "missing" in listed.glance.problem) == ("题", True)


@pytest.mark.parametrize("path", ["samarkand.toml", "images/../samarkand.toml", "images/aa/none.png", "records/x"])
def test_only_pictures_are_given_as_pictures(queries, path):
    with pytest.raises(NotFound):
        queries.image_bytes(path)
