-- The passwords of locked files, and records that look the same and are both wanted.

CREATE TABLE file_password (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL,
    password VARCHAR NOT NULL,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_file_password_document_id ON file_password (document_id);

CREATE TABLE twin_kept (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL,
    other_id VARCHAR NOT NULL,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(other_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_twin_kept_document_id ON twin_kept (document_id);

CREATE INDEX ix_twin_kept_other_id ON twin_kept (other_id);
