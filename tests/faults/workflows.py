"""What a person does with entries: typing, planning, answering, throwing away; each step acknowledged."""

from datetime import timedelta

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, bin, doctors, drafts, notes, person, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.flows.first_answers import keep_first_answers
from tests.encrypted_case import PASSPHRASE
from tests.faults.staging import Stage, nothing, workflow

SENTENCE = "She said that the margins are clear and that waiting two weeks does no harm. "


def _visit(session):
    return appointments.everything(session)[0]


@workflow("new case", nothing)
def _new_case(stage: Stage):
    stage.promise(case=False)
    made = open_case.create(stage.case, PASSPHRASE, "Margaret Ellison", stage.ways)
    stage.promise(case=True, texts=["Margaret Ellison"])
    made.vault.close()


@workflow("new case in new folders", nothing)
def _new_case_deep(stage: Stage):
    stage.promise(case=False)
    folder = stage.root / "Papers" / "Health" / "Second opinion.secondop"
    vault = open_case.create(folder, PASSPHRASE, "Margaret Ellison", stage.ways).vault
    stage.promise(other={"folder": "Papers/Health/Second opinion.secondop", "texts": ["Margaret Ellison"]})
    vault.close()


@workflow("note in 30 small saves")
def _note(stage: Stage):
    typed = ""
    with stage.opened() as vault:
        for number in range(30):
            typed += f"{number} {SENTENCE}"
            with vault.write() as session:
                notes.write(session, _visit(session).id, typed, SYSTEM_CLOCK.now())
            stage.promise(texts=[typed])


@workflow("very much at once")
def _much(stage: Stage):
    """One transaction that does not fit into the memory of the database, so that it writes early."""
    with stage.opened() as vault:
        texts = [f"Letter {number}: {SENTENCE * 800}".strip() for number in range(60)]
        with vault.write() as session:
            for text in texts:
                tasks.keep(session, Task(text=text))
                session.flush()
        stage.promise(texts=texts[:2])


@workflow("delete to the bin")
def _delete(stage: Stage):
    with stage.opened() as vault:
        for number in range(3):
            with vault.write() as session:
                task = next(t for t in tasks.everything(session) if t.text == f"Task {number}")
                bin.throw_away(session, "task", task.id)
            stage.promise(texts=[f"bin: Task {n}" for n in range(number + 1)])


@workflow("undo: bring back")
def _undo(stage: Stage):
    with stage.opened() as vault:
        for number in range(3):
            with vault.write() as session:
                task = tasks.everything(session)[number]
                text, name = task.text, task.id
                bin.throw_away(session, "task", name)
            stage.promise(texts=[f"bin: {text}"])
            with vault.write() as session:
                bin.bring_back(session, "task", name)
            stage.promise(texts=[text])


@workflow("delete for good")
def _for_good(stage: Stage):
    with stage.opened() as vault:
        for _ in range(3):
            with vault.write() as session:
                task = tasks.everything(session)[0]
                text = task.text
                session.delete(task)
            stage.promise(gone=[text])


@workflow("answer questions")
def _answer(stage: Stage):
    with stage.opened() as vault:
        for number in range(2):
            answer = f"{SENTENCE * 6}({number})"
            with vault.write() as session:
                visit = _visit(session)
                asking = questions.for_appointment(session, visit)[number].asking
                questions.settle_at(session, asking.id, visit.id)
                questions.write_answer(session, asking.id, answer)
            stage.promise(texts=[answer])


@workflow("plan a visit")
def _plan(stage: Stage):
    with stage.opened() as vault:
        with vault.write() as session:
            doctor = doctors.keep(session, Doctor(name="Dr Haley Brandt"))
        stage.promise(texts=["Dr Haley Brandt"])
        with vault.write() as session:
            fact = DoctorFact(doctor_id=doctor.id, topic="Hospital", text="Sees 200 patients a year")
            doctors.keep_fact(session, fact)
            appointments.keep(
                session, Appointment(day="2031-06-02", zone="UTC", doctor_id=doctor.id, goal="Second opinion")
            )
        stage.promise(texts=["Dr Haley Brandt", "Second opinion", "Sees 200 patients a year"])
        with vault.write() as session:
            visit = appointments.everything(session)[-1]
            question = questions.keep(session, Question(text="What would you do in my place?"))
            session.flush()
            questions.ask_at(session, question.id, visit.id)
        stage.promise(texts=["Second opinion", "What would you do in my place?"])


