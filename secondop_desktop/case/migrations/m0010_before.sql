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
