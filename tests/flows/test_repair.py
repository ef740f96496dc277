"""A damaged case is rescued into a new one beside it, and the person is told what is missing by name."""

import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select

from secondop_desktop.base.errors import Cancelled, FieldError, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import (
    appointments,
    doctors,
    documents,
    notes,
    pieces,
    questions,
    requests,
    tasks,
    wanted,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Page
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.questions import Question
from secondop_desktop.case.requests import Request
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import back_up, check_case, open_case, repair
from secondop_desktop.flows.check_case import check_closed
from secondop_desktop.flows.repair import repair as mend
from secondop_desktop.flows.repair import repair_closed
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.vault.errors import CaseDamaged
from tests.encrypted_case import PASSPHRASE

LETTER = b"plain words of a letter\n" * 9000


@pytest.fixture
def filled(vault, frozen_clock):
    """A case with a visit, a note, a question with its answer, and a letter that was read."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        visit = appointments.keep(session, Appointment(day="2026-03-03", doctor_id=doctor.id))
        session.flush()
        notes.write(session, visit.id, "She was kind.", frozen_clock.now())
        question = questions.keep(session, Question(text="Why me?"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        questions.write_answer(session, asking.id, "By chance.")
        tasks.keep(session, Task(text="call the ward"))
    letter = take_in_bytes(vault, LETTER, "letter.txt").document_id
    with vault.write() as session:
        document = documents.one(session, letter)
        document.pages, document.state = 2, documents.READ
        for number in (1, 2):
            documents.keep_page(session, Page(document_id=letter, number=number, text="carcinoma"))
    return vault


@pytest.fixture
def new(tmp_path):
    return tmp_path / "new.secondop"


@pytest.fixture
def place(filled, tmp_path):
    """A place that holds a copy of the case as it is now."""
    place = back_up.prepare_chosen(filled, private(tmp_path / "stick"))
    assert back_up.back_up(filled, [place])[0].safe
    return place


def private(folder):
    folder.mkdir()
    return folder


def run(vault, *statements):
    """Change rows behind the program's back."""
    with vault.connection() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        raw = connection.connection.driver_connection
        raw.execute("ROLLBACK")
        raw.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            raw.execute(statement)
        raw.execute("PRAGMA foreign_keys = ON")


def forget(vault, *families):
    """Rows and history of whole families are gone."""
    for family in families:
        rows, versions = 'DELETE FROM "{}"', "DELETE FROM version WHERE family = '{}'"
        run(vault, rows.format(family), versions.format(family))


def read(folder, ways, query):
    """What a query finds in a repaired case, which must be whole."""
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    try:
        assert check_case.check_case(vault, ways=ways).findings.database_good
        with vault.read() as session:
            return query(session)
    finally:
        vault.close()


def test_a_whole_case_is_copied_first_and_comes_out_the_same(filled, new, ways, tmp_path):
    place = back_up.prepare_chosen(filled, private(tmp_path / "stick"))
    made = mend(filled, new, ways, [place])
    assert made.sentences == [
        "8 entries were rescued whole. 1 file was rescued whole.",
        "Nothing is missing.",
    ]
    assert len(back_up.generations.listed(place)) == 1
    assert read(new, ways, lambda s: [t.text for t in tasks.everything(s)]) == ["call the ward"]


def test_what_its_history_or_a_copy_still_has_is_brought_back_and_named(filled, place, new, ways):
    run(filled, "UPDATE task SET text = 'other'")
    forget(filled, "note")
    made = mend(filled, new, ways, [place])
    assert made.rebuilt == ["Reminder “call the ward”"]
    assert made.copied == ["Note of 2 March 2026, visit of 3 March 2026 with Dr Lee"]
    assert made.missing == []
    assert "taken from the safe copy of today" in " ".join(made.sentences)
    assert read(new, ways, lambda s: notes.everything(s)[0].text) == "She was kind."


def test_without_the_copy_it_is_missing(filled, place, new, ways):
    forget(filled, "note")
    made = mend(filled, new, ways, [place], use_copy=False)
    assert made.copied == []
    assert made.unknown == 2
    assert read(new, ways, notes.everything) == []


def test_what_belongs_to_a_lost_entry_is_kept_with_a_stand_in(filled, new, ways):
    forget(filled, "question", "appointment", "doctor")
    told = check_case.check_case(filled, ways=ways)
    assert [item.trouble for item in told.items].count("missing.") == 2
    made = mend(filled, new, ways)
    assert len(made.missing) == 2
    said = read(new, ways, lambda s: (questions.everything(s)[0].text, appointments.everything(s)[0].goal))
    assert said == ("A question that could not be rescued", "A visit that could not be rescued")
    answers = read(new, ways, lambda s: [a.answer for a in s.scalars(select(questions.Asking))])
    assert answers == ["By chance."]


@pytest.fixture
def tracked(filled, frozen_clock):
    """The case with slides that were asked for, a copy of their report, and a list of the visit."""
    with filled.write() as session:
        _, (slides,) = pieces.start(session, Examination(what="Core biopsy"), ["slides"])
        session.flush()
        slides.document_id = documents.everything(session)[0].id
        requests.ask(session, Request(facility="City Hospital"), [slides.id], frozen_clock)
        visit = appointments.everything(session)[0]
        wanted.keep(session, Wanted(appointment_id=visit.id, text="Slides", piece_id=slides.id))
    return filled


def steps(session):
    """Every piece with its examination, its state and the place that was asked."""
    asked = {request.id: request.facility for request in requests.everything(session)}
    return [
        (t.examination.what, t.state, [asked.get(move.request_id) for move in t.moves])
        for t in pieces.everything(session)
    ]


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ("examination", ("An examination that could not be rescued", "asked", ["City Hospital"])),
        ("piece", ("An examination that could not be rescued", "asked", ["City Hospital"])),
        ("request", ("Core biopsy", "asked", ["A request that could not be rescued"])),
        ("document", ("Core biopsy", "asked", ["City Hospital"])),
    ],
)
def test_the_steps_of_a_record_are_kept_whatever_else_is_lost(tracked, new, ways, lost, left):
    forget(tracked, lost)
    mend(tracked, new, ways)
    assert read(new, ways, steps) == [left]
    assert [line.text for line in read(new, ways, wanted.everything)] == ["Slides"]


