"""A press that means harm: whatever it answers becomes a clear line, a whole archive and bounded memory."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from twins.network import LINES, article, body, rss

from samarkand.adapters.archive import FolderArchive
from samarkand.app.archives import create_archive

MIB = 1024 * 1024
MEMORY = 400 * MIB
"""What a round may take at its worst, with all libraries loaded (bytes)."""


class Press:
    """A server on loopback whose answers a test writes down: bytes, or a function that is given the handler."""

    def __init__(self):
        self.web = {}
        self.asked = []
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                press.asked.append(self.path)
                answer = press.web.get(self.path, (404, {}, b"no such page"))
                try:
                    if callable(answer):
                        answer(self)
                    else:
                        self.answer(*answer)
                except ConnectionError:
                    self.close_connection = True

            def answer(self, status, headers, data):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def says(self, path, data, status=200, kind="text/html; charset=utf-8", **headers):
        data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        self.web[path] = (status, {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}, data)

    def feed(self, *items, path="/feed", **more):
        """A feed of items whose links are paths."""
        told = [
            item | ({"link": self.address + item["link"]} if item.get("link", "").startswith("/") else {})
            for item in items
        ]
        self.says(path, rss(*told), kind="application/rss+xml", **more)


@pytest.fixture
def press():
    opened = Press()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


class Archive:
    """An archive that follows the press, by the command line."""

    def __init__(self, root: Path, press: Press):
        self.root, self.press = root, press
        create_archive(root)
        settings = root / "samarkand.toml"
        told = settings.read_text("utf-8").replace("# allow_private = []", f'allow_private = ["{press.address[7:]}"]')
        told = told.replace("# delay = 1.0", "delay = 0.0").replace("# total = 60", "total = 4")
        settings.write_text(told, "utf-8")
        self.follow("/feed")

    def follow(self, *paths):
        follows = "".join(f'[[follow]]\nfeed = "{self.press.address}{path}"\n' for path in paths)
        (self.root / "outlets.toml").write_text(follows, "utf-8")

    def run(self, command, *arguments):
        place = ("--archive", str(self.root), *arguments)
        return subprocess.run(
            [sys.executable, "-m", "samarkand", command, *place],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def collect(self):
        """One round; (exit code, {path: (outcome, detail)}). No traceback, nothing damaged, all in bounded memory."""
        done = measured(sys.executable, "-m", "samarkand", "collect", "--json", "--archive", str(self.root))
        assert "Traceback" not in done.stderr, done.stderr
        assert done.peak < MEMORY, f"{done.peak / MIB:.0f} MiB"
        self.is_whole()
        self.summary = json.loads(done.stdout)
        reports = [json.loads(line) for line in done.stderr.split("\n") if line.startswith("{")]
        self.reports = reports
        found = {}
        for report in reports:
            subject = report.get("subject", "").removeprefix(self.press.address)
            found[subject] = (report["outcome"], report.get("detail", ""))
        return done.code, found

    def is_whole(self):
        assert list(FolderArchive(self.root).verify()) == []

    def articles(self):
        done = self.run("list", "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.split("\n") if line]

    def files(self):
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())


MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
sys.stdout.write(json.dumps([done.returncode, done.stdout.decode(), done.stderr.decode(), peak]))
"""


class measured:  # noqa: N801  (reads as what was measured)
    """A command that was run: code, stdout, stderr, and peak memory in bytes of that process alone."""

    def __init__(self, *command):
        done = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, check=True, timeout=240)
        self.code, self.stdout, self.stderr, self.peak = json.loads(done.stdout)


@pytest.fixture
def archive(press, tmp_path):
    return Archive(tmp_path / "archive", press)


# Feeds


def test_broken_xml_is_told_and_gives_what_can_be_read(press, archive):
    whole = rss(
        {"title": "甲", "link": f"{press.address}/a", "body": body()}, {"title": "乙", "link": f"{press.address}/b"}
    )
    press.says("/feed", whole[: whole.index("乙")] + "<b>&nbsp;&broken", kind="application/xml")
    _, told = archive.collect()
    assert told["/a"][0] == "new"
    assert told["/feed"][0] == "note"
    assert "not well-formed" in told["/feed"][1]


