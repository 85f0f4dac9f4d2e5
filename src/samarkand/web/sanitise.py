"""HTML of others made safe to show: an allowlist over the parsed tree, written out once, never parsed again by us.

What is kept is kept as it came; only what is shown passes through here. Nothing survives that runs, loads, restyles,
identifies or submits: no script, no style, no class, no id, no form, no frame, no foreign picture.
"""

from __future__ import annotations

from samarkand.text.markup import Element, OnDisallowed, Policy, Sanitizer

MARK = "data-mark"
"""The attribute by which an `img` may survive in `sanitised_tree`: without an address, it only holds a place."""

POINTED = "data-pointed"
"""The attribute by which a `mark` of our own is told from those of others in `sanitised_tree`."""

_BLOCKS = (
    *("address", "blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4"),
    *("h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "ul"),
)
_TABLES = ("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
_INLINE = (
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "del", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt"),
    *("ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
)
_GONE = (
    *(
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "frameset",
        "noembed",
        "noframes",
        "object",
        "embed",
    ),
    *("applet", "audio", "video", "canvas", "map", "svg", "math", "title", "textarea", "select", "option", "button"),
    *("portal", "datalist"),
)
"""Elements that vanish with what they hold: it is no text of the article, or it is text to some parsers only."""

_RENAMED = {
    "h1": "h2",  # the page has its own
    **dict.fromkeys(("article", "aside", "center", "footer", "header", "hgroup", "main", "nav", "section"), "div"),
    **dict.fromkeys(("big", "font"), "span"),
    "acronym": "abbr",
    "strike": "s",
    "tt": "code",
    "listing": "pre",
}
"""Landmarks and headings of others would be taken for those of the page; old names have new ones."""

_ATTRIBUTES = {
    "*": ("lang", "dir"),
    "a": ("href", "title"),
    "abbr": ("title",),
    "img": (MARK,),
    "li": ("value",),
    "mark": (POINTED,),
    "ol": ("start", "reversed", "type"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "time": ("datetime",),
}


def _policy(*more_tags: str) -> Policy:
    return Policy(
        tags=frozenset((*_BLOCKS, *_TABLES, *_INLINE, *more_tags)),
        attributes={tag: frozenset(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=frozenset(("http", "https")),
        allow_relative_urls=False,  # they would lead to our own pages
        on_disallowed_tag=OnDisallowed.STRIP,
        remove_with_content=frozenset(_GONE),
        css_properties=frozenset(),
        transform_tags=_RENAMED,
        set_attributes={"a": {"rel": "nofollow noreferrer noopener"}},
        allow_svg=False,
        allow_mathml=False,
    )


_SHOWN = Sanitizer(_policy())
_MARKED = Sanitizer(_policy("img"))


def sanitise(html: str) -> str:
    """HTML that is safe to show inside an element of a page. Pictures are dropped: they lie with strangers."""
    return _SHOWN.sanitize(html)


def sanitised_tree(root: Element) -> Element:
    """A copy of a tree of which everything below its root is safe to show; see `sanitise`.

    Of an `img` nothing stays but `data-mark`: whoever asks puts something of their own in its place.
    """
    return _MARKED.sanitize_node(root)
