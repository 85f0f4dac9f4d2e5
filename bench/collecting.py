"""How fast a whole press is collected: feeds, pages, articles, everything on disk; beside others on the same press.

    python -m bench.collecting

A press on loopback: 16 hosts (ports), each with a feed of 20 entries whose articles stand on pages of about 40 KB. What
each row does:

- bare loop: aiohttp asks for feeds and pages, 16 at a time, and throws the answers away;
- samarkand: `collect` with no delay: robots.txt, feeds, pages, articles, versions, captures, each durable when reported;
- reader: feeds into its database; it fetches no pages;
- news-please: pages by their addresses, 16 at a time, articles as values; it polls no feeds here and writes nothing.
  What it gives a title is counted; with the version that was tried, none of these Chinese pages got a text.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path

import aiohttp

from bench.child import run, tell
from samarkand.app.archives import create_archive, open_archive
from samarkand.app.network import open_network
from samarkand.pipeline.updating import update

HOSTS = 16
PAGES = 20
ROUNDS = 3
WORDS = (
    "码头", "渡轮", "港务局", "早晨", "积压", "货柜", "工会", "仲裁", "渔市", "餐馆", "冷空气", "风力",
    "小船", "避风", "商户", "租金", "服务处", "答复", "预计", "恢复", "装卸", "记者", "谈判", "夜班",
    "津贴", "周末", "海峡", "灯塔", "引水员", "吊车", "仓库", "保险", "船东", "家属", "医院", "学校",
    "电力", "抢修", "桥梁", "通车",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    return "".join(chance.choice(WORDS) for _ in range(chance.randint(8, 24))) + "。"


def page(host: int, number: int) -> bytes:
    """An invented article among the furniture of its site."""
    chance = random.Random(f"{host} {number}")
    text = "".join(f"<p>{''.join(sentence(chance) for _ in range(4))}</p>" for _ in range(20))
    links = "".join(f'<li class="item"><a href="/{n}.html">{sentence(chance)[:20]}</a></li>' for n in range(80))
    filler = "<script>" + "var a = 1; " * 1200 + "</script>"
    title = f"第{host}港第{number}号：{sentence(chance)[:16]}"
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{filler}</head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{text}</article><footer>版权所有</footer></body></html>"
    ).encode()


def feed(address: str, host: int) -> bytes:
    """The feed of a host: titles and summaries."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>第{host}港第{n}号</title><link>{address}/{n}.html</link><guid>{address}/{n}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=n))}</pubDate><description>梗概。</description></item>"
        for n in range(PAGES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>港{host}</title>{items}</channel></rss>'.encode()


def serve(pipe) -> None:
    """All hosts of the press, in a process of their own."""
    servers = []
    for host in range(HOSTS):
        web: dict[str, tuple[str, bytes]] = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            answers = web

            def do_GET(self):
                kind, data = self.answers.get(self.path, ("", b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        address = f"http://127.0.0.1:{server.server_port}"
        web["/feed"] = ("application/rss+xml", feed(address, host))
        web.update({f"/{n}.html": ("text/html; charset=utf-8", page(host, n)) for n in range(PAGES)})
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(address)
    pipe.send(servers)
    pipe.recv()


@contextmanager
def press() -> Iterator[list[str]]:
    """The addresses of the hosts, while they answer."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    yield ours.recv()
    ours.send("enough")
    process.join()


async def thrown_away(hosts: list[str]) -> int:
    limit = asyncio.Semaphore(16)

    async def get(session: aiohttp.ClientSession, url: str) -> bytes:
        async with limit, session.get(url) as answer:
            return await answer.read()

    async with aiohttp.ClientSession() as session:
        feeds = await asyncio.gather(*(get(session, f"{host}/feed") for host in hosts))
        links = [link.decode() for data in feeds for link in re.findall(rb"<link>(http[^<]+)</link>", data)]
        return sum(bool(data) for data in await asyncio.gather(*(get(session, link) for link in links)))


def with_bare_loop(hosts: list[str]) -> int:
    return asyncio.run(thrown_away(hosts))


def with_samarkand(hosts: list[str]) -> int:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        root = Path(place) / "archive"
        create_archive(root)
        allowed = ", ".join(f'"{host.removeprefix("http://")}"' for host in hosts)
        settings = f"[archive]\nformat = 1\n[collect]\ndelay = 0.0\nallow_private = [{allowed}]\n"
        (root / "samarkand.toml").write_text(settings, "utf-8")
        (root / "outlets.toml").write_text("".join(f'[[follow]]\nfeed = "{host}/feed"\n' for host in hosts), "utf-8")
        now = datetime.now(UTC)
        with open_archive(root) as parts, open_network(parts.settings) as network:
            return sum(report.outcome == "new" for report in update(parts, network, now))


def with_reader(hosts: list[str]) -> int:
    from reader import make_reader  # noqa: PLC0415  (only where it is installed)

    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place, make_reader(str(Path(place) / "db.sqlite")) as reader:
        for host in hosts:
            reader.add_feed(f"{host}/feed")
        reader.update_feeds(workers=16)
        return reader.get_entry_counts().total


def with_news_please(hosts: list[str]) -> int:
    from newsplease import NewsPlease  # noqa: PLC0415  (only where it is installed)

    urls = [f"{host}/{n}.html" for host in hosts for n in range(PAGES)]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(NewsPlease.from_url, urls))
    return sum(bool(getattr(article, "title", "")) for article in found)


PEERS = Path(sysconfig.get_path("purelib", vars={"base": str(Path(sys.prefix) / "peers")}))
"""Where `make bench` puts the programs that are measured beside us: what they pin must not meet what we pin."""
WAYS = {
    "bare loop": (with_bare_loop, ""),
    "samarkand": (with_samarkand, ""),
    "reader (feeds only)": (with_reader, "reader"),
    "news-please (pages only)": (with_news_please, "newsplease"),
}


def main() -> None:
    print(f"{'':26}{'articles':>9}{'seconds':>9}{'a second':>10}{'x bare':>8}{'peak MiB':>10}")
    bare = 0.0
    with press() as hosts:
        for name, (_, package) in WAYS.items():
            if package and not (PEERS / package).exists():
                print(f"{name:26} is not installed; `make bench` installs it")
                continue
            results = [run("bench.collecting", name, *hosts, beside=PEERS if package else None) for _ in range(ROUNDS)]
            best = min(results, key=lambda result: result["seconds"])
            count, took = best["count"], best["seconds"]
            bare = bare or took
            print(
                f"{name:26}{count:>9}{took:>9.2f}{count / took:>10.0f}{took / bare:>8.1f}{best['peak']:>10}", flush=True
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        way, _ = WAYS[sys.argv[1]]
        start = time.perf_counter()
        tell(count=way(sys.argv[2:]), seconds=time.perf_counter() - start)
    else:
        main()
