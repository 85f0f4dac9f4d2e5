"""A site that is brought up to date is, byte for byte, what would be made anew: whatever kind of change came in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from web.press import OUTLETS, keep, record
from web.siting import made
from web.strike import NOW, STRIKE

from samarkand.app.archives import create_archive, open_archive
from samarkand.ids import article_id
from samarkand.model.stories import StoryListing
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.correcting import Wish, correct
from samarkand.pipeline.parts import Parts, in_this_process
from samarkand.pipeline.relating import relate
from samarkand.ports import Archive
from samarkand.web.site.planning import TOGETHER

DAWN = NOW - timedelta(hours=9)
NEW = ("https://yunhe.example/new", "停航第二天", STRIKE["https://yunhe.example/s1"][1] + "<p>码头上没有人。</p>")
OTHER = ("https://harbour.example/other", "The bridge opens", "<p>“At last,” said Mayor Ines Dessa on March 2.</p>")


def told(parts: Parts, url: str, title: str, body: str, hours: int = 0) -> None:
    keep(parts, record(url, title, body, DAWN + timedelta(hours=hours)), DAWN + timedelta(hours=hours))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".samarkand" not in path.parts
    }


def a_new_article(parts: Parts) -> None:
    told(parts, *NEW, hours=2)


def a_new_version(parts: Parts) -> None:
    url, (title, body) = next(iter(STRIKE.items()))
    told(parts, url, f"更正：{title}", f"{body}<p>本报更正：集会的是三万人。</p>", hours=3)


def an_article_put_into_another_story(parts: Parts) -> None:
    assert parts.stories
    story = parts.stories.stories(StoryListing(1, least=2))[0]
    correct(parts, Wish("split", story.id, (article_id("yunhe", NEW[0]),)), NOW)


def an_article_of_nobody_known(parts: Parts) -> None:
    told(parts, "https://fog.example/1", "雾中", "<p>市长德萨说：“我不会同任何工会谈判。”</p>", hours=4)


def test_whatever_changes_the_site_is_what_would_be_made_anew(tmp_path):
    root, site = tmp_path / "archive", tmp_path / "site"
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        for number, (url, (title, body)) in enumerate(STRIKE.items()):
            told(parts, url, title, body, hours=number % 2)
        told(parts, *OTHER)
        brought_together(parts)
        made(parts, root, site, now=NOW)
    changes: tuple[Callable[[Parts], None], ...] = (
        a_new_article,
        a_new_version,
        an_article_put_into_another_story,
        an_article_of_nobody_known,
    )
    for change in changes:
        with open_archive(root) as parts:
            change(parts)
            brought_together(parts)
            report = made(parts, root, site, now=NOW)
            assert report.written, change.__name__
            assert_made_anew(parts, root, site, change.__name__)
    names, _, rest = OUTLETS.partition('[[outlet]]\nid = "gangwan"')
    (root / "outlets.toml").write_text(names + rest[rest.index("[[outlet]]") :], encoding="utf-8")
    with open_archive(root) as parts:
        assert made(parts, root, site, now=NOW).written
        assert_made_anew(parts, root, site, "an outlet that is not known any more")
    (root / "names.toml").write_text('["mayor"]\nnames = ["德萨", "Dessa"]\n', encoding="utf-8")
    with open_archive(root) as parts:
        assert made(parts, root, site, now=NOW).written
        assert_made_anew(parts, root, site, "a name that is spelled otherwise")


class Counted:
    """An archive that counts the records that are opened."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.opened: Counter[str] = Counter()

    def read(self, path: str) -> bytes:
        self.opened[path] += 1
        return self._archive.read(path)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)


def test_after_an_older_article_comes_late_no_text_is_read_but_those_beside_it_in_the_search(tmp_path):
    root, site = tmp_path / "archive", tmp_path / "site"
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        for number in range(70):
            told(parts, f"https://yunhe.example/{number}", f"快讯第{number}号", f"<p>第{number}号：雨。</p>")
        brought_together(parts)
        made(parts, root, site, now=NOW)
        url, title, body = OTHER  # the last of every list, so that all pages of lists are made again
        keep(parts, record(url, title, body, DAWN - timedelta(hours=5)), NOW)
        brought_together(parts)
        counted = Counted(parts.archive)
        made(replace(parts, archive=cast(Archive, counted), spread=in_this_process), root, site, now=NOW)
    records = [path for path in counted.opened if path.startswith("records/")]
    assert 0 < len(records) <= 70 % TOGETHER + 1, "what lists show was seen before"


def brought_together(parts: Parts) -> None:
    for _ in (*annotate(parts), *relate(parts)):
        pass


def assert_made_anew(parts: Parts, root: Path, site: Path, change: str) -> None:
    fresh = root.parent / f"fresh-{change}"
    made(parts, root, fresh, now=NOW)
    grown, anew = files(site), files(fresh)
    assert grown.keys() == anew.keys(), change
    assert [name for name, data in anew.items() if grown[name] != data] == [], change
