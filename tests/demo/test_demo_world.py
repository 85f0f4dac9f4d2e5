"""What the invented press says: that it is invented, that it holds what its events promise, that its prose is whole."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from opencc import OpenCC

from samarkand.demo import bodies, wording
from samarkand.demo.loading import stands
from samarkand.demo.nouns import PressArticle, World
from samarkand.demo.rounds import Clock, state

REAL_NAMES = (
    *"""
新华社 新華社 人民日报 人民日報 中新社 中国新闻社 央视 央視 环球时报 澎湃 财新 南方周末 新京报 光明日报 参考消息 路透 法新社 美联社 美聯社
合众国际社 塔斯社 共同社 韩联社 安莎社 埃菲社 彭博 法广 德国之声 美国之音 自由亚洲 纽约时报 華爾街日報 华尔街日报 金融时报 卫报 泰晤士 经济学人
世界报 费加罗 明镜 朝日新闻 读卖 联合早报 聯合報 自由時報 中國時報 中央社 蘋果日報 苹果日报 明報 星島 東方日報 南華早報 端傳媒 立場新聞 報導者
香港電台 公視 三立 半岛电视台 今日俄罗斯 卫星通讯社 国民先驱报 维基 推特 脸书 臉書 微博 微信 抖音 谷歌 红十字 紅十字
中国 中國 香港 台湾 臺灣 台灣 北京 上海 澳门 美国 美國 英国 法国 俄罗斯 俄羅斯 日本 韩国 德国
Reuters AFP Xinhua Bloomberg BBC CNN NHK RFI RFA VOA TASS Interfax Kyodo Yonhap Guardian Economist Sputnik Twitter Facebook
China Taiwan Russia Japan America France Germany
""".split(),  # noqa: SIM905  (a list of words is read more easily so)
    "Associated Press",
    "New York Times",
    "Washington Post",
    "Financial Times",
    "Wall Street Journal",
    "Deutsche Welle",
    "Al Jazeera",
    "Le Monde",
    "Red Cross",
)


def everything(article: PressArticle, rounds: int) -> str:
    """All that an article says in all its rounds, placeholders as they are written."""
    said = [article.summary, article.credit, *article.authors]
    return "\n".join([*said, *(f"{each.title}\n{each.text}" for each in stands(article, rounds))])


def rendered(world: World, article: PressArticle, text: str) -> str:
    language = {outlet.id: outlet.language for outlet in world.outlets}[article.outlet]
    last = datetime(2031, 3, 5, tzinfo=UTC).date()
    return wording.render(text, wording.Calendar(last, last + timedelta(days=article.day), language))


def chinese_share(text: str) -> float:
    return sum("\u4e00" <= sign <= "\u9fff" for sign in text) / len(text)


def test_no_real_outlet_agency_or_country_is_named(world: World):
    texts = {article.key: everything(article, len(world.rounds)) for article in world.articles}
    texts |= {outlet.id: f"{outlet.name} {outlet.about}" for outlet in world.outlets}
    found = {
        (key, word)
        for key, text in texts.items()
        for word in REAL_NAMES
        if re.search(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word), text)
    }
    assert not found


def test_the_world_is_as_large_as_a_small_press(world: World):
    assert len(world.outlets) >= 8
    assert len(world.articles) >= 60
    assert {outlet.feed.format for outlet in world.outlets} == {"rss20", "rss10", "atom10", "json11"}
    assert {article.kind for article in world.articles} == {"report", "wire", "digest", "live", "column", "feature"}


def test_every_event_is_told_by_several_outlets_and_holds_what_it_promises(world: World):
    articles = {article.key: article for article in world.articles}
    for event in world.events:
        tellers = {article.outlet for article in world.articles if article.event == event.id}
        assert len(tellers) >= 3, event.id
        assert event.traits, event.id
        for trait in event.traits:
            for key, text in trait.texts:
                article = articles[key]
                assert article.event == event.id
                said = rendered(world, article, everything(article, len(world.rounds)))
                assert rendered(world, article, text) in said, (key, text)


def test_every_kind_of_trait_occurs(world: World):
    kinds = Counter(trait.kind for event in world.events for trait in event.traits)
    wanted = {"same quote", "contradiction", "chain", "wire", "silent edit", "new title", "correction", "retraction"}
    assert wanted <= set(kinds)
    assert kinds["contradiction"] >= 8
    assert Counter(event.affair for event in world.events)["doctor"] == 3


def test_wire_copy_is_word_for_word_the_agencys(world: World):
    texts = {article.key: article.text for article in world.articles}
    assert texts["gangshi/quake-wire"] == texts["circumsea/quake-first"]
    assert texts["gangshi/visit-wire"] == texts["circumsea/visit-announced"]
    assert texts["haibao/rate-wire"] == texts["circumsea/rate"]
    assert len(texts["yugang/strike-ended-wire"]) == len(texts["circumsea/strike-ended"])


@pytest.mark.parametrize("day", [1, 11, 31])
def test_every_text_tells_its_dates_on_any_day(world: World, day):
    clock = Clock(datetime(2031, 1, day, 13, 0, tzinfo=UTC))
    languages = {outlet.id: outlet.language for outlet in world.outlets}
    for standing in state(world, len(world.rounds), clock):
        article = standing.article
        calendar = wording.Calendar(
            clock.last_day, clock.last_day + timedelta(days=article.day), languages[article.outlet]
        )
        assert not re.search(r"[{}]", wording.render(standing.text, calendar))


def test_a_report_has_several_paragraphs(world: World):
    for article in world.articles:
        paragraphs = [each for each in bodies.blocks(article.text, str) if each.kind == "paragraph"]
        assert len(paragraphs) >= (2 if article.kind in {"digest", "live"} else 5), article.key


def test_every_text_is_in_its_outlets_script(world: World):
    simplified = OpenCC("t2s").convert
    scripts = {outlet.id: outlet.languages[0] for outlet in world.outlets}
    for article in world.articles:
        text = everything(article, len(world.rounds))
        script = scripts[article.outlet]
        assert (chinese_share(text) > 0.5) == script.startswith("zh"), article.key
        told = {each for each in text if simplified(each) != each}
        assert (len(told) > 20) == (script == "zh-Hant"), article.key
        if script == "zh-Hans":
            assert not told, article.key


def test_quotation_marks_are_the_scripts_own_and_in_pairs(world: World):
    marks = {"zh-Hans": "“”", "zh-Hant": "「」", "en": "“”"}
    languages = {outlet.id: outlet.languages[0] for outlet in world.outlets}
    for article in world.articles:
        own = marks[languages[article.outlet]]
        for paragraph in article.text.split("\n\n"):
            assert paragraph.count(own[0]) == paragraph.count(own[1]), (article.key, paragraph)
        for other in set('“”「」"') - set(own):
            assert other not in re.sub(r"!\[.*", "", article.text), (article.key, other)


def test_later_rounds_bring_new_articles_and_edits(world: World, now):
    clock = Clock(now)
    out = [{each.article.key: each for each in state(world, round_, clock)} for round_ in (1, 2, 3, 4)]
    for before, after in pairwise(out):
        assert len(after) >= len(before) + 4
        edited = [key for key in before if (before[key].text, before[key].title) != (after[key].text, after[key].title)]
        assert len(edited) >= 2
