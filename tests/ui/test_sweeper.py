"""Widgets in rings of references are never destroyed on a worker thread."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from secondop_desktop.ui.sweeper import Sweeper


class Ring(QObject):
    """An object that refers to itself."""

    def __init__(self):
        super().__init__()
        self.itself = self


@pytest.fixture
def sweeper(qapp):
    parent = QObject()
    yield Sweeper(parent)
    parent.deleteLater()


def test_a_ring_is_taken_apart_on_the_gui_thread(sweeper):
    deaths = []
    gc.collect()
    weakref.finalize(Ring(), lambda: deaths.append(threading.current_thread()))

    def allocate():
        kept = [[] for _ in range(100_000)]
        assert kept

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert deaths == []
    keep = [[] for _ in range(5_000)]
    sweeper.look()
    assert keep
    assert deaths == [threading.main_thread()]


def test_nothing_is_collected_while_nothing_has_grown(sweeper, monkeypatch):
    swept = []
    monkeypatch.setattr(gc, "collect", swept.append)
    monkeypatch.setattr(gc, "get_count", lambda: (10, 0, 0))
    sweeper.look()
    assert swept == []
    monkeypatch.setattr(gc, "get_count", lambda: (10_000, 1, 1))
    sweeper.look()
    assert swept == [0]


def test_collection_stays_off_when_a_window_goes(qapp, qtbot):
    window = QObject()
    Sweeper(window)
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    assert not gc.isenabled()
