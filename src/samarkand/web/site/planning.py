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
"""Articles whose texts are kept for the search by one job."""


def jobs(parts: Parts, held: Contents, index: Index, now: datetime, program: str) -> Iterator[Job]:
    """All jobs of a site; `program` is a hash of what all its pages are made with. Those of the search's terms stand last."""
    yield from list_jobs(parts, held, now, program)
    yield from index.jobs
    for story in held.stories:
        if len(story.articles) > 1:
            yield Job(f"story {story.id}", hashed((program, held.story_state(story))), "story", (story.id,))
    for start in range(0, len(held.articles), TOGETHER):
        some = held.articles[start : start + TOGETHER]
        ids = tuple(each.id for each in some)
        for each in ids:
            yield Job(f"article {each}", hashed((program, held.states[each])), "article", (each,))
        key = hashed((program, *(each.state for each in some)))
        yield Job(f"texts {start}", key, "texts", ids, first=start)
    for block in blocks(len(held.articles)):
        some = held.articles[block.first : block.first + block.size]
        key = hashed((program, *(each.state for each in some)))
        yield Job(f"terms {block.name}", key, "terms", tuple(each.id for each in some), first=block.first)
