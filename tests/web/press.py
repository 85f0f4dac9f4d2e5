"""A small archive of an invented press, and a way of asking its reader without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from samarkand.answering import Answers
from samarkand.app.archives import create_archive, open_archive
from samarkand.demo.pictures import png
from samarkand.ids import article_id
from samarkand.model.events import Event
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.steps.pictures import picture_path
from samarkand.times import to_ms
from samarkand.web.desk import Writing
from samarkand.web.server import create_app

SEEN = datetime(2026, 3, 2, 6, tzinfo=UTC)
NOW = SEEN + timedelta(hours=1)
OUTLETS = """
[[outlet]]
id = "yunhe"
name = "运河晚报"
names = { zh-Hant = "運河晚報", en = "Canal Evening News" }
languages = ["zh-Hans"]
zone = "Asia/Shanghai"
home = "https://yunhe.example/"
places = ["yunhe.example"]

[[outlet.feeds]]
url = "https://yunhe.example/rss"

[[outlet.eras]]
datelines = [{ pattern = '<i>(?P<when>\\d{4}年\\d{1,2}月\\d{1,2}日)</i>', format = "%Y年%m月%d日" }]
furniture = [".share"]
furniture_lines = ["广告"]

[[outlet]]
id = "gangwan"
name = "港灣郵報"
languages = ["zh-Hant"]
zone = "Asia/Hong_Kong"
places = ["gangwan.example"]

[[outlet]]
id = "harbour"
name = "The Harbour Post"
languages = ["en"]
zone = "Europe/London"
places = ["harbour.example"]

[[follow]]
outlet = "yunhe"
"""
WATCHES = """
[[watch]]
id = "ferry"
query = "渡轮"

[[watch]]
id = "bridge"
query = "旧桥 (拆除 OR is:changed)"
title = "一座桥的消息，名字很长很长，长到一行写不下，也写不完，还要再长一些"
command = "notify"

[[watch]]
id = "wrong"
query = "https://yunhe.example/a-very-long-address-without-any-blank-in-it/2026/03/02/0123456789 (旧桥"
"""
BRIDGE = "https://yunhe.example/2026/bridge"
PICTURED = "https://gangwan.example/2026/ferry"
GONE = "https://harbour.example/2026/lamp"
DAY_ONLY = "https://yunhe.example/2026/tea"
TIMELESS = "https://yunhe.example/2026/untold"
KEPT_PICTURE = "https://gangwan.example/img/ferry.png"
MISSING_PICTURE = "https://gangwan.example/img/pier.png"
UNASKED_PICTURE = "https://gangwan.example/img/crew.png"


_THREAD = ThreadPoolExecutor(1)  # a browser that is driven keeps a loop of its own running in the first thread


def id_of(url: str) -> str:
    return article_id(urlsplit(url).hostname.partition(".")[0], url)


def record(url: str, title: str, body: str, at: datetime | None = None) -> bytes:
    header = f"<!--{to_ms(at)}-->\n" if at else ""
    return f"{header}[{title}]({url})\n------\n\n{body}\n".encode()


BRIDGES = [
    "<p>旧桥将于五月拆除，市民可经北岸绕行。</p><p>工程费用为三百万元。</p>",
    "<p>旧桥将于六月拆除，市民可经北岸绕行。</p><p>工程费用为三百万元。</p>",
    "<p>旧桥将于六月拆除，市民可经北岸绕行。</p><p>工程费用为五百万元。</p><p>市长未予置评。</p>",
]
FERRY = (
    f'<p>渡輪「晨星」週一恢復航行，首班船載客八十人。</p><figure><img src="{KEPT_PICTURE}" alt="渡輪駛出碼頭">'
    f'<figcaption>晨星號首航。</figcaption></figure><p>碼頭<img src="{MISSING_PICTURE}" alt="新碼頭">已經重建。</p>'
    f'<p><a href="/more"><img src="{UNASKED_PICTURE}"></a><a href="/crew">船員名單</a></p>'
    '<iframe src="https://video.example/clip"></iframe><table><tr><td>航班</td><td>八時</td></tr></table>'
)


def _records() -> Iterator[tuple[bytes, datetime]]:
    for number, body in enumerate(BRIDGES):
        yield record(BRIDGE, "旧桥今夏拆除", body, SEEN - timedelta(hours=5)), SEEN + timedelta(minutes=number)
    yield record(PICTURED, "渡輪「晨星」復航", FERRY, SEEN - timedelta(hours=2)), SEEN
    lamp = (
        "<p>The lamp was lit at <b>six</b>. Nobody said who had paid for it, and the crowd went home in the rain.</p>"
    )
    yield record(GONE, "The old lamp burns again", lamp, SEEN - timedelta(hours=9)), SEEN
    tea = '<i>2026年2月28日</i><p>茶叶价格今春上涨一成。</p><div class="share">分享</div><p>广告</p>'
    yield record(DAY_ONLY, "春茶涨价", tea), SEEN
    yield record(TIMELESS, "无时之文", "<p>此文未署时间。</p>"), SEEN
    for day in range(70):
        at = SEEN - timedelta(days=1 + day // 3, hours=day % 3)
        body = f"<p>第{day}号快讯：运河水位平稳。</p>"
        yield record(f"https://yunhe.example/brief/{day}", f"快讯{day}", body, at), SEEN


@dataclass(frozen=True)
class Answered:
    """What the reader answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Reader:
    """The reader over an archive, asked without a server."""

    def __init__(self, parts: Parts, now: datetime = NOW, correct=None, managing=None, door=None, mark=None) -> None:
        self.parts = parts
        self.queries = Queries(parts)
        self.app = create_app(Answers.of(parts), lambda: now, Writing(correct, managing, mark), door)

    def get(self, target: str, method: str = "GET", app=None, body: bytes = b"", **headers: str) -> Answered:
        asking = _ask(app or self.app, target, method, {"host": "127.0.0.1:8000", **headers}, body)
        return _THREAD.submit(asyncio.run, asking).result()


