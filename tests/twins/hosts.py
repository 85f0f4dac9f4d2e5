"""Servers on loopback that do all that servers do, and worse, and fetchers that may ask them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from samarkand.adapters.fetch import AioFetcher
from samarkand.model.collecting import Answer, Failure, Kind, Request, Trouble
from samarkand.model.settings import Limits, Manners

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Script = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def reply(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    start: float
    end: float = 0.0


@dataclass
class Host:
    """A server that sends scripted bytes, and measures how it was asked."""

    scripts: dict[str, Script] = field(default_factory=dict)
    pause: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    place: str = ""

    @property
    def home(self) -> str:
        return f"http://{self.place}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines if line)
                asked = Asked(first.split(" ")[1], headers, time.monotonic())
                self.asked.append(asked)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                await asyncio.sleep(self.pause)
                missing = reply(status="404 Not Found")
                script = self.scripts.get(asked.path, missing if asked.path == "/robots.txt" else reply(b"hello"))
                self.at_once -= 1
                asked.end = time.monotonic()
                if not isinstance(script, bytes):
                    await script(writer)
                    break
                writer.write(script)
                await writer.drain()
        writer.close()


USUAL = Limits()


class World:
    """Hosts on loopback, and fetchers that may ask them."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._loop.run_forever)
        thread.start()
        stack.callback(self._loop.close)
        stack.callback(thread.join)
        stack.callback(self._loop.call_soon_threadsafe, self._loop.stop)
        stack.callback(lambda: asyncio.run_coroutine_threadsafe(self._end(), self._loop).result())

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def host(self, scripts: dict[str, Script] | None = None, pause: float = 0.0, serve: Serve | None = None) -> Host:
        host = Host(scripts or {}, pause)
        made = asyncio.start_server(serve or host.serve, "127.0.0.1", 0)
        server = asyncio.run_coroutine_threadsafe(made, self._loop).result()
        host.place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return host

    def fetcher(
        self,
        *hosts: Host,
        limits: Limits = USUAL,
        delay: float = 0.0,
        parallel_hosts: int = 16,
        **more: object,
    ) -> AioFetcher:
        allowed = more.pop("allowed", tuple(host.place for host in hosts))
        manners = Manners(delay=timedelta(seconds=delay), parallel_hosts=parallel_hosts, allow_private=allowed)
        return self._stack.enter_context(AioFetcher(limits, manners, **more))


def get(fetcher: AioFetcher, url: str, kind: Kind = "page", **more: str) -> Answer | Failure:
    (result,) = fetcher.fetch([Request(url, kind, **more)])
    return result


def trouble(fetcher: AioFetcher, url: str) -> Trouble:
    result = get(fetcher, url)
    assert isinstance(result, Failure), result
    assert "\n" not in result.detail
    return result.trouble


def body(fetcher: AioFetcher, url: str) -> bytes:
    result = get(fetcher, url)
    assert isinstance(result, Answer), result
    return result.body


def endless(piece: bytes, head: bytes, pause: float = 0.0) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return script