@pytest.mark.parametrize(
    ("declared", "real"), [("gb2312", "gb18030"), ("gb2312", "utf-8"), ("utf-8", "gb18030"), ("big5", "utf-8")]
)
def test_a_feed_whose_encoding_is_declared_wrongly_is_read_as_it_is(press, archive, declared, real):
    told = rss({"title": "镕基与㐀字：堃的报道", "link": f"{press.address}/a", "body": body()}).replace(
        "utf-8", declared, 1
    )
    press.says("/feed", told.encode(real), kind="application/rss+xml")
    archive.collect()
    assert [each["title"] for each in archive.articles()] == ["镕基与㐀字：堃的报道"]


def test_an_entity_bomb_does_not_go_off(press, archive):
    entities = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><item><title>&a11;</title><link>{press.address}/a</link><description>&a11;</description></item></channel></rss>'
    press.says("/feed", bomb, kind="application/xml")
    code, _ = archive.collect()
    assert code in {0, 1}


def test_no_entity_brings_a_file_of_this_machine_into_the_archive(press, archive, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the key under the mat", "utf-8")
    told = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel><item><title>t</title><link>{press.address}/a</link><description>&x;</description></item></channel></rss>'
    press.says("/feed", told, kind="application/xml")
    press.says("/a", article())
    archive.collect()
    assert not any(b"under the mat" in (archive.root / path).read_bytes() for path in archive.files())


def test_a_feed_of_a_hundred_megabytes_is_refused(press, archive):
    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(100 * MIB))
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<item>" * (MIB // 6))

    press.web["/feed"] = endless
    code, told = archive.collect()
    assert code == 1
    assert told["/feed"][0] == "failed"
    assert "too-large" in told["/feed"][1]


def test_a_stream_without_an_end_is_cut_off(press, archive):
    def endless(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<rss><channel>" * 1000)

    press.web["/feed"] = endless
    code, told = archive.collect()
    assert (code, told["/feed"][0]) == (1, "failed")


def test_a_stream_that_drips_is_given_up(press, archive):
    def dripping(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            threading.Event().wait(0.1)

    press.web["/feed"] = dripping
    code, told = archive.collect()
    assert code == 1
    assert "too-slow" in told["/feed"][1]


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_of_compression_is_refused(press, archive, coding):
    bomb = (
        gzip.compress(b"\0" * (300 * MIB), 9) if coding == "gzip" else brotli.compress(b"\0" * (300 * MIB), quality=5)
    )
    press.says("/feed", bomb, kind="application/rss+xml", Content_Encoding=coding)
    code, told = archive.collect()
    assert code == 1
    assert "too-large" in told["/feed"][1]


def test_redirects_without_an_end_are_given_up(press, archive):
    for number in range(50):
        press.says(f"/{number}", b"", 302, Location=f"/{number + 1}")
    press.says("/feed", b"", 302, Location="/0")
    press.says("/loop", b"", 301, Location="/loop")
    archive.follow("/feed", "/loop")
    code, told = archive.collect()
    assert code == 1
    assert "too-many-redirects" in told["/feed"][1]
    assert "too-many-redirects" in told["/loop"][1]
    assert len(press.asked) < 20


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://localhost.:1/",
    ],
)
def test_no_redirect_leads_into_a_private_range(press, archive, place):
    press.says("/feed", b"", 302, Location=place)
    code, told = archive.collect()
    assert code == 1
    assert "private" in told["/feed"][1] or "no-host" in told["/feed"][1]


@pytest.mark.parametrize(
    "place",
    ["file:///etc/passwd", "javascript:alert(1)", "ftp://127.0.0.1/", "gopher://x/", "//", "http://", "http://\x00/"],
)
def test_no_redirect_leads_to_what_is_no_web(press, archive, place):
    press.says("/feed", b"", 302, Location=place.replace("\x00", "%00"))
    code, told = archive.collect()
    assert code == 1
    assert told["/feed"][0] == "failed"


def test_a_feed_of_thousands_of_entries_is_read_in_bounded_time(press, archive):
    press.feed(*({"title": f"第{n}篇", "link": f"/{n}", "body": f"<p>{n}</p>{body()}"} for n in range(3000)))
    archive.collect()
    assert archive.summary["new"] == 3000


# Titles and links


TITLES = [
    "../../etc/passwd",
    "..",
    "....",
    "/",
    "C:\\Windows\\x",
    "很长的题" * 100,
    "一行\n二行\r三行\u2028四行",
    "\u202e倒着写\u200f\u2067的题",
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "CON",
    "a\tb",
    "\U0001f600" * 200,
    "题",
    "--- \n------\n",
    "%2e%2e%2f",
]


