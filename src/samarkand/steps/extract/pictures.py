"""The pictures that belong to a chosen article, with their captions, at their places among its blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samarkand import urls
from samarkand.model.articles import Picture
from samarkand.steps.extract.blocks import Block, Frame
from samarkand.steps.extract.choosing import OUTSIDE, Choice, is_caption
from samarkand.text.markup import Element

_ADDRESSES = (
    *("data-src", "data-original", "data-lazy-src", "data-lazy", "data-actualsrc", "data-image", "data-url"),
    "data-hi-res-src",
)
"""Where the address stands while the page has not been scrolled to the picture."""
_PLACEHOLDER = re.compile(
    r"^data:|^about:|placeholder|/(?:blank|spacer|pixel|loading|transparent|grey|gray|lazy)[\w.-]*$", re.IGNORECASE
)
_ORNAMENT = re.compile(
    r"(?:^|[/_\W-])(?:icons?|logos?|avatars?|emoji|spacer|pixel|sprite|badge|qr-?code)(?:$|[/_\W\d-])", re.IGNORECASE
)
_SMALLEST = 64
"""Pixels, where the page tells a width or height; what is smaller is an ornament."""
_REACH = 6
"""Blocks between a picture and its caption at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and where it stands."""

    index: int
    """That of the block it was found in."""
    picture: Picture


def pictures_of(blocks: Sequence[Block], choice: Choice, base: str, lead_picture: str = "") -> list[Placed]:
    """The article's pictures in document order, each address once. `lead_picture` is what the page names as its own."""
    chosen = {block.index for block in choice.blocks}
    captions = _captions(blocks, choice, chosen)
    busy = {frame.index for block in choice.blocks for frame in block.frame.ancestors()}
    strange = {
        frame.index
        for block in blocks
        if block.words and block.index not in chosen and not is_caption(block)
        for frame in block.frame.ancestors()
    }
    found: dict[str, Placed] = {}
    for block in _window(blocks, choice, _stem(lead_picture)):
        if _is_in_teaser(block, choice, busy, strange):
            continue
        for image in block.images:
            address = urls.join(base, _address(image))
            if not address or address in found or _is_ornament(image, address):
                continue
            caption = " ".join(dict.fromkeys(captions.pop(block.index, ())))
            alt = " ".join((image.attr("alt") or "").split())
            found[address] = Placed(block.index, Picture(urls.without_image_proxy(address), address, caption, alt))
    return list(found.values())


def _window(blocks: Sequence[Block], choice: Choice, lead: str) -> Iterator[Block]:
    """Blocks with images inside the article, and those above it that are figures or the page's own picture."""
    first, last = choice.blocks[0].index, choice.blocks[-1].index
    for block in blocks[max(0, first - 40) : last + 4]:
        if not block.images or block.frame.hints & (OUTSIDE - choice.container.hints):
            continue
        above = block.index < first or not block.frame.lies_in(choice.container)
        named = "figure" in block.frame.hints or (
            lead and any(_stem(_address(image)) == lead for image in block.images)
        )
        if named if above else block.frame.lies_in(choice.container):
            yield block


def _is_in_teaser(block: Block, choice: Choice, busy: set[int], strange: set[int]) -> bool:
    """Whether the nearest text around the picture is not the article's."""
    for frame in block.frame.below(choice.container) if block.frame.lies_in(choice.container) else (block.frame,):
        if frame.index in busy:
            return False
        if frame.index in strange:
            return True
    return False


def _captions(blocks: Sequence[Block], choice: Choice, chosen: set[int]) -> dict[int, list[str]]:
    """Captions by the block of the picture that they describe: the nearest one before, else after, in a common frame."""
    owners: dict[int, list[str]] = defaultdict(list)
    for block in blocks:
        if not block.words or block.index in chosen or not is_caption(block):
            continue
        before = range(block.index, max(-1, block.index - _REACH), -1)
        after = range(block.index + 1, min(len(blocks), block.index + _REACH))
        for index in (*before, *after):
            if blocks[index].images and _are_together(block.frame, blocks[index].frame, choice.container):
                owners[index].append(block.text)
                break
    return owners


def _are_together(one: Frame, other: Frame, container: Frame) -> bool:
    near = [frame for frame in list(one.ancestors())[:5] if frame is not container and frame.element.tag != "body"]
    return any(other.lies_in(frame) for frame in near)


def _address(image: Element) -> str:
    source = image.attr("src") or ""
    if source and not _PLACEHOLDER.search(source):
        return source
    for name in _ADDRESSES:
        if value := image.attr(name):
            return value
    around = image.parent
    sets = [image.attr("srcset"), image.attr("data-srcset")]
    if isinstance(around, Element) and around.tag == "picture":
        sets += [
            attribute
            for each in around.iter_elements("source")
            for attribute in (each.attr("srcset"), each.attr("data-srcset"))
        ]
    return next((address for each in sets if each and (address := _largest(each))), "")


def _largest(srcset: str) -> str:
    """The address with the highest width or density in a `srcset`."""
    best, widest = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:)", srcset.strip()):
        address, _, size = candidate.strip().partition(" ")
        number = re.match(r"\s*([\d.]{1,8})[wx]", size)
        width = float(number[1]) if number and number[1].count(".") < 2 and number[1] != "." else 0.0
        if address and width > widest and not _PLACEHOLDER.search(address):
            best, widest = address.rstrip(","), width
    return best


def _is_ornament(image: Element, address: str) -> bool:
    sizes = [image.attr(name) or "" for name in ("width", "height")]
    small = any(size.isascii() and size.isdigit() and int(size[:6]) < _SMALLEST for size in sizes)
    marks = f"{image.attr('class') or ''} {address.rpartition('/')[2]}"
    return small or address.partition("?")[0].endswith(".svg") or bool(_ORNAMENT.search(marks))


def _stem(address: str) -> str:
    """The file name of an address without its ending: what stays the same when a picture is scaled."""
    return address.partition("?")[0].rpartition("/")[2].partition(".")[0]
