"""Photos of one record keep their order and their way back, and nothing read or pinned goes astray."""

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import bin, documents, page_turns, photos, pins
from secondop_desktop.case.documents import READ, WAITING, Document, Page
from secondop_desktop.case.photos import Photo
from secondop_desktop.vault.check import check
from secondop_desktop.vault.history import present_from_history

SQUARE = ((0.1, 0.1), (0.9, 0.12), (0.88, 0.9), (0.1, 0.95))


def blob(letter):
    return letter * 64


@pytest.fixture
def record(vault, frozen_clock):
    """A record of three photos a, b and c, read to the end, with a pin on each page."""
    with vault.write() as session:
        made = Document(title="Letter", blob=blob("a"), file_kind=photos.KIND, added_at=frozen_clock.now())
        made = documents.keep(session, made)
        session.flush()
        photos.add(
            session, [Photo(document_id=made.id, blob=blob(x), file_name=f"{x}.jpg", size=7) for x in "abc"]
        )
        for number, letter in enumerate("abc", 1):
            documents.keep_page(session, Page(document_id=made.id, number=number, text=f"text {letter}"))
            pins.put(session, made.id, number, (0.5, 0.5), f"pin {letter}")
        page_turns.turn(session, made.id, 3, 90)
        documents.finish_reading(session, made.id)
    return made.id


def standing(vault, record):
    """The letters of the photos, of the read texts and of the pins, by page; and the state of the record."""
    with vault.read() as session:
        found = documents.one(session, record)
        order = "".join(photo.file_name[0] for photo in photos.of_document(session, record))
        read = {page.number: page.text[-1] for page in documents.pages_of(session, record)}
        noted = {pin.number: pin.text[-1] for pin in pins.of_document(session, record)}
        return order, read, noted, found.state, found.pages, found.size


def change(vault, command, record, place, *rest):
    with vault.write() as session:
        command(session, photos.of_document(session, record)[place].id, *rest)


def sound(vault):
    assert check(vault).database_good
    with vault.connection() as connection:
        present_from_history(connection)


def test_photos_make_the_pages_of_a_record_in_their_order(vault, record):
    abc = {1: "a", 2: "b", 3: "c"}
    assert standing(vault, record) == ("abc", abc, abc, READ, 3, 21)


def test_another_order_takes_texts_pins_and_turns_along_and_reads_nothing_again(vault, record):
    with vault.write() as session:
        a, b, c = (photo.id for photo in photos.of_document(session, record))
        photos.arrange(session, record, [c, a, b])
    moved = {1: "c", 2: "a", 3: "b"}
    assert standing(vault, record) == ("cab", moved, moved, READ, 3, 21)
    with vault.read() as session:
        assert page_turns.of_document(session, record) == {1: 90}
    sound(vault)


def test_an_order_that_forgets_a_page_or_names_a_strange_one_loses_nothing(vault, record):
    with vault.write() as session:
        c = photos.of_document(session, record)[2].id
        photos.arrange(session, record, ["nobody", c])
    assert standing(vault, record)[0] == "cab"


@pytest.mark.parametrize(
    "command",
    [
        (photos.cut, SQUARE),
        (photos.turn, 90),
        (photos.light, photos.GREY),
        (photos.show_as_taken,),
    ],
)
def test_a_page_that_looks_different_is_read_again_and_only_that_one(vault, record, command):
    change(vault, command[0], record, 1, *command[1:])
    order, read, noted, state, _, _ = standing(vault, record)
    assert (order, read, state) == ("abc", {1: "a", 3: "c"}, WAITING)
    assert noted == {1: "a", 2: "b", 3: "c"}
    sound(vault)


@pytest.mark.parametrize("command", [(photos.cut, None), (photos.turn, 360), (photos.light, "lamp")])
def test_a_change_that_changes_nothing_reads_nothing_again(vault, record, command):
    change(vault, command[0], record, 1, *command[1:])
    assert standing(vault, record)[3] == READ


