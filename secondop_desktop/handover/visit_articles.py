"""Each visit on the page that one reads: its questions and answers, notes, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secondop_desktop.base.dates import day_words, moment_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import attendees, captured, opinion_facts
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.documents import Document
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.notes import Note
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.handover import html, words
from secondop_desktop.handover.given import Given
from secondop_desktop.handover.html import Html, tag
from secondop_desktop.handover.listed import doctor_name


def articles(given: Given) -> Iterator[Html]:
    """All visits, the latest first."""
    for visit in sorted(given.of(Appointment), key=lambda one: (one.day, one.hour, one.id), reverse=True):
        parts = [part for make in _PARTS for part in make(given, visit)]
        yield tag("article", tag("h3", _title(given, visit), dir="auto"), *parts)


def _title(given: Given, visit: Appointment) -> str:
    who = doctor_name(given, visit.doctor_id) or words.visit_kinds().get(visit.kind, visit.kind)
    when = day_words(visit.date, weekday=True)
    return f"{when}, {visit.hour}, {who}" if visit.hour else f"{when}, {who}"


def _facts(given: Given, visit: Appointment) -> Iterator[Html]:
    plan = next((one for one in given.of(VisitPlan) if one.appointment_id == visit.id), None)
    there = [one for one in given.of(Attendee) if one.appointment_id == visit.id]
    roles = attendees.role_words()
    yield html.facts(
        [
            (tr("State"), words.visit_states().get(visit.status, visit.status)),
            (tr("What for"), words.visit_kinds().get(visit.kind, visit.kind)),
            (tr("How"), words.visit_modes().get(visit.mode, visit.mode)),
            (tr("Place"), visit.place),
            (tr("Time zone"), visit.zone if visit.hour and visit.zone != str(given.zone) else ""),
            (tr("Goal"), visit.goal),
            (tr("What is to be decided"), plan.decision if plan else ""),
            (tr("Who comes along"), visit.companion),
            (tr("Who was there"), "\n".join(f"{one.name}: {roles.get(one.role, one.role)}" for one in there)),
            (tr("The way"), plan.directions if plan else ""),
            (tr("Parking"), plan.parking if plan else ""),
            (tr("Link"), plan.link if plan else ""),
            (tr("Referral"), plan.referral if plan else ""),
            (tr("When it gets too much"), plan.overwhelmed if plan else ""),
            (tr("What the office asked for"), visit.office_asked),
        ]
    )


def _answers(given: Given, visit: Appointment) -> Iterator[Html]:
    questions = {one.id: one for one in given.all_of(Question)}
    asked = [one for one in given.of(Asking) if one.appointment_id == visit.id]
    if not asked:
        return
    yield tag("h4", tr("Questions and answers"))
    for one in sorted(asked, key=lambda asking: (questions[asking.question_id].rank, asking.id)):
        question = questions[one.question_id]
        star = tr("Ask first: ") if question.starred else ""
        yield tag("p", tag("strong", f"{star}{question.text}"), class_="words", dir="auto")
        answer = (
            [html.words(one.answer)] if one.answer.strip() else [tag("p", tr("No answer was written down."))]
        )
        yield tag("div", *answer, *_about_answer(given, one), class_="answer")


def _about_answer(given: Given, one: Asking) -> Iterator[Html]:
    flags = (
        (one.important, tr("Important")),
        (one.not_understood, tr("Not understood")),
        (one.ask_again, tr("Ask again")),
    )
    when = moment_words(one.answered_at.astimezone(given.zone)) if one.answered_at else ""
    said = [one.answered_by, when, *(flag for on, flag in flags if on)]
    if any(said):
        yield tag("p", ", ".join(part for part in said if part), class_="quiet", dir="auto")


def _notes(given: Given, visit: Appointment) -> Iterator[Html]:
    for note in given.of(Note):
        if note.appointment_id == visit.id and note.text.strip():
            yield tag("h4", tr("My page of this visit"))
            yield html.words(note.text)


def _lines(given: Given, visit: Appointment) -> Iterator[Html]:
    kinds = captured.kind_words()
    found = [one for one in given.of(Captured) if one.appointment_id == visit.id]
    items = (
        f"{kinds.get(one.kind, one.kind)}: {one.text}"
        for one in sorted(found, key=lambda line: (line.written_at, line.id))
    )
    yield from _list(tr("Caught in the room"), items)
    titles = {one.id: one.title for one in given.all_of(Document)}
    papers = (
        f"{one.what} ({titles[one.document_id]})" if one.document_id in titles else one.what
        for one in given.of(Handout)
        if one.appointment_id == visit.id
    )
    yield from _list(tr("Papers that I received"), papers)
    agreed = (
        f"{one.asked_whom}: {words.plain(one.answer)}. {one.note}"
        for one in given.of(Permission)
        if one.appointment_id == visit.id
    )
    yield from _list(tr("Whether sound may be recorded"), agreed)


def _said(given: Given, visit: Appointment) -> Iterator[Html]:
    fields = opinion_facts.field_words()
    said = [one for one in given.of(OpinionFact) if one.appointment_id == visit.id]
    if said:
        rows = [(fields.get(one.field, one.field), one.text, one.source) for one in said]
        yield html.table(tr("What was said"), (tr("About"), tr("What was said"), tr("Source")), rows)


def _after(given: Given, visit: Appointment) -> Iterator[Html]:
    for one in given.of(Closing):
        if one.appointment_id == visit.id:
            told = html.facts(
                [
                    (tr("How it felt"), one.felt),
                    (tr("What I understood"), one.understood),
                    (tr("Report from"), one.report_from),
                    (tr("Report expected"), one.report_due.words() if one.report_due else ""),
                    (tr("Report came"), one.report_came.words() if one.report_came else ""),
                ]
            )
            if told:
                yield tag("h4", tr("After the visit"))
                yield told


def _list(title: str, items: Iterable[str]) -> Iterator[Html]:
    found = [tag("li", item, dir="auto") for item in items]
    if found:
        yield tag("h4", title)
        yield tag("ul", *found)


_PARTS = (_facts, _answers, _notes, _lines, _said, _after)
