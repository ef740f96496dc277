"""A real encrypted case, and the house that screens are made in, for the tests of the screens."""

import threading
from dataclasses import dataclass, field

import pytest

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, questions
from secondop_desktop.flows import open_case
from secondop_desktop.ui import theme
from secondop_desktop.ui.places import BACK
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.work import Work
from secondop_desktop.vault.errors import NoRoom
from tests.ui.screens import visits

assert open_case  # it makes every family known to the mapper


@dataclass
class Heard:
    """Stands where the notice strip stands, and remembers what the person was told."""

    told: list = field(default_factory=list)
    undos: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def tell(self, sentence, undo=None, undo_text=""):
        self.told.append(sentence)
        self.undos.append(undo)

    def problem(self, error):
        self.problems.append(error)


@pytest.fixture
def look():
    return Settings(theme="light")


@pytest.fixture
def notices():
    return Heard()


@pytest.fixture
def work(qapp, vault, notices):
    """The bridge to the case; `work.flush()` waits until everything asked for was done and handed over."""
    work = Work(vault)
    work.failed.connect(notices.problem)
    yield work
    work.close()
    work.deleteLater()


@pytest.fixture
def house(qapp, work, notices, look, frozen_clock):
    theme.apply(qapp, look)
    return House(
        work=work,
        notices=notices,
        settings=look,
        settings_changed=lambda: theme.apply(qapp, look),
        lock=lambda: None,
        case_name="Margaret",
        clock=frozen_clock,
    )


@pytest.fixture
def fetch(vault):
    """Read with a query of `case`: `fetch(lambda session: ...)`."""

    def fetch(query):
        with vault.read() as session:
            return query(session)

    return fetch


@pytest.fixture
def enter(qtbot, work, house):
    """Make a screen, go to a place in it and show it with its data: `enter(HomeScreen, Place(HOME))`.

    `screen.went` collects the places it asked for.
    """

    def enter(kind, place=BACK, size=(1366, 768), in_house=house):
        screen = kind(in_house)
        screen.went = []
        screen.asked_for.connect(screen.went.append)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.go(place)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        work.flush()
        return screen

    return enter


@pytest.fixture
def visit_id(keep):
    """A visit tomorrow with three questions."""
    return keep(visits.plan)


@pytest.fixture
def answers(fetch):
    """What the case holds for each question of a visit."""

    def answers(visit_id):
        def query(session):
            entries = questions.for_appointment(session, appointments.one(session, visit_id))
            return {entry.question.text: entry.asking for entry in entries}

        return fetch(query)

    return answers


@pytest.fixture
def full_disk(vault, monkeypatch):
    """A switch: while it is on, nothing can be written."""
    real, full = vault.write, threading.Event()

    def write():
        if full.is_set():
            raise NoRoom
        return real()

    monkeypatch.setattr(vault, "write", write)
    return full
