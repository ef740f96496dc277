"""Check my case: each damaged thing is named, with what is wrong and where it is whole."""

import pytest

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import documents, notes, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.documents import Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, check_copies, open_case
from secondop_desktop.flows.check_case import check_case, check_closed
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.vault import copy_place, generations, salvage
from secondop_desktop.vault.leaves import leaves
from tests.encrypted_case import PASSPHRASE

PAGE = 16384


@pytest.fixture
def filled(vault, frozen_clock):
    """A case with reminders, a long note and a letter of three pages."""
    with vault.write() as session:
        visit = Appointment(day="2026-03-03")
        session.add(visit)
        session.flush()
        notes.write(session, visit.id, "So she said. " * 4000, frozen_clock.now())
        for number in range(3):
            tasks.keep(session, Task(text=f"call {number}"))
    letter = take_in_bytes(vault, b"plain words", "letter.txt").document_id
    with vault.write() as session:
        document = documents.one(session, letter)
        document.pages, document.state = 3, documents.READ
        for number in (1, 2, 3):
            documents.keep_page(session, Page(document_id=letter, number=number, text="carcinoma"))
    return vault


@pytest.fixture
def place(filled, tmp_path):
    (tmp_path / "stick").mkdir()
    place = back_up.prepare_chosen(filled, tmp_path / "stick")
    back_up.back_up(filled, [place])
    return place


def pages_with(vault, ways, family):
    """The numbers of the pages that hold rows of a family."""
    with salvage.of_vault(vault, ways) as wreck:
        known, pages = wreck.gather().rows[family], wreck.pages
        ids = {str(item) for item in known}
        numbers = range(1, pages.count + 1)
        return [
            n
            for n in numbers
            if ids & {str(v) for leaf in leaves(pages.content(n), n, _nothing) for v in leaf.values}
        ]


def _nothing(_number):
    return b""


@pytest.fixture
def damaged(filled, place, ways, folder):
    """Destroy the pages of some families, and open the case as the program does then."""
    opened = []

    def damage(*families):
        pages = [max(pages_with(filled, ways, family)) for family in families]
        filled.close()
        content = bytearray((folder / "case.db").read_bytes())
        for page in pages:
            content[(page - 1) * PAGE : page * PAGE] = b"\x77" * PAGE
        (folder / "case.db").write_bytes(content)
        opened.append(open_case.open_case(folder, PASSPHRASE, ways, or_look=True))
        return opened[0]

    yield damage
    for vault in opened:
        vault.close()


def test_a_damaged_page_does_not_end_the_check(damaged, place, ways):
    report = check_case(damaged("task"), places=[place], ways=ways)
    found = report.findings
    assert found.tables_torn == ["task"]
    assert (len(found.bad_pages), found.adds_up, found.structure_whole) == (1, False, False)
    assert found.rows > 10
    assert found.blobs == 1
    said = "Reminder “call 0”: damaged. Its history still has it. The safe copy of today 09:30 has it whole."
    assert said in report.sentences
    assert (
        report.summary == "3 things are damaged. Each is whole elsewhere, in its history or in a safe copy."
    )


def test_texts_of_pages_are_counted_and_the_file_is_whole(damaged, place, ways):
    report = check_case(damaged("page"), places=[place], ways=ways)
    said = "Record “letter”: the texts of 3 of its 3 pages cannot be read. "
    assert said + "The file itself is whole, so they can be read from it again." in report.sentences


def test_damage_without_a_copy_says_so_once(damaged, ways):
    report = check_case(damaged("task", "version"), ways=ways)
    assert sum("There is no whole safe copy" in sentence for sentence in report.sentences) == 1
    assert any("more pieces of the case are missing" in sentence for sentence in report.sentences)
    assert not any("themselves are whole" in sentence for sentence in report.sentences)


def test_a_missing_entry_is_known_from_the_copy(filled, place, ways):
    with filled.connection() as connection:
        connection.exec_driver_sql("DELETE FROM task")
        connection.exec_driver_sql("DELETE FROM version WHERE family = 'task'")
        connection.commit()
    report = check_case(filled, places=[place], ways=ways)
    assert "Reminder “call 2”: missing. The safe copy of today 09:30 has it whole." in report.sentences


def test_an_older_state_put_back_is_known_from_the_copy(filled, ways, tmp_path):
    def state():
        with filled.connection() as connection:
            return connection.exec_driver_sql("SELECT * FROM task WHERE text LIKE 'call 0%'").one()

    older = state()
    with filled.write() as session:
        next(t for t in tasks.everything(session) if t.text == "call 0").text = "call 0 again"
    (tmp_path / "stick").mkdir()
    place = back_up.prepare_chosen(filled, tmp_path / "stick")
    back_up.back_up(filled, [place])
    with filled.connection() as connection:
        connection.exec_driver_sql("REPLACE INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?)", tuple(older))
        connection.exec_driver_sql("DELETE FROM version WHERE family = 'task'")
        connection.commit()
    said = " ".join(check_case(filled, places=[place], ways=ways).sentences)
    assert "Reminder “call 0”: an older state of it was put in its place. The safe copy of today" in said


