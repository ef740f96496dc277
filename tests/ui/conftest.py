"""What the tests of the ui share: a dressed application, and a small stand-in for a case."""

import gc
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.rooms import Room
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work


class Notebook:
    """Keeps lines of text behind the same doors as a vault; the session is the list itself."""

    def __init__(self):
        self.folder = Path("My case.secondop")
        self.lines = []
        self.threads = []
        self._listeners = []

    def on_change(self, listener):
        self._listeners.append(listener)

    @contextmanager
    def read(self):
        self.threads.append(threading.current_thread().name)
        yield list(self.lines)

    @contextmanager
    def write(self):
        draft = list(self.lines)
        yield draft
        self.lines = draft
        for listener in self._listeners:
            listener(frozenset({str}))


class LinesScreen(Screen):
    """Shows the lines of the notebook."""

    SHOWS = frozenset({str})

    def __init__(self, house):
        super().__init__(house)
        self.shown = []
        self.left = 0
        self.stays = False
        self.typed = ""
        self.escapes = 0
        self.frame.addWidget(label("Lines"))

    def query(self, session):
        return list(session)

    def show_data(self, data):
        self.shown.append(data)

    def leave(self):
        self.left += 1
        if self.typed:
            text, self.typed = self.typed, ""
            self.work.write(self, lambda session: session.append(text))
        return not self.stays

    def escape(self):
        self.escapes -= 1
        return self.escapes >= 0


@dataclass(frozen=True)
class LinesRoom(Room):
    """A room made of lines."""

    def make(self, house):
        return LinesScreen(house)


@pytest.fixture(autouse=True)
def _swept(qapp):
    """Take the rings of a test apart on the GUI thread, as the window's sweeper does."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def look(qapp):
    """Every test begins with the light theme at 100 %."""
    settings = Settings(theme="light", text_size=100)
    theme.apply(qapp, settings)
    return settings


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def work(notebook, qapp):
    made = Work(notebook)
    yield made
    made.close()


@pytest.fixture
def notices(qtbot):
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    return strip


@pytest.fixture
def house(work, notices):
    return House(work, notices, Settings(), lambda: None, lambda: None, "Margaret’s case")


@pytest.fixture
def lines_screen(qtbot, house):
    screen = LinesScreen(house)
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def rooms():
    return (
        LinesRoom("home", lambda: "Home", "house", "LinesScreen", "top"),
        LinesRoom("records", lambda: "Records", "folder-open", "LinesScreen", "top"),
        LinesRoom("settings", lambda: "Settings", "settings", "LinesScreen", "bottom"),
        LinesRoom("record", lambda: "Record", "file-text", "LinesScreen", under="records"),
        LinesRoom("wide", lambda: "Wide", "file-text", "LinesScreen", wide=True),
    )


def ask_nobody(window):
    """At the end of a test nobody is there to answer whether a window may close over unsaved words."""
    window._close_anyway = lambda: True


@pytest.fixture
def window(qtbot, look):
    kept = []
    made = Window(look, keep=kept.append)
    made.kept = kept
    qtbot.addWidget(made, before_close_func=ask_nobody)
    made.resize(1366, 768)
    return made