async def _ask(app, target: str, method: str, headers: Mapping[str, str], body: bytes) -> Answered:
    path, _, query = target.partition("?")
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path, errors="replace"),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
    }
    await app(scope, receive, send)
    start, *rest = sent
    named = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Answered(start["status"], named, b"".join(message.get("body", b"") for message in rest))


def keep(parts: Parts, data: bytes, at: datetime, **more) -> None:
    """One version, as the flow keeps it."""
    keeper = Keeper(parts)
    list(keeper.keep(replace(record_draft(parts, data, "", at), **more)))
    list(keeper.flush())


@contextmanager
def archive_told(root: Path) -> Iterator[tuple[Parts, Callable[[str, int, str, str], None]]]:
    """An empty archive of these outlets, and what keeps a version in it: address, minutes after `SEEN`, title, body."""
    create_archive(root)
    (root / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    with open_archive(root) as parts:

        def told(url: str, minute: int, title: str, body: str) -> None:
            keep(parts, record(url, title, body, SEEN), SEEN + timedelta(minutes=minute), made_from="page")

        yield parts, told


def tell(parts: Parts, *events: Event) -> None:
    """Events that are no versions."""
    parts.catalog.apply(parts.archive.commit(events))


def fill(parts: Parts) -> None:
    for data, at in _records():
        keep(parts, data, at, made_from="page", feed="https://yunhe.example/rss", capture="pages/2026-03/a.warc.gz#17")
    picture = png("sea")
    path = picture_path(picture)
    tell(
        parts,
        Event("image", SEEN, {"url": KEPT_PICTURE, "image": path, "bytes": len(picture)}, {path: picture}),
        Event("image", SEEN, {"url": MISSING_PICTURE, "problem": "the host answered 404"}),
        Event("gone", SEEN + timedelta(minutes=9), {"article": id_of(GONE), "status": 410}),
        Event("round", SEEN, {"polled": ["yunhe"], "troubles": {"yunhe": "no-host: <yunhe.example> is unknown"}}),
    )
