"""An archive for programs in Python: articles, versions, stories and comparisons as objects, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from samarkand.answering import Answers
from samarkand.app.archives import open_archive
from samarkand.as_json.articles import article_json, opened_json
from samarkand.as_json.comparisons import agreement_json, comparison_json
from samarkand.as_json.stories import opened_json as opened_story_json
from samarkand.errors import NotFound
from samarkand.model import articles as kept
from samarkand.model.answers import OpenedComparison, StoryGlance
from samarkand.model.catalog import Listing
from samarkand.model.changes import Change, EditKind
from samarkand.model.comparisons import Claim, Difference, Moment, Person, Sheet, Span
from samarkand.model.search import Options, Passage
from samarkand.model.statements import Annotations, Statement
from samarkand.model.stories import Story as PlacedStory
from samarkand.model.stories import StoryListing
from samarkand.model.tellings import DayEvent
from samarkand.pipeline.annotating import annotate
from samarkand.pipeline.relating import relate
from samarkand.searching import Narrowing
from samarkand.times import to_ms

PAGE = 200
"""Articles, stories or hits that are in memory at a time."""


def open(path: str | PathLike[str]) -> Archive:  # noqa: A001  (as `gzip.open` and `sqlite3` have it: `samarkand.open`)
    """The archive in a folder. Raises NotFound where there is none, BadOutlet, ArchiveDamaged.

    Nothing is locked. Close it, or use it as a context manager.
    """
    return Archive(Path(path))


class Archive:
    """An archive that is open for reading. Lists are iterators that hold a page at a time, newest first."""

    def __init__(self, root: Path) -> None:
        """As `samarkand.open`."""
        self.root = root
        """The folder."""
        with ExitStack() as stack:
            self._parts = stack.enter_context(open_archive(root))
            self.answers = Answers.of(self._parts)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its files. What was read stays; whatever has yet to be read raises."""
        self._stack.close()

    def catch_up(self) -> None:
        """Mark, index and bring together what is new, as commands do before they answer. Writes derived data alone.

        Raises ArchiveBusy where another process is at it. A first time costs about 10 ms an article.
        """
        for steps in (annotate(self._parts), self.answers.search.catch_up(), relate(self._parts)):
            for _ in steps:
                pass

    @property
    def title(self) -> str:
        """What its settings call it."""
        return self.answers.queries.title

    def articles(self, outlet: str = "") -> Iterator[Article]:
        """All articles, or those of an outlet by its id, name or an alias. Raises NotFound."""
        identity = self.answers.queries.outlet(outlet).id if outlet else ""
        before = None
        while page := self.answers.queries.articles(Listing(identity, PAGE, before)):
            yield from (Article(self, each) for each in page)
            before = to_ms(page[-1].published_at), page[-1].id

    def article(self, identity: str) -> Article:
        """The article of an id, or of a beginning that only one has. Raises NotFound."""
        return Article(self, self.answers.queries.article(identity))

    def article_at(self, url: str) -> Article:
        """The article at an address, in any of its spellings. Raises NotFound."""
        return Article(self, self.answers.queries.article_at(url))

    def stories(self, outlet: str = "", least: int = 1) -> Iterator[Story]:
        """Stories of so many articles or more, those that grew last first; those that an outlet reports. Raises NotFound."""
        identity = self.answers.queries.outlet(outlet).id if outlet else ""
        before = None
        while page := self.answers.stories.listed(StoryListing(PAGE, before, identity, None, least)):
            yield from (Story(self, each) for each in page)
            before = page[-1].story.last_at, page[-1].story.id

    def story(self, identity: str) -> Story:
        """The story of an id, of one that it had before, of an article's, or of the beginning of any. Raises NotFound."""
        return Story(self, self.answers.stories.glance(identity))

    def search(self, query: str, outlet: str = "", now: datetime | None = None) -> Iterator[Hit]:
        """What a query finds, the best first. Raises BadQuery, which shows the place, and NotFound for the outlet.

        `now`: the instant that `after:3d` and recency count from; the machine's clock, if none is given.
        """
        narrowing = Narrowing(self.answers.queries.outlet(outlet).id if outlet else "")
        at, offset = now or datetime.now(UTC), 0
        while found := self.answers.search.find(query, at, Options(PAGE, offset), narrowing).found:
            for each in found:
                article = Article(self, each.article)
                yield Hit(article, Version(self, each.version), each.title.text, each.passages, each.score)
            offset += PAGE

    def changes(self, outlet: str = "", kind: EditKind | None = None) -> Iterator[Version]:
        """Later versions, the newest first, in which something was done; of this kind alone, where one is given.

        Without a kind, those in which only typography or furniture was changed are left out.
        """
        identity, behind = self.answers.queries.outlet(outlet).id if outlet else "", None
        while True:
            page = self.answers.changes.page(PAGE, identity, kind, behind)
            yield from (Version(self, each.after) for each in page.changed)
            behind = page.next_at
            if behind is None:
                return

    def quotations(self, name: str) -> Iterator[Quotation]:
        """What somebody is quoted with in latest versions, by any spelling of the name. Raises NotFound."""
        for each in self.answers.people.versions(name):
            version = Version(self, each.version)
            yield from (Quotation(version, said) for said in each.annotations.statements)

    def day(self, on: date) -> Sequence[DayEvent]:
        """What articles tell of a day, what most outlets tell first."""
        return self.answers.calendar.day("day", on).events