def test_pieces_of_an_entry_are_put_into_a_whole_one(filled, new, ways, frozen_clock):
    with filled.write() as session:
        note = notes.everything(session)[0]
        visit = appointments.everything(session)[0]
        frozen_clock.move_on(timedelta(days=1))
        notes.write(session, note.appointment_id, "She was very kind.", frozen_clock.now())
        visit.goal = "A second look"
        questions.everything(session)[0].starred = True
        session.scalars(select(questions.Asking)).one().answer = "By chance alone."
    run(filled, "DELETE FROM note", "DELETE FROM appointment", "DELETE FROM question", "DELETE FROM asking")
    run(filled, "DELETE FROM version WHERE kind = 'new' AND family <> 'document'")
    made = mend(filled, new, ways)
    assert len(made.pieces) == 4
    assert read(new, ways, lambda s: notes.everything(s)[0].text) == "She was very kind."
    assert read(new, ways, lambda s: appointments.everything(s)[0].goal) == "A second look"
    assert read(new, ways, lambda s: questions.everything(s)[0].starred)
    assert read(new, ways, lambda s: s.scalars(select(questions.Asking)).one().answer) == "By chance alone."


def test_a_record_whose_entry_is_lost_comes_back_as_a_file_that_was_found(filled, new, ways):
    forget(filled, "document")
    made = mend(filled, new, ways)
    assert "It is kept as “Rescued file 1”." in " ".join(made.notes)
    (document,) = read(new, ways, documents.everything)
    assert (document.file_kind, document.state) == ("text", documents.WAITING)
    assert read(new, ways, lambda s: s.scalars(select(Page)).all()) == [], "they are read again"


def test_of_a_record_whose_file_is_gone_as_well_the_text_is_kept(filled, new, ways):
    forget(filled, "document")
    for file in (filled.folder / "blobs").rglob("?" * 64):
        file.unlink()
    made = mend(filled, new, ways)
    assert "It is kept as “Text of a lost record 1”." in " ".join(made.notes)
    vault = open_case.open_case(new, PASSPHRASE, ways)
    with vault.read() as session:
        (document,) = documents.everything(session)
    with vault.blobs.open(document.blob) as reader:
        assert reader.read_all().decode() == "Page 1\n\ncarcinoma\n\nPage 2\n\ncarcinoma\n"
    vault.close()


