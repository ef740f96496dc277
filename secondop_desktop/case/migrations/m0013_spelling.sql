-- Words that a person writes often and that no dictionary has: names, and words of the illness.

CREATE TABLE own_spelling (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    word VARCHAR NOT NULL UNIQUE
);
