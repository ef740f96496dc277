-- When each line of an answer or of a free page was first typed, and by whom.

CREATE TABLE line_stamp (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    text_id VARCHAR NOT NULL UNIQUE,
    appointment_id VARCHAR NOT NULL,
    lines VARCHAR NOT NULL DEFAULT '[]',
    checks VARCHAR NOT NULL DEFAULT '[]',
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_line_stamp_appointment_id ON line_stamp (appointment_id);
