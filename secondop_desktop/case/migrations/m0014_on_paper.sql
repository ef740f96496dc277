-- What goes on paper: letters, what was given to whom, and what each recipient sees.
--
-- With them come treatments, events and results, of which the timeline and the curves are drawn.

CREATE TABLE letter (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    kind VARCHAR NOT NULL,
    tone VARCHAR NOT NULL DEFAULT '',
    title VARCHAR NOT NULL DEFAULT '',
    recipient VARCHAR NOT NULL DEFAULT '',
    address VARCHAR NOT NULL DEFAULT '',
    subject VARCHAR NOT NULL DEFAULT '',
    body VARCHAR NOT NULL DEFAULT '',
    fields VARCHAR NOT NULL DEFAULT '',
    language VARCHAR NOT NULL DEFAULT '',
    doctor_id VARCHAR,
    appointment_id VARCHAR,
    request_id VARCHAR,
    made_at VARCHAR NOT NULL,
    sent_on VARCHAR,
    sent_how VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_letter_doctor_id ON letter (doctor_id);

CREATE INDEX ix_letter_appointment_id ON letter (appointment_id);

CREATE INDEX ix_letter_request_id ON letter (request_id);

CREATE TABLE sharing (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    what VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL DEFAULT '',
    name VARCHAR NOT NULL DEFAULT '',
    doctor_id VARCHAR,
    appointment_id VARCHAR,
    letter_id VARCHAR,
    given_at VARCHAR NOT NULL,
    how VARCHAR NOT NULL DEFAULT '',
    blob VARCHAR,
    pages INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,
    number INTEGER NOT NULL DEFAULT 1,
    plan VARCHAR NOT NULL DEFAULT '',
    contents VARCHAR NOT NULL DEFAULT '',
    note VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(letter_id) REFERENCES letter (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_sharing_doctor_id ON sharing (doctor_id);

CREATE INDEX ix_sharing_appointment_id ON sharing (appointment_id);

CREATE INDEX ix_sharing_letter_id ON sharing (letter_id);

CREATE TABLE share_choice (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    what VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL DEFAULT '',
    parts VARCHAR NOT NULL DEFAULT '',
    UNIQUE (what, recipient)
);

CREATE TABLE treatment (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    kind VARCHAR NOT NULL DEFAULT 'other',
    name VARCHAR NOT NULL,
    dose VARCHAR NOT NULL DEFAULT '',
    place VARCHAR NOT NULL DEFAULT '',
    doctor_id VARCHAR,
    started VARCHAR,
    ended VARCHAR,
    state VARCHAR NOT NULL DEFAULT 'going_on',
    stopped_why VARCHAR NOT NULL DEFAULT '',
    response VARCHAR NOT NULL DEFAULT '',
    side_effects VARCHAR NOT NULL DEFAULT '',
    note VARCHAR NOT NULL DEFAULT '',
    source VARCHAR NOT NULL DEFAULT '',
    dated VARCHAR,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_treatment_doctor_id ON treatment (doctor_id);

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    kind VARCHAR NOT NULL DEFAULT 'other',
    text VARCHAR NOT NULL,
    day VARCHAR,
    until VARCHAR,
    place VARCHAR NOT NULL DEFAULT '',
    note VARCHAR NOT NULL DEFAULT '',
    source VARCHAR NOT NULL DEFAULT '',
    dated VARCHAR
);

CREATE TABLE result (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    marker VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    unit VARCHAR NOT NULL DEFAULT '',
    low VARCHAR NOT NULL DEFAULT '',
    high VARCHAR NOT NULL DEFAULT '',
    day VARCHAR,
    document_id VARCHAR,
    page INTEGER NOT NULL DEFAULT 0,
    lab VARCHAR NOT NULL DEFAULT '',
    note VARCHAR NOT NULL DEFAULT '',
    source VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_result_document_id ON result (document_id);

-- One's own words there can be found; see the seventh and the ninth step. Families from the thirty-second on
-- have numbers that begin 2 ** 56 higher, because the five lowest bits have no room for more.

CREATE VIEW own_words_to_31 (number, text) AS
    SELECT seq * 32 + 31,
        title || ' ' || recipient || ' ' || address || ' ' || subject || ' ' || body || ' ' || fields
        FROM letter;

CREATE VIEW own_words_to_36 (number, text) AS
    SELECT seq * 32 + 72057594037927937,
        name || ' ' || dose || ' ' || place || ' ' || stopped_why || ' ' || response
        || ' ' || side_effects || ' ' || note || ' ' || source
        FROM treatment
    UNION ALL
    SELECT seq * 32 + 72057594037927938,
        text || ' ' || place || ' ' || note || ' ' || source
        FROM event
    UNION ALL
    SELECT seq * 32 + 72057594037927939,
        marker || ' ' || value || ' ' || unit || ' ' || lab || ' ' || note || ' ' || source
        FROM result
    UNION ALL
    SELECT seq * 32 + 72057594037927940,
        name || ' ' || contents || ' ' || note
        FROM sharing;

DROP VIEW own_words;

CREATE VIEW own_words (number, text) AS
    SELECT number, text
        FROM own_words_to_20
    UNION ALL
    SELECT number, text
        FROM own_words_to_27
    UNION ALL
    SELECT number, text
        FROM own_words_to_28
    UNION ALL
    SELECT number, text
        FROM own_words_to_30
    UNION ALL
    SELECT number, text
        FROM own_words_to_31
    UNION ALL
    SELECT number, text
        FROM own_words_to_36;

CREATE TRIGGER own_find_letter_came AFTER INSERT ON letter BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 31,
        new.title || ' ' || new.recipient || ' ' || new.address || ' ' || new.subject || ' ' || new.body
        || ' ' || new.fields);
END;
CREATE TRIGGER own_find_letter_went AFTER DELETE ON letter BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 31,
        old.title || ' ' || old.recipient || ' ' || old.address || ' ' || old.subject || ' ' || old.body
        || ' ' || old.fields);
END;
CREATE TRIGGER own_find_letter_changed AFTER UPDATE OF title, recipient, address, subject, body, fields
    ON letter BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 31,
        old.title || ' ' || old.recipient || ' ' || old.address || ' ' || old.subject || ' ' || old.body
        || ' ' || old.fields);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 31,
        new.title || ' ' || new.recipient || ' ' || new.address || ' ' || new.subject || ' ' || new.body
        || ' ' || new.fields);
