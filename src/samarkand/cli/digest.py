"""`digest`: what a day brought, as text, Markdown, a page, a book, or mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click

from samarkand.app.archives import open_archive
from samarkand.app.exports import writing_to
from samarkand.app.mails import mailer
from samarkand.cli.annotating import mark_texts
from samarkand.cli.options import archive_option, clock, json_option
from samarkand.cli.output import print_json
from samarkand.cli.relating import bring_together
from samarkand.digesting import STORIES, Digests
from samarkand.errors import CannotSend, UsageError
from samarkand.model.digests import Digest, DigestStory
from samarkand.pipeline.parts import Parts
from samarkand.publishing.digest_forms import ENDINGS, DigestForm, Issue, mail_of, written
from samarkand.publishing.digests import Teller
from samarkand.queries import Queries
from samarkand.web.wording import LANGUAGES, wording


@click.command("digest")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day (UTC); if not given, the one before today."
)
@click.option(
    "--format", "form", type=click.Choice([*ENDINGS.values()]), help="The form; if not given, by FILE, else text."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it there.")
@click.option("--mail", "is_mail", is_flag=True, help="Send it, as [mail] in samarkand.toml says.")
@click.option("--to", "recipients", multiple=True, metavar="ADDRESS", help="To this address, instead of those set.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Of the words around the texts.")
@click.option("--stories", type=click.IntRange(min=1), default=STORIES, show_default=True, help="At most so many.")
@archive_option
@json_option
def digest_command(
    *, on: datetime | None, form: DigestForm | None, archive: Path, as_json: bool, stories: int, **given: object
) -> None:
    """Tell of a day: its stories, the weightiest first, with what is new, disputed and changed in them.

    On stdout; with --output as a file; with --mail as a message of text and HTML, the book with it where the form is epub. What
    could not be sent can be sent again: the same day gives the same message, known by its Message-ID.
    """
    now = clock()
    day = on.date() if on else (now - timedelta(days=1)).date()
    output, is_mail, recipients = given["output"], bool(given["is_mail"]), given["recipients"]
    assert output is None or isinstance(output, Path)
    assert isinstance(recipients, tuple)
    wanted = form or _form_of(output)
    if wanted == "epub" and not (output or is_mail):
        raise UsageError("a book cannot stand on a terminal; give --output FILE.epub, or --mail")
    if recipients and not is_mail:
        raise UsageError("--to says whom --mail sends to; give that too")
    with open_archive(archive) as parts:
        mark_texts(parts)
        bring_together(parts)
        digest = Digests(parts).on(day, stories)
        issue = _issue(parts, digest, str(given["language"]))
        if output:
            with writing_to(output, archive) as file:
                file.write(written(issue, wanted))
        if is_mail:
            problem = mailer(parts.settings).send(
                mail_of(issue, with_book=wanted == "epub", recipients=recipients, now=now)
            )
            if problem:
                raise CannotSend(f"the digest of {day} was not sent: {problem}; the same command sends it again")
    if as_json:
        for each in digest.stories:
            print_json(story_json(day, each))
    elif not (output or is_mail):
        click.echo(written(issue, wanted))
    else:
        places = [str(output)] if output else []
        click.echo(f"{day}: {len(digest.stories)} stories, {', '.join([*places, *(['sent'] if is_mail else [])])}")


def _form_of(output: Path | None) -> DigestForm:
    """The form that a file's ending asks for. Raises UsageError for one that asks for none."""
    if output is None:
        return "text"
    form = ENDINGS.get(output.suffix.lower())
    if form is None:
        raise UsageError(f"{output.name} has none of the endings {' '.join(ENDINGS)}; give one, or --format")
    return form


def _issue(parts: Parts, digest: Digest, language: str) -> Issue:
    queries = Queries(parts)
    told = Teller(wording(language), queries.outlet_name, parts.settings.title).told(digest)
    end = datetime.combine(digest.on, time(), UTC) + timedelta(days=1)
    return Issue(told, f"{queries.identity()} {digest.on}", end)


def story_json(day: date, told: DigestStory) -> dict[str, object]:
    """A story of a digest: ids of what is new, how many disagreements, which versions are changes."""
    return {
        "on": day.isoformat(),
        "id": told.glance.story.id,
        "title": told.glance.title,
        "outlets": list(told.glance.story.outlets),
        "is_new": told.standing.is_all_new,
        "new": [member.article.id for member in told.new],
        "disagreements": told.standing.disputed,
        "changed": [
            {
                "id": each.after.article,
                "version": each.after.number,
                "kinds": list(each.change.kinds),
                "silent": each.change.is_silent,
            }
            for each in told.changed
        ],
    }
