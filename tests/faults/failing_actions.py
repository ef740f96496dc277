"""What a person does while the disk fails, and how to see afterwards whether it was kept, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base import settings as settings_file
from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, bin, documents, notes, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, print_sheet
from secondop_desktop.flows.check_case import check_case
from secondop_desktop.flows.take_in import take_in
from secondop_desktop.vault import generations

TYPED = "She said: the margins are clear. " * 40
RECORD = b"%PDF-1.4\n" + bytes(range(256)) * 1200
ATTACHED = "Pathology 2 March.pdf"
NOTE_BEFORE = "What was written before"


@dataclass(frozen=True)
class Place:
    """Where one try happens: the case, a folder for what leaves it, and a file to attach (never failing)."""

    case: Path
    outside: Path
    attached: Path


@dataclass(frozen=True)
class Action:
    """`do(vault, place)` raises UserError when it was not kept; `times(vault, place)` is how often it was."""

    name: str
    do: Callable
    times: Callable


def furnish(vault):
    """What the case holds before: a visit with a question, a note, a task, a record."""
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-05-14", hour="10:30", zone="UTC"))
        session.flush()
        notes.write(session, visit.id, NOTE_BEFORE, SYSTEM_CLOCK.now())
        question = questions.keep(session, Question(text="Is there a trial for me?"))
        session.flush()
        questions.ask_at(session, question.id, visit.id)
        for number in range(5):
            tasks.keep(session, Task(text=f"Task {number}"))


def still_there(vault):
    """Whether what was kept before is all there."""
    with vault.read() as session:
        texts = {question.text for question in questions.everything(session)}
        kept = {note.text.removeprefix(TYPED) for note in notes.everything(session)} == {NOTE_BEFORE}
        rest = {task.text for task in tasks.everything(session)} - {"Task 0"}
        return kept and "Is there a trial for me?" in texts and rest == {f"Task {n}" for n in range(1, 5)}


def is_sound(vault):
    """Whether the check of the whole case finds nothing."""
    return vault.adds_up() and check_case(vault).good


def _visit(session):
    return appointments.everything(session)[0].id


def _write_note(vault, _place):
    with vault.write() as session:
        notes.write(session, _visit(session), TYPED + NOTE_BEFORE, SYSTEM_CLOCK.now())


def _notes_written(vault, _place):
    with vault.read() as session:
        return sum(note.text.count(TYPED) for note in notes.everything(session))


def _add_question(vault, _place):
    with vault.write() as session:
        question = questions.keep(session, Question(text=TYPED))
        session.flush()
        questions.ask_at(session, question.id, _visit(session))


def _questions_added(vault, _place):
    with vault.read() as session:
        return sum(question.text == TYPED.strip() for question in questions.everything(session))


def _answer(vault, _place):
    with vault.write() as session:
        visit = appointments.everything(session)[0]
        asking = questions.for_appointment(session, visit)[0].asking
        questions.settle_at(session, asking.id, visit.id)
        questions.write_answer(session, asking.id, TYPED)


def _answers(vault, _place):
    with vault.read() as session:
        visit = appointments.everything(session)[0]
        found = questions.for_appointment(session, visit)
        return sum(entry.asking.answer.count(TYPED) for entry in found)


def _throw_away(vault, _place):
    with vault.write() as session:
        gone = next((task for task in tasks.everything(session) if task.text == "Task 0"), None)
        if gone is not None:
            bin.throw_away(session, "task", gone.id)


def _thrown_away(vault, _place):
    with vault.read() as session:
        return sum(binned.title == "Task 0" for binned in bin.contents(session))


def _attach(vault, place):
    taken = take_in(vault, [place.attached])[0]
    if taken.problem:
        raise UserError(taken.problem)


def _attached(vault, _place):
    with vault.read() as session:
        found = [document.blob for document in documents.everything(session)]
    for blob in found:
        with vault.blobs.open(blob) as reader:
            assert reader.read_all() == RECORD, "an attached file is not what it was"
    return len(found)


def _print(_vault, place):
    print_sheet.save(RECORD, place.outside / "sheet.pdf")


def _printed(_vault, place):
    return _is_whole(place.outside / "sheet.pdf")


def _keep_settings(_vault, place):
    try:
        settings_file.save(Settings(text_size=150), place.outside / "settings.json")
    except OSError as error:  # the window goes on without: nothing of a person is in there
        raise UserError("The settings were not kept.") from error


def _settings_kept(_vault, place):
    found = settings_file.load(place.outside / "settings.json").text_size
    assert found in {100, 150}, "the settings are neither the old nor the new ones"
    return int(found == 150)


def _back_up(vault, _place):
    for copied in back_up.back_up_now(vault):
        if not copied.safe:
            raise copied.problem


def _backed_up(vault, _place):
    """Whether there is a copy of what is here now; every copy that bears a name must be one."""
    found = generations.listed(back_up.first_place(vault))
    assert all(generations.holds_present(copy, vault) for copy in found), "a copy is not what it says"
    return min(1, len(found))


def _is_whole(file):
    if not file.exists():
        return 0
    assert file.read_bytes() == RECORD, f"{file.name} is cut short"
    return 1


ACTIONS = {
    action.name: action
    for action in (
        Action("type a note", _write_note, _notes_written),
        Action("add a question", _add_question, _questions_added),
        Action("answer", _answer, _answers),
        Action("throw away", _throw_away, _thrown_away),
        Action("attach", _attach, _attached),
        Action("print to a file", _print, _printed),
        Action("back up", _back_up, _backed_up),
        Action("save settings", _keep_settings, _settings_kept),
    )
}
