"""What the flow works with, all of it in memory: the parts, a network that says what a test wrote down, incoming files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

from samarkand.adapters.captures import read_captures, to_warc
from samarkand.adapters.catalog import SqliteCatalog
from samarkand.model.settings import Settings
from samarkand.model.statements import METHOD
from samarkand.pipeline.parts import CaptureFiles, Network, Parts
from twins.annotations import MemoryAnnotations
from twins.archive import MemoryArchive
from twins.fetcher import MemoryFetcher, Page
from twins.index import MemoryIndex
from twins.stories import MemoryStories

NOON = datetime(2030, 9, 7, 12, tzinfo=UTC)
CAPTURE_FILES = CaptureFiles(read_captures, to_warc)


def parts_in_memory(outlets=(), follows=(), settings=None) -> Parts:
    """An empty archive that nobody else knows of."""
    return Parts(
        MemoryArchive(),
        SqliteCatalog(None),
        settings or Settings(),
        tuple(outlets),
        tuple(follows),
        MemoryIndex(),
        stories=MemoryStories(),
        annotations=MemoryAnnotations(METHOD),
    )


class MemoryNetwork:
    """A web that a test writes down, and a clock that it sets; `network` is what the flow is given."""

    def __init__(self, now: datetime = NOON):
        self.now = now
        self.web = {}
        self.fetcher = MemoryFetcher(self.web, lambda: self.now)
        self.network = Network(self.fetcher, to_warc, lambda: 0.0)

    def page(self, url: str, text: str | bytes, **more) -> None:
        """What an address answers from now on."""
        self.web[url] = Page(text if isinstance(text, bytes) else text.encode("utf-8"), **more)

    def later(self, **span) -> datetime:
        """Let time pass; the new present."""
        self.now += timedelta(**span)
        return self.now

    def asked(self, kind: str) -> list[str]:
        """The addresses that were asked for since the last time this was called, in order."""
        found = [request.url for request in self.fetcher.asked if request.kind == kind]
        self.fetcher.asked[:] = [request for request in self.fetcher.asked if request.kind != kind]
        return found


class MemoryFile:
    """The port `IncomingFile` in memory."""

    def __init__(self, name: str, data: str | bytes):
        self.name = name
        self.data = data if isinstance(data, bytes) else data.encode("utf-8")

    @property
    def size(self) -> int:
        return len(self.data)

    def beginning(self, size: int) -> bytes:
        return self.data[:size]

    def read(self) -> bytes:
        return self.data

    def open(self) -> BytesIO:
        return BytesIO(self.data)


def record(
    url: str, title: str = "进港通报", body: str = "<p>今天有七艘船进港。</p>", header_ms: int | None = None
) -> bytes:
    """The file of an invented record."""
    header = "" if header_ms is None else f"<!--{header_ms}-->\n"
    return f"{header}[{title}]({url})\n------\n\n{body}\n".encode()


LINES = (
    "汀港码头今天上午恢复装卸，停泊在外锚地的货船依次进港，港务局预计积压的货物要到周末才能清完。",
    "工会代表在大门口对记者说，双方昨夜谈到凌晨三点，夜班津贴的数目最后由仲裁人定了下来。",
    "渔市的摊主说这几天鱼价涨了两成，餐馆改用冰鲜，熟客都在打听头一班渡轮几点钟靠岸。",
    "气象台提醒北面有一股冷空气南下，海峡风力明天傍晚加大到七级，小船宜提早回港避风。",
    "市政厅说受影响的商户可以申请缓缴租金，表格放在各区的服务处，三个工作日内答复。",
)
"""Invented lines of news, long enough to be told apart from a page's furniture."""


def article(title: str = "码头恢复装卸", lines=LINES, furniture: str = "") -> str:
    """An invented page with an article on it; `furniture` stands beside it."""
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><a href='/'>首页</a> <a href='/city'>城市</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        f"<aside>{furniture}</aside><footer>版权所有</footer></body></html>"
    )


def rss(*items: dict[str, str], title: str = "港口日报") -> str:
    """A feed; items have `link`, `title` and what else stands in an RSS item (`body` is content:encoded)."""
    told = "".join(
        "<item>"
        + "".join(
            f"<content:encoded><![CDATA[{value}]]></content:encoded>" if name == "body" else f"<{name}>{value}</{name}>"
            for name, value in item.items()
        )
        + "</item>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>https://port.example/</link>{told}</channel></rss>"
    )


def body(*lines: str) -> str:
    """HTML of a whole article as it stands in a feed."""
    return "".join(f"<p>{line}</p>" for line in (lines or LINES) * 3)
