"""What an entry is called outside of its screen, also when only pieces of it are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words, distance_words, time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import pieces

Key = tuple[str, str]
"""A family's table and the id of an entry in it."""
Values = Mapping[str, object]
"""What is known of an entry, as the database keeps it."""
_LONGEST = 60
_FAMILIES: dict[str, Callable[[], str]] = {
    "person": lambda: tr("Your own details"),
    "diagnosis": lambda: tr("What was found"),
    "diagnosis_fact": lambda: tr("A finding"),
    "purpose": lambda: tr("What the second opinion is for"),
    "reason": lambda: tr("A reason for the second opinion"),
    "doctor": lambda: tr("A doctor"),
    "doctor_fact": lambda: tr("A note about a doctor"),
    "appointment": lambda: tr("A visit"),
    "note": lambda: tr("A note"),
    "question": lambda: tr("A question"),
    "asking": lambda: tr("A question put to a doctor"),
    "task": lambda: tr("A reminder"),
    "document": lambda: tr("A record"),
    "photo": lambda: tr("A photo of a page"),
    "pin": lambda: tr("A note on a page"),
    "page_turn": lambda: tr("How a page is turned"),
    "file_password": lambda: tr("The password of a file"),
    "twin_kept": lambda: tr("Two records that look the same and are both kept"),
    "draft": lambda: tr("Something half typed"),
    "page": lambda: tr("The text of a page"),
    "read_try": lambda: tr("How far reading a record has come"),
    "examination": lambda: tr("An examination"),
    "piece": lambda: tr("A piece of an examination"),
    "move": lambda: tr("A step of a record on its way"),
    "request": lambda: tr("A request for records"),
    "wanted": lambda: tr("Something a visit needs"),
    "own_spelling": lambda: tr("A word of your own spelling list"),
    "captured": lambda: tr("A line from a visit"),
    "attendee": lambda: tr("Somebody who was at a visit"),
    "handout": lambda: tr("A paper from a visit"),
    "closing": lambda: tr("What you wrote after a visit"),
    "carry_over": lambda: tr("What becomes of a question without an answer"),
    "medicine": lambda: tr("A medicine"),
    "opinion_fact": lambda: tr("Something a doctor said"),
    "task_origin": lambda: tr("Who does a reminder, and who said so"),
    "recording": lambda: tr("A recording of a visit"),
    "sound_part": lambda: tr("A piece of sound that was being recorded"),
    "sound_original": lambda: tr("The file a recording came in"),
    "permission": lambda: tr("Whether sound may be recorded"),
    "line_stamp": lambda: tr("When the lines of an answer were written"),
    "letter": lambda: tr("A letter"),
    "sharing": lambda: tr("What was given to somebody"),
    "share_choice": lambda: tr("What a recipient sees of a sheet"),
    "treatment": lambda: tr("A treatment"),
    "event": lambda: tr("Something that happened"),
    "result": lambda: tr("A result"),
    "visit_plan": lambda: tr("What was written down before a visit"),
}
_ALONE = ("person", "diagnosis", "purpose")


def family_words(family: str) -> str:
    """What an entry of a family is called when nothing else is known of it."""
    return _FAMILIES[family]() if family in _FAMILIES else family


