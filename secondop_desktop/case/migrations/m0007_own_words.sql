-- One index over everything the person wrote: notes, answers, questions, people, visits, and so on.
--
-- `own_words` gives each entry one number, 32 times its `seq` and the number of its family, and one text. The index
-- keeps no text of its own; it can be made anew from the entries and compared with them at any time, like `page_find`.

CREATE VIEW own_words (number, text) AS
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

CREATE VIRTUAL TABLE own_find USING fts5(
    text, content='own_words', content_rowid='number', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

CREATE TRIGGER own_find_note_came AFTER INSERT ON note BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 1,
        new.text);
END;
CREATE TRIGGER own_find_note_went AFTER DELETE ON note BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 1,
        old.text);
END;
CREATE TRIGGER own_find_note_changed AFTER UPDATE OF text ON note BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 1,
        old.text);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 1,
        new.text);
END;

CREATE TRIGGER own_find_question_came AFTER INSERT ON question BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 2,
        new.text || ' ' || new.why);
END;
CREATE TRIGGER own_find_question_went AFTER DELETE ON question BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 2,
        old.text || ' ' || old.why);
END;
CREATE TRIGGER own_find_question_changed AFTER UPDATE OF text, why ON question BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 2,
        old.text || ' ' || old.why);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 2,
        new.text || ' ' || new.why);
END;

CREATE TRIGGER own_find_asking_came AFTER INSERT ON asking BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 3,
        new.answer || ' ' || new.answered_by);
END;
CREATE TRIGGER own_find_asking_went AFTER DELETE ON asking BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 3,
        old.answer || ' ' || old.answered_by);
END;
CREATE TRIGGER own_find_asking_changed AFTER UPDATE OF answer, answered_by ON asking BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 3,
        old.answer || ' ' || old.answered_by);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 3,
        new.answer || ' ' || new.answered_by);
END;

CREATE TRIGGER own_find_doctor_came AFTER INSERT ON doctor BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 4,
        new.name || ' ' || new.specialty || ' ' || new.hospital || ' ' || new.address || ' ' || new.phone
        || ' ' || new.fax || ' ' || new.email || ' ' || new.note);
END;
CREATE TRIGGER own_find_doctor_went AFTER DELETE ON doctor BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 4,
        old.name || ' ' || old.specialty || ' ' || old.hospital || ' ' || old.address || ' ' || old.phone
        || ' ' || old.fax || ' ' || old.email || ' ' || old.note);
END;
CREATE TRIGGER own_find_doctor_changed AFTER UPDATE OF name, specialty, hospital, address, phone, fax, email, note ON doctor BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 4,
        old.name || ' ' || old.specialty || ' ' || old.hospital || ' ' || old.address || ' ' || old.phone
        || ' ' || old.fax || ' ' || old.email || ' ' || old.note);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 4,
        new.name || ' ' || new.specialty || ' ' || new.hospital || ' ' || new.address || ' ' || new.phone
        || ' ' || new.fax || ' ' || new.email || ' ' || new.note);
END;

CREATE TRIGGER own_find_doctor_fact_came AFTER INSERT ON doctor_fact BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 5,
        new.topic || ' ' || new.text || ' ' || new.source);
END;
CREATE TRIGGER own_find_doctor_fact_went AFTER DELETE ON doctor_fact BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 5,
        old.topic || ' ' || old.text || ' ' || old.source);
END;
CREATE TRIGGER own_find_doctor_fact_changed AFTER UPDATE OF topic, text, source ON doctor_fact BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 5,
        old.topic || ' ' || old.text || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 5,
        new.topic || ' ' || new.text || ' ' || new.source);
END;

CREATE TRIGGER own_find_appointment_came AFTER INSERT ON appointment BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 6,
        new.place || ' ' || new.goal || ' ' || new.companion || ' ' || new.office_asked);
END;
CREATE TRIGGER own_find_appointment_went AFTER DELETE ON appointment BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 6,
        old.place || ' ' || old.goal || ' ' || old.companion || ' ' || old.office_asked);
END;
CREATE TRIGGER own_find_appointment_changed AFTER UPDATE OF place, goal, companion, office_asked ON appointment BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 6,
        old.place || ' ' || old.goal || ' ' || old.companion || ' ' || old.office_asked);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 6,
        new.place || ' ' || new.goal || ' ' || new.companion || ' ' || new.office_asked);
END;

CREATE TRIGGER own_find_document_came AFTER INSERT ON document BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 7,
        new.title || ' ' || new.facility || ' ' || new.note || ' ' || new.file_name);
END;
CREATE TRIGGER own_find_document_went AFTER DELETE ON document BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 7,
        old.title || ' ' || old.facility || ' ' || old.note || ' ' || old.file_name);
