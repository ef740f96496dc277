-- The first families. `seq` is the row's own small number: the database never renumbers it, so the index can rely on it.

CREATE TABLE diagnosis (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    sentence VARCHAR NOT NULL,
    cancer_type VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    diagnosed_on VARCHAR,
    source VARCHAR NOT NULL,
    source_date VARCHAR,
    first_plan VARCHAR NOT NULL,
    treatment_so_far VARCHAR NOT NULL
);

CREATE TABLE diagnosis_fact (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    topic VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    as_of VARCHAR,
    rank INTEGER NOT NULL
);

CREATE TABLE doctor (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    name VARCHAR NOT NULL,
    specialty VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    hospital VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    fax VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);

CREATE TABLE person (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    name VARCHAR NOT NULL,
    preferred_name VARCHAR NOT NULL,
    birth_date VARCHAR,
    phone VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    needs VARCHAR NOT NULL,
    allergies VARCHAR NOT NULL,
    medicines VARCHAR NOT NULL,
    conditions VARCHAR NOT NULL,
    companion VARCHAR NOT NULL,
    about_me VARCHAR NOT NULL,
    sample BOOLEAN NOT NULL
);

CREATE TABLE purpose (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    moment VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    decide_by VARCHAR,
    waiting_said VARCHAR NOT NULL,
    waiting_said_by VARCHAR NOT NULL,
    waiting_said_on VARCHAR
);

CREATE TABLE question (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    text VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    phase VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    starred BOOLEAN NOT NULL
);

CREATE INDEX ix_question_origin ON question (origin);

CREATE TABLE reason (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    "key" VARCHAR NOT NULL,
    own_words VARCHAR NOT NULL
);

CREATE TABLE task (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    text VARCHAR NOT NULL,
    due VARCHAR,
    done_at VARCHAR
);

CREATE TABLE appointment (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    doctor_id VARCHAR,
    day VARCHAR NOT NULL,
    hour VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    minutes INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    companion VARCHAR NOT NULL,
    office_asked VARCHAR NOT NULL,
    finished_at VARCHAR,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_appointment_day ON appointment (day);

CREATE INDEX ix_appointment_doctor_id ON appointment (doctor_id);

CREATE TABLE doctor_fact (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    doctor_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    as_of VARCHAR,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_doctor_fact_doctor_id ON doctor_fact (doctor_id);

CREATE TABLE document (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    dated VARCHAR,
    facility VARCHAR NOT NULL,
    doctor_id VARCHAR,
    note VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_kind VARCHAR NOT NULL,
    blob VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    problem VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_document_blob ON document (blob);

CREATE INDEX ix_document_doctor_id ON document (doctor_id);

CREATE TABLE asking (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    question_id VARCHAR NOT NULL,
    appointment_id VARCHAR,
    doctor_id VARCHAR,
    answered_at VARCHAR,
    answer VARCHAR NOT NULL,
    answered_by VARCHAR NOT NULL,
    important BOOLEAN NOT NULL,
    not_understood BOOLEAN NOT NULL,
    ask_again BOOLEAN NOT NULL,
    FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_asking_appointment_id ON asking (appointment_id);

CREATE INDEX ix_asking_doctor_id ON asking (doctor_id);

CREATE INDEX ix_asking_question_id ON asking (question_id);

CREATE TABLE note (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR,
    written_at VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_note_appointment_id ON note (appointment_id);

CREATE TABLE page (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    document_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    confidence INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    words BLOB NOT NULL,
    UNIQUE (document_id, number),
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_page_document_id ON page (document_id);

CREATE VIRTUAL TABLE page_find USING fts5(
    text, content='page', content_rowid='seq', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE TRIGGER page_find_insert AFTER INSERT ON page BEGIN
    INSERT INTO page_find(rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER page_find_delete AFTER DELETE ON page BEGIN
    INSERT INTO page_find(page_find, rowid, text) VALUES ('delete', old.seq, old.text);
END;
CREATE TRIGGER page_find_update AFTER UPDATE OF text ON page BEGIN
    INSERT INTO page_find(page_find, rowid, text) VALUES ('delete', old.seq, old.text);
    INSERT INTO page_find(rowid, text) VALUES (new.seq, new.text);
END;
