"""Tells the story of an invented person into a new case, so that everybody can look around."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base import paths
from secondop_desktop.base.dates import PartialDate, on_the_wall
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    notes,
    person,
    questions,
    reasons,
    tasks,
    visit_plans,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.flows import back_up
from secondop_desktop.flows.open_case import OpenedCase, create
from secondop_desktop.flows.sample_after import AfterVisits
from secondop_desktop.flows.sample_custody import Custody
from secondop_desktop.flows.sample_health import Health
from secondop_desktop.flows.take_in import Details, take_in
from secondop_desktop.questions import catalogue
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.vault import Vault

Story = Mapping[str, Any]
PASSPHRASE = "this is only a sample case"  # noqa: S105 - it is meant to be known
"""It guards nothing, so everybody may know it; the lock screen of a sample case tells it."""


def make_sample(
    folder: Path, passphrase: str, ways: Ways, progress: Progress = NO_PROGRESS, story: Story | None = None
) -> OpenedCase:
    """Make the sample case in `folder` and open it; its records still wait to be read."""
    told = story or read_story()
    made = create(folder, passphrase, "", ways)
    try:
        teller = _Teller(told, ways)
        with made.vault.write() as session:
            teller.people(session)
            teller.visits(session)
            teller.questions(session)
            teller.rest(session)
        with made.vault.write() as session:
            teller.after(session)
        progress.at(0.3)
        teller.documents(made.vault, progress.part(0.3, 0.9))
        with made.vault.write() as session:
            teller.custody(session)
            teller.health(session)
    except BaseException:
        made.vault.close()
        raise
    return made


def delete_sample(vault: Vault) -> None:
    """Close the sample case and remove its folder and its copies; one that is no sample is refused."""
    with vault.read() as session:
        owner = person.known(session)
    if owner is None or not owner.sample:
        message = "only the sample case can be deleted"
        raise ValueError(message)
    vault.close()
    shutil.rmtree(back_up.first_place(vault), ignore_errors=True)
    shutil.rmtree(vault.folder)


def read_story(language: str = "en") -> Story:
    """The story as it is written in the program's resources."""
    return tomllib.loads((_samples(language) / "story.toml").read_text(encoding="utf-8"))


def _samples(language: str) -> Path:
    folder = paths.resources() / "samples"
    return folder / language if (folder / language).is_dir() else folder / "en"


