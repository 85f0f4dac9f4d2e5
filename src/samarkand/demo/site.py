"""All that the press answers in one round, pictures apart: path -> resource. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape
from urllib.parse import quote

from minijinja import Environment, safe

from samarkand import ids, times
from samarkand.demo import bodies, feeds, wording
from samarkand.demo.feeds import Piece
from samarkand.demo.nouns import Moment, PressArticle, PressOutlet, World
from samarkand.demo.rounds import Clock, Standing, state

ADVERT = "<!--advert-->"
"""Stands in a page where the server puts an advertisement, a different one at every request."""
_MOST_READ = 5
_LATENESS = timedelta(minutes=47)
"""How long before the moment of a round its edits were made."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What one address answers, before the advertisement is put in."""

    status: int
    type: str
    body: bytes
    etag: str
    modified: datetime
    adverts: tuple[bytes, ...] = ()
    """In turn, what takes the place of `ADVERT`."""
    location: str = ""
    """Where a redirect leads."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is the same for all pages of a round."""

    world: World
    round: int
    clock: Clock
    address: str
    """`http://127.0.0.1:8000`, without a slash at its end."""

    @property
    def moment(self) -> datetime:
        """The world's time in this round (UTC)."""
        return self.clock.instant(self.world.rounds[self.round - 1])


def build(edition: Edition) -> dict[str, Resource]:
    """Path with its query -> what it answers. The same edition gives the same bytes."""
    environment = _environment(tuple(sorted(edition.world.templates.items())))
    pieces = tuple(_pieces(edition))
    found: dict[str, Resource] = {}
    for outlet in edition.world.outlets:
        own = [piece for piece in pieces if piece.standing.article.outlet == outlet.id]
        found |= _outlet(edition, environment, outlet, own)
    robots = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in edition.world.forbidden)
    found["/robots.txt"] = _resource("text/plain; charset=utf-8", robots.encode(), edition.moment)
    for path, name, kind in (("/", "index.html", "text/html"), ("/outlets.opml", "outlets.opml.xml", "text/x-opml")):
        page = _rendered(environment, name, outlets=edition.world.outlets, address=edition.address)
        found[path] = _resource(f"{kind}; charset=utf-8", page.encode(), edition.moment)
    return found


def article_path(outlet: PressOutlet, article: PressArticle, clock: Clock) -> str:
    """The path of an article with its query; the title in it is the first one, so that no edit moves the page."""
    if article.path:
        return f"/{outlet.id}/{article.path}"
    local = _published(outlet, article, clock).astimezone(times.zone(outlet.zone))
    title = wording.render(article.title, _calendar(outlet, article, clock))
    short = quote(title.replace(" ", "-").replace("/", "-"), safe="")
    named = wording.stamp(outlet.article_path, local, slug=article.slug, number=str(article.number), title=short)
    return f"/{outlet.id}/{named}"


def picture_url(outlet: PressOutlet, name: str, address: str) -> str:
    """The address that a page names for a picture, through the image proxy where the outlet uses it."""
    plain = f"{address}/{outlet.id}/pictures/{name}.png"
    return f"{address}/proxy?url={quote(plain, safe='')}" if outlet.proxied else plain


@lru_cache(maxsize=4)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    return Environment(templates=dict(templates))


def _rendered(environment: Environment, name: str, **values: object) -> str:
    """A template with its values; the engine escapes slashes too, which no outlet does."""
    return environment.render_template(name, **values).replace("&#x2f;", "/")


def _published(outlet: PressOutlet, article: PressArticle, clock: Clock) -> datetime:
    return clock.instant(Moment(article.day, article.time), outlet.zone)


def _calendar(outlet: PressOutlet, article: PressArticle, clock: Clock) -> wording.Calendar:
    return wording.Calendar(clock.last_day, clock.last_day + timedelta(days=article.day), outlet.language)


def _pieces(edition: Edition) -> Iterator[Piece]:
    clock, outlets = edition.clock, {outlet.id: outlet for outlet in edition.world.outlets}
    urls = {
        article.key: edition.address + article_path(outlets[article.outlet], article, clock)
        for article in edition.world.articles
    }
    for standing in state(edition.world, edition.round, clock):
        yield _piece(edition, outlets[standing.article.outlet], standing, urls)


