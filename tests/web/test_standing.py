"""What the front page marks in a story: what is new, where outlets disagree, what was changed afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from web.affair import FLOOD, TAKEN, affair, at, id_of_story
from web.affair import NOW as LATE
from web.press import Reader, keep, record
from web.strike import NOW, STRIKE, compared, story

from samarkand.comparing import Comparisons


def marks(reader: Reader, identity: str) -> list[tuple[str, str, str]]:
    """Kind, words and address of what the card of a story is marked with."""
    page = unescape(reader.get("/?hl=en").text)
    cards = re.findall(r'<article class="card.*?</article>', page, re.DOTALL)
    card = next(each for each in cards if f'<h3><a href="/stories/{identity}' in each)
    return [
        (kind, words, href) for kind, href, words in re.findall(r'<a class="is-(\w+)" href="([^"]+)">([^<]+)</a>', card)
    ]


def test_where_outlets_disagree_is_told_once_it_is_known_and_leads_there(tmp_path):
    with compared(tmp_path) as parts:
        reader, identity = Reader(parts, NOW), story(STRIKE).id
        assert "disputed" not in {kind for kind, *_ in marks(reader, identity)}, "nobody compared them yet"
        told = {kind: (words, href) for kind, words, href in marks(reader, identity)}
        words, href = told["disputed"]
        found = len(Comparisons(parts).open(identity).comparison.disagreements)
        assert words == f"{found} disagreement{'s' if found > 1 else ''}"
        assert href == f"/stories/{identity}/comparison?hl=en#disagreements"


def test_what_came_within_a_day_is_new(newsstand):
    parts = newsstand.parts
    told = {identity: marks(Reader(parts, LATE), identity) for identity in map(id_of_story, (FLOOD, TAKEN))}
    assert ("new", "New", f"/stories/{id_of_story(FLOOD)}?hl=en") in told[id_of_story(FLOOD)]
    assert "new" not in {kind for kind, *_ in told[id_of_story(TAKEN)]}
    much_later = marks(Reader(parts, LATE + timedelta(days=2)), id_of_story(FLOOD))
    assert "new" not in {kind for kind, *_ in much_later}


def test_articles_that_were_changed_later_are_counted(tmp_path):
    with affair(tmp_path) as parts:
        assert "changed" not in {kind for kind, *_ in marks(Reader(parts, LATE), id_of_story(TAKEN))}
        url, (_, title, body) = next(iter(TAKEN.items()))
        keep(parts, record(url, title, body.replace("昨夜", "今晨"), at(0)), at(50))
        told = marks(Reader(parts, LATE), id_of_story(TAKEN))
    assert ("changed", "1 changed later", f"/stories/{id_of_story(TAKEN)}?hl=en") in told
