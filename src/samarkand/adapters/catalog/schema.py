"""The catalog's tables, as commented texts. A change of them raises VERSION: the next start makes the catalog anew.

Instants are epoch milliseconds UTC. What the ledger tells stands in `TABLES`; `MEMORY` holds what we remember between
two polls, which costs a few more requests when it is lost and nothing else.
"""

VERSION = 6

TABLES = """
CREATE TABLE ledger (                  -- row 1: how far the ledger has been read; row 2: up to the last line that is no mark
    count INTEGER NOT NULL, sha256 TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL
);
CREATE TABLE articles (
    id            TEXT PRIMARY KEY,
    outlet        TEXT NOT NULL,
    url           TEXT NOT NULL,       -- canonical
    versions      INTEGER NOT NULL,    -- how many, and the number of the latest
    first_seen_at INTEGER NOT NULL,
    published_at  INTEGER NOT NULL,    -- best known of the latest version: told, else first seen
    gone_at       INTEGER              -- since when it is gone, as it was first seen
) WITHOUT ROWID;
CREATE INDEX articles_by_time ON articles (published_at DESC, id);
CREATE INDEX articles_by_outlet ON articles (outlet, published_at DESC, id);
CREATE TABLE versions (
    article       TEXT NOT NULL,
    number        INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    sha256        TEXT NOT NULL,       -- of the record file
    told          TEXT NOT NULL,       -- JSON: the rest of the ledger's line
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE sightings (               -- that an article was not there, or there again
    article       TEXT NOT NULL,
    at            INTEGER NOT NULL,
    is_gone       INTEGER NOT NULL,
    before_at     INTEGER, reason TEXT NOT NULL, status INTEGER NOT NULL, target TEXT NOT NULL,  -- as in `absences`
    PRIMARY KEY (article, at, is_gone)
) WITHOUT ROWID;
CREATE TABLE absences (                -- times in which an article was not there
    article       TEXT NOT NULL,
    first_at      INTEGER NOT NULL,    -- first and last time that it was seen so
    last_at       INTEGER NOT NULL,
    before_at     INTEGER,             -- last time that it was seen there before
    back_at       INTEGER,             -- seen there again
    reason        TEXT NOT NULL,
    status        INTEGER NOT NULL,    -- of the answer that showed it
    target        TEXT NOT NULL,       -- where its page led
    PRIMARY KEY (article, first_at)
) WITHOUT ROWID;
CREATE TABLE moves (                   -- pages that were found to lead to another address
    article       TEXT NOT NULL,
    at            INTEGER NOT NULL,
    url           TEXT NOT NULL,
    target        TEXT NOT NULL,
    PRIMARY KEY (article, at, target)
) WITHOUT ROWID;
CREATE TABLE addresses (               -- articles by the numbers that their addresses carry
    outlet        TEXT NOT NULL,
    number        TEXT NOT NULL,
    article       TEXT NOT NULL,
    PRIMARY KEY (outlet, number, article)
) WITHOUT ROWID;
CREATE INDEX changes ON versions (seen_at DESC, article, number) WHERE number > 1;
CREATE TABLE witnesses (               -- who saw which version, of the articles that several archives have kept
    article       TEXT NOT NULL,
    named         INTEGER NOT NULL,    -- the number by which the record is named; `number` counts by time
    at            INTEGER NOT NULL,
    origin        TEXT NOT NULL,       -- the archive that saw it, and its own number
    number        INTEGER NOT NULL,
    sha256        TEXT NOT NULL,
    told          TEXT NOT NULL,
    PRIMARY KEY (article, named, at, origin, number)
) WITHOUT ROWID;
CREATE TABLE identity (archive TEXT NOT NULL);  -- SHA-256 of the ledger's first line
CREATE TABLE images (
    url           TEXT PRIMARY KEY,    -- the picture's own address
    path          TEXT NOT NULL,       -- below the archive; '' where it is missing
    problem       TEXT NOT NULL,       -- why it is missing; '' where it is there; both '': it was never asked for
    at            INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX images_wanted ON images (url) WHERE path = '' AND problem = '';
CREATE TABLE outlets (                 -- what each outlet has brought
    id            TEXT PRIMARY KEY,
    articles      INTEGER NOT NULL,
    versions      INTEGER NOT NULL,
    last_new_at   INTEGER NOT NULL,    -- when the newest article became known
    polled_at     INTEGER,             -- the last round that asked its feeds
    failures      INTEGER NOT NULL,    -- rounds in a row in which none of its feeds could be read
    trouble       TEXT NOT NULL        -- why the last one could not
) WITHOUT ROWID;
CREATE TABLE rounds (                  -- when an outlet's feeds were read
    outlet        TEXT NOT NULL,
    at            INTEGER NOT NULL,
    PRIMARY KEY (outlet, at DESC)
) WITHOUT ROWID;
"""
REMEMBERED = frozenset({"feeds", "pages", "hosts"})
MEMORY = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, outlet TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    article TEXT PRIMARY KEY, next_at INTEGER, visited_at INTEGER, restless TEXT, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_due ON pages (next_at, article) WHERE next_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS pages_visited ON pages (visited_at) WHERE visited_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS pages_restless ON pages (restless) WHERE restless IS NOT NULL;
CREATE TABLE IF NOT EXISTS hosts (place TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
"""
