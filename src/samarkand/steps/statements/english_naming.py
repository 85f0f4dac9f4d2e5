"""Whom an English noun phrase names, with his role; the text has it as it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from samarkand.steps.statements.lexicon import words as set_of

_PREPOSITIONS = set_of("of the and for in at from to by with on de la von van")
_OPENING = re.compile(
    r"(?:In|On|At|For|With|While|When|Because|After|Before|As|Despite|Although|Though|If|Since|Once|During|By|Under|Until|Amid|Unlike|Speaking|Asked|Following|Now|Still|Meanwhile)\b"
)
"""How a clause begins that stands before the subject, up to a comma."""
NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|[a-z]{1,3}-[A-Z]\w+)(?: (?:(?:of|de|da|bin|al|el|van|von|der|du|la|le|the|and|for) ){0,2}(?:[A-Z][\w.’'-]*|[a-z]{1,3}-[A-Z]\w+)){0,7}"
)
_TITLE_WORDS = set_of(
    "President Prime Minister Foreign Defence Defense Finance Interior Health Justice Chancellor Secretary Senator "
    "Governor Mayor General Admiral Colonel Captain Major Lieutenant Sergeant Chief Chairman Chairwoman Chair "
    "Director Professor Doctor Dr Mr Mrs Ms Sir Lord Lady Dame King Queen Prince Princess Pope Bishop Judge "
    "Attorney Representative Rep Sen Gov Gen Prof Spokesman Spokeswoman Spokesperson Ambassador Deputy Vice Premier "
    "Commissioner Inspector Officer Superintendent Speaker Councillor Congressman Congresswoman Reverend Father "
    "Police Executive Leader Analyst Economist Former Ex-President Acting State Press"
)
_PRONOUNS = set_of("he she they it we i you who which that this these those")
_PERSONAL = set_of("he she they it")
_FIRST_WORDS = set_of("The A An But And")
_LEAD = re.compile(
    r"^(?:(?:But|And|However|Meanwhile|Yet|Still|Later|Earlier|Separately|Also|Then|Instead|Moreover|Nevertheless|On \w+|In a (?:statement|letter|tweet|speech|post)[^,]{0,40}|"
    r"Last \w+|Asked [^,]{0,80}|Speaking [^,]{0,80})\b,? )+"
)
_TRAIL = re.compile(
    r",? (?:also|later|earlier|then|on \w+day|on \w+ \d+|\w+day|today|yesterday|has|had|have|again|repeatedly|often|once|previously|however|in a (?:statement|letter|tweet|speech|post|report)[^,]{0,60}|in an interview[^,]{0,60})$",
    re.IGNORECASE,
)
NOBODY = set_of("people nobody everyone it there experience history critics")


class Who(NamedTuple):
    """Somebody named, and where in the text."""

    name: str
    start: int
    end: int
    role: str = ""


def who_in(text: str, start: int, end: int, last: Who | None) -> Who:
    """Who is named between two places of a text; `last` is whom a pronoun means. No name where nobody is."""
    start, phrase = _phrase(text, start, end)
    if phrase.lower() in _PRONOUNS or not phrase:
        return last._replace(role="") if last and phrase.lower() in _PERSONAL else Who("", start, start)
    names = list(NAME.finditer(phrase))
    if len(names) > 1 and names[-1].end() == len(phrase) and _is_role(phrase[names[-2].end() : names[-1].start()]):
        names = names[-1:]
    for match in names:
        words = match[0].split()
        titles = _titles(words)
        is_article = match.start() == 0 and len(words) == 1 and words[0] in _FIRST_WORDS
        if titles == len(words) or is_article:
            continue
        is_described = phrase[: match.start()].strip().lower() in {"the", "a"} and titles == 0
        if is_described and phrase[match.end() :].strip():
            break
        return _named(phrase, start, match, titles)
    article = re.match(r"(?:the|a|an|one|another) ", phrase, re.IGNORECASE)
    lead = article.end() if article else 0
    return Who(phrase[lead:], start + lead, start + len(phrase))


def _phrase(text: str, start: int, end: int) -> tuple[int, str]:
    """Where a subject begins, and itself, without what stands before and behind it."""
    phrase = text[start:end]
    lead = _LEAD.match(phrase)
    start += lead.end() if lead else 0
    phrase = phrase[lead.end() :] if lead else phrase
    while match := _TRAIL.search(phrase):
        phrase = phrase[: match.start()]
    phrase = _without_opening(phrase.strip(" ,"))
    if joined := re.search(r",? (?:and|but)$", phrase):
        first = re.match(r"(?:[Tt]he|[Aa]n?) [a-z-]+|" + NAME.pattern, phrase)
        phrase = first[0] if first else phrase[: joined.start()]
    return (text.find(phrase, start, end) if phrase else start), phrase


def _named(phrase: str, start: int, match: re.Match[str], titles: int) -> Who:
    """The name that a phrase has, behind so many titles, and the role that it gives."""
    words = match[0].split()
    at = start + match.start() + (len(" ".join(words[:titles])) + 1 if titles else 0)
    name = " ".join(words[titles:])
    before = re.sub(r"^(?:the|a|an)$", "", phrase[: match.start()].strip(" ,"), flags=re.IGNORECASE)
    role = " ".join(filter(None, (before, " ".join(words[:titles]))))
    name = name.rstrip(".") if not re.search(r"\b[A-Z]\.$|[JS]r\.$", name) else name
    if not role and phrase[match.end() :].startswith(", "):
        role = phrase[match.end() + 2 :].strip(" ,")
    if name.startswith(("The ", "A ")):
        name, at = name.split(" ", 1)[1], at + name.index(" ") + 1
    return Who(name, at, at + len(name), role)


def _titles(words: list[str]) -> int:
    """How many words of a name are titles, with what stands before them: two of U.S. President Jonas Weir."""
    titles = [number for number, word in enumerate(words) if word.strip(".") in _TITLE_WORDS]
    if not titles or titles[0] > 1 or any(word in _PREPOSITIONS for word in words):
        titles = [number for number, at in enumerate(titles) if number == at]
    return titles[-1] + 1 if titles else 0


def _without_opening(phrase: str) -> str:
    """A phrase without what stands before the subject: the group of `In a tweet, the group`."""
    while _OPENING.match(phrase) and "," in phrase:
        phrase = phrase.split(",", 1)[1].strip(" ,")
    return phrase


def _is_role(between: str) -> bool:
    """Whether words between two names tell what the second one is: analyst of `Norbank analyst Maria Holt`."""
    words = between.split()
    return bool(words) and all(word.islower() for word in words) and not _PREPOSITIONS & set(words)
