"""Letters: one is chosen, filled in, changed word by word, filled in again, and kept as it was sent."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import doctors, letters, person, questions, requests, sharings
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import letters as write_letters
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.ui.places import LETTER, LETTERS, NEW, PRINT, Place
from secondop_desktop.ui.screens.doctor import DoctorScreen
from secondop_desktop.ui.screens.letter import LetterScreen
from secondop_desktop.ui.screens.letters import LettersScreen
from secondop_desktop.ui.screens.print_share import PrintShareScreen
from secondop_desktop.ui.screens.requests import RequestsScreen
from secondop_desktop.ui.screens.story import StoryScreen

LEFT = Qt.MouseButton.LeftButton


def words_on(screen):
    return [made.text() for made in screen.findChildren(QLabel) if made.isVisible() and made.text()]


@pytest.fixture
def two(keep):
    """The doctor who treats and the one who is asked."""

    def make(session):
        person.keep(session, Person(name="Margaret Ellison", phone="555-0164"))
        first = doctors.keep(session, Doctor(name="Dr Okafor", role="first", hospital="Alder Creek")).id
        return first, doctors.keep(session, Doctor(name="Dr Lee", role="second", hospital="Kestrel Bay")).id

    return keep(make)


@pytest.fixture
def letter_id(keep, two, frozen_clock):
    return keep(lambda s: write_letters.write(s, Aim("tumor-board", doctor=two[0]), frozen_clock))


@pytest.fixture
def one(fetch):
    return lambda letter_id: fetch(lambda s: letters.one(s, letter_id))


@pytest.fixture
def screen(enter, letter_id):
    return enter(LetterScreen, Place(LETTER, letter_id))


def test_an_empty_list_says_what_it_is_for_and_leads_on(enter, qtbot):
    screen = enter(LettersScreen, Place(LETTERS))
    assert any("ask for records" in text for text in words_on(screen))
    qtbot.mouseClick(screen.first, LEFT)
    assert screen.went == [Place(LETTERS, part=NEW)]


def test_a_new_letter_is_filled_in_and_opened(enter, qtbot, two, work, fetch):
    screen = enter(LettersScreen, Place(LETTERS, part=NEW))
    screen.new.kind.set_value("doctors-talk")
    assert screen.new.receiver.isVisible()
    assert not screen.new.tone.isVisible()
    qtbot.mouseClick(screen.new.write, LEFT)
    work.flush()
    (letter,) = fetch(lambda s: list(letters.everything(s)))
    assert screen.went == [Place(LETTER, letter.id)]
    assert letter.recipient == "Dr Okafor"
    assert "Second doctor: Dr Lee" in letter.body


def test_it_asks_only_what_the_kind_needs(enter, two):
    new = enter(LettersScreen, Place(LETTERS, "tell-my-doctor", NEW)).new
    assert new.kind.value() == "tell-my-doctor"
    assert (new.tone.isVisible(), new.doctor.isVisible(), new.place.isVisible()) == (True, True, False)
    new.kind.set_value("records-to-a-doctor")
    assert (new.tone.isVisible(), new.doctor.isVisible(), new.place.isVisible()) == (False, False, True)
    assert "signed permission" in new.about.text()


def test_without_doctors_and_places_one_can_write_all_the_same(enter, qtbot, work, fetch):
    screen = enter(LettersScreen, Place(LETTERS, "records-to-a-doctor", NEW))
    assert not screen.new.place.isVisible()
    assert not screen.new.receiver.isVisible()
    qtbot.mouseClick(screen.new.write, LEFT)
    work.flush()
    (letter,) = fetch(lambda s: list(letters.everything(s)))
    assert "Doctor or office: ____" in letter.body


@pytest.mark.parametrize(
    ("kind", "wanted"), [("access", "records-for-me"), ("authorization", "records-to-a-doctor")]
)
def test_a_request_leads_to_its_own_letter(enter, keep, two, kind, wanted):
    asked = Request(facility="Alder Creek", kind=kind, receiver="dr lee")
    request = keep(lambda s: requests.keep(s, asked)).id
    aim = enter(LettersScreen, Place(LETTERS, request, NEW)).new.aim()
    assert (aim.kind, aim.place, aim.request) == (wanted, "Alder Creek", request)
    assert aim.receiver == (two[1] if kind == "authorization" else "")


def test_what_was_chosen_for_a_new_letter_is_chosen_again_after_a_lock(enter, two):
    screen = enter(LettersScreen, Place(LETTERS, part=NEW))
    screen.new.kind.set_value("tell-my-doctor")
    screen.new.tone.set_value("direct")
    again = enter(LettersScreen, Place(LETTERS, part=NEW))
    again.take_up(screen.standing())
    assert (again.new.aim().kind, again.new.aim().tone) == ("tell-my-doctor", "direct")


def test_every_word_is_kept_as_it_is_changed(screen, letter_id, one, qtbot):
    for name in ("sender", "dated", "recipient", "address", "subject", "body", "signer", "enclosed"):
        screen.page.form.field(name).set_value(f"My {name}")
    assert screen.leave()
    letter = one(letter_id)
    assert (letter.recipient, letter.address, letter.subject, letter.body) == (
        "My recipient", "My address", "My subject", "My body",
    )  # fmt: skip
    assert write_letters.extras(letter)["enclosed"] == "My enclosed"


def test_the_paper_shows_the_words_as_they_stand(screen, qtbot, work):
    qtbot.waitUntil(lambda: bool(screen.preview.pdf), timeout=10_000)
    before = screen.preview.pdf
    screen.page.form.field("body").set_value("Other words")
    screen.saver.save_now()
    qtbot.waitUntil(lambda: bool(screen.preview.pdf) and screen.preview.pdf != before, timeout=10_000)


def test_filling_in_again_asks_and_keeps_what_the_person_wrote(screen, letter_id, one, keep, work, qtbot):
    body = screen.page.form.field("body")
    body.set_value(body.value().replace("Thank you for your help.", "Warm thanks."))
    keep(lambda s: questions.keep(s, Question(text="Which trial?", starred=True)))
    qtbot.mouseClick(screen.page.again, LEFT)
    work.flush()
    assert screen.page.offers.isVisible()
    assert any("Which trial?" in tick.text() for tick in screen.page.offers.ticks)
    qtbot.mouseClick(screen.page.offers.accept, LEFT)
    work.flush()
    assert not screen.page.offers.isVisible()
    assert "• Which trial?" in one(letter_id).body
    assert "Warm thanks." in one(letter_id).body
    qtbot.waitUntil(lambda: "• Which trial?" in body.value())
    work.undo.undo()
    work.flush()
    assert "• Which trial?" not in one(letter_id).body
    assert "Warm thanks." in one(letter_id).body


def test_when_nothing_changed_it_says_so(screen, notices, work, qtbot):
    qtbot.mouseClick(screen.page.again, LEFT)
    work.flush()
    assert notices.told == ["Nothing has changed in your case that belongs into this letter."]
    assert screen.page.offers.isHidden()


def test_escape_closes_what_is_offered(screen, keep, work, qtbot):
    keep(lambda s: questions.keep(s, Question(text="Which trial?", starred=True)))
    qtbot.mouseClick(screen.page.again, LEFT)
    work.flush()
    assert screen.escape()
    assert screen.page.offers.isHidden()
    assert not screen.escape()


def mark(screen, work, qtbot, one, letter_id):
    qtbot.mouseClick(screen.page.mark, LEFT)
    qtbot.waitUntil(lambda: one(letter_id).sent_on is not None, timeout=10_000)
    work.flush()


def test_a_letter_that_was_sent_is_kept_with_its_pages_and_only_read(
    screen, letter_id, one, work, fetch, qtbot
):
    screen.page.form.field("body").set_value("These very words")
    screen.page.sending.fill({"day": PartialDate(2026, 3, 1), "how": "By fax"})
    mark(screen, work, qtbot, one, letter_id)
    assert (one(letter_id).sent_on, one(letter_id).sent_how) == (PartialDate(2026, 3, 1), "By fax")
    (sharing,) = fetch(lambda s: list(sharings.everything(s)))
    assert (sharing.letter_id, sharing.how, sharing.name) == (letter_id, sharings.HANDED, "Dr Okafor")
    qtbot.waitUntil(lambda: "Sent on 1 March 2026. By fax." in words_on(screen))
    assert not screen.page.form.isEnabled()
    assert not screen.page.mark.isVisible()
    assert not screen.page.again.isVisible()
    assert screen.page.copy.isVisible()


def test_it_can_be_said_that_it_was_not_sent_after_all(screen, letter_id, one, work, qtbot):
    mark(screen, work, qtbot, one, letter_id)
    qtbot.waitUntil(screen.page.not_sent.isVisible)
    qtbot.mouseClick(screen.page.not_sent, LEFT)
    work.flush()
    assert one(letter_id).sent_on is None
    qtbot.waitUntil(screen.page.form.isEnabled)


def test_a_day_that_cannot_be_read_sends_nothing(screen, letter_id, one, work, qtbot):
    screen.page.sending.field("day").line.setText("soon")
    qtbot.mouseClick(screen.page.mark, LEFT)
    work.flush()
    assert one(letter_id).sent_on is None
    assert screen.page.sending.field("day").problem()
    assert screen.half_typed()["sending"]["day"] == "soon"


def test_a_full_disk_marks_nothing_as_sent(screen, letter_id, one, work, full_disk, notices, qtbot):
    qtbot.waitUntil(lambda: bool(screen.preview.pdf), timeout=10_000)
    full_disk.set()
    qtbot.mouseClick(screen.page.mark, LEFT)
    qtbot.waitUntil(lambda: bool(notices.problems), timeout=10_000)
    full_disk.clear()
    work.flush()
    assert one(letter_id).sent_on is None


def test_a_new_letter_begins_with_its_words(screen, letter_id, work, one, qtbot, fetch):
    screen.page.form.field("body").set_value("My words")
    qtbot.mouseClick(screen.page.copy, LEFT)
    work.flush()
    made = screen.went[-1].item
    assert made != letter_id
    assert one(made).body == "My words"


def test_a_deleted_letter_can_be_brought_back(screen, letter_id, work, notices, fetch, qtbot):
    qtbot.mouseClick(screen.page.delete, LEFT)
    work.flush()
    assert screen.went == [Place(LETTERS)]
    assert not fetch(lambda s: list(letters.everything(s)))
    notices.undos[-1]()
    work.flush()
    assert fetch(lambda s: list(letters.everything(s)))


def test_print_or_save_leads_to_this_letter_with_the_one_it_is_for(
    screen, letter_id, two, enter, qtbot, work
):
    screen.page.form.field("body").set_value("Last words")
    qtbot.mouseClick(screen.page.print, LEFT)
    (place,) = screen.went
    assert place == Place(PRINT, letter_id, "letter")
    share = enter(PrintShareScreen, place)
    work.flush()
    plan = share.choice.plan()
    assert (plan.what, plan.letter, plan.recipient, plan.name) == ("letter", letter_id, "doctor", "Dr Okafor")


def test_a_call_sheet_has_no_sender_and_is_used_and_not_sent(enter, keep, two, frozen_clock, qtbot):
    made = keep(lambda s: write_letters.write(s, Aim("call-insurance", doctor=two[1]), frozen_clock))
    screen = enter(LetterScreen, Place(LETTER, made))
    qtbot.waitUntil(lambda: screen.page.mark.text() == "Mark as used")
    assert not screen.page.form.field("sender").isVisible()
    assert any("Medicare" in text for text in words_on(screen))
    assert "Not sent yet." not in " ".join(words_on(screen))


def test_a_case_that_can_only_be_looked_at_has_nothing_to_press(enter, house, letter_id):
    looked_at = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(LetterScreen, Place(LETTER, letter_id), in_house=looked_at)
    page = screen.page
    assert not page.form.isEnabled()
    assert not any(one.isVisible() for one in (page.mark, page.again, page.copy, page.delete))
    assert not enter(LettersScreen, Place(LETTERS), in_house=looked_at).add.isVisible()


def test_letters_are_reached_from_where_one_looks_for_them(enter, two, qtbot):
    doctor = enter(DoctorScreen, Place("doctor", two[0]))
    qtbot.mouseClick(doctor.page.write, LEFT)
    assert doctor.went == [Place(LETTERS, two[0], NEW)]
    asked = enter(RequestsScreen)
    qtbot.mouseClick(asked.letter, LEFT)
    assert asked.went == [Place(LETTERS, "records-for-me", NEW)]
    story = enter(StoryScreen)
    qtbot.mouseClick(story.tell, LEFT)
    assert story.went == [Place(LETTERS, "tell-my-doctor", NEW)]
    share = enter(PrintShareScreen)
    qtbot.mouseClick(share.view.letters, LEFT)
    assert share.went == [Place(LETTERS)]


def test_the_list_says_to_whom_when_and_whether_it_was_sent(enter, letter_id, keep, qtbot):
    keep(lambda s: letters.mark_sent(s, letter_id, PartialDate(2026, 3, 2), "").id)
    screen = enter(LettersScreen, Place(LETTERS))
    assert screen.rows[letter_id].accessibleName() == "Ask for a tumor board, Sent on 2 Mar 2026"
    assert screen.rows[letter_id].accessibleDescription() == "To Dr Okafor. Written on 2 Mar 2026"
    qtbot.mouseClick(screen.rows[letter_id], LEFT)
    assert screen.went == [Place(LETTER, letter_id)]


def test_what_was_asked_for_is_written_down_with_the_letter_and_taken_back_with_it(
    enter, keep, two, frozen_clock, work, one, fetch, qtbot
):
    aim = Aim("records-for-me", place="Alder Creek")
    letter_id = keep(lambda s: write_letters.write(s, aim, frozen_clock))
    screen = enter(LetterScreen, Place(LETTER, letter_id))
    qtbot.waitUntil(screen.page.note.isVisible)
    mark(screen, work, qtbot, one, letter_id)
    (request,) = fetch(lambda s: list(requests.everything(s)))
    assert (request.facility, request.asked_on) == ("Alder Creek", PartialDate(2026, 3, 2))
    work.undo.undo()
    work.flush()
    assert one(letter_id).sent_on is None
    assert not fetch(lambda s: list(requests.everything(s)))


def test_each_request_leads_to_its_letter(enter, keep, qtbot):
    request = keep(lambda s: requests.keep(s, Request(facility="Alder Creek"))).id
    asked = enter(RequestsScreen)
    name = "Write the letter for this request: Alder Creek"
    button = next(made for made in asked.findChildren(QPushButton) if made.accessibleName() == name)
    qtbot.mouseClick(button, LEFT)
    assert asked.went == [Place(LETTERS, request, NEW)]
