"""The list of a site's pages for search engines (sitemaps.org), in files of at most 20,000 addresses."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from samarkand.web.site.addresses import article_stem, story_stem
from samarkand.web.site.contents import Contents

LONGEST = 20_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemaps(held: Contents, base: str) -> Mapping[str, bytes]:
    """The files of a site map by their names, and `robots.txt`, which tells of it; `base` is the site's address."""
    pages = ["index.html", "stories/index.html", "articles/index.html", "outlets/index.html", "changes/index.html"]
    pages += ["people/index.html", "calendar/index.html"]
    pages += [f"{article_stem(each.id)}.html" for each in held.articles]
    pages += [f"{story_stem(each.id)}.html" for each in held.stories if len(each.articles) > 1]
    found: dict[str, bytes] = {}
    for start in range(0, len(pages), LONGEST):
        lines = "".join(
            f"<url><loc>{escape(f'{base}/{page}')}</loc></url>\n" for page in pages[start : start + LONGEST]
        )
        found[f"sitemap-{start // LONGEST + 1}.xml"] = f"{_BEGINNING}<urlset {_NAMESPACE}>\n{lines}</urlset>\n".encode()
    index = "".join(f"<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>\n" for name in found)
    found["sitemap.xml"] = f"{_BEGINNING}<sitemapindex {_NAMESPACE}>\n{index}</sitemapindex>\n".encode()
    found["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n".encode()
    return found
