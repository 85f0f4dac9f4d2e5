"""An archive of stories to compare: a strike told by five outlets, a rumour by twenty, one by a hundred witnesses, one article alone, silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from web.press import OUTLETS, id_of, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.ids import story_id
from samarkand.model.stories import Features, Link, Placement, Story
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts

DAWN = datetime(2026, 3, 2, tzinfo=UTC)
NOW = DAWN + timedelta(days=1)
CROWD = [f"paper{number:02}" for number in range(20)]
MORE_OUTLETS = "".join(
    f'\n[[outlet]]\nid = "{outlet}"\nname = "{name}"\nlanguages = ["zh-Hans"]\nzone = "Asia/Shanghai"\n'
    f'places = ["{outlet}.example"]\n'
    for outlet, name in (
        ("beian", "北岸日报"),
        ("dengta", "灯塔新闻网"),
        *((outlet, f"名字很长的地方报纸第{number}号") for number, outlet in enumerate(CROWD)),
    )
)
Bodies = Mapping[str, tuple[str, str]]
"""Address of an article -> its title and its body."""

STRIKE: Bodies = {
    "https://yunhe.example/s1": (
        "渡轮停航三天",
        (
            "<p>盐桥港务局发言人莫尔塔诺表示，渡轮将从3月9日起停航三天。</p><p>警方说，共有两万人参加集会。</p>"
            "<p>工会主席克拉瓦声称，公司三年没有加薪。</p><p>市长德萨说：“我不会同<b>任何</b>工会谈判。”</p>"
            "<p>警方封锁了骚乱的街道。</p>"
        ),
    ),
    "https://gangwan.example/s2": (
        "渡輪停航",
        (
            "<p>鹽橋港務局發言人莫爾塔諾表示，渡輪將從3月9日起停航三天。</p><p>警方說，共有五萬人參加集會。</p>"
            "<p>市長德薩說：「我不會同任何工會談判。」</p>"
        ),
    ),
    "https://beian.example/s3": (
        "渡轮停航三天",
        (
            "<p>盐桥港务局发言人莫尔塔诺表示，渡轮将从3月9日起停航三天。</p><p>警方说，共有两万人参加集会。</p>"
            "<p>工会主席克拉瓦声称，公司三年没有加薪。</p><p>市长德萨说：“我不会同<b>任何</b>工会谈判。”</p>"
            "<p>警方封锁了骚乱的街道。</p>"
        ),
    ),
    "https://harbour.example/s4": (
        "Ferries to stop for three days",
        (
            "<p>A spokesman for the port, Ivo Moltano, said ferries would stop for three days from March 9.</p>"
            "<p>“I asked nobody for anything,” said Mayor Dessa.</p>"
        ),
    ),
    "https://dengta.example/s5": (
        "莫塔诺：渡轮周一停开",
        (
            "<p>海岸社援引港务局发言人莫尔塔诺的话说，渡轮将从3月9日起停航三天。</p>"
            "<p>盐桥的灯塔建于1897年，去年刚刚修缮。</p><p>警方没有拦阻抗议的队伍。</p>"
        ),
    ),
}
LONE: Bodies = {"https://beian.example/l1": ("市长独语", "<p>市长德萨说，桥将在5月1日重开。</p>")}
SILENT: Bodies = {
    "https://yunhe.example/q1": ("无话", "<p>雨。</p>"),
    "https://beian.example/q2": ("无文", ""),
}
RUMOUR: Bodies = {
    f"https://{outlet}.example/r1": (
        f"传闻第{number}报",
        f"<p>盐桥港务局发言人莫尔塔诺表示，渡轮将从3月9日起停航三天。</p><p>记者{number}号说，{'长' * 900}话不断。</p>",
    )
    for number, outlet in enumerate(CROWD)
}
HOSTILE = "<img src=x onerror=alert(1)>"
ATTACK: Bodies = {
    f"https://{outlet}.example/h1": (
        f"{HOSTILE}题",
        (
            "<p>&lt;img src=x onerror=alert(1)&gt;莫尔塔诺说：“渡轮从3月9日起&lt;script&gt;alert(2)&lt;/script&gt;停航三天。”</p>"
            f"<p>经&lt;/a&gt;&lt;svg onload=alert(3)&gt;克拉瓦表示，集会有{number}万人参加&quot;&gt;&lt;b&gt;。</p>"
        ),
    )
    for number, outlet in ((2, "yunhe"), (5, "beian"))
}
LATE: Bodies = {
    "https://yunhe.example/u1": ("未标", "<p>市长德萨说，桥将在5月1日重开。</p>"),
    "https://beian.example/u2": ("也未标", "<p>市长德萨说，桥将在5月2日重开。</p>"),
}
WITNESSES = 130
_NAMES = ["".join(parts) for parts in product("阿贝查德埃法格哈", "罗维塔诺米", "夫娜斯克")]
CHORUS: Bodies = {
    "https://yunhe.example/c1": (
        "百人百语",
        "".join(
            f"<p>据{_NAMES[number]}通讯社报道，港务局发言人{_NAMES[-number - 1]}表示，第{number + 1}艘渡轮将停航。</p>"
            for number in range(WITNESSES)
        )
        + "<p>3月1日下午1时27分，港口停电。</p>",
    ),
    "https://gangwan.example/c2": (
        "百人百語",
        "<p>港務局發言人哈米克表示，第1艘渡輪將停航。</p><p>3月1日13:40，港口停電。</p>",
    ),
}
"""Each of so many people says one thing, each through an agency of its own."""
MARKED = (STRIKE, LONE, SILENT, RUMOUR, ATTACK, CHORUS)


def outlet_of(url: str) -> str:
    return url.partition("//")[2].partition(".")[0]


def ids(told: Bodies) -> list[str]:
    return [id_of(url) for url in told]


def page_of(told: Bodies, query: str = "", name: str = "comparison") -> str:
    """Where a story is compared, or where all of something in it is shown."""
    return f"/stories/{story_id(ids(told)[0])}/{name}{query}"


def sides_of(told: Bodies, one: int, two: int, query: str = "") -> str:
    """Where two of its articles stand side by side."""
    articles = ids(told)
    return f"/compare/{articles[one]}/{articles[two]}{query}"


def story(told: Bodies) -> Story:
    outlets = tuple(outlet_of(url) for url in told)
    articles = tuple(ids(told))
    return Story(story_id(articles[0]), articles, articles[0], DAWN, at(len(told)), outlets, len(told))


def at(number: int) -> datetime:
    return DAWN + timedelta(minutes=20 * number)


def features(url: str, number: int) -> Features:
    return Features(
        id_of(url), outlet_of(url), "zh-Hans", at(number), "report", 99, {"x": 1.0}, {"x": 1.0}, frozenset()
    )


def fill(parts: Parts, stories: tuple[Bodies, ...]) -> None:
    keeper = Keeper(parts)
    for told in stories:
        for number, (url, (title, body)) in enumerate(told.items()):
            data = record(url, title, body, at(number))
            list(keeper.keep(replace(record_draft(parts, data, "", at(number)), made_from="page")))
    list(keeper.flush())


@contextmanager
def compared(root: Path) -> Iterator[Parts]:
    """The archive: all is marked but what came late."""
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS + MORE_OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:
        assert parts.stories
        fill(parts, MARKED)
        list(annotate(parts))
        fill(parts, (LATE,))
        one, _, copy, *_ = ids(STRIKE)
        every = (*MARKED, LATE)
        placement = Placement(
            features=tuple(features(url, number) for told in every for number, url in enumerate(told)),
            links=(Link(*sorted((one, copy)), 9.0, is_copy=True),),
            stories=tuple(map(story, every)),
        )
        parts.stories.take(placement, parts.archive.end())
        yield parts