class ItemWords:
    """Names entries; `look_up` gives what is known of one, None when that is nothing."""

    def __init__(self, look_up: Callable[[Key], Values | None], clock: Clock = SYSTEM_CLOCK) -> None:
        self._look_up, self._clock = look_up, clock
        self._told: dict[str, Callable[[Values], str]] = {
            "diagnosis_fact": _simple("topic", lambda text: tr("Finding “{text}”", text=text)),
            "doctor": _simple("name", lambda text: tr("Doctor “{text}”", text=text)),
            "question": _simple("text", lambda text: tr("Question “{text}”", text=text)),
            "task": _simple("text", lambda text: tr("Reminder “{text}”", text=text)),
            "document": _simple("title", lambda text: tr("Record “{text}”", text=text)),
            "reason": _simple("own_words", lambda text: tr("The reason “{text}”", text=text)),
            "appointment": self._appointment,
            "note": self._note,
            "asking": self._asking,
            "doctor_fact": self._doctor_fact,
            "page": self._page,
            "examination": _simple("what", lambda text: tr("Examination “{text}”", text=text)),
            "request": _simple("facility", lambda text: tr("Request to {text}", text=text)),
            "wanted": self._wanted,
            "captured": self._of_visit("text", lambda text: tr("Line “{text}”", text=text)),
            "attendee": self._of_visit("name", lambda text: tr("“{text}”, who was there", text=text)),
            "handout": self._of_visit("what", lambda text: tr("Paper “{text}”", text=text)),
            "closing": self._closing,
            "carry_over": self._carry_over,
            "medicine": _simple("name", lambda text: tr("Medicine “{text}”", text=text)),
            "letter": _simple("title", lambda text: tr("Letter “{text}”", text=text)),
            "sharing": _simple("name", lambda text: tr("What was given to {text}", text=text)),
            "treatment": _simple("name", lambda text: tr("Treatment “{text}”", text=text)),
            "event": _simple("text", lambda text: tr("What happened: “{text}”", text=text)),
            "result": _simple("marker", lambda text: tr("Result “{text}”", text=text)),
            "opinion_fact": _simple("text", lambda text: tr("What a doctor said: “{text}”", text=text)),
            "task_origin": self._task_origin,
            "visit_plan": self._visit_plan,
            "recording": self._recording,
            "sound_original": self._sound_original,
            "permission": self._permission,
            "piece": self._piece,
            "move": self._move,
            "photo": self._photo,
            "pin": self._pin,
            "page_turn": self._page_turn,
        }

    def name(self, key: Key) -> str:
        """What to call an entry, such as "Note of 3 March 2026, visit with Dr Lee"."""
        values = self._look_up(key) or {}
        told = self._told.get(key[0])
        return (told(values) if told else "") or self._by_day(key)

    def _by_day(self, key: Key) -> str:
        """The kind of entry and the day it was written, which its id tells."""
        family = _FAMILIES[key[0]]() if key[0] in _FAMILIES else tr("An entry")
        day = written_on(key[1], self._clock)
        if day is None or key[0] in _ALONE:
            return family
        return tr("{what}, first written on {day}", what=family, day=day_words(day))

    def _other(self, family: str, identity: object, column: str) -> str:
        values = self._look_up((family, str(identity))) if identity else None
        return _text(values or {}, column)

    def _visit(self, values: Values) -> str:
        day = _day(values)
        doctor = self._other("doctor", values.get("doctor_id"), "name")
        if day and doctor:
            return tr("visit of {day} with {doctor}", day=day, doctor=doctor)
        return tr("visit of {day}", day=day) if day else ""

    def _appointment(self, values: Values) -> str:
        said = self._visit(values)
        return said[:1].upper() + said[1:]

    def _note(self, values: Values) -> str:
        day = self._local_day(values.get("written_at"))
        if not day:
            return ""
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        said = tr("Note of {day}", day=day)
        return f"{said}, {visit}" if visit else said

    def _asking(self, values: Values) -> str:
        question = self._other("question", values.get("question_id"), "text")
        if not question:
            return ""
        answered = tr("Answer to “{question}”", question=question)
        said = answered if values.get("answer") else tr("“{question}”, put to a doctor", question=question)
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        return f"{said}, {visit}" if visit else said

    def _doctor_fact(self, values: Values) -> str:
        doctor, topic = self._other("doctor", values.get("doctor_id"), "name"), _text(values, "topic")
        if doctor and topic:
            return tr("Note “{topic}” about {doctor}", topic=topic, doctor=doctor)
        return tr("Note “{topic}” about a doctor", topic=topic) if topic else ""

    def _page(self, values: Values) -> str:
        title = self._other("document", values.get("document_id"), "title")
        number = values.get("number")
        return tr("Text of page {number} of “{title}”", number=number, title=title) if title else ""

    def _photo(self, values: Values) -> str:
        title, name = self._other("document", values.get("document_id"), "title"), _text(values, "file_name")
        if title and name:
            return tr("Photo “{name}” of “{title}”", name=name, title=title)
        return tr("A photo of “{title}”", title=title) if title else ""

    def _pin(self, values: Values) -> str:
        title, text = self._other("document", values.get("document_id"), "title"), _text(values, "text")
        number = values.get("number")
        if title and text:
            return tr("Note “{text}” on page {number} of “{title}”", text=text, number=number, title=title)
        return tr("A mark on page {number} of “{title}”", number=number, title=title) if title else ""

    def _page_turn(self, values: Values) -> str:
        title = self._other("document", values.get("document_id"), "title")
        number = values.get("number")
        return tr("How page {number} of “{title}” is turned", number=number, title=title) if title else ""

    def _recording(self, values: Values) -> str:
        day, title = self._local_day(values.get("started_at")), _text(values, "title")
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        said = tr("Recording “{title}”", title=title) if title else tr("Recording of {day}", day=day)
        return "" if not day else f"{said}, {visit}" if visit else said

    def _sound_original(self, values: Values) -> str:
        name = _text(values, "file_name")
        return tr("The file “{name}” with sound of a visit", name=name) if name else ""

    def _permission(self, values: Values) -> str:
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        return tr("Whether sound may be recorded, {visit}", visit=visit) if visit else ""

    def _piece(self, values: Values) -> str:
        what = self._other("examination", values.get("examination_id"), "what")
        form = pieces.form_words().get(str(values.get("form")), "")
        return tr("{form} of “{what}”", form=form, what=what) if what and form else ""

    def _move(self, values: Values) -> str:
        state = pieces.state_words().get(str(values.get("state")), "")
        piece = self._piece(self._look_up(("piece", str(values.get("piece_id")))) or {})
        if state and piece:
            return tr("The step “{state}”: {piece}", state=state, piece=piece)
        return tr("The step “{state}” of a record", state=state) if state else ""

    def _wanted(self, values: Values) -> str:
        text = _text(values, "text")
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        if text and visit:
            return tr("“{text}”, needed for the {visit}", text=text, visit=visit)
        return tr("“{text}”, needed for a visit", text=text) if text else ""

    def _visit_plan(self, values: Values) -> str:
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        return tr("What was written down before the {visit}", visit=visit) if visit else ""

    def _of_visit(self, column: str, said: Callable[[str], str]) -> Callable[[Values], str]:
        """Something of a visit: its words, and the visit when that is known."""

        def tell(values: Values) -> str:
            text = _text(values, column)
            visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
            return f"{said(text)}, {visit}" if text and visit else said(text) if text else ""

        return tell

    def _closing(self, values: Values) -> str:
        visit = self._visit(self._look_up(("appointment", str(values.get("appointment_id")))) or {})
        return tr("What you wrote after the {visit}", visit=visit) if visit else ""

    def _carry_over(self, values: Values) -> str:
        asking = self._look_up(("asking", str(values.get("asking_id")))) or {}
        question = self._other("question", asking.get("question_id"), "text")
        return tr("What becomes of “{question}”", question=question) if question else ""

    def _task_origin(self, values: Values) -> str:
        task = self._other("task", values.get("task_id"), "text")
        return tr("Who does “{task}”, and who said so", task=task) if task else ""

    def _local_day(self, moment: object) -> str:
        try:
            at = datetime.fromisoformat(str(moment))
        except ValueError:
            return ""
        return day_words(at.astimezone(self._clock.zone()).date())


