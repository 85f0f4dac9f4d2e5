"""Hostile articles in a real browser: nothing runs, nothing is fetched, and that without help from the policy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomlkit
from web.browsing import served
from web.press import SEEN, Reader, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.ids import article_id, story_id
from samarkand.model.catalog import Listing
from samarkand.model.stories import Placement, Story
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.drafting import record_draft
from samarkand.pipeline.indexing import catch_up_index
from samarkand.pipeline.keeping import Keeper
from samarkand.web.guard import Headers

pytestmark = pytest.mark.browser
CASES = Path(__file__).parents[1] / "cases" / "hostile.jsonl"
WATCH = """
window.refused = [];
document.addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI));
"""
DANGERS = """() => {
  const found = [];
  const tags = 'script iframe object embed applet base frame frameset form input textarea select button style svg math '
    + 'video audio template noscript portal';
  const ours = 'head > script[src^="/static/reader.js?"], body > header.masthead, body > footer, body > #keys, '
    + 'form.two, svg.calendar, svg.share';  // no class or id of others comes through
  for (const tag of tags.split(' '))
    if ([...document.querySelectorAll(tag)].some(element => !element.closest(ours))) found.push(tag);
  for (const element of document.querySelectorAll('*')) for (const {name, value} of element.attributes) {
    if (name.startsWith('on') || name === 'style' || name === 'srcdoc') found.push(element.tagName + ' ' + name);
    if (['href', 'src'].includes(name) && !['http:', 'https:'].includes(new URL(value, location.href).protocol))
      found.push(element.tagName + ' ' + value);
  }
  return found;
}"""


def vectors(place: Path):
    with place.open(encoding="utf-8") as lines:
        return {row.get("id") or row["name"]: row["html"] for row in map(json.loads, lines)}


class Watch:
    """A page of a browser, and all that happens in it that should not."""

    def __init__(self, browser, address: str, *, trusts_sanitiser_alone: bool) -> None:
        self.address = address
        self.context = browser.new_context(bypass_csp=trusts_sanitiser_alone)
        self.context.add_init_script(WATCH)
        self.context.on("page", lambda page: self.seen.append(f"opened {page.url}"))
        self.seen: list[str] = []
        self.page = self.context.new_page()
        self.seen.clear()
        self.page.on("dialog", self._dialog)
        self.context.route("**", self._request)

    def _dialog(self, dialog) -> None:
        self.seen.append(f"said {dialog.message}")
        dialog.dismiss()

    def _request(self, route) -> None:
        if route.request.url.startswith(self.address + "/"):
            route.continue_()
        else:
            self.seen.append(f"asked for {route.request.url}")
            route.abort()

    def visit(self, path: str) -> list[str]:
        """What happened on a page: dialogs, requests to others, windows, refusals by the policy, dangers in the tree."""
        self.seen.clear()
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer.status == 200
        return [*self.seen, *self.page.evaluate("window.refused"), *self.page.evaluate(DANGERS)]


def archive_of(root: Path, bodies: dict[str, str]):
    """An archive with an article for each body; title, author and caption are hostile too, and saved searches."""
    create_archive(root)
    (root / "outlets.toml").write_text('[[outlet]]\nid = "hostile"\nname = "敌台"\nplaces = ["hostile.example"]\n')
    with open_archive(root) as parts:
        keeper = Keeper(parts)
        for number, html in enumerate(bodies.values()):
            url = f"https://hostile.example/{number}"
            title = html.replace("\n", " ").replace("\r", " ")[:300] or "空"
            list(keeper.keep(record_draft(parts, record(url, title, html, SEEN), "", SEEN)))
        list(keeper.flush())
        list(catch_up_index(parts))
        list(annotate(parts))
        articles = tuple(article.id for article in parts.catalog.articles(Listing(limit=1000)))
        parts.stories.take(Placement(stories=(one_story(articles),)), parts.archive.end())
    watches = [
        {"id": f"watch-{n}", "query": html.strip() or "空", "title": html} for n, html in enumerate(bodies.values())
    ]
    (root / "watches.toml").write_text(tomlkit.dumps({"watch": watches}), encoding="utf-8")


def one_story(articles: tuple[str, ...]) -> Story:
    """All of them in one story, so that one page shows all their titles."""
    return Story(story_id(articles[0]), articles, articles[0], SEEN, SEEN, ("hostile",), 1)


def check(root: Path, bodies: dict[str, str], chromium, *, alone: bool) -> None:
    archive_of(root, bodies)
    with open_archive(root) as parts, served(Reader(parts).app) as address:
        watch = Watch(chromium, address, trusts_sanitiser_alone=alone)
        paths = {"front page": "/", "articles": "/articles", "watches": "/watches", "outlet": "/outlets/hostile"}
        paths["story"] = f"/stories/s{article_id('hostile', 'https://hostile.example/0')}"
        paths["comparison"] = f"{paths['story']}/comparison"
        first, second = (article_id("hostile", f"https://hostile.example/{number}") for number in (0, 1))
        paths["side by side"] = f"/compare/{first}/{second}"
        paths["pointed at"] = f"/articles/{first}?mark=0-3"
        trouble = {name: watch.visit(path) for name, path in paths.items()}
        for number, name in enumerate(bodies):
            identity = article_id("hostile", f"https://hostile.example/{number}")
            trouble[name] = watch.visit(f"/articles/{identity}")
        assert len(trouble) == len(bodies) + len(paths)
        assert {name: seen for name, seen in trouble.items() if seen} == {}


@pytest.mark.parametrize("alone", [False, True], ids=["with the policy", "without the policy"])
def test_our_hostile_articles_do_nothing(tmp_path, chromium, alone):
    check(tmp_path, vectors(CASES), chromium, alone=alone)


@pytest.mark.parametrize("alone", [False, True], ids=["with the policy", "without the policy"])
def test_the_vectors_of_the_benchmark_do_nothing(tmp_path, chromium, shared, alone):
    check(tmp_path, vectors(shared / "bench" / "sanitising" / "vectors.jsonl"), chromium, alone=alone)


def test_the_watch_sees_what_it_is_there_for(chromium, tmp_path):
    """Without it, a watch that sees nothing would prove nothing."""

    async def app(scope, receive, send):
        body = b"<img src=x onerror=alert(1)><img src=https://stranger.example/x.png><script>alert(2)</script>"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": body})

    with served(app) as address:
        seen = Watch(chromium, address, trusts_sanitiser_alone=True).visit("/")
    assert {"said 1", "said 2", "asked for https://stranger.example/x.png", "script", "IMG onerror"} <= set(seen)


def test_the_policy_alone_would_hold_too(chromium):
    """What the sanitiser misses one day meets the policy."""

    async def app(scope, receive, send):
        body = (
            b"<img src=x onerror=alert(1)><script>alert(2)</script><style>p{}</style><iframe src=//a.example></iframe>"
        )
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": body})

    with served(Headers(app)) as address:
        seen = Watch(chromium, address, trusts_sanitiser_alone=False).visit("/")
    assert not [each for each in seen if each.startswith(("said", "asked for"))]
    assert {"script-src-elem inline", "script-src-attr inline", "style-src-elem inline"} <= set(seen)
