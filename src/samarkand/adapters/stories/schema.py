"""The tables of the story store, as one commented text. A change of them raises VERSION: the stories are then made anew.

Instants are epoch milliseconds UTC, days are counted from 1970-01-01; ids are those of articles and stories.
"""

VERSION = 9

TABLES = """
CREATE TABLE ledger (                  -- one row: how far the ledger has been taken in; none: nothing was yet
    count INTEGER NOT NULL, sha256 TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL
);
CREATE TABLE features (
    article       TEXT PRIMARY KEY,
    outlet        TEXT NOT NULL,
    published_at  INTEGER NOT NULL,
    agency        TEXT NOT NULL,
    line          INTEGER NOT NULL,    -- of the ledger, which first told of it
    sketch        INTEGER,             -- where its sketch is
    packed        BLOB NOT NULL        -- `packing.pack`
);
CREATE TABLE sketches (                -- what is compared of these
    place         INTEGER PRIMARY KEY, -- day of publication, and behind it a number
    article       TEXT NOT NULL,
    sketch        BLOB NOT NULL
);
CREATE TABLE ends (                    -- the numbers of articles that are tied to others
    number        INTEGER PRIMARY KEY,
    article       TEXT NOT NULL UNIQUE
);
CREATE TABLE links (                   -- each twice, from either end
    place         INTEGER PRIMARY KEY, -- number of the article, and behind it that of the other: `links.py`
    score         NOT NULL,            -- log-odds: thousandths as an integer, where that is exact
    is_copy       INTEGER NOT NULL
);
CREATE TABLE stories (
    id            TEXT PRIMARY KEY,
    articles      TEXT NOT NULL,       -- ids by time of publication, a line each
    size          INTEGER NOT NULL,    -- how many articles
    headline      TEXT NOT NULL,
    first_at      INTEGER NOT NULL,
    last_at       INTEGER NOT NULL,
    outlets       TEXT NOT NULL,       -- the same, in the order in which they joined
    voices        INTEGER NOT NULL,
    thread        TEXT NOT NULL        -- '' where the story is alone
) WITHOUT ROWID;
CREATE INDEX stories_by_time ON stories (last_at DESC, id, size);
CREATE INDEX stories_by_thread ON stories (thread, first_at, id) WHERE thread != '';
CREATE TABLE members (                 -- the story of each article
    article       TEXT PRIMARY KEY,
    story         TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE outlets (                 -- the stories of each outlet
    outlet        TEXT NOT NULL,
    last_at       INTEGER NOT NULL,    -- of the story
    story         TEXT NOT NULL,
    PRIMARY KEY (outlet, last_at DESC, story)
) WITHOUT ROWID;
CREATE TABLE corrections (
    number        INTEGER PRIMARY KEY, -- in the ledger's order
    told          TEXT NOT NULL        -- JSON
);
CREATE TABLE gists (                   -- what each story shows, taken as one article
    number        INTEGER PRIMARY KEY,
    turn          INTEGER NOT NULL,    -- the greater, the later it was told
    story         TEXT NOT NULL UNIQUE,
    day           INTEGER NOT NULL,    -- of the story's first publication
    sketch        BLOB NOT NULL,
    keys          BLOB NOT NULL,       -- the terms that find it: 32-bit checksums
    tied          TEXT NOT NULL,       -- other stories, a line each
    scores        BLOB NOT NULL        -- log-odds of the link to each: 64-bit floating numbers
);
CREATE INDEX gists_by_turn ON gists (turn);
CREATE TABLE traces (                  -- the gists that a term finds in a week
    place         INTEGER PRIMARY KEY, -- term and week
    found         BLOB NOT NULL        -- days of the week and numbers of gists: `traces.py`
);
"""