def test_no_title_leads_out_of_the_archive_or_breaks_a_record(press, archive):
    items = [
        {"title": f"<![CDATA[{title}]]>", "link": f"/{number}", "body": body()} for number, title in enumerate(TITLES)
    ]
    press.feed(*items)
    archive.collect()
    assert archive.summary["new"] == len(TITLES)
    outside = [path.name for path in archive.root.parent.iterdir()]
    assert outside == ["archive"]
    records = [path for path in archive.files() if path.startswith("records/")]
    assert len(records) == len(TITLES)
    for path in records:
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
        assert path.isprintable()
        assert ".." not in path.split("/")
    again = Archive(archive.root.parent / "again", press)
    done = again.run("import", "--json", str(archive.root / "records"))
    assert json.loads(done.stdout) == {"new": len(TITLES), "changed": 0, "unchanged": 0, "failed": 0}
    assert {each["id"] for each in again.articles()} == {each["id"] for each in archive.articles()}


def test_a_title_of_nul_is_taken_without_it(press, archive):
    told = rss({"title": "前XX后", "link": f"{press.address}/a", "body": body()})
    press.says("/feed", told.replace("XX", "\x00").encode(), kind="application/rss+xml")
    archive.collect()
    assert not any("\0" in path for path in archive.files())


def test_nothing_in_a_title_steers_the_terminal(press, archive):
    escape = "\x1b]0;owned\x07\x1b[2J"
    told = rss({"title": "前XX后", "link": f"{press.address}/a", "body": body()}).replace("XX", escape)
    press.says("/feed", told, kind="application/rss+xml")
    archive.collect()
    for command in ("list", "status"):
        done = archive.run(command)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "http://",
        "",
        "http://[::1",
        "about:blank",
    ],
)
def test_an_entry_that_leads_to_no_page_is_no_article(press, archive, link):
    press.feed({"title": "甲", "link": link, "body": body()}, {"title": "乙", "link": "/b", "body": body()})
    archive.collect()
    assert [each["title"] for each in archive.articles()] == ["乙"]


def test_a_link_into_a_private_range_is_refused(press, archive):
    press.feed({"title": "甲", "link": "http://127.0.0.1:9/metadata"}, {"title": "乙", "link": "http://10.1.2.3/"})
    code, told = archive.collect()
    assert code == 1
    assert "private-address" in told["http://127.0.0.1:9/metadata"][1]
    assert "private-address" in told["http://10.1.2.3/"][1]


@pytest.mark.parametrize(
    "date",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Tue, 01 Jan 2099 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "gestern",
        "Mon, 00 Foo 0000 99:99:99 GMT",
    ],
)
def test_a_date_that_cannot_be_is_passed_over(press, archive, date):
    press.feed({"title": "甲", "link": "/a", "pubDate": date, "body": body()})
    archive.collect()
    (found,) = archive.articles()
    assert found["published_at"] is None
    assert f"records/{found['outlet']}/{found['seen_at'][:10].replace('-', '/')}/" in found["record"]


def test_the_same_address_in_two_feeds_is_one_article(press, archive):
    archive.follow("/feed", "/city")
    item = {"title": "甲", "body": body()}
    press.feed(item | {"link": "/a"})
    press.feed(item | {"link": "/a?utm_source=city#top"}, path="/city")
    code, _ = archive.collect()
    assert (code, archive.summary["new"], archive.summary["unchanged"]) == (0, 1, 1)


# Pages


def page_of(press, archive, data, **more):
    """Let an entry lead to a page that answers so; (exit code, outcome, detail)."""
    press.feed({"title": "码头恢复装卸", "link": "/a"})
    if callable(data):
        press.web["/a"] = data
    else:
        press.says("/a", data, **more)
    code, told = archive.collect()
    return code, *told["/a"]


def test_a_page_without_an_article_is_told(press, archive):
    code, outcome, detail = page_of(
        press, archive, "<html><body><div id=app></div><script>app()</script></body></html>"
    )
    assert (code, outcome) == (1, "failed")
    assert "no article" in detail