END;
CREATE TRIGGER own_find_document_changed AFTER UPDATE OF title, facility, note, file_name ON document BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 7,
        old.title || ' ' || old.facility || ' ' || old.note || ' ' || old.file_name);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 7,
        new.title || ' ' || new.facility || ' ' || new.note || ' ' || new.file_name);
END;

CREATE TRIGGER own_find_task_came AFTER INSERT ON task BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 8,
        new.text);
END;
CREATE TRIGGER own_find_task_went AFTER DELETE ON task BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 8,
        old.text);
END;
CREATE TRIGGER own_find_task_changed AFTER UPDATE OF text ON task BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 8,
        old.text);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 8,
        new.text);
END;

CREATE TRIGGER own_find_diagnosis_came AFTER INSERT ON diagnosis BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 9,
        new.sentence || ' ' || new.site || ' ' || new.source || ' ' || new.first_plan
        || ' ' || new.treatment_so_far);
END;
CREATE TRIGGER own_find_diagnosis_went AFTER DELETE ON diagnosis BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 9,
        old.sentence || ' ' || old.site || ' ' || old.source || ' ' || old.first_plan
        || ' ' || old.treatment_so_far);
END;
CREATE TRIGGER own_find_diagnosis_changed AFTER UPDATE OF sentence, site, source, first_plan, treatment_so_far ON diagnosis BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 9,
        old.sentence || ' ' || old.site || ' ' || old.source || ' ' || old.first_plan
        || ' ' || old.treatment_so_far);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 9,
        new.sentence || ' ' || new.site || ' ' || new.source || ' ' || new.first_plan
        || ' ' || new.treatment_so_far);
END;

CREATE TRIGGER own_find_diagnosis_fact_came AFTER INSERT ON diagnosis_fact BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 10,
        new.topic || ' ' || new.text || ' ' || new.source);
END;
CREATE TRIGGER own_find_diagnosis_fact_went AFTER DELETE ON diagnosis_fact BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 10,
        old.topic || ' ' || old.text || ' ' || old.source);
END;
CREATE TRIGGER own_find_diagnosis_fact_changed AFTER UPDATE OF topic, text, source ON diagnosis_fact BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 10,
        old.topic || ' ' || old.text || ' ' || old.source);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 10,
        new.topic || ' ' || new.text || ' ' || new.source);
END;

CREATE TRIGGER own_find_person_came AFTER INSERT ON person BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 11,
        new.name || ' ' || new.preferred_name || ' ' || new.phone || ' ' || new.needs || ' ' || new.allergies
        || ' ' || new.conditions || ' ' || new.companion || ' ' || new.about_me);
END;
CREATE TRIGGER own_find_person_went AFTER DELETE ON person BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 11,
        old.name || ' ' || old.preferred_name || ' ' || old.phone || ' ' || old.needs || ' ' || old.allergies
        || ' ' || old.conditions || ' ' || old.companion || ' ' || old.about_me);
END;
CREATE TRIGGER own_find_person_changed AFTER UPDATE OF name, preferred_name, phone, needs, allergies, conditions, companion, about_me ON person BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 11,
        old.name || ' ' || old.preferred_name || ' ' || old.phone || ' ' || old.needs || ' ' || old.allergies
        || ' ' || old.conditions || ' ' || old.companion || ' ' || old.about_me);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 11,
        new.name || ' ' || new.preferred_name || ' ' || new.phone || ' ' || new.needs || ' ' || new.allergies
        || ' ' || new.conditions || ' ' || new.companion || ' ' || new.about_me);
END;

CREATE TRIGGER own_find_purpose_came AFTER INSERT ON purpose BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 12,
        new.decision || ' ' || new.waiting_said || ' ' || new.waiting_said_by);
END;
CREATE TRIGGER own_find_purpose_went AFTER DELETE ON purpose BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 12,
        old.decision || ' ' || old.waiting_said || ' ' || old.waiting_said_by);
END;
CREATE TRIGGER own_find_purpose_changed AFTER UPDATE OF decision, waiting_said, waiting_said_by ON purpose BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 12,
        old.decision || ' ' || old.waiting_said || ' ' || old.waiting_said_by);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 12,
        new.decision || ' ' || new.waiting_said || ' ' || new.waiting_said_by);
END;

CREATE TRIGGER own_find_reason_came AFTER INSERT ON reason BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 13,
        new.own_words);
END;
CREATE TRIGGER own_find_reason_went AFTER DELETE ON reason BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 13,
        old.own_words);
END;
CREATE TRIGGER own_find_reason_changed AFTER UPDATE OF own_words ON reason BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 13,
        old.own_words);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 13,
        new.own_words);
END;

CREATE TRIGGER own_find_medicines_came AFTER INSERT ON person BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 14,
        new.medicines);
