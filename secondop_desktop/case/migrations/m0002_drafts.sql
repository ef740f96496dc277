-- What is half typed in the window, so that a lock or a crash does not take it; nothing else points here.

CREATE TABLE draft (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    place VARCHAR NOT NULL UNIQUE,
    state VARCHAR NOT NULL
);