def test_every_step_can_be_taken_back_to_what_it_was(vault, record):
    with vault.read() as session:
        before = photos.of_document(session, record)[0].recipe
    change(vault, photos.cut, record, 0, SQUARE)
    change(vault, photos.turn, record, 0, -90)
    change(vault, photos.show_as_taken, record, 0)
    with vault.read() as session:
        assert photos.of_document(session, record)[0].as_taken
    change(vault, photos.show, record, 0, before)
    with vault.read() as session:
        assert photos.of_document(session, record)[0].recipe == before


def test_a_page_taken_out_lies_in_the_bin_with_its_pins_and_comes_back_where_it_was(vault, record):
    with vault.write() as session:
        b = photos.of_document(session, record)[1].id
        bin.throw_away(session, "photo", b)
    left = {1: "a", 2: "c"}
    assert standing(vault, record) == ("ac", left, left, WAITING, 2, 14)
    with vault.read() as session:
        assert {thing.title for thing in bin.contents(session)} == {"b.jpg", "pin b"}
    with vault.write() as session:
        bin.bring_back(session, "photo", b)
    order, read, noted, state, pages, _ = standing(vault, record)
    assert (order, read, state, pages) == ("abc", {1: "a", 3: "c"}, WAITING, 3)
    assert noted == {1: "a", 2: "b", 3: "c"}
    sound(vault)


def test_two_pages_taken_out_come_back_in_any_order_with_their_own_pins(vault, record):
    with vault.write() as session:
        a, b, _ = (photo.id for photo in photos.of_document(session, record))
        photos.take_out(session, a)
        photos.take_out(session, b)
        photos.bring_back(session, a)
        photos.bring_back(session, b)
    assert standing(vault, record)[2] == {1: "a", 2: "b", 3: "c"}


def test_a_photo_added_meanwhile_does_not_get_the_pins_of_a_page_taken_out(vault, record):
    with vault.write() as session:
        photos.take_out(session, photos.of_document(session, record)[2].id)
        photos.add(session, [Photo(document_id=record, blob=blob("d"), file_name="d.jpg")])
    order, _, noted, _, _, _ = standing(vault, record)
    assert (order, noted) == ("abd", {1: "a", 2: "b"})


def test_the_last_page_of_a_record_stays(vault, record):
    with vault.write() as session:
        for photo in photos.of_document(session, record)[:2]:
            photos.take_out(session, photo.id)
    with pytest.raises(UserError, match="only page"):
        change(vault, photos.take_out, record, 0)


def test_a_record_takes_no_more_photos_than_a_worker_can_hold(vault, record):
    big = Photo(document_id=record, blob=blob("e"), file_name="e.jpg", size=photos.MOST_BYTES)
    with pytest.raises(UserError, match="full"), vault.write() as session:
        photos.add(session, [big])
    assert standing(vault, record)[0] == "abc"


def test_a_record_that_is_a_file_takes_no_photos(vault, frozen_clock):
    with vault.write() as session:
        pdf = Document(title="Scan", blob=blob("f"), file_kind="pdf", added_at=frozen_clock.now())
        pdf = documents.keep(session, pdf).id
    with pytest.raises(UserError, match="made of photos"), vault.write() as session:
        photos.add(session, [Photo(document_id=pdf, blob=blob("a"))])


def test_corners_are_kept_as_whole_parts_and_nonsense_means_the_whole_photo():
    assert photos.corners_of(photos.written(SQUARE)) == SQUARE
    assert photos.written(((-1, 0.5), (2, 0), (1, 1), (0, 1))) == "0,5000 10000,0 10000,10000 0,10000"
    for nonsense in ("", "1,2", "a,b c,d e,f g,h", "1,2,3 1,2 1,2 1,2", "1,2 1,2 1,2 1,99999"):
        assert photos.corners_of(nonsense) is None
