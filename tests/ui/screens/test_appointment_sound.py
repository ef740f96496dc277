"""Recording in the doctor's room, with a real sound server: asked first, kept as it comes, played again."""

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import permissions, recordings
from secondop_desktop.flows import record_sound
from secondop_desktop.sound.player import State as Heard
from secondop_desktop.sound.recorder import State
from secondop_desktop.ui.places import APPOINTMENT_MODE, Place
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from tests.a_sound_server import clicks, needs_sound, one_sound_server, quiet_room, sound_server
from tests.ui.screens.visits import CTRL, press, write

SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = 15_000
FIXTURES = sound_server, one_sound_server, quiet_room


@pytest.fixture
def real_time(house):
    """Sound takes its time, so the clock of the house goes."""
    object.__setattr__(house, "clock", SYSTEM_CLOCK)


@pytest.fixture
def screen(enter, visit_id, real_time):
    shown = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    yield shown
    shown.sound.put_down(joined=False)


def say_yes(qtbot, screen, whom="Dr Lee"):
    """Ask for a recording by keys, and write down that somebody agreed."""
    press(qtbot, screen, Qt.Key.Key_R, CTRL | SHIFT)
    recorder = screen.sound.recorder
    qtbot.waitUntil(recorder.panel.isVisible)
    recorder.panel.whom.set_value(whom)
    qtbot.mouseClick(recorder.panel.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(recorder.recording)


def test_nothing_is_recorded_before_somebody_was_asked(qtbot, screen, work, fetch, visit_id):
    recorder = screen.sound.recorder
    press(qtbot, screen, Qt.Key.Key_R, CTRL | SHIFT)
    qtbot.waitUntil(recorder.panel.isVisible)
    assert not recorder.recording()
    assert recorder.panel.whom.typed() == "Dr Nguyễn Thị Hạnh"
    recorder.panel.whom.set_value("")
    qtbot.mouseClick(recorder.panel.yes, Qt.MouseButton.LeftButton)
    work.flush()
    assert not recorder.recording()
    assert "whom you asked" in recorder.panel.whom.problem()
    recorder.panel.whom.set_value("Dr Lee")
    qtbot.mouseClick(recorder.panel.no, Qt.MouseButton.LeftButton)
    work.flush()
    assert recorder.panel.isHidden()
    assert not recorder.recording()
    said = fetch(lambda session: permissions.latest(session, visit_id))
    assert (said.asked_whom, said.answer) == ("Dr Lee", permissions.NO)
    press(qtbot, screen, Qt.Key.Key_R, CTRL | SHIFT)
    qtbot.waitUntil(recorder.panel.isVisible)
    assert "Dr Lee said no" in recorder.panel.said.text()


def test_whom_one_was_writing_down_is_half_typed(qtbot, screen):
    assert not screen.sound.half()["whom"]
    press(qtbot, screen, Qt.Key.Key_R, CTRL | SHIFT)
    whom = screen.sound.recorder.panel.whom
    qtbot.waitUntil(whom.isVisible)
    assert "whom" not in screen.half_typed()
    whom.set_value("the nurse and")
    assert screen.half_typed()["whom"] == "the nurse and"
    whom.set_value("")
    screen.take_up({"whom": "the nurse and"})
    assert whom.typed() == "the nurse and"


@needs_sound
def test_a_visit_is_recorded_and_a_line_is_played_from(qtbot, quiet_room, screen, work, fetch, visit_id):
    recorder, player = screen.sound.recorder, screen.sound.player
    say_yes(qtbot, screen)
    assert "Recording" not in recorder.state.text()
    quiet_room.play(clicks(20))
    qtbot.waitUntil(lambda: recorder.state.text().startswith("Recording 0:0"), timeout=LONG)
    qtbot.waitUntil(lambda: recorder.meter.level() > 0.5, timeout=LONG)
    assert recorder.meter.toolTip() == "Sound is arriving."
    qtbot.waitUntil(lambda: recorder._recorder.status().seconds > 2, timeout=LONG)
    write(qtbot, screen, "Grade one.")
    typed_at = SYSTEM_CLOCK.now()
    qtbot.waitUntil(lambda: recorder._recorder.status().seconds > 3.5, timeout=LONG)
    press(qtbot, screen, Qt.Key.Key_R, CTRL | SHIFT)
    qtbot.waitUntil(lambda: recorder.state.text().startswith("Paused"))
    qtbot.mouseClick(recorder.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fetch(lambda s: not recordings.growing(s)), timeout=LONG)
    (one,) = fetch(lambda session: recordings.of_visit(session, visit_id))
    assert one.state == recordings.WHOLE
    assert 3.4 < one.seconds < 5
    qtbot.waitUntil(screen.sound.listen.isVisible, timeout=LONG)
    qtbot.mouseClick(screen.sound.listen, Qt.MouseButton.LeftButton)
    assert player.isVisible()
    assert screen.sound.listen.isHidden()
    qtbot.mouseClick(player.close_it, Qt.MouseButton.LeftButton)
    assert screen.sound.listen.isVisible()
    screen.view.answer.note.line_asked.emit(0)
    qtbot.waitUntil(lambda: player._player.status().state is Heard.PLAYING, timeout=LONG)
    assert abs(player._heard().position - one.position_of(typed_at)) < 0.5
    assert player.isVisible()
    press(qtbot, screen, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert player._player.status().state is Heard.PAUSED
    press(qtbot, screen, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert player._heard().position == 0.0


@needs_sound
def test_leaving_the_visit_ends_and_keeps_the_recording(qtbot, quiet_room, screen, fetch, visit_id):
    recorder = screen.sound.recorder
    say_yes(qtbot, screen)
    quiet_room.play(clicks(20))
    qtbot.waitUntil(lambda: recorder._recorder.status().seconds > 1.2, timeout=LONG)
    assert screen.leave()
    qtbot.waitUntil(lambda: fetch(lambda s: not recordings.growing(s)), timeout=LONG)
    (one,) = fetch(lambda session: recordings.of_visit(session, visit_id))
    assert one.state == recordings.WHOLE
    assert one.seconds > 1.1


@needs_sound
def test_a_full_disk_costs_no_sound_and_notes_go_on(qtbot, quiet_room, screen, full_disk, fetch, visit_id):
    recorder, told = screen.sound.recorder, []
    recorder.told.connect(told.append)
    say_yes(qtbot, screen)
    quiet_room.play(clicks(30))
    qtbot.waitUntil(lambda: fetch(lambda s: len(recordings.of_visit(s, visit_id)) == 1), timeout=LONG)
    full_disk.set()
    qtbot.waitUntil(lambda: any("The disk takes no sound" in sentence for sentence in told), timeout=LONG)
    assert recorder._recorder.status().state is State.RECORDING
    assert not recorder.stop_and_keep()
    full_disk.clear()
    qtbot.waitUntil(recorder.stop_and_keep, timeout=LONG)
    qtbot.waitUntil(lambda: fetch(lambda s: not recordings.growing(s)), timeout=LONG)
    (one,) = fetch(lambda session: recordings.of_visit(session, visit_id))
    assert one.seconds > 2


@needs_sound
def test_without_a_microphone_there_is_a_sentence_and_the_button_is_back(qtbot, sound_server, screen):
    told = []
    screen.sound.recorder.told.connect(told.append)
    sound_server.unplug()
    say_yes(qtbot, screen)
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert "microphone" in told[0] or "sound device" in told[0]
    qtbot.waitUntil(screen.sound.recorder.begin.isVisible)
    write(qtbot, screen, "Notes go on.")


def test_what_is_left_of_a_recording_at_the_lock_is_joined_at_the_next_unlock(vault, keep, fetch, visit_id):
    made = keep(
        lambda s: recordings.keep(
            s,
            recordings.Recording(appointment_id=visit_id, started_at=SYSTEM_CLOCK.now(), source="microphone"),
        )
    )
    keep(lambda s: recordings.add_part(s, made.id, 0, b"OggS", 1.0))
    assert record_sound.join_left(vault) == 1
    assert fetch(lambda s: recordings.one(s, made.id)).state == recordings.WHOLE
