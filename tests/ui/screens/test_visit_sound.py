"""The recordings of a visit on its page: played, lined up, brought from a phone, saved, thrown away."""

import os
from datetime import timedelta

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt

from secondop_desktop.case import appointments, documents, permissions, recordings
from secondop_desktop.case.recordings import Recording
from secondop_desktop.flows.bring_sound import bring_sound
from secondop_desktop.flows.save_sound import save_sound
from secondop_desktop.ui.places import VISIT, Place
from secondop_desktop.ui.screens.visit import VisitScreen
from tests.a_sound_server import clicks

LEFT = Qt.MouseButton.LeftButton
LONG = 15_000


@pytest.fixture
def yesterday(keep):
    """A visit of yesterday."""
    visit = appointments.Appointment(day="2026-03-01", hour="10:00", zone="America/Chicago")
    return keep(lambda session: appointments.keep(session, visit)).id


@pytest.fixture
def phone(tmp_path, frozen_clock):
    """A recording on a phone that ended an hour ago."""
    path = tmp_path / "Memo 12.wav"
    soundfile.write(path, (clicks(4) / 32768).astype(np.float32), 16_000)
    ended = (frozen_clock.now() - timedelta(hours=1)).timestamp()
    os.utime(path, (ended, ended))
    return path


@pytest.fixture
def card(enter, yesterday):
    return enter(VisitScreen, Place(VISIT, yesterday)).sound


@pytest.fixture
def with_one(qtbot, card, phone):
    card.take(phone)
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=LONG)
    return card


def test_a_visit_that_took_place_offers_to_add_a_recording(card):
    assert card.isVisible()
    assert card.bring.isVisible()
    assert card.player.isHidden()
    assert "Nothing was recorded yet" in card._nothing.text()


def test_a_visit_that_is_still_to_come_says_nothing_of_sound(enter, visit_id):
    assert enter(VisitScreen, Place(VISIT, visit_id)).sound.isHidden()


def test_a_recording_from_a_phone_is_added_and_asks_when_it_began(with_one, notices, fetch, yesterday):
    (row,) = with_one.rows
    assert row.title.text() == "08:29, 0:04 long"
    assert row.about.text() == "From a phone: Memo 12.wav"
    assert "It began about today at 08:29" in row.line_up.words.text()
    assert row.line_up.isVisible()
    assert with_one.player.isVisible()
    assert "Please check when it began" in notices.told[-1]


def test_the_guess_is_changed_by_minutes_or_by_typing_and_then_kept(qtbot, with_one, fetch, yesterday, work):
    row = with_one.rows[0]
    for made in (row.line_up.earlier, row.line_up.earlier, row.line_up.later):
        qtbot.mouseClick(made, LEFT)
    assert row.line_up.time.value().strftime("%H:%M") == "08:28"
    row.line_up.time.line.setText("8:15")
    qtbot.mouseClick(row.line_up.right, LEFT)
    work.flush()
    (one,) = fetch(lambda session: recordings.of_visit(session, yesterday))
    assert one.start_from == recordings.PERSON
    assert one.started_at.astimezone(with_one._house.clock.zone()).strftime("%H:%M") == "08:15"
    qtbot.waitUntil(lambda: with_one.rows[0].title.text().startswith("08:15"))
    assert with_one.rows[0].line_up.isHidden()
    qtbot.waitUntil(with_one.rows[0].when.isVisible)
    qtbot.mouseClick(with_one.rows[0].when, LEFT)
    assert with_one.rows[0].line_up.isVisible()


def test_deleted_it_is_in_the_bin_and_comes_back_by_undo(qtbot, with_one, notices, work, fetch, yesterday):
    qtbot.mouseClick(with_one.rows[0].delete, LEFT)
    qtbot.waitUntil(lambda: not with_one.rows)
    assert with_one.player.isHidden()
    notices.undos[-1]()
    work.flush()
    qtbot.waitUntil(lambda: len(with_one.rows) == 1)


def test_a_player_on_a_page_that_nobody_looks_at_rests(qtbot, with_one):
    look, page = with_one.player._look, with_one.window()
    assert look.isActive()
    page.hide()
    assert not look.isActive()
    with_one.player.play_recording(with_one.player._recordings[0].id)
    qtbot.waitUntil(lambda: not look.isActive())
    with_one.player._player.pause()
    page.show()
    assert look.isActive()


def test_the_same_file_again_is_told(qtbot, with_one, notices, phone):
    with_one.take(phone)
    qtbot.waitUntil(lambda: "here already" in notices.told[-1], timeout=LONG)
    assert len(with_one.rows) == 1


def test_a_file_that_cannot_be_played_is_kept_and_says_so(qtbot, card, tmp_path, notices):
    odd = tmp_path / "visit.mp3"
    odd.write_bytes(b"ID3\x03" + bytes(2000))
    card.take(odd)
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=LONG)
    assert card.rows[0].play.isHidden()
    assert card.rows[0].save.isVisible()
    assert "kept as it is" in notices.told[-1]


def test_a_letter_is_kept_among_the_records(qtbot, card, tmp_path, notices, fetch):
    letter = tmp_path / "visit.mp3"
    letter.write_text("Dear Mrs Ellison")
    card.take(letter)
    qtbot.waitUntil(lambda: bool(notices.told), timeout=LONG)
    assert "not a recording" in notices.told[-1]
    assert len(fetch(documents.everything)) == 1


def test_a_copy_is_saved_as_it_came(vault, yesterday, phone, tmp_path):
    made = bring_sound(vault, yesterday, phone).recording_id
    save_sound(vault, made, tmp_path / "copy.wav")
    assert (tmp_path / "copy.wav").read_bytes() == phone.read_bytes()


def test_who_allowed_it_stays_to_be_seen(qtbot, card, keep, yesterday, frozen_clock):
    said = permissions.Permission(
        appointment_id=yesterday, asked_whom="Dr Lee", answer="yes", asked_at=frozen_clock.now()
    )
    keep(lambda session: permissions.keep(session, said))
    qtbot.waitUntil(card.asked.isVisible)
    assert card.asked.text() == "Dr Lee said yes at 09:30."


def test_the_keys_of_the_player_work_anywhere_on_the_page(qtbot, with_one):
    player, screen = with_one.player, with_one.window()
    qtbot.keyClick(screen.page.note, Qt.Key.Key_F8)
    assert player._heard().position == pytest.approx(4, abs=0.1)
    qtbot.keyClick(screen.page.note, Qt.Key.Key_F6)
    assert player._heard().position == 0.0


def test_what_has_not_ended_cannot_be_saved(vault, keep, yesterday, tmp_path, frozen_clock):
    made = keep(
        lambda session: recordings.keep(
            session,
            Recording(appointment_id=yesterday, started_at=frozen_clock.now(), source=recordings.MICROPHONE),
        )
    )
    with pytest.raises(Exception, match="not ended yet"):
        save_sound(vault, made.id, tmp_path / "copy.ogg")
    assert not (tmp_path / "copy.ogg").exists()