@dataclass(frozen=True, repr=False)
class Article:
    """What lives at one canonical URL of an outlet."""

    archive: Archive
    """That it was read from."""
    known: kept.Article
    """What lists know of it."""

    def __repr__(self) -> str:
        return f"<Article {self.id} {self.title!r}>"

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits."""
        return self.known.id

    @property
    def outlet(self) -> str:
        """Id of its outlet."""
        return self.known.outlet

    @property
    def title(self) -> str:
        """Of the latest version, as plain text on one line."""
        return self.archive.answers.stories.title_of(self.known)

    @property
    def url(self) -> str:
        """Canonical."""
        return self.known.url

    @property
    def published_at(self) -> datetime:
        """The best known instant of publication (UTC)."""
        return self.known.published_at

    @property
    def latest(self) -> Version:
        """Its latest version."""
        return Version(self.archive, self.known.latest)

    @cached_property
    def versions(self) -> Sequence[Version]:
        """All of them, the first one first."""
        return [Version(self.archive, each) for each in self.archive.answers.queries.versions(self.id)]

    @property
    def text(self) -> str:
        """Plain text of the latest version. Raises ArchiveDamaged."""
        return self.latest.text

    @property
    def is_gone(self) -> bool:
        """Whether it was seen to be taken down, and not to be back."""
        return self.known.gone_at is not None

    @property
    def story(self) -> Story | None:
        """The story it stands in; None while it is not placed."""
        found = self.archive.answers.stories.of([self.id]).get(self.id)
        return self.archive.story(found.id) if found else None

    def json(self) -> Mapping[str, Any]:
        """What `samarkand list --json` prints of it."""
        return article_json(self.archive.answers.queries, self.known)


@dataclass(frozen=True, repr=False)
class Version:
    """One state of an article's text."""

    archive: Archive
    """That it was read from."""
    known: kept.Version
    """What the ledger tells of it."""

    def __repr__(self) -> str:
        return f"<Version {self.number} of {self.known.article}>"

    @property
    def article(self) -> Article:
        """Whose it is."""
        return self.archive.article(self.known.article)

    @property
    def number(self) -> int:
        """From 1, in the order in which the archive came to know them."""
        return self.known.number

    @property
    def seen_at(self) -> datetime:
        """When the archive witnessed it (UTC)."""
        return self.known.seen_at

    @property
    def language(self) -> str:
        """BCP 47, with the script of Chinese."""
        return self.known.language

    @property
    def sha256(self) -> str:
        """Of its record's bytes, 64 hexadecimal digits."""
        return self.known.sha256

    @property
    def path(self) -> Path:
        """Its record, the file that holds it."""
        return self.archive.root / self.known.record

    @property
    def record(self) -> bytes:
        """The bytes of that file. Raises NotFound where it is missing."""
        return self.archive.answers.queries.record_bytes(self.known)

    @cached_property
    def reading(self) -> kept.Reading:
        """What the record says: title, text, authors, pictures. Raises ArchiveDamaged."""
        return self.archive.answers.queries.read(self.known)[1]

    @property
    def title(self) -> str:
        """Plain text on one line. Raises ArchiveDamaged."""
        return self.reading.title

    @property
    def text(self) -> str:
        """Plain text, one line a block: spans count its characters. Raises ArchiveDamaged."""
        return self.reading.text

    @cached_property
    def annotations(self) -> Annotations:
        """Statements, dates, numbers and names in it. Raises NotFound where it is not marked yet: `Archive.catch_up`."""
        return self.archive.answers.quotes.of_version(self.known.article, self.number)

    @property
    def statements(self) -> Sequence[Quotation]:
        """What somebody is reported in it to have said, in reading order. Raises NotFound as `annotations`."""
        return [Quotation(self, each) for each in self.annotations.statements]

    @property
    def change(self) -> Change | None:
        """What was done to the version before it; None for the first one. Raises ArchiveDamaged."""
        if self.number == 1:
            return None
        _, before = self.archive.answers.queries.version(self.known.article, self.number - 1)
        return self.archive.answers.changes.change(before, self.known)

    def span(self, start: int, end: int) -> Span:
        """A place in its text, by which others find it again. Raises NotFound where the text does not reach so far."""
        if not 0 <= start <= end <= len(self.text):
            raise NotFound(f"the text of {self.known.article}, version {self.number}, has {len(self.text)} characters")
        return Span(self.known.article, self.number, start, end)

    def json(self) -> Mapping[str, Any]:
        """What `samarkand show --json` prints of it, but for what became of the article."""
        queries = self.archive.answers.queries
        return opened_json(queries, queries.open(self.known.article, self.number))


