"""Pages that mean harm: whatever they answer becomes a clear line, a whole archive and bounded memory."""

from __future__ import annotations

import pytest
from hostile.press import MIB, Archive
from twins.network import LINES, article, body


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
