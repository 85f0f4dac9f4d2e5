"""Who gets in, who does not, and what is remembered of either."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from html import unescape

import pytest
from web.knocking import RIGHT, Visit
from web.press import BRIDGE, NOW, Reader, id_of

from samarkand.errors import DoorUnusable
from samarkand.web.entrance.attempts import BURST, FREE
from samarkand.web.entrance.rules import Entrance, entrance
from samarkand.web.entrance.sessions import LASTS
from samarkand.web.routes.login import inside
from samarkand.web.server import guarded

ARTICLE = f"/articles/{id_of(BRIDGE)}"


@pytest.fixture
def visit(press) -> Visit:
    return Visit(press)


def basic(password: str, user: str = "reader") -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    "path", ["/", ARTICLE, "/search?q=x&hl=en", "/status", "/nothing", "/images/aa/" + "a" * 12 + ".png"]
)
def test_a_stranger_is_led_to_the_login_and_learns_nothing(visit, path):
    answer = visit.get(path)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/login?to=%2F")
    assert answer.body == b""
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/feed.atom", "/stories.atom", "/subscriptions.opml", "/search.atom?q=x"])
def test_readers_of_feeds_are_asked_for_basic(visit, path):
    answer = visit.get(path, accept="*/*")
    assert (answer.status, answer.headers["www-authenticate"][:5]) == (401, "Basic")


def test_the_login_itself_needs_only_its_stylesheet(visit):
    page = visit.get("/login")
    assert page.status == 200
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"
    assert visit.get("/static/style.css").status == 200
    assert 'href="/subscriptions"' not in page.text
    assert 'role="search"' not in page.text


def test_the_password_lets_in_and_leads_where_one_wanted_to_go(visit):
    answer = visit.enter(to=f"{ARTICLE}?hl=en")
    assert (answer.status, answer.headers["location"]) == (303, f"{ARTICLE}?hl=en")
    page = visit.get(ARTICLE)
    assert page.status == 200
    assert page.headers["cache-control"].startswith("private")
    assert visit.get("/static/style.css?v=1").headers["cache-control"].startswith("private")


def test_the_cookie_is_for_this_host_and_no_script(visit):
    told = visit.enter().headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/", f"Max-Age={int(LASTS.total_seconds())}"} <= set(told.split("; "))
    assert "Secure" not in told


@pytest.mark.parametrize(
    ("prefix", "name", "path"), [("", "__Host-samarkand-", "Path=/;"), ("/news", "__Secure-samarkand-", "Path=/news;")]
)
def test_over_https_it_is_secure_and_cannot_be_set_by_neighbours(press, prefix, name, path):
    visit = Visit(press, entrance("127.0.0.1", ["127.0.0.1"], "", ["news.example"]))
    visit.host = "news.example"
    proxied = {"x_forwarded_proto": "https", "x_forwarded_prefix": prefix}
    told = visit.enter(origin="https://news.example", **proxied).headers["set-cookie"]
    assert told.startswith(name)
    assert path in told
    assert told.endswith("; Secure")
    assert visit.get("/", **proxied).status == 200
    assert visit.get("/").status == 303, "a cookie of https counts over http for nothing"


@pytest.mark.parametrize("password", ["", "wrong", RIGHT + " ", "x" * 5000, "密" * 400])
def test_a_wrong_one_does_not_and_says_so_beside_the_field(visit, password):
    answer = visit.enter(password)
    assert answer.status == 403
    assert 'aria-invalid="true"' in answer.text
    assert "set-cookie" not in answer.headers
    assert f'value="{password}"' not in answer.text or not password


@pytest.mark.parametrize(
    "cookie",
    [
        "samarkand=x",
        "{name}=",
        "{name}=guess",
        "{name}=" + "A" * 43,
        "{name}=%00; {name}=x",
        "{name}=" + "x" * 20_000,
        "__Host-{name}={key}",
        "{name}={key}x",
    ],
)
def test_forged_cookies_open_nothing(visit, cookie):
    visit.enter()
    name, _, key = visit.cookie.partition("=")
    visit.cookie = cookie.format(name=name, key=key)
    assert visit.get("/").status == 303


def test_another_password_ends_every_session_at_once(visit):
    visit.enter()
    visit.password.keep("something else entirely")
    assert visit.get("/").status == 303
    visit.password.remove()
    visit.cookie = ""
    assert visit.enter("").status == 403
    assert visit.get("/").status == 303


def test_logging_out_asks_ends_the_session_and_empties_the_cache(visit):
    visit.enter()
    kept = visit.cookie
    token = visit.token("/logout")
    assert visit.get("/").status == 200
    answer = visit.send("/logout", {"token": token})
    assert (answer.status, answer.headers["location"]) == (303, "/login")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert visit.cookie == ""
    visit.cookie = kept
    assert visit.get("/").status == 303


def test_another_site_can_log_nobody_in_or_out(visit):
    token = visit.token("/login")
    for origin in ("http://evil.example", "null", ""):
        answer = visit.send("/login", {"password": RIGHT, "token": token}, origin=origin)
        assert (answer.status, "set-cookie" in answer.headers) == (403, False)
    assert visit.send("/login", {"password": RIGHT, "token": "guess"}).status == 403
    visit.enter()
    token = visit.token("/logout")
    visit.send("/logout", {"token": token}, origin="http://evil.example")
    visit.send("/logout", {"token": "guess"})
    assert visit.get("/").status == 200


def test_who_comes_by_a_strangers_link_is_in_after_one_step(visit):
    """Browsers keep a strict cookie back on the first request after a link from elsewhere."""
    page = visit.get(f"/login?to={ARTICLE}", sec_fetch_site="cross-site")
    assert f'<meta http-equiv="refresh" content="0; url={ARTICLE}">' in unescape(page.text)
    assert "refresh" not in visit.get(f"/login?to={ARTICLE}", sec_fetch_site="same-origin").text
    visit.enter()
    assert visit.get(f"/login?to={ARTICLE}").headers["location"] == ARTICLE


@pytest.mark.parametrize(
    "to",
    [
        *("", "//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\nSet-Cookie: x", "/ a", "/\x00"),
        *("javascript:alert(1)", "/login", "/logout?x", "/" + "a" * 3000, "/新", "/a\\b"),
    ],
)
def test_a_login_leads_nowhere_else(to):
    assert inside(to) == "/"


def test_a_login_leads_to_any_page_of_ours():
    for to in ("/", "/search?q=%E6%B8%A1&hl=en", "/timegate/https://yunhe.example/a", "/changes?kind=number#text"):
        assert inside(to) == to


def test_slips_are_slowed_and_the_right_one_waits_too(visit):
    for _ in range(FREE):
        assert visit.enter("wrong").status == 403
    answer = visit.enter()
    assert (answer.status, answer.headers["retry-after"]) == (429, "1")
    assert "Too many attempts" in answer.text
    checks = visit.password.checks
    assert visit.enter().status == 429
    assert visit.password.checks == checks
    visit.clock.now += 1.1
    assert visit.enter().status == 303


def test_a_flood_of_attempts_is_hardly_looked_at(press):
    visit = Visit(press, entrance("127.0.0.1", ["127.0.0.1"], "", []))
    visit.host = "127.0.0.1:8000"
    token = visit.token("/login")
    for each in range(400):
        fields = {"password": f"guess {each}", "token": token}
        visit.send("/login", fields, x_forwarded_for=f"198.51.100.{each % 250}")
    assert visit.password.checks == BURST


def test_what_a_stranger_says_of_his_address_is_not_believed(visit):
    token = visit.token("/login")
    for each in range(50):
        visit.send("/login", {"password": "wrong", "token": token}, x_forwarded_for=f"198.51.100.{each}")
    assert visit.password.checks == FREE


@pytest.mark.parametrize("user", ["reader", "", "anybody"])
def test_basic_with_the_password_reads_feeds_and_pages(visit, user):
    answer = visit.get("/feed.atom", accept="*/*", authorization=basic(RIGHT, user))
    assert (answer.status, answer.headers["content-type"][:20]) == (200, "application/atom+xml")
    assert answer.headers["cache-control"].startswith("private")
    assert visit.get(ARTICLE, accept="*/*", authorization=basic(RIGHT, user)).status == 200


def test_basic_is_looked_at_once_and_remembered_until_the_password_changes(visit):
    for _ in range(30):
        assert visit.get("/feed.atom", authorization=basic(RIGHT)).status == 200
    assert visit.password.checks == 1
    visit.password.keep("something else entirely")
    assert visit.get("/feed.atom", authorization=basic(RIGHT)).status == 401


@pytest.mark.parametrize(
    "told", ["Basic", "Basic !!!", "Basic " + b64encode(b"\xff\xfe").decode(), basic("wrong"), "Bearer x"]
)
def test_anything_else_is_refused(visit, told):
    assert visit.get("/feed.atom", accept="*/*", authorization=told).status == 401


def test_guessing_by_basic_is_slowed_as_the_login_is(visit):
    found = [visit.get("/feed.atom", accept="*/*", authorization=basic(f"guess {each}")).status for each in range(20)]
    assert found == [401] * FREE + [429] * (20 - FREE)
    assert visit.password.checks == FREE


def test_what_a_browser_sends_for_a_proxy_is_no_attempt(visit):
    assert visit.get("/", authorization=basic("the proxy's own")).status == 303
    assert visit.enter(authorization=basic("the proxy's own")).status == 303
    assert visit.password.checks == 1


def test_basic_changes_nothing(visit):
    """Browsers would send it along with a form of another site."""
    assert visit.send("/subscriptions", {"deed": "follow"}, authorization=basic(RIGHT)).status == 303
    assert visit.password.checks == 0


def test_a_password_that_cannot_be_read_lets_nobody_in(press):
    visit = Visit(press)
    visit.enter()

    def unread() -> str:
        raise DoorUnusable("/srv/archive/door/password cannot be read")

    visit.password.stamp = unread
    answer = visit.get("/")
    assert answer.status == 503
    assert "/srv" not in answer.text


def test_a_reader_without_a_door_leads_on(reader):
    assert reader.get("/login?to=/status").headers["location"] == "/status"
    assert reader.get("/logout").headers["location"] == "/"
    assert reader.get("/login", "POST", body=b"", content_type="application/x-www-form-urlencoded").status == 303


def test_whom_a_named_proxy_names_is_in_and_nobody_else(press):
    way = entrance("127.0.0.1", ["127.0.0.1"], "Remote-User", ["news.example"])
    visit = Visit(press, way)
    visit.host = "news.example"
    assert visit.get("/", remote_user="ling").status == 200
    assert visit.get("/").status == 303
    assert visit.get("/", remote_user="").status == 303
    visit.host = "evil.example"
    assert visit.get("/", remote_user="ling").status == 403, "a name that is none of ours"
    stranger = Visit(press, replace(way, proxies=entrance("", ["10.0.0.1"], "", []).proxies))
    stranger.host = "news.example"
    assert stranger.get("/", remote_user="ling").status == 303


def test_an_open_reader_that_hears_a_proxy_refuses(press):
    reader = Reader(press, NOW)
    app = guarded(reader.app, Entrance(), is_open=True)
    assert reader.get("/", app=app).status == 200
    for header in ("x_forwarded_for", "x_forwarded_host", "forwarded", "x_forwarded_proto"):
        answer = reader.get("/", app=app, **{header: "x"})
        assert answer.status == 403
        assert "--proxy" in answer.text