def _piece(edition: Edition, outlet: PressOutlet, standing: Standing, urls: Mapping[str, str]) -> Piece:
    article = standing.article
    published = _published(outlet, article, edition.clock)
    calendar = _calendar(outlet, article, edition.clock)
    text = wording.render(standing.text, calendar)
    edited = replace(edition, round=standing.changed_in).moment - _LATENESS if standing.changed_in else published
    dressed = tuple(
        {"kind": block.kind, "html": safe(block.html), "items": [safe(item) for item in block.items]}
        | {"picture": picture_url(outlet, block.picture, edition.address), "credit": block.credit}
        for block in bodies.blocks(text, urls.__getitem__)
    )
    return Piece(
        standing=standing,
        url=urls[article.key],
        title=wording.render(standing.title, calendar),
        summary=wording.render(article.summary, calendar) or bodies.first_paragraph(text),
        blocks=dressed,
        pictures=tuple(picture_url(outlet, name, edition.address) for name in bodies.pictures(text)),
        published=published,
        modified=max(published, edited),
        stamp=wording.stamp(outlet.stamp, published.astimezone(times.zone(outlet.zone))),
    )


def _outlet(
    edition: Edition, environment: Environment, outlet: PressOutlet, pieces: Sequence[Piece]
) -> dict[str, Resource]:
    """The home page, the feed and the articles of one outlet."""
    standing = [piece for piece in pieces if not piece.standing.is_gone]
    home = f"{edition.address}/{outlet.id}/"
    shared = {
        "outlet": outlet,
        "home": home,
        "feed": home + outlet.feed.path,
        "advert": safe(ADVERT),
        "address": edition.address,
        "most_read": _most_read(standing, edition.round),
    }
    kind = f"text/html; charset={outlet.declared}"
    adverts = (
        f'<a href="/advert/{number}" rel="sponsored nofollow">{escape(text)}</a>'
        for number, text in enumerate(edition.world.adverts[outlet.language], 1)
    )
    texts = tuple(advert.encode(outlet.encoding) for advert in adverts)

    def page(name: str, modified: datetime, **more: object) -> Resource:
        body = _rendered(environment, name, **shared, **more).encode(outlet.encoding)
        return replace(_resource(kind, body, modified), adverts=texts)

    found = {f"/{outlet.id}/": page("home.html", edition.moment, pieces=standing)}
    for piece in pieces:
        path = piece.url.removeprefix(edition.address)
        standing_now = piece.standing
        if standing_now.is_gone and standing_now.leaves == "home":
            found[path] = _redirect(302, home, piece.modified)
        elif standing_now.is_gone:
            status = int(standing_now.leaves)
            found[path] = replace(page("gone.html", piece.modified, status=status), status=status)
        else:
            shown = page(f"{outlet.id}/page.html", piece.modified, piece=piece)
            moved = f"/{outlet.id}/{standing_now.path}" if standing_now.path else path
            found |= {path: _redirect(301, edition.address + moved, piece.modified), moved: shown}
    html = {piece.url: _rendered(environment, f"{outlet.id}/body.html", piece=piece) for piece in standing}
    document = feeds.document(outlet, standing[: outlet.feed.length], html, home, environment)
    found[f"/{outlet.id}/{outlet.feed.path}"] = _feed(edition, outlet, document, standing)
    return found


def _most_read(pieces: Sequence[Piece], round_: int) -> list[Piece]:
    """A list in the page's margin that is another in every round."""
    turn = round_ * 2 % max(1, len(pieces))
    return [*pieces[turn:], *pieces[:turn]][:_MOST_READ]


def _feed(edition: Edition, outlet: PressOutlet, document: feeds.Document, pieces: Sequence[Piece]) -> Resource:
    body = document.text.encode(outlet.encoding)
    modified = max((piece.modified for piece in pieces), default=edition.moment)
    trouble = next((trouble.kind for trouble in outlet.feed.troubles if trouble.holds_in(edition.round)), None)
    if trouble == "gone":
        return replace(_resource("text/plain; charset=utf-8", b"410 Gone\n", modified), status=410)
    if trouble == "cut":
        body = body[: len(body) * 2 // 3]
    return _resource(f"{document.type}; charset={outlet.declared}", body, modified)


def _redirect(status: int, location: str, modified: datetime) -> Resource:
    return replace(_resource("text/plain; charset=utf-8", b"", modified), status=status, location=location)


def _resource(kind: str, body: bytes, modified: datetime) -> Resource:
    return Resource(200, kind, body, f'"{ids.sha256(body)[:20]}"', modified)