def _simple(column: str, said: Callable[[str], str]) -> Callable[[Values], str]:
    def tell(values: Values) -> str:
        text = _text(values, column)
        return said(text) if text else ""

    return tell


def _text(values: Values, column: str) -> str:
    text = " ".join(str(values.get(column) or "").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _day(values: Values) -> str:
    try:
        return day_words(date.fromisoformat(str(values.get("day"))))
    except ValueError:
        return ""


def written_on(identity: str, clock: Clock) -> date | None:
    """The day an id was made: a UUIDv7 begins with the milliseconds since 1970 (RFC 9562)."""
    try:
        moment = datetime.fromtimestamp(int(identity.replace("-", "")[:12], 16) / 1000, UTC)
        return moment.astimezone(clock.zone()).date()
    except (ValueError, OverflowError, OSError):
        return None


def moment_near(moment: datetime, clock: Clock) -> str:
    """A moment of these days: "today 14:20", "yesterday 14:20", else "3 March 2026, 14:20"."""
    at, today = moment.astimezone(clock.zone()), clock.today()
    if 0 <= (today - at.date()).days <= 1:
        return tr("{day} {time}", day=distance_words(at.date(), today), time=time_words(at))
    return tr("{day}, {time}", day=day_words(at.date()), time=time_words(at))
