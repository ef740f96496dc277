-- What a visit leaves behind: lines caught in the room, who was there, papers, and how the visit was closed.
--
-- With it come the medicines and the opinions that such lines turn into, who does a task and who said so, and
-- what becomes of a question that got no answer.

CREATE TABLE captured (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL,
    asking_id VARCHAR,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL DEFAULT '',
    written_at VARCHAR NOT NULL,
    initials VARCHAR NOT NULL DEFAULT '',
    became VARCHAR NOT NULL DEFAULT '',
    became_id VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(asking_id) REFERENCES asking (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_captured_appointment_id ON captured (appointment_id);

CREATE INDEX ix_captured_asking_id ON captured (asking_id);

CREATE TABLE attendee (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL DEFAULT 'other',
    initials VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_attendee_appointment_id ON attendee (appointment_id);

CREATE TABLE handout (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    document_id VARCHAR,
    written_at VARCHAR NOT NULL,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_handout_appointment_id ON handout (appointment_id);

CREATE INDEX ix_handout_document_id ON handout (document_id);

CREATE TABLE closing (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    appointment_id VARCHAR NOT NULL UNIQUE,
    felt VARCHAR NOT NULL DEFAULT '',
    understood VARCHAR NOT NULL DEFAULT '',
    report_from VARCHAR NOT NULL DEFAULT '',
    report_due VARCHAR,
    report_came VARCHAR,
    step VARCHAR NOT NULL DEFAULT '',
    finished_at VARCHAR,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE medicine (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    name VARCHAR NOT NULL,
    other_name VARCHAR NOT NULL DEFAULT '',
    kind VARCHAR NOT NULL DEFAULT '',
    strength VARCHAR NOT NULL DEFAULT '',
    dose VARCHAR NOT NULL DEFAULT '',
    route VARCHAR NOT NULL DEFAULT '',
    how_often VARCHAR NOT NULL DEFAULT '',
    reason VARCHAR NOT NULL DEFAULT '',
    state VARCHAR NOT NULL DEFAULT 'named',
    pharmacy VARCHAR NOT NULL DEFAULT '',
    started VARCHAR,
    stopped VARCHAR,
    stopped_why VARCHAR NOT NULL DEFAULT '',
    side_effects VARCHAR NOT NULL DEFAULT '',
    note VARCHAR NOT NULL DEFAULT '',
    source VARCHAR NOT NULL DEFAULT '',
    dated VARCHAR,
    appointment_id VARCHAR,
    doctor_id VARCHAR,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_medicine_appointment_id ON medicine (appointment_id);

CREATE INDEX ix_medicine_doctor_id ON medicine (doctor_id);

CREATE TABLE opinion_fact (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    doctor_id VARCHAR,
    appointment_id VARCHAR,
    field VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    source VARCHAR NOT NULL DEFAULT '',
    dated VARCHAR,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_opinion_fact_doctor_id ON opinion_fact (doctor_id);

CREATE INDEX ix_opinion_fact_appointment_id ON opinion_fact (appointment_id);

CREATE TABLE task_origin (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    task_id VARCHAR NOT NULL UNIQUE,
    appointment_id VARCHAR,
    captured_id VARCHAR,
    owner VARCHAR NOT NULL DEFAULT '',
    source VARCHAR NOT NULL DEFAULT '',
    FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(captured_id) REFERENCES captured (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_task_origin_appointment_id ON task_origin (appointment_id);

CREATE INDEX ix_task_origin_captured_id ON task_origin (captured_id);

CREATE TABLE carry_over (
    seq INTEGER PRIMARY KEY,
    id VARCHAR NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,
    binned_at VARCHAR,
    asking_id VARCHAR NOT NULL UNIQUE,
    decision VARCHAR NOT NULL DEFAULT '',
    appointment_id VARCHAR,
    doctor_id VARCHAR,
    made_id VARCHAR,
    FOREIGN KEY(asking_id) REFERENCES asking (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(appointment_id) REFERENCES appointment (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(doctor_id) REFERENCES doctor (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(made_id) REFERENCES asking (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_carry_over_appointment_id ON carry_over (appointment_id);

CREATE INDEX ix_carry_over_doctor_id ON carry_over (doctor_id);

-- The view over all own words becomes the sum of one view for each step that brought families of its own, so that
-- the next step need not say again what the ones before it said. The numbers are those of search/own_families.py.

DROP VIEW own_words;

CREATE VIEW own_words_to_20 (number, text) AS
    SELECT seq * 32 + 1,
        text
        FROM note
    UNION ALL
    SELECT seq * 32 + 2,
        text || ' ' || why
        FROM question
    UNION ALL
    SELECT seq * 32 + 3,
        answer || ' ' || answered_by
        FROM asking
    UNION ALL
    SELECT seq * 32 + 4,
        name || ' ' || specialty || ' ' || hospital || ' ' || address || ' ' || phone || ' ' || fax
        || ' ' || email || ' ' || note
        FROM doctor
    UNION ALL
    SELECT seq * 32 + 5,
        topic || ' ' || text || ' ' || source
        FROM doctor_fact
    UNION ALL
    SELECT seq * 32 + 6,
        place || ' ' || goal || ' ' || companion || ' ' || office_asked
        FROM appointment
    UNION ALL
    SELECT seq * 32 + 7,
        title || ' ' || facility || ' ' || note || ' ' || file_name
        FROM document
    UNION ALL
    SELECT seq * 32 + 8,
        text
        FROM task
    UNION ALL
    SELECT seq * 32 + 9,
        sentence || ' ' || site || ' ' || source || ' ' || first_plan || ' ' || treatment_so_far
        FROM diagnosis
    UNION ALL
    SELECT seq * 32 + 10,
        topic || ' ' || text || ' ' || source
        FROM diagnosis_fact
    UNION ALL
    SELECT seq * 32 + 11,
        name || ' ' || preferred_name || ' ' || phone || ' ' || needs || ' ' || allergies || ' ' || conditions
        || ' ' || companion || ' ' || about_me
        FROM person
    UNION ALL
    SELECT seq * 32 + 12,
        decision || ' ' || waiting_said || ' ' || waiting_said_by
        FROM purpose
    UNION ALL
    SELECT seq * 32 + 13,
        own_words
        FROM reason
    UNION ALL
    SELECT seq * 32 + 14,
        medicines
        FROM person
    UNION ALL
    SELECT seq * 32 + 15,
        what || ' ' || facility || ' ' || department || ' ' || phone || ' ' || site || ' ' || accession
        || ' ' || note
        FROM examination
    UNION ALL
    SELECT seq * 32 + 16,
        extent || ' ' || original
        FROM piece
    UNION ALL
    SELECT seq * 32 + 17,
        who || ' ' || contact || ' ' || how || ' ' || carrier || ' ' || tracking || ' ' || note
        FROM move
    UNION ALL
    SELECT seq * 32 + 18,
        facility || ' ' || department || ' ' || phone || ' ' || contact || ' ' || receiver || ' ' || note
        FROM request
    UNION ALL
    SELECT seq * 32 + 19,
        text
        FROM wanted
    UNION ALL
    SELECT seq * 32 + 20,
        text
        FROM pin;

CREATE VIEW own_words_to_27 (number, text) AS
    SELECT seq * 32 + 21,
        text
        FROM captured
    UNION ALL
    SELECT seq * 32 + 22,
        what
        FROM handout
    UNION ALL
    SELECT seq * 32 + 23,
        felt || ' ' || understood || ' ' || report_from
        FROM closing
    UNION ALL
    SELECT seq * 32 + 24,
        name || ' ' || other_name || ' ' || strength || ' ' || dose || ' ' || route || ' ' || how_often
        || ' ' || reason || ' ' || pharmacy || ' ' || stopped_why || ' ' || side_effects || ' ' || note
        || ' ' || source
        FROM medicine
    UNION ALL
    SELECT seq * 32 + 25,
        text || ' ' || source
        FROM opinion_fact
    UNION ALL
    SELECT seq * 32 + 26,
        name
        FROM attendee
    UNION ALL
    SELECT seq * 32 + 27,
        owner || ' ' || source
        FROM task_origin;

CREATE VIEW own_words (number, text) AS
    SELECT number, text
        FROM own_words_to_20
    UNION ALL
    SELECT number, text
        FROM own_words_to_27;

CREATE TRIGGER own_find_captured_came AFTER INSERT ON captured BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 21,
        new.text);
END;
CREATE TRIGGER own_find_captured_went AFTER DELETE ON captured BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 21,
        old.text);
END;
CREATE TRIGGER own_find_captured_changed AFTER UPDATE OF text ON captured BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 21,
        old.text);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 21,
        new.text);
END;

CREATE TRIGGER own_find_handout_came AFTER INSERT ON handout BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 22,
        new.what);
END;
CREATE TRIGGER own_find_handout_went AFTER DELETE ON handout BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 22,
        old.what);
END;
CREATE TRIGGER own_find_handout_changed AFTER UPDATE OF what ON handout BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 22,
        old.what);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 22,
        new.what);
END;

CREATE TRIGGER own_find_closing_came AFTER INSERT ON closing BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 23,
        new.felt || ' ' || new.understood || ' ' || new.report_from);
END;
CREATE TRIGGER own_find_closing_went AFTER DELETE ON closing BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 23,
        old.felt || ' ' || old.understood || ' ' || old.report_from);
END;
CREATE TRIGGER own_find_closing_changed AFTER UPDATE OF felt, understood, report_from ON closing BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 23,
        old.felt || ' ' || old.understood || ' ' || old.report_from);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 23,
        new.felt || ' ' || new.understood || ' ' || new.report_from);
END;

CREATE TRIGGER own_find_medicine_came AFTER INSERT ON medicine BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 24,
        new.name || ' ' || new.other_name || ' ' || new.strength || ' ' || new.dose || ' ' || new.route
        || ' ' || new.how_often || ' ' || new.reason || ' ' || new.pharmacy || ' ' || new.stopped_why
        || ' ' || new.side_effects || ' ' || new.note || ' ' || new.source);
END;
CREATE TRIGGER own_find_medicine_went AFTER DELETE ON medicine BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 24,
        old.name || ' ' || old.other_name || ' ' || old.strength || ' ' || old.dose || ' ' || old.route
        || ' ' || old.how_often || ' ' || old.reason || ' ' || old.pharmacy || ' ' || old.stopped_why
        || ' ' || old.side_effects || ' ' || old.note || ' ' || old.source);
