-- Where each record is: examinations with their pieces, every step a piece went, what was asked of whom,
-- and what a visit needs.

CREATE TABLE examination (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    what VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    dated VARCHAR,
    facility VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    accession VARCHAR NOT NULL,
    doctor_id VARCHAR,
    note VARCHAR NOT NULL,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_examination_doctor_id ON examination (doctor_id);

CREATE TABLE piece (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    examination_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    extent VARCHAR NOT NULL,
    original VARCHAR NOT NULL,
    document_id VARCHAR,
    FOREIGN KEY(examination_id) REFERENCES examination (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_piece_examination_id ON piece (examination_id);

CREATE INDEX ix_piece_document_id ON piece (document_id);

CREATE TABLE request (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    facility VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    contact VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    asked_on VARCHAR,
    asked_by VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    fee VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    longer_told_on VARCHAR,
    answered_on VARCHAR,
    expires_on VARCHAR,
    revoked_on VARCHAR,
    note VARCHAR NOT NULL
);

CREATE TABLE move (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    piece_id VARCHAR NOT NULL,
    request_id VARCHAR,
    doctor_id VARCHAR,
    state VARCHAR NOT NULL,
    day VARCHAR,
    who VARCHAR NOT NULL,
    contact VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    fee VARCHAR NOT NULL,
    carrier VARCHAR NOT NULL,
    tracking VARCHAR NOT NULL,
    due VARCHAR,
    note VARCHAR NOT NULL,
    written_at VARCHAR NOT NULL,
    FOREIGN KEY(piece_id) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_move_piece_id ON move (piece_id);

CREATE INDEX ix_move_request_id ON move (request_id);

CREATE INDEX ix_move_doctor_id ON move (doctor_id);

CREATE TABLE wanted (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    required BOOLEAN NOT NULL,
    origin VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    piece_id VARCHAR,
    document_id VARCHAR,
    settled BOOLEAN NOT NULL,
    refused_id VARCHAR NOT NULL,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(piece_id) REFERENCES piece (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_wanted_appointment_id ON wanted (appointment_id);

CREATE INDEX ix_wanted_piece_id ON wanted (piece_id);

CREATE INDEX ix_wanted_document_id ON wanted (document_id);
