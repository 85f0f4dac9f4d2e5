"""What clients mark, as markings to be kept: single articles, whole streams, outlets by a label."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from samarkand.errors import NotFound
from samarkand.model.marks import Marking, Stream
from samarkand.web.clients.asking import Asked, Refused
from samarkand.web.clients.naming import FEED, KEPT_UNREAD, LABEL, article_of, mark_of, plain, stream_of
from samarkand.web.entrance.door import shown_pass
from samarkand.web.views import View

_PIECE = 10_000
"""Articles of a stream that are looked up at once."""
BY = "reader api"
"""The door by which these marks come."""
Keep = Callable[[Sequence[Marking]], bool]


def keeping(asked: Asked) -> Keep:
    """What keeps marks. Raises Refused where nothing may be changed, or not by who asks.

    A browser that was led here by another site's page cannot send that header: so no other secret is asked for.
    """
    keep = writing(asked)
    if not shown_pass(asked.view.request.scope):
        raise Refused("NoLogin", "marks are taken from clients that entered by /accounts/ClientLogin", 401)
    return keep


def writing(asked: Asked) -> Keep:
    """What keeps marks of whoever was let in. Raises Refused where nothing may be changed."""
    keep = asked.view.desk.writing.mark
    if keep is None:
        raise Refused("ReadOnly", "this reader lets nothing be changed", 403)
    return keep


def edit_tag(asked: Asked) -> None:
    """Set and take away marks of articles. Raises Refused, NotFound; then nothing was changed."""
    keep = keeping(asked)
    articles = known(asked.view, [article_of(each) for each in asked.all("i")])
    added, removed = (
        [key for name in asked.all(parameter) if name and (key := _deed(name, is_set=is_set))]
        for parameter, is_set in (("a", True), ("r", False))
    )
    keep([marking(asked.view, key, is_set, articles) for key, is_set in (*removed, *added)])


def _deed(name: str, *, is_set: bool) -> tuple[str, bool] | None:
    """The mark that is set or taken away; to keep something unread takes the mark away that it was read."""
    if plain(name) == KEPT_UNREAD:
        return ("read", False) if is_set else None
    key = mark_of(name)
    return (key, is_set) if key else None


def known(view: View, articles: Sequence[str]) -> tuple[str, ...]:
    """Those that are there, each once. Raises NotFound where none is."""
    found = []
    for each in dict.fromkeys(articles):
        try:
            found.append(view.desk.streams.article(each).id)
        except NotFound:
            continue
    if not found:
        raise NotFound("no such item is in this archive")
    return tuple(found)


def mark_all(asked: Asked) -> None:
    """Mark a stream as read, up to when it was shown (`ts`, microseconds). Raises Refused."""
    keep = keeping(asked)
    until = asked.number("ts")
    stream = replace(stream_of(asked.first("s")), until_ms=until // 1000 + 1 if until else None)
    if stream.outlet:
        asked.view.queries.outlet(stream.outlet)
    mark_stream(asked.view, keep, stream)


def mark_stream(view: View, keep: Keep, stream: Stream, by: str = BY) -> None:
    """Mark all of a stream as read that is not yet: each article by its id, since others may still arrive."""
    stream = replace(stream, without="read", limit=_PIECE)
    while found := view.desk.streams.arrived(stream):
        keep([marking(view, "read", True, tuple(each.article for each in found), by)])
        stream = replace(stream, behind=(found[-1].at_ms, found[-1].article))


def edit_subscription(asked: Asked) -> None:
    """Set and take away labels of outlets. Raises Refused, NotFound."""
    keep = keeping(asked)
    if asked.first("ac") != "edit":
        raise Refused("NotSupported", "outlets are followed and left at /subscriptions in a browser")
    outlets = tuple(_outlet(asked.view, each) for each in asked.all("s"))
    if not outlets:
        raise Refused("InvalidStream", f"s is missing; such is {FEED}ID")
    now = asked.view.desk.clock()
    keep(
        [
            Marking("label", is_set, now, outlets=outlets, label=_label(name), by=BY)
            for parameter, is_set in (("r", False), ("a", True))
            for name in filter(None, asked.all(parameter))
        ]
    )


def _outlet(view: View, name: str) -> str:
    if not name.startswith(FEED):
        raise Refused("InvalidStream", f"{name[:100]!r} is no subscription; such is {FEED}ID")
    return view.queries.outlet(name.removeprefix(FEED)).id


def _label(name: str) -> str:
    told = plain(name)
    if not told.startswith(LABEL) or told == LABEL:
        raise Refused("InvalidTag", f"{name[:100]!r} is no label; such is {LABEL}NAME")
    return told.removeprefix(LABEL)


def marking(view: View, key: str, is_set: bool, articles: Collection[str], by: str = BY) -> Marking:
    """A marking of articles by the key of its mark."""
    label = key.removeprefix("label/") if key.startswith("label/") else ""
    kind = "label" if label else "starred" if key == "starred" else "read"
    return Marking(kind, is_set, view.desk.clock(), tuple(articles), (), label, by)  # type: ignore[arg-type]