END;
CREATE TRIGGER own_find_medicines_went AFTER DELETE ON person BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 14,
        old.medicines);
END;
CREATE TRIGGER own_find_medicines_changed AFTER UPDATE OF medicines ON person BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 14,
        old.medicines);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 14,
        new.medicines);
END;

CREATE TRIGGER own_find_examination_came AFTER INSERT ON examination BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 15,
        new.what || ' ' || new.facility || ' ' || new.department || ' ' || new.phone || ' ' || new.site
        || ' ' || new.accession || ' ' || new.note);
END;
CREATE TRIGGER own_find_examination_went AFTER DELETE ON examination BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 15,
        old.what || ' ' || old.facility || ' ' || old.department || ' ' || old.phone || ' ' || old.site
        || ' ' || old.accession || ' ' || old.note);
END;
CREATE TRIGGER own_find_examination_changed AFTER UPDATE OF what, facility, department, phone, site, accession, note ON examination BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 15,
        old.what || ' ' || old.facility || ' ' || old.department || ' ' || old.phone || ' ' || old.site
        || ' ' || old.accession || ' ' || old.note);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 15,
        new.what || ' ' || new.facility || ' ' || new.department || ' ' || new.phone || ' ' || new.site
        || ' ' || new.accession || ' ' || new.note);
END;

CREATE TRIGGER own_find_piece_came AFTER INSERT ON piece BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 16,
        new.extent || ' ' || new.original);
END;
CREATE TRIGGER own_find_piece_went AFTER DELETE ON piece BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 16,
        old.extent || ' ' || old.original);
END;
CREATE TRIGGER own_find_piece_changed AFTER UPDATE OF extent, original ON piece BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 16,
        old.extent || ' ' || old.original);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 16,
        new.extent || ' ' || new.original);
END;

CREATE TRIGGER own_find_move_came AFTER INSERT ON move BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 17,
        new.who || ' ' || new.contact || ' ' || new.how || ' ' || new.carrier || ' ' || new.tracking
        || ' ' || new.note);
END;
CREATE TRIGGER own_find_move_went AFTER DELETE ON move BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 17,
        old.who || ' ' || old.contact || ' ' || old.how || ' ' || old.carrier || ' ' || old.tracking
        || ' ' || old.note);
END;
CREATE TRIGGER own_find_move_changed AFTER UPDATE OF who, contact, how, carrier, tracking, note ON move BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 17,
        old.who || ' ' || old.contact || ' ' || old.how || ' ' || old.carrier || ' ' || old.tracking
        || ' ' || old.note);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 17,
        new.who || ' ' || new.contact || ' ' || new.how || ' ' || new.carrier || ' ' || new.tracking
        || ' ' || new.note);
END;

CREATE TRIGGER own_find_request_came AFTER INSERT ON request BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 18,
        new.facility || ' ' || new.department || ' ' || new.phone || ' ' || new.contact || ' ' || new.receiver
        || ' ' || new.note);
END;
CREATE TRIGGER own_find_request_went AFTER DELETE ON request BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 18,
        old.facility || ' ' || old.department || ' ' || old.phone || ' ' || old.contact || ' ' || old.receiver
        || ' ' || old.note);
END;
CREATE TRIGGER own_find_request_changed AFTER UPDATE OF facility, department, phone, contact, receiver, note ON request BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 18,
        old.facility || ' ' || old.department || ' ' || old.phone || ' ' || old.contact || ' ' || old.receiver
        || ' ' || old.note);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 18,
        new.facility || ' ' || new.department || ' ' || new.phone || ' ' || new.contact || ' ' || new.receiver
        || ' ' || new.note);
END;

CREATE TRIGGER own_find_wanted_came AFTER INSERT ON wanted BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 19,
        new.text);
END;
CREATE TRIGGER own_find_wanted_went AFTER DELETE ON wanted BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 19,
        old.text);
END;
CREATE TRIGGER own_find_wanted_changed AFTER UPDATE OF text ON wanted BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 19,
        old.text);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 19,
        new.text);
END;

CREATE TRIGGER own_find_pin_came AFTER INSERT ON pin BEGIN
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 20,
        new.text);
END;
CREATE TRIGGER own_find_pin_went AFTER DELETE ON pin BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 20,
        old.text);
END;
CREATE TRIGGER own_find_pin_changed AFTER UPDATE OF text ON pin BEGIN
    INSERT INTO own_find(own_find, rowid, text) VALUES ('delete', old.seq * 32 + 20,
        old.text);
    INSERT INTO own_find(rowid, text) VALUES (new.seq * 32 + 20,
        new.text);
END;

INSERT INTO own_find(own_find) VALUES ('rebuild');
