"""What pages say of changes: their kinds, the timeline of an article, two versions, rates, what agrees with others."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import get_args

import pytest
from web.press import BRIDGE, DAY_ONLY, NOW, Reader, archive_told, id_of

from samarkand.model.changes import EditKind
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.relating import relate
from samarkand.web.edits import WORDS, cut
from samarkand.web.wording import LANGUAGES, wording

HOME = f"/articles/{id_of(BRIDGE)}"
DOCK, OTHER = "https://yunhe.example/2026/dock", "https://gangwan.example/2026/dock"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def main(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


@pytest.fixture
def own(tmp_path):
    """A reader over an archive of its own, and what keeps a version in it."""
    with archive_told(tmp_path) as (parts, told):
        yield Reader(parts, NOW + timedelta(days=1)), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name_in_every_language(language):
    for kind in get_args(EditKind):
        assert wording(language).say(f"edit_{kind.replace('-', '_')}")


def test_words_are_cut_and_say_so():
    assert cut("甲\n乙") == "甲 乙"
    assert cut("甲" * (WORDS + 1)) == "甲" * WORDS + "…"


def test_the_timeline_tells_each_version_with_its_edits_and_the_way_to_their_words(reader):
    text = main(reader.get(f"{HOME}/history?hl=en").text)
    assert [int(each) for each in re.findall(r">Version (\d)<", text)] == [3, 2, 1]
    assert "no notice" in text
    href = re.search(r'<ins[^>]*><a href="([^"]+)">500万元|<ins[^>]*><a href="([^"]+)">五百万元', text)
    assert href
    place = (href[1] or href[2]).replace("&#x2f;", "/").replace("&amp;", "&").partition("#")[0]
    assert '<mark class="pointed" id="mark">五百万元</mark>' in reader.get(place).text


def test_an_article_of_one_version_has_a_history_too(reader):
    assert reader.get(f"/articles/{id_of(DAY_ONLY)}/history").status == 200


def test_two_versions_are_shown_in_one_and_side_by_side(reader):
    inline = main(reader.get(f"{HOME}/changes/1/2").text)
    assert "旧桥将于<del>五</del><ins>六</ins>月拆除" in inline
    wide = main(reader.get(f"{HOME}/changes/1/2?layout=sides").text)
    assert "旧桥将于<del>五</del>月拆除" in wide
    assert "旧桥将于<ins>六</ins>月拆除" in wide
    assert "layout=sides" in inline


@pytest.mark.parametrize(
    ("path", "status", "leads"),
    [
        ("/changes/2/1", 302, f"{HOME}/changes/1/2"),
        ("/changes/2/2", 302, f"{HOME}/versions/2"),
        ("/changes/1/9", 404, ""),
        ("/changes/0/1", 404, ""),
        ("/changes/a/b", 404, ""),
    ],
)
def test_other_pairs_lead_to_what_was_meant_or_are_not_there(reader, path, status, leads):
    answer = reader.get(HOME + path)
    assert (answer.status, answer.headers.get("location", "")) == (status, leads)


def test_the_beginning_of_an_id_leads_to_the_whole(reader):
    short = id_of(BRIDGE)[:9]
    assert reader.get(f"/articles/{short}/history").headers["location"] == f"{HOME}/history"
    assert reader.get(f"/articles/{short}/changes/1/2").headers["location"] == f"{HOME}/changes/1/2"


def test_changes_are_narrowed_by_outlet_and_kind_on_the_page_and_in_the_feed(reader):
    assert "<ins>六</ins>" in reader.get("/changes?kind=date").text
    assert "<ins>六</ins>" not in main(reader.get("/changes?kind=number").text)
    assert "没有这样的改动" in reader.get("/changes?outlet=gangwan").text
    feed = reader.get("/changes.atom?kind=date&outlet=yunhe").text
    assert feed.count("<entry") == 1
    assert "日期" in feed
    assert reader.get("/changes?kind=date").text.count("changes.atom?kind=date") == 2
    assert [reader.get(path).status for path in ("/changes?kind=x", "/changes?outlet=x", "/changes.atom?kind=x")] == [
        404
    ] * 3


def test_changes_of_a_headline_come_first(own):
    reader, told = own
    for minute, title in enumerate(("渡口垮塌", "渡口垮塌三人死亡")):
        told(DOCK, minute, title, "<p>搜救仍在继续。</p>")
    for minute, toll in enumerate((3, 5), 5):
        told(OTHER, minute, "渡口意外", f"<p>渡口垮塌造成{toll}人死亡。</p>")
    text = main(reader.get("/changes?hl=en").text)
    assert (
        text.index("Headlines changed")
        < text.index("渡口垮塌三人死亡")
        < text.index("Other changes")
        < text.index("渡口意外")
    )
    feed = reader.get("/changes.atom").text
    assert feed.index("渡口垮塌三人死亡") < feed.index("渡口意外")


def test_rates_are_told_by_outlet(reader):
    text = main(reader.get("/changes/outlets?hl=en").text)
    assert "运河晚报" in text
    assert "1 <span" in text


def test_a_text_that_is_back_and_one_in_another_script_are_told(own):
    reader, told = own
    for minute, body in enumerate(
        ("三人死亡。", "五人死亡。", "三人死亡。", "三人死亡。（證實）", "三人死亡。（证实）")
    ):
        told(DOCK, minute, "渡口", f"<p>渡口垮塌，{body}</p>")
    text = main(reader.get(f"/articles/{id_of(DOCK)}/history?hl=en").text)
    assert "Back to version 1" in text
    assert 'class="folded"' in text
    last = f"/articles/{id_of(DOCK)}/changes/4/5"
    assert "<del>" not in main(reader.get(last).text).partition("legend")[2].partition("</p>")[2]
    assert "證實）</del>" in reader.get(f"{last}?typography=1").text
    assert "Script, typography or furniture alone" in reader.get(f"/articles/{id_of(DOCK)}?hl=en").text


def test_hostile_words_are_escaped_wherever_changes_show_them(own):
    reader, told = own
    words = HOSTILE.replace("<", "&lt;")
    told(DOCK, 0, "渡口", "<p>渡口垮塌，3人死亡。</p>")
    told(DOCK, 1, f"渡口{HOSTILE}", f"<p>渡口垮塌，5人死亡{words}。</p><p>“{words}”，他说。</p>")
    home = f"/articles/{id_of(DOCK)}"
    for path in (
        "/changes",
        f"{home}/history",
        f"{home}/changes/1/2",
        f"{home}/changes/1/2?layout=sides&typography=1",
        home,
    ):
        page = reader.get(path).text
        text = page[page.index("<main") :]
        assert "<script" not in text, path
        assert "<img src=x" not in text, path
        assert "alert(1)" in text, path
    assert "<script" not in reader.get("/changes.atom").text


def test_a_version_without_a_text_can_be_compared(own):
    reader, told = own
    told(DOCK, 0, "渡口", "<p>渡口垮塌，3人死亡。</p>")
    told(DOCK, 1, "渡口", "")
    text = reader.get(f"/articles/{id_of(DOCK)}/changes/1/2")
    assert text.status == 200
    assert "<del>渡口垮塌，3人死亡。</del>" in text.text


def test_a_story_tells_which_change_agrees_with_another_outlet(own):
    reader, told = own
    body = "<p>运河边的老渡口周一清晨垮塌，造成{}人死亡，搜救人员仍在水中寻找失踪的船工。</p><p>港务局称，渡口去年刚刚检修过。</p>"
    told(OTHER, 0, "运河老渡口垮塌 搜救仍在继续", body.format(15))
    told(DOCK, 1, "运河老渡口垮塌 搜救仍在继续", body.format(13))
    told(DOCK, 120, "运河老渡口垮塌 搜救仍在继续", body.format(15))
    list(annotate(reader.parts))
    list(relate(reader.parts))
    story = next(iter(re.findall(r"/stories/(s[0-9a-f]{16})", reader.get("/").text.replace("&#x2f;", "/"))))
    for path in (f"/stories/{story}?hl=en", f"/stories/{story}/comparison?hl=en"):
        text = main(reader.get(path).text)
        assert "After its change, 运河晚报 tells what 港灣郵報 had told 2 hours before" in text, path
        assert ">13人</a></del>" in text