class _Teller:
    """Turns the story's days into dates around today, and its keys into ids."""

    def __init__(self, story: Story, ways: Ways) -> None:
        self._story = story
        self._today: date = ways.clock.today()
        self._zone = ways.clock.zone()
        self._clock = ways.clock
        self._doctors: dict[str, str] = {}
        self._visits: dict[str, Appointment] = {}

    def people(self, session: Session) -> None:
        """The person, what was found and why a second opinion, and the doctors."""
        told = dict(self._story["person"])
        born = PartialDate.from_iso(told.pop("birth_date"))
        person.keep(session, Person(sample=True, birth_date=born, **_clean(told)))
        diagnosis.keep(
            session,
            Diagnosis(
                **self._dated(
                    self._story["diagnosis"], diagnosed_day="diagnosed_on", source_day="source_date"
                )
            ),
        )
        for rank, fact in enumerate(self._story["facts"]):
            diagnosis.keep_fact(session, DiagnosisFact(rank=rank, **self._dated(fact, day="as_of")))
        purpose = self._dated(
            self._story["purpose"], decide_by_day="decide_by", waiting_said_day="waiting_said_on"
        )
        reasons.keep_purpose(session, Purpose(**purpose))
        reasons.choose(session, {r["key"]: r["own_words"] for r in self._story["reasons"]})
        for told in self._story["doctors"]:
            self._doctor(session, dict(told))

    def _doctor(self, session: Session, told: dict[str, Any]) -> None:
        key, facts = told.pop("key"), told.pop("facts", [])
        doctor = doctors.keep(session, Doctor(**_clean(told)))
        self._doctors[key] = doctor.id
        for fact in facts:
            doctors.keep_fact(session, DoctorFact(doctor_id=doctor.id, **self._dated(fact, day="as_of")))

    def visits(self, session: Session) -> None:
        """The past and the coming visits, at this computer's wall clock."""
        for told in self._story["appointments"]:
            values = _clean(told)
            key, day = values.pop("key"), self._day(values.pop("day"))
            doctor = self._doctors.get(values.pop("doctor", ""))
            visit = Appointment(day=day.isoformat(), zone=str(self._zone), doctor_id=doctor, **values)
            if visit.status == "done":
                visit.finished_at = visit.ends
            self._visits[key] = appointments.keep(session, visit)
        session.flush()
        for told in self._story.get("plans", []):
            values = _clean(told)
            visit_id = self._visits[values.pop("appointment")].id
            visit_plans.keep(session, VisitPlan(appointment_id=visit_id, **values))

    def questions(self, session: Session) -> None:
        """The questions in their order, and what each visit answered."""
        shelf = catalogue.load().by_id
        for told in self._story["questions"]:
            if "catalogue" in told:
                found = shelf[told["catalogue"]]
                question = questions.add_from_catalogue(session, found.id, found.text, found.why, found.phase)
            else:
                own = {key: told.get(key, "") for key in ("text", "why", "phase")}
                question = questions.keep(session, Question(**own))
            question.starred = told.get("starred", False)
            session.flush()
            for asked in told.get("askings", []):
                self._asking(session, question.id, asked)

    def _asking(self, session: Session, question_id: str, told: Mapping[str, Any]) -> None:
        visit = self._visits[told["appointment"]]
        asking = questions.ask_at(session, question_id, visit.id)
        asking.answer = told.get("answer", "").strip()
        if told.get("answered"):
            asking.answered_at, asking.answered_by = visit.ends, told.get("answered_by", "")
        for flag in told.get("flags", []):
            setattr(asking, flag, True)

    def rest(self, session: Session) -> None:
        """Notes written in the room, and small things to do."""
        for told in self._story["notes"]:
            notes.write(
                session, self._visits[told["appointment"]].id, told["text"].strip(), self._noon(told["day"])
            )
        for told in self._story["tasks"]:
            done = self._noon(told["done_day"]) if "done_day" in told else None
            tasks.keep(
                session, Task(text=told["text"], due=PartialDate.of(self._day(told["day"])), done_at=done)
            )

    def after(self, session: Session) -> None:
        """What the visits left behind."""
        AfterVisits(self._visits, self._day).tell(session, self._story)

    def documents(self, vault: Vault, progress: Progress) -> None:
        """The scanned reports, taken in like any other file."""
        for told in progress.each(self._story["documents"]):
            details = Details(
                title=told["title"],
                kind=told["kind"],
                dated=PartialDate.of(self._day(told["day"])),
                facility=told["facility"],
                doctor_id=self._doctors.get(told.get("doctor", "")),
                note=told["note"],
            )
            take_in(vault, [_samples("en") / told["file"]], details, clock=self._clock)

    def custody(self, session: Session) -> None:
        """Where the records are, what was asked for, and what the second doctor wants to have."""
        visits = {key: visit.id for key, visit in self._visits.items()}
        Custody(self._doctors, visits, self._day, self._noon).tell(session, self._story)

    def health(self, session: Session) -> None:
        """Treatments, what happened on the way, and results over time."""
        Health(self._doctors, self._day).tell(session, self._story)

    def _day(self, offset: int) -> date:
        return self._today + timedelta(days=offset)

    def _noon(self, offset: int) -> datetime:
        return on_the_wall(self._day(offset), time(12), str(self._zone))

    def _dated(self, told: Mapping[str, Any], **days: str) -> dict[str, Any]:
        """The values with each `..._day` offset turned into the date column it stands for."""
        values = _clean(told)
        for key, column in days.items():
            if key in values:
                values[column] = PartialDate.of(self._day(values.pop(key)))
        return values


def _clean(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.strip() if isinstance(value, str) else value for key, value in told.items()}
