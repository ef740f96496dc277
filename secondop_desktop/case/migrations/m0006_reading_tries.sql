-- How far the reading of a file has come and how often it ended badly; a row is there only until the file was read.

CREATE TABLE read_try (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    crashes INTEGER NOT NULL,
    deaths INTEGER NOT NULL
);
