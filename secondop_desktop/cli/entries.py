"""The commands that write single entries: doctors, appointments, questions, notes and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import PartialDate, read_date, read_time
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import appointments, diagnosis, doctors, notes, questions, reasons
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.questions import Question
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows import see_questions, visit_words
from secondop_desktop.flows.take_in import Details, TakenIn, take_in
from secondop_desktop.intake.folders import files_meant
from secondop_desktop.questions import catalogue
from secondop_desktop.questions.choose import suggest
from secondop_desktop.vault.vault import Vault


def doctor_add(given: Given, voice: Voice) -> None:
    """Add a doctor."""
    with opened(given) as vault, vault.write() as session:
        doctor = Doctor(name=given.name, specialty=given.specialty, role=given.role, hospital=given.hospital)
        doctor.phone = given.phone
        kept = doctors.keep(session, doctor)
    voice.tell(tr("Added: {name}", name=kept.name))
    voice.data({"id": kept.id, "name": kept.name})


def doctor_note(given: Given, voice: Voice) -> None:
    """Add a background note about a doctor, with its source and date."""
    with opened(given) as vault, vault.write() as session:
        doctor = _doctor(session, given.doctor)
        fact = DoctorFact(doctor_id=doctor.id, topic=given.topic, text=given.text, source=given.source)
        fact.as_of = _date(given.date)
        kept = doctors.keep_fact(session, fact)
    voice.tell(tr("Noted about {name}.", name=doctor.name))
    voice.data({"id": kept.id, "doctor": doctor.id})


def doctor_list(given: Given, voice: Voice) -> None:
    """List the doctors."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        rows = [
            {"id": d.id, "name": d.name, "specialty": d.specialty, "role": d.role, "hospital": d.hospital}
            for d in doctors.everyone(session)
        ]
    voice.rows(rows, ("name", "specialty", "hospital"), tr("No doctors are written down yet."))


def appointment_add(given: Given, voice: Voice) -> None:
    """Add a visit."""
    day, hour = _when(given.when)
    with opened(given) as vault, vault.write() as session:
        doctor = _doctor(session, given.doctor) if given.doctor else None
        visit = Appointment(day=day, hour=hour, zone=given.zone or str(SYSTEM_CLOCK.zone()), kind=given.kind)
        visit.doctor_id = doctor.id if doctor else None
        visit.place, visit.goal, visit.companion = given.place, given.goal, given.companion
        kept = appointments.keep(session, visit)
    voice.tell(tr("Added: {when}", when=visit_words.when(kept)))
    voice.data({"id": kept.id, "starts": kept.starts.isoformat()})


def appointment_list(given: Given, voice: Voice) -> None:
    """List the visits, the earliest first."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        names = {d.id: d.name for d in doctors.everyone(session)}
        rows = [
            {
                "id": v.id,
                "when": visit_words.when(v),
                "doctor": names.get(v.doctor_id or "", ""),
                "place": v.place,
                "status": v.status,
            }
            for v in appointments.everything(session)
        ]
    voice.rows(rows, ("when", "doctor", "place"), tr("No visits are written down yet."))


def question_add(given: Given, voice: Voice) -> None:
    """Add a question of one's own, or one of the catalogue by its id."""
    with opened(given) as vault, vault.write() as session:
        if given.catalogue:
            found = catalogue.load().by_id.get(given.catalogue)
            if found is None:
                raise UserError(tr("The catalogue has no question of this name: {id}", id=given.catalogue))
            kept = questions.add_from_catalogue(session, found.id, found.text, found.why, found.phase)
        else:
            kept = questions.keep(session, Question(text=" ".join(given.text)))
        session.flush()
        if given.appointment:
            questions.ask_at(session, kept.id, find_visit(session, given.appointment).id)
        if given.star:
            questions.star(session, kept.id, True)
    voice.tell(tr("Added: {text}", text=kept.text))
    voice.data({"id": kept.id, "text": kept.text})


def question_star(given: Given, voice: Voice) -> None:
    """Give a question a star, or take it away."""
    with opened(given) as vault, vault.write() as session:
        kept = questions.star(session, given.question, not given.off)
    voice.tell(
        tr("Starred: {text}", text=kept.text) if kept.starred else tr("No star: {text}", text=kept.text)
    )
    voice.data({"id": kept.id, "starred": kept.starred})


