-- Sound of a visit, the file it came from when that was recorded elsewhere, and who allowed it.
--
-- Lengths are whole milliseconds: a row that holds a fraction cannot be proved from a single page, because SQLite
-- writes 6.0 as 6 there ("Record Format", sqlite.org/fileformat2.html, 2.1).

CREATE TABLE recording (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL,
    started_at VARCHAR NOT NULL,
    start_from VARCHAR NOT NULL DEFAULT 'clock',
    zone VARCHAR NOT NULL DEFAULT 'UTC',
    source VARCHAR NOT NULL,
    blob VARCHAR,
    seconds INTEGER NOT NULL DEFAULT 0,
    title VARCHAR NOT NULL DEFAULT '',
    state VARCHAR NOT NULL,
    stretches VARCHAR NOT NULL DEFAULT '[]',
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_recording_appointment_id ON recording (appointment_id);

CREATE TABLE sound_part (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    recording_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    seconds INTEGER NOT NULL DEFAULT 0,
    content BLOB NOT NULL,
    UNIQUE (recording_id, number),
    FOREIGN KEY(recording_id) REFERENCES recording (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE sound_original (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    recording_id VARCHAR NOT NULL UNIQUE,
    blob VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL DEFAULT '',
    file_kind VARCHAR NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    problem VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(recording_id) REFERENCES recording (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_sound_original_blob ON sound_original (blob);

CREATE TABLE permission (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL,
    asked_whom VARCHAR NOT NULL DEFAULT '',
    answer VARCHAR NOT NULL,
    asked_at VARCHAR NOT NULL,
    note VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_permission_appointment_id ON permission (appointment_id);

CREATE VIEW own_words_to_30 (number, text) AS
    SELECT seq * 32 + 29,
        title
        FROM recording
    UNION ALL
    SELECT seq * 32 + 30,
        asked_whom || ' ' || note
        FROM permission;

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
        FROM own_words_to_30;

CREATE TRIGGER own_find_recording_came AFTER INSERT ON recording BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 29,
        new.title);
END;
CREATE TRIGGER own_find_recording_went AFTER DELETE ON recording BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 29,
        old.title);
END;
CREATE TRIGGER own_find_recording_changed AFTER UPDATE OF title ON recording BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 29,
        old.title);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 29,
        new.title);
END;

CREATE TRIGGER own_find_permission_came AFTER INSERT ON permission BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 30,
        new.asked_whom || ' ' || new.note);
END;
CREATE TRIGGER own_find_permission_went AFTER DELETE ON permission BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 30,
        old.asked_whom || ' ' || old.note);
END;
CREATE TRIGGER own_find_permission_changed AFTER UPDATE OF asked_whom, note ON permission BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 30,
        old.asked_whom || ' ' || old.note);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 30,
        new.asked_whom || ' ' || new.note);
END;
