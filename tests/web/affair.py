"""An archive of an invented affair: three stories of one thread, one of sixty articles, one of a single article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from twins.stories import MemoryStories
from web.press import OUTLETS, id_of, record, tell

from samarkand.app.archives import create_archive, open_archive
from samarkand.demo.pictures import png
from samarkand.ids import story_id
from samarkand.model.events import Event
from samarkand.model.stories import Correction, Features, Link, Placement, Story
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.steps.pictures import picture_path

DAWN = datetime(2026, 3, 1, 0, tzinfo=UTC)
NOW = DAWN + timedelta(days=1, hours=20)
MORE_OUTLETS = "".join(
    f'\n[[outlet]]\nid = "{outlet}"\nname = "{name}"\nlanguages = ["zh-Hans"]\nzone = "Asia/Shanghai"\n'
    f'places = ["{outlet}.example"]\n'
    for outlet, name in (("beian", "北岸日报"), ("dengta", "灯塔新闻网"), ("shahe", "沙河早报"))
)
PICTURE = "https://gangwan.example/img/quay.png"
TAKEN = {
    "https://yunhe.example/a1": (
        1.0,
        "港务局长深夜被带走",
        "<p>港务局长何远舟昨夜在家中被带走，调查组未说明原因。</p>",
    ),
    "https://gangwan.example/a2": (
        1.7,
        "何遠舟遭扣查 港務局停擺",
        f'<p>港務局長何遠舟昨夜遭扣查。</p><figure><img src="{PICTURE}" alt="港務局大樓"></figure>',
    ),
    "https://beian.example/a3": (
        2.2,
        "港务局长深夜被带走",
        "<p>港务局长何远舟昨夜在家中被带走，调查组未说明原因。</p>",
    ),
    "https://harbour.example/a4": (5.0, "Harbour chief taken from home at night", "<p>He Yuanzhou was taken.</p>"),
    "https://dengta.example/a5": (
        6.5,
        "港务局长深夜被带走",
        "<p>港务局长何远舟昨夜在家中被带走，调查组未说明原因。</p>",
    ),
}
FREED = {
    "https://yunhe.example/b1": (26.0, "何远舟获释返家", "<p>何远舟今日获释。</p>"),
    "https://gangwan.example/b2": (26.4, "何遠舟獲釋", "<p>何遠舟今早獲釋返家。</p>"),
}
OUSTED = {"https://harbour.example/c1": (41.0, "Harbour chief loses his post", "<p>The council voted 7 to 2.</p>")}
FLOOD = {
    f"https://{outlet}.example/d{number}": (30 + number / 6, f"沙河水位第{number}报", f"<p>水位再升{number}厘米。</p>")
    for number in range(60)
    for outlet in [("yunhe", "gangwan", "harbour", "beian", "dengta", "shahe")[number % (1 + number // 8) % 6]]
}
LONE = {"https://shahe.example/e1": (40.0, "早市豆腐一块五", "<p>豆腐价格不变。</p>")}
ALL = (TAKEN, FREED, OUSTED, FLOOD, LONE)


def at(hours: float) -> datetime:
    return DAWN + timedelta(hours=hours)


def ids(told: dict) -> list[str]:
    """The articles of a story, by time."""
    return [id_of(url) for url in sorted(told, key=lambda url: told[url][0])]


def id_of_story(told: dict) -> str:
    return story_id(ids(told)[0])


def story(told: dict, voices: int, thread: str = "") -> Story:
    articles = ids(told)
    times = sorted(hours for hours, _, _ in told.values())
    outlets = [url.partition("//")[2].partition(".")[0] for url in sorted(told, key=lambda url: told[url][0])]
    return Story(
        id=story_id(articles[0]),
        articles=tuple(articles),
        headline=articles[len(articles) // 2 - 1],
        first_at=at(times[0]),
        last_at=at(times[-1]),
        outlets=tuple(dict.fromkeys(outlets)),
        voices=voices,
        thread=thread,
    )


def features(url: str, hours: float, agency: str = "") -> Features:
    outlet = url.partition("//")[2].partition(".")[0]
    return Features(id_of(url), outlet, "zh-Hans", at(hours), "report", 100, {"x": 1.0}, {}, frozenset(), agency=agency)


def placement() -> Placement:
    thread = id_of_story(TAKEN)
    a1, _, a3, _, a5 = ids(TAKEN)
    b1, b2 = ids(FREED)
    stories = (story(TAKEN, 3, thread), story(FREED, 2, thread), story(OUSTED, 1, thread), story(FLOOD, 6))
    agencies = {"https://beian.example/a3": "潮讯社", "https://dengta.example/a5": "潮讯社"}
    return Placement(
        features=tuple(
            features(url, hours, agencies.get(url, "")) for told in ALL for url, (hours, _, _) in told.items()
        ),
        links=tuple(Link(*sorted((a1, other)), 9.0, is_copy=True) for other in (a3, a5)),
        stories=(*stories, story(LONE, 1)),
        corrections=(Correction("merge", (b1, b2), at=at(30), by="editor"),),
    )


def fill(parts: Parts) -> None:
    keeper = Keeper(parts)
    for told in ALL:
        for url, (hours, title, body) in told.items():
            data, seen = record(url, title, body, at(hours)), at(hours) + timedelta(minutes=12)
            feed = "https://yunhe.example/rss" if told is FREED else ""  # what the rest came by is not known
            list(keeper.keep(replace(record_draft(parts, data, "", seen), made_from="page", feed=feed)))
    list(keeper.flush())
    tell(parts, *(Event("round", at(hours), {"polled": ["yunhe"], "troubles": {}}) for hours in (25.2, 26.2)))
    picture = png("sea")
    path = picture_path(picture)
    tell(parts, Event("image", at(3), {"url": PICTURE, "image": path, "bytes": len(picture)}, {path: picture}))


@contextmanager
def affair(root: Path) -> Iterator[Parts]:
    """The archive, with the stories made by hand."""
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS + MORE_OUTLETS, encoding="utf-8")
    with open_archive(root) as opened:
        parts = replace(opened, stories=MemoryStories())
        fill(parts)
        parts.stories.take(placement(), parts.archive.end())
        yield parts
