"""What is on the screen is read first; a file that takes its reader down is kept, marked, and left alone."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import text

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import documents, page_turns, read_tries
from secondop_desktop.flows import read_record as reading
from secondop_desktop.flows.read_waiting import Wish, Workers, read_waiting
from secondop_desktop.flows.see_record import leaf
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.reading.pages import PageText
from secondop_desktop.reading.reader import Reader


def report(*pages):
    out = io.BytesIO()
    canvas = Canvas(out)
    for line in pages:
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def put(vault):
    """Adds a record of so many pages and gives its id."""

    def add(name, pages=3):
        lines = [f"{name}, this is page number {number} of {pages}" for number in range(1, pages + 1)]
        return take_in_bytes(vault, report(*lines), f"{name}.pdf").document_id

    return add


@pytest.fixture
def read(monkeypatch):
    """The pages in the order in which they were read; `before` is called with each one first."""

    class Order(list):
        def before(self, number):
            pass

    order, whole = Order(), reading.read_page

    def note(reader, eyes, number):
        order.before(number)
        page = whole(reader, eyes, number)
        order.append((page.text.split(",")[0], number))
        return page

    monkeypatch.setattr(reading, "read_page", note)
    return order


def state_of(vault, record_id):
    with vault.read() as session:
        record = documents.one(session, record_id)
        return record.state, record.problem, [p.number for p in documents.pages_of(session, record_id)]


def tries_left(vault):
    with vault.connection() as connection:
        return connection.scalar(text("SELECT count(*) FROM read_try"))


def test_records_are_read_in_the_order_in_which_they_came(vault, put, read):
    for name in ("A", "B", "C"):
        put(name, 1)
    assert read_waiting(vault).documents == 3
    assert read == [("A", 1), ("B", 1), ("C", 1)]
    assert tries_left(vault) == 0


def test_the_record_and_page_on_the_screen_are_read_first(vault, put, read):
    put("A", 2)
    wish = Wish()
    wish.look_at(put("B", 4), 3)
    read_waiting(vault, workers=Workers(wish))
    assert read == [("B", 3), ("B", 4), ("B", 1), ("B", 2), ("A", 1), ("A", 2)]


def test_a_record_that_is_opened_meanwhile_goes_before_the_rest_of_another(vault, put, read):
    first, second = put("A", 3), put("B", 2)
    wish = Wish()
    read.before = lambda number: wish.look_at(second, 2) if len(read) == 1 else None
    done = read_waiting(vault, workers=Workers(wish))
    assert read == [("A", 1), ("A", 2), ("B", 2), ("B", 1), ("A", 3)]
    assert (done.documents, done.pages) == (2, 5)
    for record in (first, second):
        assert state_of(vault, record)[:2] == (documents.READ, "")


def test_another_page_of_the_same_record_is_read_next(vault, put, read):
    record = put("A", 5)
    wish = Wish()
    read.before = lambda number: wish.look_at(record, 5) if number == 1 else None
    read_waiting(vault, workers=Workers(wish))
    assert [number for _, number in read] == [1, 5, 2, 3, 4]


def test_looking_at_what_was_read_long_ago_sets_nothing_aside(vault, put, read):
    old = put("A", 1)
    read_waiting(vault)
    put("B", 2)
    wish = Wish()
    read.before = lambda number: wish.look_at(old, 1)
    read_waiting(vault, workers=Workers(wish))
    assert read == [("A", 1), ("B", 1), ("B", 2)]


def test_what_comes_in_meanwhile_is_read_in_the_same_go(vault, put, read):
    put("A", 1)
    read.before = lambda number: put("B", 1) if not read else None
    assert read_waiting(vault).documents == 2


def test_how_far_reading_is_never_goes_back(vault, put):
    put("A", 3)
    put("B", 2)
    told = []
    read_waiting(vault, Progress(lambda fraction, words: told.append((fraction, words))))
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)
    assert any(words.endswith("page 2 of 3") for _, words in told)


def test_a_stop_in_good_order_holds_nothing_against_a_file(vault, put, read):
    record = put("A", 3)
    for _ in range(4):
        with pytest.raises(Cancelled):
            read_waiting(vault, Progress(stopped=iter([False, True] * 9).__next__))
    assert read_waiting(vault).pages > 0
    assert state_of(vault, record) == (documents.READ, "", [1, 2, 3])


class PowerCut(BaseException):
    """The program ends in the middle."""


def test_a_page_over_which_the_program_ended_again_and_again_is_left_and_told(vault, put, read, monkeypatch):
    record = put("A", 3)

    def cut(number):
        if number == 2:
            raise PowerCut

    read.before = cut
    for _ in range(read_tries.MOST_DEATHS):
        with pytest.raises(PowerCut):
            read_waiting(vault)
    other = put("B", 1)
    read.before = lambda number: None
    assert read_waiting(vault).documents == 2
    state, problem, pages = state_of(vault, record)
    assert (state, pages) == (documents.READ, [1])
    assert "again and again" in problem
    assert "Pages 2–3 could not be read." in problem
    assert state_of(vault, other)[0] == documents.READ


def test_a_file_that_takes_its_reader_down_in_two_runs_is_kept_and_marked(vault, put, read, monkeypatch):
    record = put("A", 6)
    stop = iter([False] * 3 + [True])

    def crash(number):
        if number in (1, 4):
            raise unreadable(errors.STOPPED)

    read.before = crash
    with pytest.raises(Cancelled):
        read_waiting(vault, Progress(stopped=lambda: next(stop, False)))
    read_waiting(vault)
    state, problem, pages = state_of(vault, record)
    assert state == documents.READ
    assert "again and again" in problem
    assert 4 not in pages
    with vault.write() as session:
        documents.read_again(session, [record])
    read.before = lambda number: None
    read_waiting(vault)
    assert state_of(vault, record) == (documents.READ, "", [1, 2, 3, 4, 5, 6])


def test_a_reader_that_goes_down_over_the_opening_gets_a_second_chance_and_no_third(vault, put, monkeypatch):
    record, opened, tries = put("A", 1), Reader.open, []

    def crash(reader, *given):
        tries.append(1)
        if len(tries) <= crashes:
            raise unreadable(errors.STOPPED)
        return opened(reader, *given)

    monkeypatch.setattr(Reader, "open", crash)
    crashes = 1
    read_waiting(vault)
    assert (state_of(vault, record)[0], len(tries)) == (documents.READ, 2)
    tries.clear()
    crashes = 9
    again = put("B", 1)
    read_waiting(vault)
    assert (state_of(vault, again)[0], len(tries)) == (documents.UNREADABLE, 2)
    assert read_waiting(vault).documents == 0


def test_a_page_that_lies_on_its_side_is_turned_for_the_viewer_unless_a_person_did(vault, put, monkeypatch):
    record = put("A", 3)
    with vault.write() as session:
        page_turns.turn(session, record, 2, 180)
    monkeypatch.setattr(reading, "read_page", lambda *_: PageText("words", source="ocr", turn=90))
    read_waiting(vault)
    with vault.read() as session:
        assert page_turns.of_document(session, record) == {1: 90, 2: 180, 3: 90}


def test_pages_that_are_hard_to_read_can_be_asked_for(vault, put, monkeypatch):
    record = put("A", 4)
    sure = {1: 0.999, 2: 0.93, 3: 0.984, 4: 0.986}
    monkeypatch.setattr(
        reading, "read_page", lambda _r, _e, number: PageText("words", source="ocr", confidence=sure[number])
    )
    read_waiting(vault)
    with vault.read() as session:
        assert list(documents.hard_pages(session, record)) == [2, 3]
        found = leaf(session, record, 1)
    assert (list(found.hard), found.left_out) == ([2, 3], False)


def test_a_record_of_which_some_pages_were_left_out_can_be_told(vault, put, read):
    record = put("A", 3)

    def broken(number):
        if number == 2:
            raise unreadable(errors.BROKEN_PAGE)

    read.before = broken
    read_waiting(vault)
    with vault.read() as session:
        assert leaf(session, record, 1).left_out
