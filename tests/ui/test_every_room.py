"""One audit over every room of the sample case: at two sizes of window and of letters."""

import os

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import (
    appointments,
    doctors,
    documents,
    examinations,
    letters,
    photos,
    sharings,
)
from secondop_desktop.flows import letters as write_letters
from secondop_desktop.flows import make_sample, print_sheet, share
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.flows.photos import add_photos
from secondop_desktop.flows.plan import Plan
from secondop_desktop.ui import places, rooms, theme
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from tests.encrypted_case import cheap_ways
from tests.ui import audit

STEADY = 6
"""So many looks, ten milliseconds apart, must see everything in the same place."""
LOOKS = {
    "100-large": (100, (1366, 768)),
    "100-small": (100, (1024, 600)),
    "200-small": (200, (1024, 600)),
    "200-large": (200, (1366, 768)),
}
SIGHTS = {
    "home": lambda _: Place(places.HOME),
    "story": lambda _: Place(places.STORY),
    "appointments": lambda _: Place(places.APPOINTMENTS),
    "visit": lambda session: Place(places.VISIT, the_visit(session)),
    "visit-past": lambda session: Place(places.VISIT, the_first(session)),
    "after_visit": lambda session: Place(places.AFTER_VISIT, the_first(session), "summary"),
    "after-steps": lambda session: Place(places.AFTER_VISIT, the_first(session), "steps"),
    "after-words": lambda session: Place(places.AFTER_VISIT, the_first(session), "words"),
    "new-visit": lambda _: Place(places.VISIT, part=places.NEW),
    "appointment-mode": lambda session: Place(places.APPOINTMENT_MODE, the_visit(session)),
    "questions": lambda _: Place(places.QUESTIONS),
    "catalogue": lambda _: Place(places.QUESTIONS, part="catalogue"),
    "records": lambda _: Place(places.RECORDS),
    "record": lambda session: Place(places.RECORD, documents.everything(session)[0].id),
    "photos": lambda session: Place(places.PHOTOS, photos.everything(session)[0].document_id),
    "where": lambda _: Place(places.WHERE),
    "requests": lambda _: Place(places.REQUESTS),
    "examination": lambda session: Place(places.EXAMINATION, examinations.everything(session)[0].id),
    "doctors": lambda _: Place(places.DOCTORS),
    "doctor": lambda session: Place(places.DOCTOR, doctors.everyone(session)[0].id),
    "my_health": lambda _: Place(places.MY_HEALTH),
    "print": lambda session: Place(places.PRINT, the_visit(session)),
    "letters": lambda _: Place(places.LETTERS),
    "letter": lambda session: Place(places.LETTER, letters.everything(session)[0].id),
    "new-letter": lambda _: Place(places.LETTERS, "tell-my-doctor", places.NEW),
    "given": lambda _: Place(places.GIVEN),
    "packet": lambda session: Place(places.PACKET, the_visit(session)),
    "whole_case": lambda _: Place(places.WHOLE_CASE),
    "settings": lambda _: Place(places.SETTINGS),
    "bin": lambda _: Place(places.BIN),
    "glossary": lambda _: Place(places.GLOSSARY, "her2-low"),
}


def the_visit(session):
    return appointments.everything(session)[-2].id


def the_first(session):
    return appointments.everything(session)[1].id


def a_letter(vault):
    """Write the longest of the letters, to the first doctor of the case."""
    with vault.write() as session:
        someone = doctors.everyone(session)[0]
        write_letters.write(session, Aim("records-to-a-doctor", place=someone.hospital, receiver=someone.id))


def given_away(vault):
    """A summary in two versions, and the questions for the doctor."""
    with vault.read() as session:
        visit = appointments.one(session, the_visit(session))
        doctor = doctors.one(session, visit.doctor_id)
    for what, large in (("summary", False), ("summary", True), ("doctor-copy", False)):
        plan = Plan(what, visit.id, "doctor", doctor.name, large=large, doctor=doctor.id)
        share.give(vault, plan, print_sheet.sheet(vault, plan), sharings.PRINTED)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample case, made once."""
    folder = tmp_path_factory.mktemp("audit") / "Sample case.secondop"
    ways = cheap_ways()
    vault = make_sample.make_sample(folder, make_sample.PASSPHRASE, ways).vault
    files = [folder.parent / "one.jpg", folder.parent / "two.jpg"]
    for shade, file in zip(("white", "grey"), files, strict=True):
        Image.new("RGB", (300, 400), shade).save(file)
    add_photos(vault, files)
    a_letter(vault)
    given_away(vault)
    yield vault
    vault.close()


@pytest.fixture
def visit_room(qtbot, qapp, sample):
    """Open the window in a look and go to a place; gives back the window and the screen with its data."""
    opened = []

    def visit_room(sight, text_size, size):
        settings = Settings(theme="light", text_size=text_size)
        theme.apply(qapp, settings)
        window, work = Window(settings, keep=lambda _settings: None), Work(sample)
        opened.append(work)
        qtbot.addWidget(window)
        window.resize(*size)
        shown = window.show_rooms(work, "Sample case")
        with sample.read() as session:
            place = SIGHTS[sight](session)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        assert shown.go(place) or shown.place == place
        settle(qtbot, window, work)
        return window, shown.shown()

    yield visit_room
    for work in opened:
        work.close()


def settle(qtbot, window, work):
    """Wait until every answer has come and every part has found its place."""
    seen = []

    def stands_still():
        work.flush()
        seen.append([(part.geometry(), part.isVisible()) for part in window.findChildren(QWidget)])
        return len(seen) > STEADY and all(one == seen[-1] for one in seen[-STEADY:])

    qtbot.waitUntil(stands_still, timeout=10_000)


def test_every_room_there_is_is_audited():
    audited = {name for name in SIGHTS if "-" not in name} | {places.APPOINTMENT_MODE}
    assert {room.key for room in rooms.existing()} <= audited | {"print_share"}


def looked_at():
    """Each sight in two looks, the next one in the other two; in all four where SECONDOP_LOOKS is "all"."""
    everything = os.environ.get("SECONDOP_LOOKS") == "all"
    for number, sight in enumerate(SIGHTS):
        for name, look in LOOKS.items() if everything else list(LOOKS.items())[number % 2 :: 2]:
            yield pytest.param(sight, *look, id=f"{sight}-{name}")


@pytest.mark.parametrize(("sight", "text_size", "size"), list(looked_at()))
def test_a_room_can_be_read_and_reached(qtbot, visit_room, sight, text_size, size):
    window, screen = visit_room(sight, text_size, size)
    assert (window.width(), window.height()) == size, "a page never pushes the window"
    wrong = {
        "without a name": audit.nameless(window),
        "too small": audit.small(window),
        "cut": audit.cut(window),
        "outside of the page": audit.outside(window),
        "over each other": audit.over_each_other(window),
        "not reached by Tab": audit.unreached(qtbot, window, screen),
    }
    found = [f"{fault}: {one}" for fault, all_of_them in wrong.items() for one in all_of_them]
    assert not found, "\n  ".join(["", *found])