END;
CREATE TRIGGER own_find_medicine_changed AFTER UPDATE OF name, other_name, strength, dose, route, how_often, reason, pharmacy, stopped_why, side_effects, note, source ON medicine BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 24,
        old.name || ' ' || old.other_name || ' ' || old.strength || ' ' || old.dose || ' ' || old.route
        || ' ' || old.how_often || ' ' || old.reason || ' ' || old.pharmacy || ' ' || old.stopped_why
        || ' ' || old.side_effects || ' ' || old.note || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 24,
        new.name || ' ' || new.other_name || ' ' || new.strength || ' ' || new.dose || ' ' || new.route
        || ' ' || new.how_often || ' ' || new.reason || ' ' || new.pharmacy || ' ' || new.stopped_why
        || ' ' || new.side_effects || ' ' || new.note || ' ' || new.source);
END;

CREATE TRIGGER own_find_opinion_fact_came AFTER INSERT ON opinion_fact BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 25,
        new.text || ' ' || new.source);
END;
CREATE TRIGGER own_find_opinion_fact_went AFTER DELETE ON opinion_fact BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 25,
        old.text || ' ' || old.source);
END;
CREATE TRIGGER own_find_opinion_fact_changed AFTER UPDATE OF text, source ON opinion_fact BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 25,
        old.text || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 25,
        new.text || ' ' || new.source);
END;

CREATE TRIGGER own_find_attendee_came AFTER INSERT ON attendee BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 26,
        new.name);
END;
CREATE TRIGGER own_find_attendee_went AFTER DELETE ON attendee BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 26,
        old.name);
END;
CREATE TRIGGER own_find_attendee_changed AFTER UPDATE OF name ON attendee BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 26,
        old.name);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 26,
        new.name);
END;

CREATE TRIGGER own_find_task_origin_came AFTER INSERT ON task_origin BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 27,
        new.owner || ' ' || new.source);
END;
CREATE TRIGGER own_find_task_origin_went AFTER DELETE ON task_origin BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 27,
        old.owner || ' ' || old.source);
END;
CREATE TRIGGER own_find_task_origin_changed AFTER UPDATE OF owner, source ON task_origin BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 27,
        old.owner || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 27,
        new.owner || ' ' || new.source);
END;