@dataclass(frozen=True, repr=False)
class Quotation:
    """A statement, and the version that reports it."""

    version: Version
    """That reports it."""
    statement: Statement
    """All that is marked of it: kind, role, cue, channels."""

    def __repr__(self) -> str:
        return f"<Quotation of {self.speaker or 'somebody'} in {self.version.known.article}>"

    @property
    def words(self) -> str:
        """What was said, as it stands there."""
        return self.statement.text

    @property
    def speaker(self) -> str:
        """Who said it; "" where nobody is named."""
        return self.statement.speaker

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.version.known.article, self.version.number, self.statement.start, self.statement.end)


@dataclass(frozen=True, repr=False)
class Hit:
    """A version that a search found."""

    article: Article
    """Whose it is."""
    version: Version
    """The latest, unless the query asks for others."""
    title: str
    """Plain text on one line."""
    passages: Sequence[Passage]
    """The best of its text, with the found places."""
    score: float
    """Only good for comparing hits of one search."""

    def __repr__(self) -> str:
        return f"<Hit {self.article.id} {self.title!r}>"


@dataclass(frozen=True, repr=False)
class Story:
    """The articles that report one event."""

    archive: Archive
    """That it was read from."""
    glance: StoryGlance
    """What lists know of it."""

    def __repr__(self) -> str:
        return f"<Story {self.id} {self.title!r}, {len(self.known.articles)} articles>"

    @property
    def known(self) -> PlacedStory:
        """Its plain facts: ids, outlets, times, how many report independently."""
        return self.glance.story

    @property
    def id(self) -> str:
        """`s` and the id of the article that the archive came to know first."""
        return self.glance.story.id

    @property
    def title(self) -> str:
        """Of the article that is most like the others."""
        return self.glance.title

    @property
    def outlets(self) -> Sequence[str]:
        """Ids, in the order in which they joined."""
        return self.glance.story.outlets

    @property
    def articles(self) -> Sequence[Article]:
        """By time of publication."""
        return [Article(self.archive, member.article) for member in self.glance.members]

    @property
    def first_at(self) -> datetime:
        """First publication (UTC)."""
        return self.glance.story.first_at

    @property
    def last_at(self) -> datetime:
        """Last publication (UTC)."""
        return self.glance.story.last_at

    @cached_property
    def comparison(self) -> Comparison:
        """Its articles side by side; some 10 ms an article."""
        return Comparison(self, self.archive.answers.comparisons.open(self.id))

    def json(self) -> Mapping[str, Any]:
        """What `samarkand story --json` prints of it."""
        return opened_story_json(self.archive.answers.queries, self.archive.answers.stories.open(self.id), None)


@dataclass(frozen=True, repr=False)
class Comparison:
    """A story laid side by side."""

    story: Story
    """That is compared."""
    opened: OpenedComparison
    """All that the reader has of it."""

    def __repr__(self) -> str:
        return f"<Comparison of {self.story.id}, {len(self.claims)} claims>"

    @property
    def claims(self) -> Sequence[Claim]:
        """One statement each, in all its wordings; those of most independent outlets first."""
        return self.opened.comparison.claims

    @property
    def disagreements(self) -> Sequence[Difference]:
        """Of which both cannot hold."""
        return self.opened.comparison.disagreements

    @property
    def sheets(self) -> Sequence[Sheet]:
        """What each outlet tells, tells alone, and lacks."""
        return self.opened.comparison.sheets

    @property
    def people(self) -> Sequence[Person]:
        """Who speaks, those with most claims first."""
        return self.opened.comparison.people

    @property
    def timeline(self) -> Sequence[Moment]:
        """Times that are told, in their order."""
        return self.opened.comparison.timeline

    def words(self, span: Span) -> str:
        """The words at a place that the comparison points at. Raises NotFound for a place in no article of it."""
        article = self.opened.articles.get(span.article)
        if article is None or article.version != span.version:
            raise NotFound(f"{span.article}, version {span.version}, is not compared in {self.story.id}")
        return article.text[span.start : span.end]

    def json(self) -> Mapping[str, Any]:
        """What `samarkand compare --json` prints of it."""
        answers = self.story.archive.answers
        agreements = answers.changes.agreements([member.article for member in self.opened.glance.members])
        told = {"agreements": [agreement_json(each) for each in agreements]}
        return comparison_json(answers.queries, self.opened) | told
