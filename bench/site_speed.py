"""How long a static site takes, and what changed of it, beside Hugo and Jekyll, which put the same pages' contents into templates.

python -m bench.site_speed [--articles 5000] [--archive DIR]

Hugo and Jekyll are Debian's. They get what we have computed: the main part of each page as the content of one file. `articles`: the
pages of articles, from which they make lists of thirty, a feed and a site map; `all pages`: one file for every page of our site.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.site_data import fill

_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ARTICLE = re.compile(r"articles/[0-9a-f]{2}/[0-9a-f]{16}\.html")
NEW = """<!--1594300000000-->
[河湾县议会通过新预算](https://www.rfi.fr/cn/hewan-{number})
------

<p>河湾县议会周四通过明年预算，首次列入旧桥修缮费用。县长林若水说，工程将于九月开始。</p>
"""
HUGO = {
    "config.toml": 'baseURL = "https://site.example/"\ntitle = "News"\npaginate = 30\ndisableKinds = ["taxonomy", "term"]\n'
    "[services.rss]\nlimit = 30\n",
    "layouts/_default/baseof.html": '<!doctype html><html><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '<link rel="stylesheet" href="/style.css"></head><body><nav><a href="/">Front</a></nav><main>{{ block "main" . }}{{ end }}'
    "</main><footer>Footer</footer></body></html>",
    "layouts/_default/single.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "layouts/_default/list.html": '{{ define "main" }}{{ range (.Paginate .Site.RegularPages).Pages }}<h2><a href="{{ .RelPermalink }}">'
    '{{ .Title }}</a></h2>{{ end }}{{ template "_internal/pagination.html" . }}{{ end }}',
}
JEKYLL = {
    "_config.yml": "title: News\n",
    "_layouts/default.html": '<!doctype html><html><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>'
    '<nav><a href="/">Front</a></nav><main>{{ content }}</main><footer>Footer</footer></body></html>',
}


def measured(command: list[str], cwd: Path | None = None) -> tuple[float, float]:
    """Seconds by the clock, and of processor time with all processes that it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr[-2000:]
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(name: str, figures: tuple[float, float], files: int = 0) -> None:
    print(f"| {name} | {figures[0]:.2f} | {figures[1]:.2f} | {files or ''} |", flush=True)


def count(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))


def content(site: Path, pages: Iterable[Path], out: Path, head: Callable[[str], str]) -> None:
    """One file for each page, with its main part."""
    for page in pages:
        text = page.read_text(encoding="utf-8")
        main, title = _MAIN.search(text), _TITLE.search(text)
        assert main
        assert title
        path = out / page.relative_to(site)
        path.parent.mkdir(parents=True, exist_ok=True)
        # What their templates would take for theirs.
        words = main[1].replace("{{", "{ {").replace("{%", "{ %")
        path.write_text(head(title[1]) + words, encoding="utf-8")


def beside(site: Path, work: Path) -> None:
    """The table's rows of others."""
    every = list(site.rglob("*.html"))
    articles = [path for path in every if _ARTICLE.fullmatch(str(path.relative_to(site)))]
    for name, pages in (("articles", articles), ("all pages", every)):
        root = work / f"hugo-{len(pages)}"
        _laid(root, HUGO)
        content(site, pages, root / "content", lambda title: json.dumps({"title": title}, ensure_ascii=False) + "\n\n")
        for path in (root / "content").rglob("index.html"):  # such names mean something else to Hugo
            path.rename(path.with_name("front-page.html"))
        if shutil.which("hugo"):
            told(f"Hugo, {name}", measured(["hugo", "--quiet"], root), count(root / "public"))
    if shutil.which("jekyll"):
        root = work / "jekyll"
        _laid(root, JEKYLL)
        content(
            site,
            articles,
            root,
            lambda title: f"---\nlayout: default\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n",
        )
        told("Jekyll, articles", measured(["jekyll", "build", "--quiet"], root), count(root / "_site"))


def _laid(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--archive", type=Path, help="one that is filled already; it gets one article more")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        archive = options.archive or work / "archive"
        if not options.archive:
            fill(work / "tree", archive, options.articles)
        ours = [sys.executable, "-m", "samarkand"]
        making = [*ours, "site", str(work / "site"), "--archive", str(archive)]
        print("| | seconds | processor | files |\n|---|---:|---:|---:|")
        told("first build", measured(making), count(work / "site"))
        told("nothing new", measured(making))
        (work / "new").mkdir()
        (work / "new" / "one.md").write_text(NEW.format(number=time.time_ns()), encoding="utf-8")
        measured([*ours, "import", str(work / "new"), "--archive", str(archive)])
        measured([*ours, "stories", "--limit", "1", "--archive", str(archive)])
        told("after one new article", measured(making))
        told("`samarkand list`, for comparison", measured([*ours, "list", "--limit", "1", "--archive", str(archive)]))
        beside(work / "site", work)


if __name__ == "__main__":
    main()