END;

CREATE TRIGGER own_find_treatment_came AFTER INSERT ON treatment BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927937,
        new.name || ' ' || new.dose || ' ' || new.place || ' ' || new.stopped_why || ' ' || new.response
        || ' ' || new.side_effects || ' ' || new.note || ' ' || new.source);
END;
CREATE TRIGGER own_find_treatment_went AFTER DELETE ON treatment BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927937,
        old.name || ' ' || old.dose || ' ' || old.place || ' ' || old.stopped_why || ' ' || old.response
        || ' ' || old.side_effects || ' ' || old.note || ' ' || old.source);
END;
CREATE TRIGGER own_find_treatment_changed AFTER UPDATE OF name, dose, place, stopped_why, response,
    side_effects, note, source ON treatment BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927937,
        old.name || ' ' || old.dose || ' ' || old.place || ' ' || old.stopped_why || ' ' || old.response
        || ' ' || old.side_effects || ' ' || old.note || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927937,
        new.name || ' ' || new.dose || ' ' || new.place || ' ' || new.stopped_why || ' ' || new.response
        || ' ' || new.side_effects || ' ' || new.note || ' ' || new.source);
END;

CREATE TRIGGER own_find_event_came AFTER INSERT ON event BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927938,
        new.text || ' ' || new.place || ' ' || new.note || ' ' || new.source);
END;
CREATE TRIGGER own_find_event_went AFTER DELETE ON event BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927938,
        old.text || ' ' || old.place || ' ' || old.note || ' ' || old.source);
END;
CREATE TRIGGER own_find_event_changed AFTER UPDATE OF text, place, note, source ON event BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927938,
        old.text || ' ' || old.place || ' ' || old.note || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927938,
        new.text || ' ' || new.place || ' ' || new.note || ' ' || new.source);
END;

CREATE TRIGGER own_find_result_came AFTER INSERT ON result BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927939,
        new.marker || ' ' || new.value || ' ' || new.unit || ' ' || new.lab || ' ' || new.note
        || ' ' || new.source);
END;
CREATE TRIGGER own_find_result_went AFTER DELETE ON result BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927939,
        old.marker || ' ' || old.value || ' ' || old.unit || ' ' || old.lab || ' ' || old.note
        || ' ' || old.source);
END;
CREATE TRIGGER own_find_result_changed AFTER UPDATE OF marker, value, unit, lab, note, source ON result BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927939,
        old.marker || ' ' || old.value || ' ' || old.unit || ' ' || old.lab || ' ' || old.note
        || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927939,
        new.marker || ' ' || new.value || ' ' || new.unit || ' ' || new.lab || ' ' || new.note
        || ' ' || new.source);
END;

CREATE TRIGGER own_find_sharing_came AFTER INSERT ON sharing BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927940,
        new.name || ' ' || new.contents || ' ' || new.note);
END;
CREATE TRIGGER own_find_sharing_went AFTER DELETE ON sharing BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927940,
        old.name || ' ' || old.contents || ' ' || old.note);
END;
CREATE TRIGGER own_find_sharing_changed AFTER UPDATE OF name, contents, note ON sharing BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 72057594037927940,
        old.name || ' ' || old.contents || ' ' || old.note);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 72057594037927940,
        new.name || ' ' || new.contents || ' ' || new.note);
END;
