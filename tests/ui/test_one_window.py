"""One window per person, also where the system gives no place for windows to meet."""

from secondop_desktop.base import paths
from secondop_desktop.ui.one_window import OneWindow


def test_without_a_place_to_meet_the_window_opens_all_the_same(qapp, monkeypatch):
    def full():
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(paths, "runtime_folder", full)
    window = OneWindow()
    assert not window.ask_the_first("")
    window.be_the_first()
    window.stop()
