"""The same articles for Hugo and Jekyll: Markdown with front matter, and templates that make pages of the kinds that our sites have.

They get what we have to find out: each article's text, its story, who is quoted in it, the days that it tells of. They compare nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from samarkand.app.archives import open_archive
from samarkand.app.sites import open_site
from samarkand.errors import ArchiveDamaged
from samarkand.model.outlines import Outline
from samarkand.model.sites import SiteOptions
from samarkand.model.tellings import days_of, speakers_of
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.times import from_ms
from samarkand.web.site.building import Order, Plan, plan

_ITEM = (
    '<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.outlet_name }} {{ .Date.Format "2006-01-02 15:04" }}</p>'
    "<p>{{ .Params.beginning }}</p></article>"
)
HUGO = {
    "config.toml": """baseURL = "https://site.example/"
title = "News"
paginate = 30
disableAliases = true
disableKinds = ["section", "sitemap", "robotsTXT", "404"]
[taxonomies]
story = "stories"
outlet = "outlets"
person = "people"
day = "days"
[outputs]
home = ["HTML", "RSS"]
taxonomy = ["HTML"]
term = ["HTML"]
[services.rss]
limit = 30
[markup.goldmark.renderer]
unsafe = false
""",
    "layouts/_default/baseof.html": '<!doctype html><html lang="{{ .Params.language | default "zh-Hans" }}"><head><meta charset="utf-8">'
    '<title>{{ .Title }}</title><link rel="stylesheet" href="/style.css"></head><body><nav><a href="/">Front</a> '
    '<a href="/outlets/">Outlets</a> <a href="/people/">People</a> <a href="/days/">Days</a></nav><main>{{ block "main" . }}{{ end }}'
    "</main><footer>Footer</footer></body></html>",
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.outlet_name }} '
    '{{ .Date.Format "2006-01-02 15:04" }} <a href="{{ .Params.source }}">{{ .Params.source }}</a></p>{{ .Content }}'
    '{{ range slice "stories" "outlets" "people" "days" }}<ul>{{ range $.GetTerms . }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}{{ end }}',
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}'
    + _ITEM
    + '{{ end }}{{ template "_internal/pagination.html" . }}{{ end }}',
    "layouts/index.html": '{{ define "main" }}{{ range (.Paginate .Site.RegularPages).Pages }}'
    + _ITEM
    + '{{ end }}{{ template "_internal/pagination.html" . }}{{ end }}',
    "layouts/_default/terms.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.ByCount }}'
    '<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}',
}
JEKYLL = {
    "_config.yml": "title: News\n",
    "_layouts/default.html": '<!doctype html><html><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>'
    '<nav><a href="/">Front</a></nav><main><h1>{{ page.title }}</h1>{{ content }}</main><footer>Footer</footer></body></html>',
}


def lay(archive: Path, roots: Sequence[tuple[Path, Mapping[str, str]]]) -> None:
    """The articles of an archive in folders, each with its templates: `content/` for Hugo, `articles/` for Jekyll."""
    for root, files in roots:
        for name, text in files.items():
            _write(root / name, text)
    order = Order(str(archive), "unused", SiteOptions("zh-Hans"), datetime.now(UTC))
    with open_archive(archive) as parts, open_site(archive / "no-site") as site:
        planned = plan(parts, site, order)
        for identity, front, text in _articles(parts, planned):
            for root, files in roots:
                if files is HUGO:
                    _write(root / "content" / f"{identity}.md", f"{json.dumps(front, ensure_ascii=False)}\n\n{text}\n")
                else:
                    told = f"layout: default\ntitle: {json.dumps(front['title'], ensure_ascii=False)}"
                    _write(root / "articles" / f"{identity}.md", f"---\n{told}\n---\n{text}\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _articles(parts: Parts, planned: Plan) -> Iterator[tuple[str, Mapping[str, object], str]]:
    queries = Queries(parts)
    stories = {each: story.id for story in planned.held.stories if len(story.articles) > 1 for each in story.articles}
    for outline in planned.held.articles:
        article = queries.article(outline.id)
        try:
            _, read = queries.read(article.latest)
        except ArchiveDamaged:
            continue
        # What their templates would take for theirs.
        text = read.text.replace("{{", "{ {").replace("{%", "{ %").replace("\n", "\n\n")
        front = {
            "title": queries.title_of(article.latest) or article.latest.url,
            "date": from_ms(outline.published_ms).isoformat(),
            "language": article.latest.language,
            "source": article.latest.url,
            "outlet_name": queries.outlet_name(outline.outlet),
            "beginning": queries.beginning_of(article.latest),
            "outlets": [outline.outlet],
            "stories": [stories[outline.id]] if outline.id in stories else [],
            **_told(parts, planned, outline, article.latest.number),
        }
        yield outline.id, front, text


def _told(parts: Parts, planned: Plan, outline: Outline, version: int) -> Mapping[str, list[str]]:
    """Who is quoted, and the days that are told, of those that have pages on our site."""
    assert parts.annotations
    marked = parts.annotations.annotations([(outline.id, version)]).get((outline.id, version))
    if marked is None:
        return {"people": [], "days": []}
    indexed = planned.setting.indexed
    people = {indexed.people[key] for key in speakers_of(marked) if key in indexed.people}
    days = {
        since.isoformat()[: 10 if unit == "day" else 7]
        for unit, since in days_of(marked.dates)
        if unit in {"day", "month"}
    }
    return {
        "people": sorted(f"p{sha256(each.encode()).hexdigest()[:12]}" for each in people),
        "days": sorted(days & indexed.days),
    }
