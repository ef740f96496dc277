"""Whatever a person did can be taken back and done again, and ends where it began."""

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments, captured, documents, photos, pieces, pins, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.documents import READ, WAITING, Document, Page
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.questions import Question
from secondop_desktop.case.table import Kept, Record
from secondop_desktop.flows import undo
from secondop_desktop.flows.undo import NotAsItWas
from secondop_desktop.vault import case_file
from secondop_desktop.vault.check import check
from secondop_desktop.vault.digest import raw_row
from tests.case import test_photos
from tests.case.test_any_edits import NOW, STEPS, ground, take
from tests.encrypted_case import PASSPHRASE

assert ground
FAMILIES = [
    mapper.class_
    for mapper in Record.registry.mappers
    if issubclass(mapper.class_, Kept) and not getattr(mapper.class_, "DERIVED", False)
]


def do(vault, command):
    with vault.watch() as step, vault.write() as session:
        result = command(session)
    return step, result


def present(vault):
    """Every value of every row, but for how often it was written."""
    with vault.read() as session:
        found = {}
        for family in FAMILIES:
            for record in session.scalars(select(family)):
                row = raw_row(family.__mapper__, record)
                made = getattr(family, "MADE", ()) if getattr(record, "file_kind", "") == photos.KIND else ()
                for name in ("revision", *made):
                    row.pop(name, None)
                found[family.__tablename__, record.id] = row
    return found


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(STEPS)
def test_any_commands_taken_back_leave_what_was_there_and_done_again_what_came(vault, ground, commands):
    before, done, made = present(vault), [], {}
    for command, family, number, words in commands:
        mine = made.setdefault(family, [])
        item = mine[number % len(mine)] if mine else None
        with vault.watch() as step:
            try:
                took = take(vault, command, family, item, words, ground)
            except FieldError:
                continue
        if took not in mine:
            mine.append(took)
        if step:
            done.append(step)
    after = present(vault)
    back = []
    while done:
        back.append(undo.take_back(vault, done.pop(), "it"))
    left = present(vault)
    assert {key: row for key, row in left.items() if key in before} == before
    assert not [key for key in visible(vault) if key not in before]
    while back:
        done.append(undo.take_back(vault, back.pop(), "it", again=True))
    assert present(vault) == after
    assert check(vault).database_good


def visible(vault):
    """What stands in a list: not in the bin, and neither is what it belongs to."""
    rows = present(vault)
    parents = {
        family.__tablename__: [
            (key.column.table.name, column.key)
            for column in family.__table__.columns
            for key in column.foreign_keys
        ]
        for family in FAMILIES
    }

    def there(key):
        row = rows.get(key)
        above = [(table, row[name]) for table, name in parents[key[0]] if row[name]] if row else []
        return row is not None and row["binned_at"] is None and all(there(one) for one in above)

    return [key for key in rows if there(key)]


@pytest.fixture
def record(vault):
    """A record of three photos a, b and c, read to the end, with a pin on each page."""
    with vault.write() as session:
        made = Document(title="Letter", blob="a" * 64, file_kind=photos.KIND, added_at=NOW)
        made = documents.keep(session, made)
        session.flush()
        photos.add(session, [Photo(document_id=made.id, blob=x * 64, file_name=f"{x}.jpg") for x in "abc"])
        for number, letter in enumerate("abc", 1):
            documents.keep_page(session, Page(document_id=made.id, number=number, text=f"text {letter}"))
            pins.put(session, made.id, number, (0.5, 0.5), f"pin {letter}")
        documents.finish_reading(session, made.id)
    return made.id


def standing(vault, record):
    """As in the tests of photos, but for the size: that is made by whoever keeps the files."""
    return test_photos.standing(vault, record)[:-1]


def photo_ids(session, record):
    return [photo.id for photo in photos.of_document(session, record)]


ABC = {1: "a", 2: "b", 3: "c"}


def test_pages_in_another_order_go_back_with_what_was_read_of_them(vault, record):
    step, _ = do(vault, lambda s: photos.arrange(s, record, photo_ids(s, record)[::-1]))
    cba = {1: "c", 2: "b", 3: "a"}
    assert standing(vault, record) == ("cba", cba, cba, READ, 3)
    again = undo.take_back(vault, step, "order")
    assert standing(vault, record) == ("abc", ABC, ABC, READ, 3)
    undo.take_back(vault, again, "order", again=True)
    assert standing(vault, record) == ("cba", cba, cba, READ, 3)


def test_a_page_taken_out_comes_back_and_is_read_again(vault, record):
    step, _ = do(vault, lambda s: photos.take_out(s, photo_ids(s, record)[1]))
    assert standing(vault, record)[0] == "ac"
    undo.take_back(vault, step, "take out")
    assert standing(vault, record) == ("abc", {1: "a", 3: "c"}, ABC, WAITING, 3)
    assert check(vault).database_good


def test_a_page_that_is_turned_back_is_read_again_whatever_was_read_meanwhile(vault, record):
    step, _ = do(vault, lambda s: photos.turn(s, photo_ids(s, record)[0], 90))
    with vault.write() as session:
        documents.keep_page(session, Page(document_id=record, number=1, text="sideways x"))
        documents.finish_reading(session, record)
    undo.take_back(vault, step, "turn")
    assert standing(vault, record) == ("abc", {2: "b", 3: "c"}, ABC, WAITING, 3)
    with vault.read() as session:
        assert photos.of_document(session, record)[0].turn == 0