@workflow("order and star questions")
def _order(stage: Stage):
    with stage.opened() as vault:
        for number in range(5):
            with vault.write() as session:
                question = questions.keep(session, Question(text=f"Question {number}"))
                session.flush()
                questions.move(session, question.id, 0)
                questions.star(session, question.id, number < 3)
            stage.promise(texts=[f"Question {n}" for n in range(number + 1)])


@workflow("finish a visit")
def _finish(stage: Stage):
    with stage.opened() as vault:
        with vault.write() as session:
            visit = _visit(session)
            appointments.finish(session, visit, SYSTEM_CLOCK.now())
            notes.write(session, visit.id, SENTENCE * 30, SYSTEM_CLOCK.now())
        stage.promise(texts=[SENTENCE * 30])
        with vault.write() as session:
            tasks.keep(session, Task(text="Ask for the slides", due=PartialDate.from_iso("2031-06")))
            tasks.tick(session, tasks.everything(session)[0].id, SYSTEM_CLOCK.now() - timedelta(days=1))
        stage.promise(texts=[SENTENCE * 30, "Ask for the slides"])


@workflow("half-typed words")
def _drafts(stage: Stage):
    with stage.opened() as vault:
        for number in range(8):
            words = {"text": f"{number} {SENTENCE}"}
            with vault.write() as session:
                drafts.keep(session, "visit", words)
            stage.promise(texts=[f"draft: {words['text']}"])
        with vault.write() as session:
            drafts.give_up(session, "visit")
        stage.promise(texts=[], gone=[f"draft: {words['text']}"])


@workflow("first answers")
def _first_answers(stage: Stage):
    with stage.opened() as vault:
        with vault.write() as session:
            person.keep(session, Person(name="Margaret Ellison"))
        stage.promise(texts=["Margaret Ellison"])
        keep_first_answers(vault, "A lump was found.", PartialDate.from_iso("2031-06"), "Surgery or not")
        stage.promise(texts=["Margaret Ellison", "A lump was found.", "Surgery or not"])


@workflow("lock and unlock")
def _lock(stage: Stage):
    for number in range(4):
        with stage.opened() as vault:
            with vault.write() as session:
                tasks.keep(session, Task(text=f"Before lock {number}"))
            stage.promise(texts=[f"Before lock {n}" for n in range(number + 1)])


@workflow("a stale edit is refused")
def _refused(stage: Stage):
    """Transactions that end in an error leave nothing."""
    with stage.opened() as vault:
        for number in range(6):
            try:
                with vault.write() as session:
                    tasks.keep(session, Task(text=f"Kept {number}"))
                    session.flush()
                    if number % 2:
                        raise InterruptedError
            except InterruptedError:
                continue
            stage.promise(texts=[f"Kept {n}" for n in range(0, number + 1, 2)], gone=["Kept 1", "Kept 3"])


@workflow("commands: visit and note")
def _commands(stage: Stage):
    stage.secondop("doctor", "add", "--name", "Dr Anne Reyes", "--role", "second")
    stage.promise(texts=["Dr Anne Reyes"])
    stage.secondop(
        "appointment", "add", "--when", "2031-05-13T10:30", "--doctor", "Dr Anne Reyes", "--goal", "Ask"
    )
    stage.promise(texts=["Dr Anne Reyes", "Ask"])
    stage.secondop("question", "add", "Could it come back?", "--appointment", "next")
    stage.promise(texts=["Dr Anne Reyes", "Could it come back?"])
    stage.secondop("appointment", "note", SENTENCE)
    stage.promise(texts=["Could it come back?", SENTENCE])
