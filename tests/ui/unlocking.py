"""The window as it is after each unlock, and what the case holds for it meanwhile: for drafts."""

from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import doctors, drafts, tasks
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE
from tests.ui.screens import visits


@pytest.fixture
def visit_id(vault):
    with vault.write() as session:
        return visits.plan(session)


@pytest.fixture
def unlocked(qtbot, folder, ways, vault, visit_id):
    """The window as after each unlock: `with unlocked() as window`; at the end it is as good as killed."""
    vault.close()

    @contextmanager
    def unlocked(calm=True):
        opened = case_file.unlock(folder, PASSPHRASE, ways)
        work, window = Work(opened), Window(Settings(theme="light"), keep=lambda _: None)
        window.resize(1366, 768)
        window.show_rooms(work, "My case", resume=True)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if calm:
            qtbot.waitUntil(lambda: not window.drafts._waits, timeout=5000)
        work.flush()
        try:
            yield window
        finally:
            window.rooms = None
            window.hide()
            work.close()
            opened.close()
            window.deleteLater()
            QApplication.sendPostedEvents(window, 0)

    return unlocked


@pytest.fixture
def kept(folder, ways):
    """What the case holds for the window while nobody has it open."""

    def kept(query=lambda session: drafts.one(session, "window")):
        opened = case_file.unlock(folder, PASSPHRASE, ways)
        with opened.read() as session:
            found = query(session)
        opened.close()
        return found

    return kept


@pytest.fixture
def leave(folder, ways, unlocked):
    """Leave a state for the next window, as another run of the program may have done."""

    def leave(state):
        opened = case_file.unlock(folder, PASSPHRASE, ways)
        with opened.write() as session:
            drafts.keep(session, "window", state)
        opened.close()

    return leave


def locks(qtbot, window):
    with qtbot.waitSignal(window.lock_asked):
        window.ask_to_lock()


def go(window, *place):
    window.rooms.go(Place(*place))
    window._work.flush()
    return window.rooms.shown()


def reminders(window):
    with window._work.vault.read() as session:
        return [task.text for task in tasks.everything(session)]


def doctors_of(window):
    with window._work.vault.read() as session:
        return list(doctors.everyone(session))
