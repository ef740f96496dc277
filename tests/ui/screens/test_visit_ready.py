"""Ready for this visit? The sentence, the list beside it, and everything one can do with a line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secondop_desktop.case import appointments, diagnosis, documents, pieces, wanted
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.documents import Document
from secondop_desktop.ui.places import EXAMINATION, PRINT, RECORD, VISIT, Place
from secondop_desktop.ui.screens.visit import VisitScreen
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import Label
from tests.ui import audit
from tests.ui.screens import custody


@pytest.fixture
def ids(keep, frozen_clock):
    made = keep(lambda session: custody.plan(session, frozen_clock))
    frozen_clock.move_on(timedelta(minutes=5))
    return made


@pytest.fixture
def screen(enter, ids):
    return enter(VisitScreen, Place(VISIT, ids["visit"]))


@pytest.fixture
def lines(fetch, ids):
    return lambda: fetch(lambda session: list(wanted.for_visit(session, ids["visit"])))


def press(screen, name):
    """Press the button of that name on the card."""
    button = next(b for b in audit.parts(screen.ready, Button) if b.accessibleName() == name)
    button.click()


def words(screen):
    return [each.text() for each in audit.parts(screen.ready, Label)]


def test_it_says_what_is_missing_whom_to_ring_and_how_many_days_are_left(screen):
    assert screen.ready.sentence.text() == (
        "1 required thing is missing: Biopsy slides. Ring City Hospital, 555-0102. 12 days are left."
    )
    assert screen.ready.state.text() == "Not yet"
    asked = "You asked City Hospital for it on 27 January 2026. That is 34 days ago."
    assert f"{asked} Ring City Hospital, 555-0102." in words(screen)


def test_it_is_ready_as_soon_as_the_last_thing_has_come(screen, keep, work, ids, frozen_clock):
    keep(lambda s: pieces.move(s, [ids["slides"]], pieces.CHECKED, {}, frozen_clock))
    work.flush()
    assert screen.ready.state.text() == "Ready"
    assert screen.ready.sentence.text() == (
        "You are ready: all 2 required things are there. 1 helpful thing is not there; that is all right. "
        "12 days are left."
    )


@pytest.mark.parametrize(("to", "ready"), [("doctor", True), ("", False)])
def test_slides_that_arrived_are_there_only_when_the_doctor_of_the_visit_has_them(
    screen, keep, work, ids, frozen_clock, to, ready
):
    told = {"doctor_id": ids[to]} if to else {"who": "Dr Somebody Else"}
    keep(lambda s: pieces.move(s, [ids["slides"]], pieces.CONFIRMED, told, frozen_clock))
    work.flush()
    assert (screen.ready.state.text() == "Ready") == ready


def test_slides_that_are_on_their_way_are_not_there(screen, keep, work, ids, frozen_clock):
    told = {"doctor_id": ids["doctor"]}
    keep(lambda s: pieces.move(s, [ids["slides"]], pieces.SENT, told, frozen_clock))
    work.flush()
    assert screen.ready.state.text() == "Not yet"
    assert "Ring Dr Lee, 555-0199." in screen.ready.sentence.text()


def test_their_list_is_pasted_line_by_line_and_can_be_taken_off(screen, work, notices, lines):
    press(screen, "Type or paste their list")
    screen.ready.text.set_value("1. MRI images on CD\n* Referral letter\n\n- biopsy SLIDES\n")
    screen.ready.use.click()
    work.flush()
    assert [line.text for line in lines()][3:] == ["MRI images on CD", "Referral letter"]
    assert screen.ready.typed_words() == ""
    assert screen.ready.paste.hasFocus()
    assert notices.told == ["2 things were put on the list."]
    notices.undos[0]()
    work.flush()
    assert len(lines()) == 3


def test_a_line_that_may_be_a_known_piece_is_offered_and_the_person_says_yes(screen, work, lines, ids):
    press(screen, "Type or paste their list")
    screen.ready.text.set_value("MRI images on CD")
    screen.ready.use.click()
    work.flush()
    assert "Is it this? Image files: MRI, Brightwater" in words(screen)
    assert lines()[-1].piece_id is None, "nothing is linked before the person says so"
    press(screen, "Yes: MRI images on CD is Image files: MRI, Brightwater")
    work.flush()
    assert lines()[-1].piece_id == ids["images"]
    assert not any(text.startswith("Is it this?") for text in words(screen))


def test_a_no_is_remembered(screen, work, lines):
    press(screen, "Type or paste their list")
    screen.ready.text.set_value("MRI images")
    screen.ready.use.click()
    work.flush()
    press(screen, "No: MRI images is Image files: MRI, Brightwater")
    work.flush()
    assert lines()[-1].piece_id is None
    assert not any(text.startswith("Is it this?") for text in words(screen))


def test_a_line_is_changed_linked_to_a_record_and_deleted(screen, work, notices, lines, keep, frozen_clock):
    record = Document(title="Card photo", blob="ab" * 32, added_at=frozen_clock.now())
    keep(lambda s: documents.keep(s, record))
    work.flush()
    press(screen, "Change: Card")
    form = screen.ready.list.form
    form.field("text").set_value("Insurance card")
    form.field("required").set_value(True)
    form.field("link").set_value("document:" + record.id)
    screen.ready.list.save()
    work.flush()
    assert [(line.text, line.required, line.document_id) for line in lines()][2] == (
        "Insurance card",
        True,
        record.id,
    )
    assert "In your records: Card photo" in words(screen)
    press(screen, "See where it is: Insurance card")
    assert screen.went == [Place(RECORD, record.id)]
    screen.ready.list.deleted.emit(lines()[2].id)
    work.flush()
    assert len(lines()) == 2
    notices.undos[-1]()
    work.flush()
    assert len(lines()) == 3


def test_esc_keeps_the_line_that_is_being_changed(screen, work, lines):
    press(screen, "Change: Card")
    screen.ready.list.form.field("text").set_value("Insurance card")
    assert screen.escape()
    work.flush()
    assert lines()[2].text == "Insurance card"
    assert not screen.escape()


def test_what_is_settled_counts_as_there(screen, work, lines):
    press(screen, "Change: Biopsy slides")
    screen.ready.list.form.field("settled").set_value(True)
    screen.ready.list.save()
    work.flush()
    assert screen.ready.state.text() == "Ready"


def test_the_usual_list_fits_the_visit_and_the_cancer(enter, keep, work, fetch, frozen_clock):
    keep(lambda s: diagnosis.keep(s, Diagnosis(sentence="x", cancer_type="breast")))
    day = (frozen_clock.today() + timedelta(days=1)).isoformat()
    visit = keep(lambda s: appointments.keep(s, appointments.Appointment(day=day)))
    screen = enter(VisitScreen, Place(VISIT, visit.id))
    assert screen.ready.sentence.text().startswith("Nothing is on the list for this visit yet.")
    press(screen, "Begin with the usual list")
    work.flush()
    listed = fetch(lambda s: wanted.for_visit(s, visit.id))
    assert "receptors" in [line.origin for line in listed]
    assert "required things are missing" in screen.ready.sentence.text()
    assert screen.ready.sentence.text().endswith("The visit is tomorrow.")


def test_a_linked_piece_is_looked_at_on_its_page_and_the_sheet_is_one_press_away(screen, ids, work):
    press(screen, "See where it is: Biopsy slides")
    work.flush()
    press(screen, "Print what is missing")
    assert screen.went == [
        Place(EXAMINATION, ids["biopsy"], ids["slides"]),
        Place(PRINT, ids["visit"], "missing"),
    ]


def test_half_a_list_comes_back_after_a_lock_and_becomes_a_reminder_when_left(
    screen, enter, ids, work, notices
):
    press(screen, "Type or paste their list")
    screen.ready.text.set_value("Slides\nIma")
    state = screen.half_typed()
    again = enter(VisitScreen, Place(VISIT, ids["visit"]))
    again.take_up(state)
    assert again.ready.text.value() == "Slides\nIma"
    assert again.leave()
    work.flush()
    assert "kept as a reminder" in notices.told[-1]


def test_a_visit_that_is_over_says_so_and_offers_no_list(enter, ids, frozen_clock):
    frozen_clock.move_on(timedelta(days=20))
    screen = enter(VisitScreen, Place(VISIT, ids["visit"]))
    assert screen.ready.sentence.text() == ("This visit is over. 1 required thing on its list is not there.")
    assert not screen.ready.paste.isVisible()


def test_who_may_only_look_sees_the_answer_and_changes_nothing(enter, house, ids):
    read_only = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(VisitScreen, Place(VISIT, ids["visit"]), in_house=read_only)
    names = [b.accessibleName() for b in audit.parts(screen.ready, Button)]
    assert sorted(names) == [
        "Print what is missing",
        "See where it is: Biopsy report",
        "See where it is: Biopsy slides",
    ]
