"""The body of an article as a page shows it: sanitised, kept pictures in their places, missing ones named as missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samarkand import urls
from samarkand.model.articles import Picture
from samarkand.model.catalog import StoredImage
from samarkand.steps.reading import Arranged
from samarkand.text.markup import Element
from samarkand.text.plain import text_of
from samarkand.web.images import is_shown
from samarkand.web.pointing import Pointed, identify, point
from samarkand.web.sanitise import MARK, sanitised_tree
from samarkand.web.tidying import tidy

_MEDIA = "iframe, video, audio, embed, object"
_SOURCES = ("src", "data-src", "data", "href")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood that the body itself does not bring: a picture, or other media."""

    address: str
    """Absolute; "" where none can be made of it."""
    picture: Picture | None = None
    """None for other media, which are not kept."""
    caption: str = ""
    is_linked: bool = False
    """Whether it stands inside a link, where no other link may stand."""


@dataclass(frozen=True, slots=True)
class Showing:
    """How a page shows what a body does not bring."""

    images: Mapping[str, StoredImage]
    """What is known of pictures, by their own address."""
    say: Callable[..., str]
    """A message of the interface in the reader's language, as plain text."""
    target: Pointed | None = None
    """The words that are pointed at."""
    base: str = ""
    """What stands before the path of a kept picture: "" on a page; scheme, host and port in a feed."""
    key: Callable[[str], str] | None = None
    """Path of a kept picture -> what stands behind its address, so that it is shown without a password."""


def shown_body(arranged: Arranged, base: str, showing: Showing) -> str:
    """Safe HTML of a body; its tree is used up. Links are absolute, made so against `base`, the article's address."""
    return shown_tree(arranged, base, showing).inner_html


def shown_tree(arranged: Arranged, base: str, showing: Showing) -> Element:
    """The same as a tree."""
    if showing.target:
        point(arranged.root, showing.target)
    places = _mark(arranged, base)
    arranged.root.resolve_links(base)
    tree = sanitised_tree(arranged.root)
    if showing.target:
        identify(tree)
    tidy(tree)
    for mark in tree.select("img"):
        place = places[mark.attr(MARK) or ""]
        mark.replace_with(_kept(place, showing) or _missing(place, showing))
    return tree


def _mark(arranged: Arranged, base: str) -> dict[str, Place]:
    """Put a numbered mark where each picture and each other media stood, and take all other pictures out."""
    pictures = dict(arranged.pictures)
    captions = _captions(arranged)
    places: dict[str, Place] = {}
    for element in arranged.root.select(f"img, {_MEDIA}"):
        picture = pictures.get(element)
        if element.tag == "img" and picture is None:
            element.extract()
            continue
        source = next((value for name in _SOURCES if (value := element.attr(name))), "")
        address = picture.url if picture else urls.join(base, source)
        caption = captions.get(picture, "") if picture else ""
        is_linked = element.closest("a") is not None
        number = str(len(places))
        element.replace_with(Element("img", {MARK: number}))
        places[number] = Place(address, picture, caption, is_linked)
    return places


def _captions(arranged: Arranged) -> dict[Picture, str]:
    """Captions that stand outside a figure move to their picture; those inside one stay where they are."""
    moved = {}
    texts = {text_of(element): element for element in arranged.captions}
    for _, picture in arranged.pictures:
        element = texts.pop(picture.caption, None) if picture.caption else None
        if element is not None:
            moved[picture] = picture.caption
            element.extract()
    return moved


def _kept(place: Place, showing: Showing) -> Element | None:
    """A kept picture with its caption; None where it is not kept, or is none that a page shows."""
    stored = showing.images.get(place.address)
    if place.picture is None or stored is None or not is_shown(stored.path):
        return None
    alt = place.picture.alt or place.picture.caption or showing.say("picture_without_words")
    key = showing.key(stored.path) if showing.key else ""
    image = Element("img", {"src": f"{showing.base}/{stored.path}{key}", "alt": alt, "loading": "lazy"})
    return _span("picture", image, *_caption(place))


def _missing(place: Place, showing: Showing) -> Element:
    """What is said where a picture is missing, or other media stood."""
    if place.picture is None:
        note = showing.say("media_not_kept")
    else:
        stored = showing.images.get(place.address)
        if stored is None:
            note = showing.say("picture_never_asked")
        elif stored.path:
            note = showing.say("picture_not_shown", path=stored.path)
        else:
            note = showing.say("picture_missing", reason=stored.problem)
    words = [_span("why", note)]
    if place.picture and place.picture.alt and place.picture.alt != place.caption:
        words.append(_span("alt", place.picture.alt))
    if place.address:
        words.append(_link(place))
    return _span("missing", *words, *_caption(place))


def _caption(place: Place) -> tuple[Element, ...]:
    return (_span("caption", place.caption),) if place.caption else ()


def _link(place: Place) -> Element:
    """The original address: a link where one may stand."""
    if place.is_linked:
        return _span("address", place.address)
    link = Element("a", {"href": place.address, "rel": "nofollow noreferrer noopener", "class": "address"})
    link.set_text(place.address)
    return link


def _span(kind: str, *parts: Element | str) -> Element:
    """A `span`, since a picture may have stood inside a paragraph, where no block may stand."""
    span = Element("span", {"class": kind})
    for part in parts:
        if isinstance(part, str):
            span.set_text(part)
        else:
            span.append(part)
    return span
