"""A phone's first sync through the Google Reader API: all ids, then every article with its text, then all of it read.

python -m bench.phone [--articles 10000]

The articles are invented: some 900 characters in five paragraphs, of ten outlets. The client pages as phones do: ids by the thousand,
texts by POST, 250 at a time (and once more 50 at a time, what the most careful ask for). The server is a process of its own; its processor time is read from it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import uvicorn

from samarkand.answering import Answers
from samarkand.app.archives import create_archive, open_archive
from samarkand.app.marking import Marks
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.keeping import Keeper
from samarkand.times import to_ms
from samarkand.web.desk import Writing
from samarkand.web.server import create_app

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
OUTLETS = 10
WORDS = [
    "运河",
    "水位",
    "渡轮",
    "旧桥",
    "码头",
    "市长",
    "预算",
    "工程",
    "居民",
    "学校",
    "医院",
    "台风",
    "航班",
    "列车",
    "茶叶",
    "价格",
    "上涨",
    "下降",
    "表示",
    "宣布",
    "恢复",
    "推迟",
    "取消",
    "调查",
    "结果",
]


def fill(root: Path, number: int) -> None:
    """So many articles, a minute between two."""
    create_archive(root)
    lot = random.Random(11)
    with open_archive(root) as parts:
        keeper = Keeper(parts)
        for each in range(number):
            at = NOW - timedelta(minutes=number - each)
            body = "".join(f"<p>{''.join(lot.choices(WORDS, k=90))}。</p>" for _ in range(5))
            url = f"https://outlet{each % OUTLETS}.example/{each}"
            data = f"<!--{to_ms(at)}-->\n[第{each}号消息]({url})\n------\n\n{body}\n".encode()
            list(keeper.keep(replace(record_draft(parts, data, "", at), made_from="page")))
        list(keeper.flush())


def serve(root: Path, port: int) -> None:
    with open_archive(root) as parts:
        app = create_app(Answers.of(parts), lambda: NOW, Writing(mark=Marks(root).keep))
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


class Phone:
    """A client, and what it has read so far (bytes)."""

    def __init__(self, port: int) -> None:
        self.root, self.bytes = f"http://127.0.0.1:{port}", 0

    def ask(self, path: str, fields=None):
        data = None if fields is None else urlencode(fields, doseq=True).encode()
        request = Request(f"{self.root}/reader/api/0/{path}", data, {"Authorization": "GoogleLogin auth=open"})
        with urlopen(request, timeout=600) as answer:
            body = answer.read()
        self.bytes += len(body)
        return json.loads(body) if body[:1] == b"{" else body

    def ids(self) -> list[str]:
        found, more = [], {}
        while True:
            asked = {
                "s": "user/-/state/com.google/reading-list",
                "xt": "user/-/state/com.google/read",
                "n": 1000,
                **more,
            }
            told = self.ask(f"stream/items/ids?{urlencode(asked)}")
            found += [each["id"] for each in told["itemRefs"]]
            if "continuation" not in told:
                return found
            more = {"c": told["continuation"]}

    def texts(self, ids: list[str], at_once: int) -> int:
        return sum(
            len(self.ask("stream/items/contents", {"i": ids[start : start + at_once]})["items"])
            for start in range(0, len(ids), at_once)
        )


def processor(pid: int) -> float:
    """Seconds of processor time that a process has taken."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def measured(pid: int, what: str, do):
    begun, spent = time.perf_counter(), processor(pid)
    done = do()
    print(
        f"{what:34} {time.perf_counter() - begun:7.1f} s   server's processor {processor(pid) - spent:6.1f} s",
        flush=True,
    )
    return done


def run(root: Path, number: int, port: int) -> None:
    fill(root, number)
    server = subprocess.Popen([sys.executable, "-m", "bench.phone", "--serve", str(root), "--port", str(port)])
    try:
        phone = Phone(port)
        while True:
            try:
                phone.ask("user-info")
                break
            except OSError:
                time.sleep(0.2)
        ids = measured(server.pid, f"{number:,} ids, 1,000 at a time", phone.ids)
        assert len(set(ids)) == number
        before = phone.bytes
        assert measured(server.pid, "texts, 250 at a time", lambda: phone.texts(ids, 250)) == number
        print(f"{(phone.bytes - before) / 1e6:.1f} MB")
        assert measured(server.pid, "the newest 1,000 again, 50 at a time", lambda: phone.texts(ids[:1000], 50)) == 1000
        measured(
            server.pid,
            "one article read",
            lambda: phone.ask("edit-tag", {"i": ids[0], "a": "user/-/state/com.google/read"}),
        )
        all_read = {"s": "user/-/state/com.google/reading-list"}
        measured(server.pid, "all of them read", lambda: phone.ask("mark-all-as-read", all_read))
        assert measured(server.pid, "ids that are unread then", phone.ids) == []
        measured(server.pid, "counts of unread", lambda: phone.ask("unread-count?output=json"))
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--serve", type=Path)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve, asked.port)
        return
    with TemporaryDirectory() as folder:
        run(Path(folder) / "archive", asked.articles, asked.port)


if __name__ == "__main__":
    main()
