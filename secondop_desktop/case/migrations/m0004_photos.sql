-- Photos of paper that make up one record: each as it was taken, and how its page is shown.

CREATE TABLE photo (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    blob VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_kind VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    corners VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    turn INTEGER NOT NULL,
    turned_by_hand BOOLEAN NOT NULL,
    light VARCHAR NOT NULL,
    trouble VARCHAR NOT NULL,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_photo_document_id ON photo (document_id);

CREATE INDEX ix_photo_blob ON photo (blob);