def test_a_record_of_which_only_a_name_is_left_has_no_place_without_its_file(filled, new, ways, frozen_clock):
    frozen_clock.move_on(timedelta(days=1))
    with filled.write() as session:
        documents.everything(session)[0].title = "Letter of May"
    run(filled, "DELETE FROM document", "DELETE FROM version WHERE kind = 'new' AND family = 'document'")
    for file in (filled.folder / "blobs").rglob("?" * 64):
        file.unlink()
    made = mend(filled, new, ways)
    assert "Record “Letter of May”" in made.missing
    titles = read(new, ways, lambda s: [document.title for document in documents.everything(s)])
    assert titles == ["Text of a lost record 1"]


def test_lost_texts_of_pages_are_read_again_unless_a_copy_has_them(filled, place, new, ways):
    run(filled, "DELETE FROM page WHERE number = 2")
    made = mend(filled, new, ways, [place], use_copy=False)
    assert "The text of 1 record is read from its file again" in " ".join(made.notes)
    assert read(new, ways, lambda s: documents.everything(s)[0].state) == documents.WAITING
    shutil.rmtree(new)
    made = mend(filled, new, ways, [place])
    assert made.notes == []
    assert read(new, ways, lambda s: documents.everything(s)[0].state) == documents.READ


def test_a_damaged_file_comes_from_the_copy_or_is_named(filled, place, new, ways):
    (name,) = filled.blobs.names()
    (filled.folder / "blobs" / name[:2] / name).write_bytes(b"\0" * 5000)
    made = mend(filled, new, ways, [place], use_copy=False)
    assert made.missing == ["The file of Record “letter”"]
    shutil.rmtree(new)
    assert mend(filled, new, ways, [place]).missing == []


def test_nothing_is_left_of_a_repair_that_was_stopped(filled, new, ways):
    seen = []

    def stopped():
        seen.append(True)
        return len(seen) > 120

    with pytest.raises(Cancelled):
        mend(filled, new, ways, progress=Progress(stopped=stopped))
    assert sorted(path.name for path in new.parent.iterdir()) == [filled.folder.name]


def test_a_folder_with_something_in_it_is_left_alone(filled, new, ways):
    new.mkdir()
    (new / "letter.txt").write_text("mine")
    with pytest.raises(FieldError):
        mend(filled, new, ways)
    with pytest.raises(FieldError):
        repair_closed(filled.folder, PASSPHRASE, new, ways)
    (new / "letter.txt").unlink()
    assert mend(filled, new, ways).folder == new


def test_a_disk_that_refuses_is_told(filled, tmp_path, ways):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError, match="as it was"):
        mend(filled, tmp_path / "file" / "new", ways)


def test_a_new_case_that_cannot_be_proved_gets_no_name(filled, new, ways, monkeypatch):
    monkeypatch.setattr(repair.salvage, "prove", lambda *_: False)
    with pytest.raises(UserError, match="as it was"):
        mend(filled, new, ways)
    assert not new.exists()


def test_where_nothing_at_all_is_left_that_is_said(vault, folder, new, ways):
    vault.close()
    (folder / "case.db").write_bytes(bytes(len((folder / "case.db").read_bytes())))
    with pytest.raises(CaseDamaged, match="nothing can be rescued"):
        repair_closed(folder, PASSPHRASE, new, ways)


def test_a_closed_case_is_checked_with_its_copies_and_not_touched(filled, place, folder, new, ways):
    filled.close()
    content = (folder / "case.db").read_bytes()
    (folder / "case.db").write_bytes(bytes(16384) + content[16384:])
    before = {
        path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in folder.rglob("*")
    }
    report = check_closed(folder, PASSPHRASE, ways, [place])
    assert report.generation is not None
    assert not report.good
    assert repair_closed(folder, PASSPHRASE, new, ways, [place]).missing == []
    after = {
        path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in folder.rglob("*")
    }
    assert after == before
