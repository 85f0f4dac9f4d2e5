"""What a record says once its outlet's rules are applied: text, time, authors, language, pictures with captions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from samarkand import times, urls
from samarkand.model.articles import Picture, Precision, Published, Reading, Record
from samarkand.model.outlets import Dateline, Era, Outlet
from samarkand.text.bylines import names_in
from samarkand.text.markup import Element
from samarkand.text.plain import Body, Lines, body_of, drop_lines, lines_of, text_of
from samarkand.text.scripts import language_of

BEGINNING = 4_000
"""Characters of a body within which its dateline stands."""

ANYWHERE = Era(
    furniture=(".addtoany_share_save_container", "img.wp-smiley", "img.emoji"),
    furniture_lines=(r"获取更多RSS：?", r"https?://feedx\.[a-z]{2,5}/?"),
)
"""What services between outlets and readers leave in any outlet's body: buttons for sharing, a feed mirror's notice."""

_MATTER_TIMES = ("date", "published", "published_at", "pubdate")
_MATTER_AUTHORS = ("author", "authors")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")
_MEDIA = ("img", "video", "audio", "iframe", "embed", "object")
_FIGURE_LEVELS = 8
_BEHIND = re.compile(r" [-–—|｜] ([^-–—|｜]+)$")
"""What may be an outlet's name behind a title."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """An era's rules with those that hold anywhere, ready for use."""

    datelines: tuple[tuple[re.Pattern[str], Dateline], ...]
    authors: tuple[re.Pattern[str], ...]
    furniture: str
    lines: tuple[re.Pattern[str], ...]
    noted: str
    """Selects pictures, other media and captions."""


@dataclass(frozen=True, slots=True)
class _Dateline:
    """What a dateline told, and the body without it."""

    published: Published | None
    by: str
    body: str


@dataclass(frozen=True, slots=True)
class Arranged:
    """A body as a page may show it once it is sanitised: a tree of its own, without dateline and furniture."""

    root: Element
    pictures: tuple[tuple[Element, Picture], ...]
    """The `img` elements that are pictures of the article, in reading order; those of the reading."""
    captions: tuple[Element, ...]
    """Captions that stand outside a `figure`; each is the caption of one of the pictures."""


class Parsed:
    """A record whose body was parsed once: for what it says, and for its body, which is used up by that."""

    def __init__(self, record: Record, outlet: Outlet, now: datetime) -> None:
        """By the rules that the outlet's era has. `now` (UTC) judges which times can be."""
        self._record, self._outlet, self._now = record, outlet, now
        self._header, self._rules, self._dateline = _opened(record, outlet, now)
        self._body = body_of(self._dateline.body, self._rules.furniture, self._rules.noted)
        self._lines = lines_of(self._body, self._rules.lines)
        self._pictures = _pictures(self._lines, self._body, record.url)

    def reading(self) -> Reading:
        """What it says, as `read` tells it."""
        matter, outlet = dict(self._record.front_matter), self._outlet
        title = title_of(self._record.title, outlet)
        return Reading(
            text=self._lines.text,
            published=self._dateline.published or _from_matter(matter, outlet, self._now) or self._header,
            authors=_authors(
                (self._dateline.by, *(matter.get(key, "") for key in _MATTER_AUTHORS)), self._rules, self._lines
            ),
            language=language_of(f"{title}\n{self._lines.text}", outlet.languages[0] if outlet.languages else ""),
            pictures=self._pictures,
            title=title,
        )

    def arranged(self) -> Arranged:
        """Its body, as `arrange` gives it; once."""
        noted = self._lines.noted
        images = [element for element in noted if element.tag == "img" and not _is_pixel(element)]
        captions = [element for element in noted if element.tag not in _MEDIA and _figure(element) is None]
        for element in self._body.furniture:
            element.decompose()
        if self._body.furniture or self._lines.furniture:  # else no line is furniture
            drop_lines(self._body.root, self._rules.lines)
        return Arranged(self._body.root, tuple(zip(images, self._pictures, strict=True)), tuple(captions))


def read(record: Record, outlet: Outlet, now: datetime) -> Reading:
    """What a record says, by the rules that its outlet's era has. `now` (UTC) judges which times can be.

    The time of publication is the dateline's in the body, else the front matter's, else that of the header or of the
    date line in its place; times that cannot be are passed over.
    """
    return Parsed(record, outlet, now).reading()


