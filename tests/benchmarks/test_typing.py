"""From a key to the letter on the screen in appointment mode, against the toolkit's own bare editor."""

import contextlib
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, permissions, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.permissions import YES, Permission
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case, read_waiting
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.sound.recorder import State
from secondop_desktop.ui import theme
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.places import APPOINTMENT_MODE, Place
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from secondop_desktop.ui.work import Work
from tests.a_sound_server import LACKING, sound_server, tone
from tests.benchmarks.measure import CEILING, SHORT, share, timed
from tests.data.make_corpus import sample

assert sound_server

KEYS = 150 if SHORT else 1_000
SLOW_KEYS = 40 if SHORT else 300
EVERY_MS = 15
UNHURRIED_MS = 60
"""As fast as anybody types; for what takes longer than the other pace leaves."""
IN_TIME = 0.016
"""Seconds: a letter that is there after one picture of a screen seems to come at once."""
FULL_PAGE = 100_000
SECONDS_PLAYED = 300
PAGES = 4 if SHORT else 15
"""Scans to be read while the keys are pressed; more than are read in that time."""
SIZE = (1280, 800)
LETTERS = "She would wait no longer than three months. "


@pytest.fixture
def note(request, qapp, qtbot, tmp_path, cheap_ways):
    """The large editor of appointment mode, on a case that keeps every word meanwhile.

    It holds the text that the test asks for, or none.
    """
    text = getattr(request, "param", "")
    look = Settings(theme="light")
    theme.apply(qapp, look)
    folder = tmp_path / "case"
    vault = open_case.create(folder, "seven grey herons over the weir", "Margaret", cheap_ways).vault
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2031-03-03", hour="10:30"))
        question = questions.keep(session, Question(text="What if I wait?"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        questions.write_answer(session, asking.id, text)
        allowed = Permission(
            appointment_id=visit.id, asked_whom="Dr Lee", answer=YES, asked_at=SYSTEM_CLOCK.now()
        )
        permissions.keep(session, allowed)
        visit_id = visit.id
    work, notices = Work(vault), NoticeStrip()
    qtbot.addWidget(notices)
    screen = AppointmentModeScreen(House(work, notices, look, qapp.aboutQt, qapp.aboutQt))
    qtbot.addWidget(screen)
    screen.go(Place(APPOINTMENT_MODE, visit_id))
    screen.resize(*SIZE)
    screen.show()
    work.flush()
    qtbot.waitUntil(lambda: screen.view.answer.note.text() == text)
    screen.view.answer.note.case, screen.view.answer.note.recorder = vault, screen.sound.recorder
    yield screen.view.answer.note
    assert screen.saver.flush()
    work.close()
    vault.close()


@contextlib.contextmanager
def scans_being_read(qtbot, vault):
    """Scans are read meanwhile, as they are in the program: by workers that stand back."""
    for seed in range(PAGES):
        page = sample("medication list", "clean 150 dpi", seed)
        take_in_bytes(vault, page.file, f"Scan {seed}.png")
    workers, ended = read_waiting.Workers(), []

    def read():
        try:
            read_waiting.read_waiting(vault, workers=workers)
        except Cancelled:
            return
        ended.append("all was read before the last key")

    thread = threading.Thread(target=read)
    thread.start()
    try:
        qtbot.waitUntil(lambda: workers.eyes.pid != 0, timeout=60_000)
        yield ended
    finally:
        workers.stop()
        thread.join()


@contextlib.contextmanager
def sound_being_recorded(request, qtbot, recorder):
    """Sound is recorded meanwhile, where this computer can make some; says whether it is."""
    if LACKING:
        yield False
        return
    request.getfixturevalue("sound_server").play(tone(SECONDS_PLAYED))
    recorder.toggle()
    qtbot.waitUntil(
        lambda: recorder.recording() and recorder._recorder.status().state is State.RECORDING, timeout=60_000
    )
    yield True
    assert recorder.recording(), "the recording ended before the last key"
    assert recorder.stop_and_keep(joined=False)


@pytest.fixture
def bare(qtbot):
    editor = QTextEdit()
    qtbot.addWidget(editor)
    editor.resize(*SIZE)
    editor.show()
    return editor


QUEUE = Path("/proc/thread-self/schedstat")
"""Its second number counts the nanoseconds that this thread wanted a processor and had none (proc(5))."""


def queued():
    """Seconds that this thread has waited for a processor so far; 0 where nobody counts them."""
    return int(QUEUE.read_text().split()[1]) / 1e9 if QUEUE.exists() else 0.0


class Paintings(QObject):
    """Counts how often an editor was painted."""

    def __init__(self, editor):
        super().__init__(editor)
        self.count = 0
        editor.viewport().installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def type_in_turn(editors, keys=KEYS, every_ms=EVERY_MS, served=None):
    """Type into one editor after the other at a steady pace; the seconds until each letter was painted.

    `served` takes those of the first editor without the time for which no processor was free.
    What was asked to be painted is painted by the events that are sent here, so nothing else is waited for.
    """
    taken = {editor: [] for editor in editors}
    painted = {editor: Paintings(editor) for editor in editors}
    loop = QEventLoop()

    def press(editor, letter):
        QTest.keyClick(editor, letter)
        QCoreApplication.sendPostedEvents()

    def type_one():
        number = len(taken[editors[0]])
        for editor in editors:
            letter, before = LETTERS[number % len(LETTERS)], queued()
            taken[editor].append(timed(lambda editor=editor, letter=letter: press(editor, letter)))
            if served is not None and editor is editors[0]:
                served.append(max(0.0, taken[editor][-1] - (queued() - before)))
        if number + 1 >= keys:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(every_ms)
    loop.exec()
    timer.stop()
    for editor in editors:
        assert painted[editor].count >= keys, "a letter was counted that had not been painted"
    return taken


def test_a_letter_is_painted_as_soon_as_in_a_bare_editor(table, note, bare):
    taken = type_in_turn([note, bare])
    assert note.toPlainText() == bare.toPlainText()
    for part, name in ((0.5, "p50"), (0.99, "p99")):
        table.add(
            f"key to letter {name} (floor: bare editor)", share(taken[note], part), share(taken[bare], part)
        )


def test_a_letter_is_painted_as_soon_while_scans_are_read(qtbot, table, note):
    at_rest = type_in_turn([note])[note]
    with scans_being_read(qtbot, note.case) as ended:
        meanwhile = type_in_turn([note])[note]
        assert not ended
    for part, name in ((0.5, "p50"), (0.99, "p99")):
        table.add(
            f"key to letter {name} while scans are read (floor: nothing else to do)",
            share(meanwhile, part),
            share(at_rest, part),
        )


def in_lines():
    """A page as somebody fills it who writes along for three hours: a line a sentence."""
    line = LETTERS.strip() + "\n"
    return (line * (FULL_PAGE // len(line) + 1))[:FULL_PAGE]


def in_one_paragraph():
    """The same without one line end, as it may be pasted."""
    return (LETTERS * (FULL_PAGE // len(LETTERS) + 1))[:FULL_PAGE]


def fill(bare, note):
    """The same text in the bare editor, with the cursor behind it."""
    bare.setPlainText(note.text())
    bare.moveCursor(bare.textCursor().MoveOperation.End)


@pytest.mark.parametrize("note", [in_lines()], indirect=True, ids=["lines"])
def test_a_letter_is_painted_in_time_on_a_full_page_whatever_goes_on(request, qtbot, table, note, bare):
    fill(bare, note)
    quiet, loud = [], []
    at_rest = type_in_turn([note, bare], served=quiet)
    heard = sound_being_recorded(request, qtbot, note.recorder)
    with scans_being_read(qtbot, note.case) as ended, heard as sound:
        meanwhile = type_in_turn([note, bare], served=loud)
        assert not ended
    assert len(note.text()) == FULL_PAGE + 2 * KEYS
    busy = ", scans read, sound recorded" if sound else ", scans read"
    for name, taken, served in (("", at_rest, quiet), (busy, meanwhile, loud)):
        for part, which in ((0.5, "p50"), (0.99, "p99")):
            row, ours = f"key to letter, 100,000 there{name} {which}", share(taken[note], part)
            # A computer that is busy with other things holds up any program now and then.
            table.add(f"{row} (floor: 16 ms)", ours, IN_TIME, 1.0, CEILING)
            table.add(f"{row} (floor: bare editor)", ours, share(taken[bare], part))
            if QUEUE.exists():
                table.add(f"{row}, a processor free (floor: 16 ms)", share(served, part), IN_TIME, 1.0)


@pytest.mark.parametrize("note", [in_one_paragraph()], indirect=True, ids=["one paragraph"])
def test_a_letter_in_a_paragraph_of_a_hundred_thousand_comes_sooner_than_in_a_bare_editor(table, note, bare):
    fill(bare, note)
    taken = type_in_turn([note, bare], SLOW_KEYS, UNHURRIED_MS)
    for part, name in ((0.5, "p50"), (0.99, "p99")):
        row, ours = f"key to letter, paragraph of 100,000 {name}", share(taken[note], part)
        table.add(f"{row} (floor: bare editor)", ours, share(taken[bare], part), 1.0, CEILING)
        table.add(f"{row} (floor: 16 ms)", ours, IN_TIME, 1.0, CEILING)