def question_list(given: Given, voice: Voice) -> None:
    """List the questions in their order."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        rows = [
            {"id": q.id, "star": "*" if q.starred else "", "text": q.text}
            for q in questions.everything(session)
        ]
    voice.rows(rows, ("star", "text", "id"), tr("No questions are written down yet."))


def question_suggest(given: Given, voice: Voice) -> None:
    """Suggest questions of the catalogue that fit this case."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        told, purpose = diagnosis.known(session), reasons.purpose(session)
        found = suggest(
            catalogue.load(),
            reasons=given.reason or [reason.key for reason in reasons.chosen(session)],
            moment=purpose.moment if purpose else "",
            cancer_type=given.cancer_type or (told.cancer_type if told else ""),
            situations=given.situation or see_questions.situations(session, None),
            already=[question.origin for question in questions.everything(session)],
            limit=given.limit,
        )
    rows = [{"id": s.question.id, "text": s.question.text, "because": s.because} for s in found]
    voice.rows(rows, ("text", "because", "id"), tr("There is nothing more to suggest."))


def note_write(given: Given, voice: Voice) -> None:
    """Write the free page of a visit."""
    with opened(given) as vault, vault.write() as session:
        visit = find_visit(session, given.appointment)
        kept = notes.write(session, visit.id, " ".join(given.text), SYSTEM_CLOCK.now())
    voice.tell(tr("Saved."))
    voice.data({"id": kept.id})


def attach(given: Given, voice: Voice) -> None:
    """Take in files, and all files in folders; one that cannot be taken does not keep the others out."""
    with opened(given) as vault:
        problems = attach_to(vault, given.files, given, voice)
    if problems:
        raise UserError(" ".join(problems))


def attach_to(vault: Vault, files: Sequence[str], given: Given, voice: Voice) -> list[str]:
    """The same for a case that is open; gives back what went wrong, in sentences."""
    crowd = files_meant([Path(file) for file in files])
    with vault.read() as session:
        doctor = _doctor(session, given.doctor).id if given.doctor else None
    details = Details(
        title=given.title if len(crowd.files) == 1 else "",
        kind=given.kind,
        dated=_date(given.date),
        facility=given.facility,
        doctor_id=doctor,
    )
    taken = take_in(vault, crowd.files, details, Progress(voice.progress))
    for one in taken:
        for sentence in _became(one, len(taken)):
            voice.tell(sentence)
    voice.data([vars(one) for one in taken])
    added = sum(1 for one in taken if one.document_id and not one.already_here)
    voice.tell(trn("{n} file was taken in.", "{n} files were taken in.", added))
    problems = [one.problem for one in taken if one.problem]
    if crowd.too_many:
        problems.append(tr("There were more files than are taken in at once. The others were left."))
    return problems


def _became(one: TakenIn, files: int) -> Iterator[str]:
    """What became of one file, in sentences; of a single one the count says enough."""
    if one.already_here:
        yield tr("{name} is in the case already. Nothing was added.", name=one.name)
    elif one.document_id and files > 1:
        yield tr("{name} was taken in.", name=one.name)
    elif one.problem and files > 1:
        yield tr("{name} was not taken in.", name=one.name)
    if one.remark:
        yield tr("{name}: {sentence}", name=one.name, sentence=one.remark)


def _doctor(session: Session, wanted: str) -> Doctor:
    found = doctors.by_name(session, wanted) or session.get(Doctor, wanted)
    if found is None:
        raise UserError(
            tr("No doctor of this name is in the case: {name}", name=wanted),
            tr("Add one with: secondop doctor add"),
        )
    return found


def _date(text: str) -> PartialDate | None:
    return read_date(text, SYSTEM_CLOCK.today()) if text else None


def _when(text: str) -> tuple[str, str]:
    """Day and hour as a visit keeps them, from "2026-05-14T10:30", "14 may 10:30" or "14 may"."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day, _, hour = text.rpartition(" ")
        try:
            at = read_time(hour).strftime("%H:%M") if day and ":" in hour else ""
        except FieldError:
            at = ""
        return _whole_day(day if at else text), at
    if moment.tzinfo is not None:
        raise FieldError(
            "when",
            tr("It is not clear at which place this hour is meant."),
            tr("Please write the hour as the clock there shows it, and name the place's zone with --zone."),
        )
    return moment.date().isoformat(), moment.strftime("%H:%M") if len(text) > len("2026-05-14") else ""


def _whole_day(text: str) -> str:
    day = read_date(text, SYSTEM_CLOCK.today(), "when").whole() if text.strip() else None
    if day is None:
        raise FieldError("when", tr("A visit needs a day."), tr("Please write it like 14 May 2026, 10:30."))
    return day.isoformat()