def title_and_text(record: Record, outlet: Outlet, now: datetime) -> tuple[str, str]:
    """Title and text as `read` tells them, in half its time: all that an index or a passage needs."""
    _, rules, dateline = _opened(record, outlet, now)
    lines = lines_of(body_of(dateline.body, rules.furniture), rules.lines)
    return title_of(record.title, outlet), lines.text


def arrange(record: Record, outlet: Outlet, now: datetime) -> Arranged:
    """The body of a record as `read` understands it, still with its markup. Nothing in it is safe to show as it is."""
    return Parsed(record, outlet, now).arranged()


def _opened(record: Record, outlet: Outlet, now: datetime) -> tuple[Published | None, _Rules, _Dateline]:
    """What the header tells, the rules of the era that the record belongs to, and what its dateline tells."""
    header = _header(record, outlet, now)
    told = header or _from_matter(dict(record.front_matter), outlet, now)
    rules = _rules(_era(record.body, outlet, told, now))
    return header, rules, _dateline(record.body, rules, outlet, header, now)


def _header(record: Record, outlet: Outlet, now: datetime) -> Published | None:
    """The feed's time, from the header or the date line in its place."""
    at = times.from_ms(record.header_ms) if record.header_ms is not None else None
    if at is None or not times.is_plausible(at, now):
        at = times.parse_rfc822(record.date_line) if record.date_line else None
    if at is None or not times.is_plausible(at, now):
        return None
    return Published(at, outlet.zone, "second", "header")


