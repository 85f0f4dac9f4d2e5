"""The jobs of a site: every page that it has, with a hash of what the page is made of. Reads; changes nothing.

All articles and stories are looked at, in one line each; nothing is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samarkand.model.sites import Job
from samarkand.pipeline.parts import Parts
from samarkand.steps.pairs import blocks
from samarkand.web.site.contents import Contents, hashed
from samarkand.web.site.indexes import Index
from samarkand.web.site.lists import list_jobs

TOGETHER = 64
"""Articles behind which their texts are kept for the search: they were just read."""
TEXTS_A_FILE = 4
"""Articles whose texts lie in one file: some 15 KB, of which a page of hits loads ten at most."""


def jobs(parts: Parts, held: Contents, index: Index, now: datetime, program: str) -> Iterator[Job]:
    """All jobs of a site; `program` is a hash of what all its pages are made with. Those of the search's terms stand last."""
    yield from list_jobs(parts, held, now, program)
    yield from index.jobs
    for story in held.stories:
        if len(story.articles) > 1:
            yield Job(f"story {story.id}", hashed((program, held.story_state(story))), "story", (story.id,))
    for start in range(0, len(held.articles), TOGETHER):
        some = held.articles[start : start + TOGETHER]
        for each in some:
            yield Job(f"article {each.id}", hashed((program, held.states[each.id])), "article", (each.id,))
        for first in range(start, start + len(some), TEXTS_A_FILE):
            told = held.articles[first : min(first + TEXTS_A_FILE, start + len(some))]
            key = hashed((program, *(each.state for each in told)))
            yield Job(f"texts {first}", key, "texts", tuple(each.id for each in told), first=first)
    for block in blocks(len(held.articles)):
        some = held.articles[block.first : block.first + block.size]
        key = hashed((program, *(each.state for each in some)))
        yield Job(f"terms {block.name}", key, "terms", tuple(each.id for each in some), first=block.first)
