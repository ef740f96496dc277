-- Notes pinned to a place on a page, and pages that the person turned.

CREATE TABLE pin (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_pin_document_id ON pin (document_id);

CREATE TABLE page_turn (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    degrees INTEGER NOT NULL,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_page_turn_document_id ON page_turn (document_id);
