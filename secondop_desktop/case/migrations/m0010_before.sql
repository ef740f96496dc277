-- What helps one get to a visit and through it, beyond the visit itself.

CREATE TABLE visit_plan (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL UNIQUE,
    decision VARCHAR NOT NULL,
    companion_role VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    directions VARCHAR NOT NULL,
    arrive VARCHAR NOT NULL,
    parking VARCHAR NOT NULL,
    referral VARCHAR NOT NULL,
    overwhelmed VARCHAR NOT NULL,
    calendar_title VARCHAR NOT NULL,
    calendar_place BOOLEAN NOT NULL,
    alarm_minutes INTEGER NOT NULL,
    remind_minutes INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    exported VARCHAR NOT NULL,
    invited INTEGER NOT NULL,
    invited_stamp VARCHAR NOT NULL,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_visit_plan_uid ON visit_plan (uid);

-- The words of a plan can be found like all one's own words; see the seventh and the ninth step.

CREATE VIEW own_words_to_28 (number, text) AS
    SELECT seq * 32 + 28,
        decision || ' ' || link || ' ' || directions || ' ' || parking || ' ' || referral || ' ' || overwhelmed
        || ' ' || calendar_title
        FROM visit_plan;

DROP VIEW own_words;

CREATE VIEW own_words (number, text) AS
    SELECT number, text
        FROM own_words_to_20
    UNION ALL
    SELECT number, text
        FROM own_words_to_27
    UNION ALL
    SELECT number, text
        FROM own_words_to_28;

CREATE TRIGGER own_find_visit_plan_came AFTER INSERT ON visit_plan BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 28,
        new.decision || ' ' || new.link || ' ' || new.directions || ' ' || new.parking || ' ' || new.referral
        || ' ' || new.overwhelmed || ' ' || new.calendar_title);
END;
CREATE TRIGGER own_find_visit_plan_went AFTER DELETE ON visit_plan BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 28,
        old.decision || ' ' || old.link || ' ' || old.directions || ' ' || old.parking || ' ' || old.referral
        || ' ' || old.overwhelmed || ' ' || old.calendar_title);
END;
CREATE TRIGGER own_find_visit_plan_changed AFTER UPDATE OF decision, link, directions, parking, referral,
    overwhelmed, calendar_title ON visit_plan BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 28,
        old.decision || ' ' || old.link || ' ' || old.directions || ' ' || old.parking || ' ' || old.referral
        || ' ' || old.overwhelmed || ' ' || old.calendar_title);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 28,
        new.decision || ' ' || new.link || ' ' || new.directions || ' ' || new.parking || ' ' || new.referral
        || ' ' || new.overwhelmed || ' ' || new.calendar_title);
END;
