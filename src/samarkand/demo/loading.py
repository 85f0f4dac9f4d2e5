"""Reading the invented press from its files, and saying clearly what is wrong with one. Reads the package's data alone.

`world/world.toml` holds rounds, the folders of robots.txt and advertisements; `world/events.toml` the events and their
traits; `world/*.html` and `*.xml` templates that several outlets use. Every folder is an outlet: `outlet.toml`, the
templates `page.html` and `body.html`, and one `*.md` an article, with TOML between two lines of `+++` before its text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from samarkand import times
from samarkand.demo import bodies, wording
from samarkand.demo.nouns import (
    Edit,
    FeedTrouble,
    Moment,
    PressArticle,
    PressEvent,
    PressFeed,
    PressOutlet,
    Trait,
    World,
)
from samarkand.demo.rounds import Standing, stand
from samarkand.errors import SamarkandError

_TRIAL = date(2024, 2, 29)
"""A day to try the placeholders on."""


class BadWorld(SamarkandError):  # noqa: N818  (a state of affairs, as in `errors`)
    """A file of the invented press that cannot be understood; the text names the file."""


def load_world(folder: Traversable | None = None) -> World:
    """The press in a folder, or the one that comes with the program. Raises BadWorld."""
    root = folder if folder is not None else files("samarkand.demo") / "world"
    settings, events = _toml(root / "world.toml"), _toml(root / "events.toml")
    folders = sorted((entry for entry in root.iterdir() if entry.is_dir()), key=lambda entry: entry.name)
    try:
        world = World(
            outlets=tuple(_outlet(entry) for entry in folders),
            articles=tuple(article for entry in folders for article in _articles(entry)),
            events=tuple(_event(raw) for raw in events["events"]),
            rounds=tuple(_moment(text) for text in settings["rounds"]),
            forbidden=tuple(settings["forbidden"]),
            adverts={language: tuple(texts) for language, texts in settings["adverts"].items()},
            templates=_templates(root, folders),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadWorld(f"{root / 'world.toml'} or {root / 'events.toml'}: {_reason(error)}") from error
    _check_articles(world)
    _check_events(world)
    return world


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadWorld(f"{file}: {error}") from error


def _reason(error: Exception) -> str:
    return f"the key {error} is missing" if isinstance(error, KeyError) else str(error)


def _moment(text: str) -> Moment:
    day, clock = text.split(" ")
    return Moment(int(day), time.fromisoformat(clock))


def _outlet(folder: Traversable) -> PressOutlet:
    raw = _toml(folder / "outlet.toml")
    try:
        troubles = tuple(FeedTrouble(**trouble) for trouble in raw["feed"].pop("troubles", []))
        feed = PressFeed(**raw.pop("feed"), troubles=troubles)
        outlet = PressOutlet(**{**raw, "id": folder.name, "languages": tuple(raw["languages"]), "feed": feed})
        times.zone(outlet.zone)
    except (KeyError, TypeError, ValueError) as error:
        raise BadWorld(f"{folder / 'outlet.toml'}: {_reason(error)}") from error
    return outlet


def _articles(folder: Traversable) -> Iterator[PressArticle]:
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".md"):
            try:
                yield _article(folder.name, file.name.removesuffix(".md"), file.read_text("utf-8"))
            except (KeyError, TypeError, ValueError) as error:
                raise BadWorld(f"{file}: {_reason(error)}") from error


def _article(outlet: str, slug: str, source: str) -> PressArticle:
    pieces = source.split("+++\n", 2)
    if len(pieces) != 3 or pieces[0]:
        raise ValueError("the file does not begin with TOML between two lines of +++")
    raw = tomllib.loads(pieces[1])
    return PressArticle(
        **{
            **raw,
            "outlet": outlet,
            "slug": slug,
            "text": pieces[2].strip(),
            "time": time.fromisoformat(raw["time"]),
            "authors": tuple(raw.get("authors", ())),
            "edits": tuple(_edit(edit) for edit in raw.get("edits", ())),
        }
    )


def _edit(raw: Mapping[str, Any]) -> Edit:
    pairs = tuple((old, new) for old, new in raw.get("replace", ()))
    return Edit(**{**raw, "replace": pairs})


def _event(raw: Mapping[str, Any]) -> PressEvent:
    traits = tuple(
        Trait(trait["kind"], tuple((key, text) for key, text in trait["texts"])) for trait in raw.get("traits", ())
    )
    return PressEvent(**{**raw, "traits": traits})


def _templates(root: Traversable, folders: Sequence[Traversable]) -> dict[str, str]:
    found = {f"{folder.name}/{name}": (folder / name) for folder in folders for name in ("page.html", "body.html")}
    found |= {entry.name: entry for entry in root.iterdir() if entry.name.endswith((".html", ".xml"))}
    try:
        return {name: file.read_text("utf-8") for name, file in found.items()}
    except OSError as error:
        raise BadWorld(f"a template is missing: {error}") from error


def _check_articles(world: World) -> None:
    outlets = {outlet.id: outlet for outlet in world.outlets}
    events = {event.id for event in world.events}
    keys = {article.key for article in world.articles}
    for article in world.articles:
        where = f"{article.key}.md"
        if article.event and article.event not in events:
            raise BadWorld(f"{where}: there is no event {article.event!r}")
        if article.day > 0:
            raise BadWorld(f"{where}: day {article.day} lies after the world's last day")
        try:
            for standing in stands(article, len(world.rounds)):
                _check_texts(standing, outlets[article.outlet].language, keys)
        except ValueError as error:
            raise BadWorld(f"{where}: {error}") from error
    for outlet in world.outlets:
        numbers = [article.number for article in world.articles if article.outlet == outlet.id]
        if len(numbers) != len(set(numbers)):
            raise BadWorld(f"{outlet.id}: two articles have one number")


def stands(article: PressArticle, rounds: int) -> Iterator[Standing]:
    """The article as it stands in each round, with its edits."""
    return (stand(article, round_) for round_ in range(1, rounds + 1))


def _check_texts(standing: Standing, language: str, keys: set[str]) -> None:
    calendar = wording.Calendar(_TRIAL, _TRIAL, language)
    for text in (standing.title, standing.text, standing.article.summary):
        wording.render(text, calendar)
    for _, key in bodies.LINK.findall(standing.text):
        if key not in keys:
            raise ValueError(f"a link to {key}, which does not exist")


def _check_events(world: World) -> None:
    keys = {article.key for article in world.articles}
    for event in world.events:
        for key in (key for trait in event.traits for key, _ in trait.texts):
            if key not in keys:
                raise BadWorld(f"events.toml: {event.id}: a trait of {key}, which does not exist")
