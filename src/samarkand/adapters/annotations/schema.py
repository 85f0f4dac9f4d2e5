"""The tables of the annotation store, as one commented text. A change of them, or of what is packed, raises VERSION.

Instants are epoch milliseconds UTC; days are proleptic Gregorian ordinals, 1 being the first of year 1; weeks begin on Monday and
are counted from the one of that day. What stands below `quotations` is made of the latest version of each article alone.
"""

VERSION = 3

TABLES = """
CREATE TABLE ledger (                  -- one row: how far the ledger has been taken in; none: nothing was yet
    count INTEGER NOT NULL, sha256 TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL
);
CREATE TABLE annotations (
    article       TEXT NOT NULL,       -- id
    version       INTEGER NOT NULL,
    packed        BLOB NOT NULL,       -- `packing.pack`
    PRIMARY KEY (article, version)
);
CREATE TABLE speakers (                -- spellings of those who speak
    id            INTEGER PRIMARY KEY,
    key           TEXT NOT NULL UNIQUE, -- `tellings.key_of_name`
    last          TEXT NOT NULL,       -- the key of the last part of a name of several; '' for none
    name          TEXT NOT NULL,       -- as it was first written
    language      TEXT NOT NULL        -- of the version that did
);
CREATE INDEX speakers_by_last ON speakers (last) WHERE last != '';
CREATE TABLE quotations (              -- which versions quote each, old ones too
    speaker       INTEGER NOT NULL,
    article       TEXT NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (speaker, article, version)
) WITHOUT ROWID;
CREATE TABLE sayings (                 -- where each is quoted
    speaker       INTEGER NOT NULL,
    published_at  INTEGER NOT NULL,
    article       TEXT NOT NULL,
    version       INTEGER NOT NULL,
    outlet        TEXT NOT NULL,
    statements    INTEGER NOT NULL,    -- how many
    PRIMARY KEY (speaker, published_at, article)
) WITHOUT ROWID;
CREATE TABLE quoting (                 -- who quotes them, by week; week -1 holds all of them
    week          INTEGER NOT NULL,
    speaker       INTEGER NOT NULL,
    outlet        TEXT NOT NULL,
    articles      INTEGER NOT NULL,
    statements    INTEGER NOT NULL,
    PRIMARY KEY (week, speaker, outlet)
) WITHOUT ROWID;
CREATE TABLE ranks (                   -- the sums of these
    week          INTEGER NOT NULL,
    speaker       INTEGER NOT NULL,
    outlets       INTEGER NOT NULL,
    statements    INTEGER NOT NULL,
    PRIMARY KEY (week, speaker)
) WITHOUT ROWID;
CREATE INDEX ranks_by_outlets ON ranks (week, outlets DESC, statements DESC, speaker);
CREATE INDEX ranks_by_statements ON ranks (week, statements DESC, outlets DESC, speaker);
CREATE TABLE tellings (                -- where each day is told
    unit          INTEGER NOT NULL,    -- 0: a day; 1: a month
    since         INTEGER NOT NULL,
    published_at  INTEGER NOT NULL,
    article       TEXT NOT NULL,
    version       INTEGER NOT NULL,
    outlet        TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,  -- in characters of the plain text
    PRIMARY KEY (unit, since, published_at, article)
) WITHOUT ROWID;
CREATE TABLE tellers (                 -- who tells them
    unit          INTEGER NOT NULL,
    since         INTEGER NOT NULL,
    outlet        TEXT NOT NULL,
    articles      INTEGER NOT NULL,
    ahead         INTEGER NOT NULL,    -- of the articles, those published before it
    PRIMARY KEY (unit, since, outlet)
) WITHOUT ROWID;
CREATE TABLE days (                    -- the sums of these
    unit          INTEGER NOT NULL,
    since         INTEGER NOT NULL,
    outlets       INTEGER NOT NULL,
    articles      INTEGER NOT NULL,
    ahead         INTEGER NOT NULL,
    PRIMARY KEY (unit, since)
) WITHOUT ROWID;
"""