def test_new_pages_of_a_record_go_to_the_bin_and_come_back(vault, record):
    def more(session):
        photos.add(session, [Photo(document_id=record, blob="d" * 64, file_name="d.jpg")])

    step, _ = do(vault, more)
    assert standing(vault, record)[0] == "abcd"
    again = undo.take_back(vault, step, "add photos")
    assert standing(vault, record) == ("abc", ABC, ABC, WAITING, 3)
    undo.take_back(vault, again, "add photos", again=True)
    assert standing(vault, record) == ("abcd", ABC, ABC, WAITING, 4)


def test_what_came_together_lies_in_the_bin_as_one_and_comes_back_whole(vault):
    from secondop_desktop.case import bin as bin_

    step, made = do(vault, lambda s: pieces.start(s, Examination(what="CT chest"), ["report", "images"]))
    undo.take_back(vault, step, "add an examination")
    with vault.read() as session:
        assert [binned.title for binned in bin_.contents(session)] == ["CT chest"]
    with vault.write() as session:
        bin_.bring_back(session, "examination", made[0].id)
    with vault.read() as session:
        assert [t.piece.form for t in pieces.of_examination(session, made[0].id)] == ["report", "images"]


def test_no_fourth_question_gets_a_star_by_it(vault):
    with vault.write() as session:
        made = [questions.keep(session, Question(text=text, starred=True)).id for text in "abc"]
    step, _ = do(vault, lambda s: questions.star(s, made[0], False))
    with vault.write() as session:
        questions.keep(session, Question(text="d", starred=True))
    undo.take_back(vault, step, "star")
    with vault.read() as session:
        assert sorted(q.text for q in questions.everything(session) if q.starred) == ["b", "c", "d"]


def test_what_was_changed_since_is_named_and_stays(vault):
    with vault.write() as session:
        item = questions.keep(session, Question(text="Operate?")).id
    step, _ = do(vault, lambda s: setattr(questions.one(s, item), "text", "Wait?"))
    with vault.write() as session:
        questions.one(session, item).text = "Wait and see?"
    with pytest.raises(NotAsItWas) as refused:
        undo.take_back(vault, step, "change the question")
    assert refused.value.what == (
        "“change the question” cannot be taken back any more. Changed since: Question “Wait and see?”."
    )
    with pytest.raises(NotAsItWas, match="cannot be done again"):
        undo.take_back(vault, step, "change the question", again=True)


def test_what_something_newer_belongs_to_is_not_taken_away_under_it(vault):
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-05"))
    step, question = do(vault, lambda s: s.merge(Question(text="Why?", rank=1)))
    asked = do(vault, lambda s: questions.ask_at(s, question.id, visit.id))[1]
    with vault.write() as session:
        captured.add(session, visit.id, "step", "Ring", NOW, asking_id=asked.id)
    undo.take_back(vault, step, "add a question")
    assert check(vault).database_good


def test_an_entry_of_something_else_is_named_by_what_it_belongs_to(vault):
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-05"))
        question = questions.keep(session, Question(text="Operate?"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id).id
    step, _ = do(vault, lambda s: questions.write_answer(s, asking, "No"))
    with vault.write() as session:
        questions.write_answer(session, asking, "No, not yet")
    with pytest.raises(NotAsItWas, match="Answer to “Operate\\?”, visit of 5 March 2026"):
        undo.take_back(vault, step, "answer")


def test_what_pointed_to_something_that_is_gone_for_good_is_left_alone(vault):
    with vault.write() as session:
        first = appointments.keep(session, Appointment(day="2026-03-05"))
        second = appointments.keep(session, Appointment(day="2026-03-06"))
        question = questions.keep(session, Question(text="Operate?"))
        session.flush()
        asking = questions.ask_at(session, question.id, first.id)
    step, _ = do(vault, lambda s: setattr(s.get(questions.Asking, asking.id), "appointment_id", second.id))
    with vault.write() as session:
        session.delete(appointments.one(session, first.id))
    with pytest.raises(NotAsItWas, match="is there no more"):
        undo.take_back(vault, step, "ask at another visit")
    with vault.read() as session:
        assert session.get(questions.Asking, asking.id).appointment_id == second.id
    assert check(vault).database_good


def test_a_power_cut_in_the_middle_leaves_all_of_it_or_nothing(vault, folder, ways, record, monkeypatch):
    step, _ = do(vault, lambda s: photos.take_out(s, photo_ids(s, record)[1]))
    before = present(vault)

    class PowerCut(BaseException):
        pass

    def cut(*_anything):
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(undo.questions, "leave_three_stars", cut)
        with pytest.raises(PowerCut):
            undo.take_back(vault, step, "take out")
    vault.close()
    again = case_file.unlock(folder, PASSPHRASE, ways)
    assert present(again) == before
    undo.take_back(again, step, "take out")
    assert standing(again, record)[0] == "abc"
    assert check(again).database_good
    again.close()