def test_scripts_and_styles_are_no_text(press, archive):
    evil = "<script>steal(document.cookie)</script><style>.x{color:red}</style><p onclick='steal()'>点击这里的渔民说，风浪很大，船只能在港内等候天气好转。</p>"
    page = article(lines=LINES).replace("<p>", evil + "<p>", 1)
    assert page_of(press, archive, page)[:2] == (0, "new")
    (found,) = archive.articles()
    text = archive.run("text", found["id"]).stdout
    assert LINES[0] in text
    assert "steal" not in text
    assert "color:red" not in text


def test_a_page_of_ten_megabytes_is_read_and_a_larger_one_refused(press, archive):
    page = article().replace("</body>", f"<!-- {'x' * (10 * MIB - 5000)} --></body>")
    assert page_of(press, archive, page)[:2] == (0, "new")


def test_a_page_beyond_the_limit_is_refused(press, archive):
    code, outcome, detail = page_of(press, archive, b"<p>x</p>" * (11 * MIB // 8))
    assert (code, outcome) == (1, "failed")
    assert "too-large" in detail


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "深" + "</div>" * 100_000,
        "<b><i>" * 50_000,
        "<table><tr><td>" * 30_000,
        "<p>" + "<a href=x>" * 100_000,
        "<" * 1_000_000,
        "<svg><g>" * 50_000,
    ],
)
def test_elements_nested_without_measure_are_survived(press, archive, markup):
    page = article().replace("</body>", markup + "</body>")
    code, outcome, _ = page_of(press, archive, page)
    assert outcome in {"new", "failed"}
    assert code == (1 if outcome == "failed" else 0)


def test_a_picture_that_is_html_is_named_as_missing(press, archive):
    press.feed({"title": "甲", "link": "/a", "body": f'<p><img src="{press.address}/x.jpg"></p>{body()}'})
    press.says("/x.jpg", "<script>alert(1)</script>", kind="image/jpeg")
    code, told = archive.collect()
    assert code == 0
    assert told["/x.jpg"] == ("note", "picture missing: the answer is no picture")
    assert not any(path.startswith("images/") for path in archive.files())


def test_a_host_that_hangs_up_is_told(press, archive):
    def hang_up(handler):
        handler.connection.close()
        handler.close_connection = True

    code, outcome, detail = page_of(press, archive, hang_up)
    assert (code, outcome) == (1, "failed")
    assert "no-connection" in detail


def test_headers_without_measure_are_survived(press, archive):
    def shout(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Y: %s\r\n" % (b"z" * 100_000) * 20 + b"\r\n")
        handler.close_connection = True

    code, outcome, _ = page_of(press, archive, shout)
    assert (code, outcome) == (1, "failed")


def test_an_answer_that_is_no_http_is_told(press, archive):
    def nonsense(handler):
        handler.wfile.write(b"\x00\xff SSH-2.0-OpenSSH\r\n\r\n")
        handler.close_connection = True

    code, outcome, _ = page_of(press, archive, nonsense)
    assert (code, outcome) == (1, "failed")


def test_a_header_that_lies_breaks_no_capture(press, archive):
    press.feed({"title": "甲", "link": "/a", "body": body()}, X_Lie="a\x0bWARC/1.1", Content_Language="zh\x85CN")
    archive.collect()
    paths = [path for path in archive.files() if path.endswith(".warc.gz")]
    assert len(paths) == 1
    again = Archive(archive.root.parent / "again", press)
    assert again.run("import", str(archive.root / paths[0])).returncode in {0, 1}


# A disk that is full, an archive that somebody else is writing to


def test_a_full_disk_is_told_and_nothing_is_damaged(press, archive):
    press.feed(*({"title": f"第{n}篇", "link": f"/{n}", "body": f"<p>{n}</p>{body()}"} for n in range(300)))
    limited = subprocess.run(
        [sys.executable, "-m", "samarkand", "collect", "--archive", str(archive.root)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert limited.returncode == 1, limited.stderr
    assert "Traceback" not in limited.stderr
    archive.is_whole()
    archive.collect()
    assert len(archive.articles()) == 300


def test_a_second_writer_is_told_to_wait(press, archive):
    press.feed({"title": "甲", "link": "/a", "body": body()})
    other = FolderArchive(archive.root)
    other.lock()
    done = archive.run("collect")
    assert done.returncode == 1
    assert "another process is writing" in done.stderr
    other.unlock()
    archive.collect()