def _from_matter(matter: dict[str, str], outlet: Outlet, now: datetime) -> Published | None:
    """The time that front matter tells."""
    for key in _MATTER_TIMES:
        told = _instant(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", matter.get(key, "")), Dateline("", "iso"), outlet.zone)
        if told and times.is_plausible(told[0], now):
            on = told[0].astimezone(times.zone(outlet.zone)).date() if told[1] == "day" else None
            return Published(told[0], outlet.zone, told[1], "front matter", on)
    return None


def _era(body: str, outlet: Outlet, told: Published | None, now: datetime) -> Era:
    """The era of the day that was told; without one, the first whose dateline stands in the body and holds on its day."""
    if told:
        return outlet.era_on(told.at.astimezone(times.zone(outlet.zone)).date())
    for era in outlet.eras:
        published = _dateline(body, _rules(era), outlet, None, now).published
        if published and era.holds_on(published.at.astimezone(times.zone(outlet.zone)).date()):
            return era
    return outlet.era_on(now.astimezone(times.zone(outlet.zone)).date())


@lru_cache(maxsize=256)
def _rules(era: Era) -> _Rules:
    return _Rules(
        datelines=tuple((re.compile(rule.pattern), rule) for rule in era.datelines),
        authors=tuple(re.compile(pattern, re.MULTILINE) for pattern in era.authors),
        furniture=", ".join((*ANYWHERE.furniture, *era.furniture)),
        lines=tuple(map(re.compile, (*ANYWHERE.furniture_lines, *era.furniture_lines))),
        noted=", ".join((*_MEDIA, "figcaption", *era.captions)),
    )


def _dateline(body: str, rules: _Rules, outlet: Outlet, header: Published | None, now: datetime) -> _Dateline:
    """What the dateline tells, by the first rule that matches; the dateline is furniture, whatever it tells."""
    for pattern, rule in rules.datelines:
        match = pattern.search(body, 0, BEGINNING)
        if match is None:
            continue
        by = match["by"] if "by" in pattern.groupindex else None
        published = _published(match["when"] or "", rule, outlet, header)
        if published and not times.is_plausible(published.at, now):
            published = None
        rest = body[: match.start()] + body[match.end() :]
        return _Dateline(published, html.unescape(by or ""), rest)
    return _Dateline(None, "", body)


def _published(text: str, rule: Dateline, outlet: Outlet, header: Published | None) -> Published | None:
    """The time that a dateline's text means. Of a day alone, the header's instant stands for it if it fell on it."""
    zone = rule.zone or outlet.zone
    told = _instant(html.unescape(text), rule, zone)
    if told is None:
        return None
    at, precision = told
    if precision != "day":
        return Published(at, zone, precision, "dateline")
    on = at.astimezone(times.zone(zone)).date()
    if header and header.at.astimezone(times.zone(zone)).date() == on:
        at = header.at
    return Published(at, zone, "day", "dateline", on)


def _instant(text: str, rule: Dateline, zone: str) -> tuple[datetime, Precision] | None:
    """The UTC instant of a text in the rule's format, and how precise it is; None where it cannot be read."""
    text = text.strip()
    if rule.format == "rfc822":
        at = times.parse_rfc822(text)
        return (at, "second") if at else None
    try:
        if rule.format == "iso":
            naive, precision = datetime.fromisoformat(text), _precision_of_iso(text)
        else:  # blanks do not count: a month may be told as `7月` or ` 7月`
            form = "".join(rule.format.split())
            naive, precision = datetime.strptime("".join(text.split()), form), _precision_of(form)  # noqa: DTZ007  (the zone follows)
    except ValueError:
        return None
    if precision == "day":
        at = times.noon(naive.date(), zone)
    else:
        at = times.as_utc(naive) if naive.tzinfo else times.in_place(naive, zone)
    return (at, precision) if at else None


def _precision_of_iso(text: str) -> Precision:
    clock = re.split(r"[T ]", text, maxsplit=1)[1:]
    if not clock:
        return "day"
    return "second" if clock[0].count(":") >= 2 else "minute"


def _precision_of(form: str) -> Precision:
    if "%S" in form or "%X" in form or "%c" in form:
        return "second"
    return "minute" if "%H" in form or "%I" in form else "day"


def _authors(bylines: Iterable[str], rules: _Rules, lines: Lines) -> tuple[str, ...]:
    """Each author once: those of the bylines, else those that the era's patterns find."""
    names = [name for byline in bylines for name in names_in(byline)]
    if not names and rules.authors:
        text = "\n".join((*lines.kept, *lines.furniture))
        names = [name for pattern in rules.authors for match in pattern.finditer(text) for name in names_in(match[1])]
    return tuple(dict.fromkeys(names))


def title_of(title: str, outlet: Outlet) -> str:
    """The title as plain text on one line, without the outlet's own names behind it."""
    text = " ".join(html.unescape(title).split())
    while match := _BEHIND.search(text):
        if match[1] not in {outlet.name, *outlet.aliases, *(name for _, name in outlet.names)}:
            break
        text = text[: match.start()]
    return text


def _pictures(lines: Lines, body: Body, base: str) -> tuple[Picture, ...]:
    """The pictures of a body in reading order, each with its caption.

    A caption belongs to the pictures of the figure that it stands in, else to the picture before it.
    """
    images: list[tuple[Element, Element | None]] = []
    captions: dict[Element, str] = {}
    before: Element | None = None
    for element in lines.noted:
        if element.tag == "img":
            if not _is_pixel(element):
                images.append((element, _figure(element)))
                before = element
        elif element.tag in _MEDIA:
            before = None
        elif (owner := _figure(element) or before) is not None:
            captions.setdefault(owner, text_of(element, body.furniture))
    return tuple(
        _picture(image, base, captions.get(image) or (captions.get(figure, "") if figure else ""))
        for image, figure in images
    )


def _figure(element: Element) -> Element | None:
    """The `figure` that an element stands in, looked for a few levels up."""
    for level, above in enumerate(element.ancestors):
        if level == _FIGURE_LEVELS or not isinstance(above, Element):
            return None
        if above.tag == "figure":
            return above
    return None


def _picture(image: Element, base: str, caption: str) -> Picture:
    src = _source(image)
    alt = image.attr("alt") or image.attr("aria-label") or ""
    return Picture(urls.without_image_proxy(urls.join(base, src)), src, caption, " ".join(alt.split()))


def _source(image: Element) -> str:
    """The address of a picture: that which a script would put in, else `src`, else the largest of `srcset`."""
    for name in _LAZY:
        if (address := image.attr(name)) and not address.startswith("data:"):
            return address
    src = image.attr("src") or ""
    if src and not src.startswith("data:"):
        return src
    sizes = [part.split() for part in (image.attr("srcset") or image.attr("data-srcset") or "").split(", ")]
    largest = max((size for size in sizes if size), key=_width, default=[src])
    return largest[0]


def _width(candidate: list[str]) -> float:
    """The number in the descriptor of a `srcset` candidate (`800w`, `2x`)."""
    match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)[wx]", candidate[-1])
    return float(match[1]) if match else 1.0


def _is_pixel(image: Element) -> bool:
    """Whether a picture is too small to be one: it counts readers."""
    return any(image.attr(side) in {"0", "1", "2"} for side in ("width", "height"))