def test_what_the_copy_does_not_have_either_is_said(filled, place, ways):
    with filled.write() as session:
        tasks.keep(session, Task(text="after the copy"))
    with filled.connection() as connection:
        connection.exec_driver_sql("UPDATE task SET text = 'x' WHERE text = 'after the copy'")
        connection.commit()
    said = " ".join(check_case(filled, places=[place], ways=ways).sentences)
    assert (
        "“after the copy”: damaged. Its history still has it. The safe copy of today 09:30 does not have"
        in said
    )


def test_a_damaged_index_alone_is_no_loss(filled, ways):
    with filled.connection() as connection:
        connection.exec_driver_sql("INSERT INTO page_find(page_find, rowid, text) VALUES ('delete', 1, 'x')")
        connection.commit()
    report = check_case(filled, ways=ways)
    assert report.items == ()
    assert report.summary == ""
    assert any("search index is damaged" in sentence for sentence in report.sentences)


def test_rows_that_do_not_add_up_are_told_of_the_whole(filled, ways):
    with filled.connection() as connection:
        connection.exec_driver_sql("DELETE FROM draft")
        connection.exec_driver_sql("UPDATE version SET left_home = left_home")
        connection.exec_driver_sql("DELETE FROM version WHERE id = (SELECT max(id) FROM version)")
        connection.commit()
    report = check_case(filled, ways=ways)
    assert not report.findings.adds_up
    assert not report.good


def test_a_check_can_be_stopped(filled, ways):
    with pytest.raises(Cancelled):
        check_case(filled, Progress(stopped=lambda: True), ways=ways)


def test_a_case_that_cannot_be_opened_is_checked_all_the_same(filled, place, folder, ways):
    filled.close()
    content = (folder / "case.db").read_bytes()
    (folder / "case.db").write_bytes(b"\x11" * PAGE + content[PAGE:])
    report = check_closed(folder, PASSPHRASE, ways, [place])
    assert report.findings.bad_pages == [1]
    assert report.findings.blobs == 1
    assert any("1 of" in sentence and "pages of the case file" in sentence for sentence in report.sentences)


def test_the_newest_copies_are_read_to_their_end(filled, place, ways, tmp_path):
    empty = tmp_path / "empty"
    copy_place.prepare(empty)
    (one,) = check_copies.check_copies([empty, place], filled.key, ways)
    assert one.whole
    assert one.sentence.startswith("The safe copy of today 09:30 in ")
    (blob,) = [p for p in (place / "blobs").rglob("*") if p.is_file()]
    blob.unlink()
    (one,) = check_copies.check_copies([place], filled.key, ways)
    assert "lacks a file" in one.sentence
    (one,) = check_copies.check_copies([place], bytes(32), ways)
    assert "an earlier passphrase" in one.sentence
    newest = generations.listed(place)[0].file
    content = bytearray(newest.read_bytes())
    content[PAGE:] = b"\x33" * (len(content) - PAGE)
    newest.write_bytes(content)
    (one,) = check_copies.check_copies([place], filled.key, ways)
    assert (one.whole, "is damaged" in one.sentence) == (False, True)


def test_a_place_that_does_not_answer_is_said(filled, place, ways, monkeypatch):
    def silent(_place):
        raise UserError("The place for copies cannot be reached.")

    monkeypatch.setattr(check_copies.generations, "listed", silent)
    (one,) = check_copies.check_copies([place], filled.key, ways)
    assert (one.whole, one.sentence) == (False, "The place for copies cannot be reached.")


def test_a_damaged_page_of_an_index_is_no_loss(filled, ways, folder):
    with filled.connection() as connection:
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_note_appointment_id'"
        page = connection.exec_driver_sql(root).scalar()
    filled.close()
    content = bytearray((folder / "case.db").read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\x77" * PAGE
    (folder / "case.db").write_bytes(content)
    opened = open_case.open_case(folder, PASSPHRASE, ways, or_look=True)
    try:
        report = check_case(opened, ways=ways)
    finally:
        opened.close()
    assert report.items == ()
    assert "The way to some entries is damaged. The entries themselves are whole." in report.sentences


def test_what_is_whole_nowhere_comes_first(filled, ways):
    (name,) = filled.blobs.names()
    (filled.folder / "blobs" / name[:2] / name).unlink()
    with filled.connection() as connection:
        connection.exec_driver_sql("UPDATE task SET text = 'x'")
        connection.commit()
    report = check_case(filled, ways=ways)
    assert report.summary == "4 things are damaged. 1 of them is whole nowhere."
    assert report.items[0].name == "Record “letter”"
