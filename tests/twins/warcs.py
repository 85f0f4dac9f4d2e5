"""WARC files of the demo's invented press, as a crawler would have written them: two rounds, spread over some files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from samarkand.demo.loading import load_world
from samarkand.demo.rounds import Clock
from samarkand.demo.site import Edition, build

NOW = datetime(2024, 5, 20, 18, tzinfo=UTC)
ROUNDS = (1, 3)

Page = tuple[str, bytes, datetime]
"""Address, body, when it was captured."""


def press_pages(rounds: tuple[int, ...] = ROUNDS) -> list[Page]:
    """Every page of the press in some rounds, each outlet at a host of its own."""
    world, found = load_world(), []
    for number, round_ in enumerate(rounds):
        edition = Edition(world, round_, Clock(NOW), "https://press.example")
        for place, (path, resource) in enumerate(sorted(build(edition).items())):
            outlet = path.split("/")[1]
            if resource.status == 200 and resource.type.startswith("text/html") and outlet:
                at = NOW + timedelta(hours=number, seconds=place)
                found.append((f"https://{outlet}.example{path}", resource.body, at))
    return found


def write_warc(path: Path, pages: list[Page]) -> Path:
    """A WARC file of some pages, with a request beside each answer, as crawlers write them."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.0")
        for url, body, at in pages:
            kind = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
            date = {"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
            head = StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", BytesIO(body), http_headers=head, warc_headers_dict=date
            )
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", url.split("/")[2])], is_http_request=True)
            request = writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=date)
            writer.write_request_response_pair(request, record)
    return path


def write_warcs(folder: Path, files: int = 4) -> list[Path]:
    """The press in so many files: what was captured first stands in the first of them."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = press_pages()
    size = -(-len(pages) // files)
    return [
        write_warc(folder / f"press-{number}.warc.gz", pages[number * size : (number + 1) * size])
        for number in range(files)
    ]
