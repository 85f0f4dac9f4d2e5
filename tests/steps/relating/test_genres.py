"""A title tells which articles report no single event, in both scripts and in English; all titles are invented."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from samarkand.errors import BadRecord
from samarkand.steps import records
from samarkand.steps.relating.genres import genre_of


@pytest.mark.parametrize(
    "title",
    [
        "早报：盐桥镇大桥通车；柳湾补选延期",
        "【新闻简报】云岭药厂召回疫苗",
        "每日簡報｜渡輪復航、菜價回落",
        "一周要闻：从罢工到补选",
        "柳湾股市一周回顾",
        "今日看点 | 市长辞职以后",
        "渡轮停航，物价上涨 - 外国报纸摘要",
        "大桥从开工到垮塌：盐桥大事记",
        "每日一语",
        "海湾早读｜11月21日 星期六",
        "港灣夜話 2030年9月7日（週六）",
        "渡口晨谈 2030.9.7",
        "Morning Briefing: a bridge falls, a mayor leaves",
        "Your Tuesday Briefing",
        "News round-up | Ferries back at sea",
        "Port Valley: the week in pictures",
    ],
)
def test_digests_tell_of_many_events(title):
    assert genre_of(title) == "digest"


@pytest.mark.parametrize(
    "title",
    [
        "直播：柳湾补选之夜",
        "【圖文直播】青禾隊對石梁隊",
        "【更新完毕】盐桥镇大桥垮塌",
        "盐桥镇大桥垮塌 实时更新",
        "每日更新：各港停航一览",
        "Bridge collapse: live updates",
        "Ferry strike live blog",
        "LIVE | By-election night",
        "Cup final as it happened",
    ],
)
def test_live_pages_grow_with_what_happens(title):
    assert genre_of(title) == "live"


@pytest.mark.parametrize(
    "title",
    [
        "社论：桥是怎样塌的",
        "港灣社評｜罷工之後",
        "評論：市長的算盤",
        "【专栏】渔歌与粮仓",
        "一座桥的价钱｜山城时评",
        "客座评论：补选不是终点",
        "Opinion: The bridge nobody closed",
        "Editorial | Let the ferries run",
        "What the strike is about - Analysis",
    ],
)
def test_columns_say_what_somebody_thinks(title):
    assert genre_of(title) == "column"


@pytest.mark.parametrize(
    "title",
    [
        "专访：琴师谷声谈渔歌",
        "特寫｜渡口的最後一夜",
        "【播客】大桥下面的人",
        "历史上的今天：盐桥镇通渡",
        "图辑：雨中的旧粮仓",
        "Podcast: How a bridge falls",
        "The Port Daily Podcast | Night shifts",
        "Explainer: what a by-election is",
    ],
)
def test_features_are_about_a_person_or_a_matter(title):
    assert genre_of(title) == "feature"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "：",
        "盐桥镇跨江大桥垮塌 三辆货车坠江",
        "联合晨报：柳湾市长将于下周辞职",
        "北山晚报：渡轮周三复航",
        "《每日新聞》記者在柳灣被扣",
        "市长在今日新闻发布会上否认传闻",
        "委员会公布解读报告",
        "港湾日报摘得新闻奖",
        "评论员被逐出会场",
        "专访视频被撤下 电视台道歉",
        "市长直播带货引发争议",
        "周末语音诈骗增加两成",
        "深度调查发现大桥早有裂缝",
        "人物画拍出三百万",
        "持续更新：三人在垮塌事故中遇难",
        "外交部点评了邻国的声明",
        "实时数据显示水位回落",
        "渡轮停航至9月7日",
        "柳湾市长辞职：9月7日起生效",
        "Opinion polls put the mayor ahead",
        "Editorial board of the Port Daily resigns",
        "Analysis of the water finds lead",
        "Comment period on the ferry plan opens",
        "Minister walks out of news briefing",
        "Podcast host arrested at the port",
        "Mayor interviewed by police",
        "Live ammunition found in school",
        "Court bans live coverage of bridge trial",
        "Weekly ferry service to resume in May",
        "Morning fog closes the port",
    ],
)
def test_ordinary_headlines_are_reports_whatever_words_they_hold(title):
    assert genre_of(title) == "report"


def test_the_script_of_a_title_plays_no_part():
    for simplified, traditional in (
        ("评论：渡轮", "評論：渡輪"),
        ("专访｜谷声", "專訪｜谷聲"),
        ("一周回顾", "一週回顧"),
    ):
        assert genre_of(simplified) == genre_of(traditional) != "report"


def test_few_of_real_titles_are_no_reports(shared):
    """2.2 % of the titles of nine outlets, 0.5 % of those of news on one platform."""
    found = Counter()
    for folder in ("records", "corpus"):
        for path in sorted((shared / folder).rglob("*.md")):
            if path.name == "README.md":
                continue
            try:
                found[genre_of(records.parse(path.read_bytes()).title) == "report"] += 1
            except BadRecord:
                continue
    assert found[True] > 2_500
    assert 0.01 < found[False] / found.total() < 0.028
    stream = (shared / "bench" / "stories" / "stream.jsonl").read_text("utf-8").split("\n")
    genres = Counter(genre_of(json.loads(line)["title"]) == "report" for line in stream if line)
    assert genres[False] / genres.total() < 0.008
