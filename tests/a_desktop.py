"""The running program in one piece, in this process: a real case behind a real door, and no new process."""

from contextlib import contextmanager
from dataclasses import dataclass, fields

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.flows import open_case
from secondop_desktop.ui.desktop import Desktop, Outside
from secondop_desktop.ui.door.calls import DoorCalls
from secondop_desktop.ui.one_window import OneWindow
from tests.encrypted_case import PASSPHRASE


def nobody_asked(*_words):
    """Stands where a flow stands that the test must not come to."""
    pytest.fail("nobody asked for that")


def door_calls(ways, **others):
    """The flows behind the door, with these ways to open cases; what is not named must not be called."""
    known = {
        "offer_passphrase": open_case.offer_passphrase,
        "judge_passphrase": open_case.judge_passphrase,
        "create": lambda where, passphrase, name: open_case.create(where, passphrase, name, ways),
        "open": lambda where, secret: open_case.open_case(where, secret, ways, or_look=True),
        "remembers": lambda _where: False,
        **others,
    }
    return DoorCalls(**{field.name: known.get(field.name, nobody_asked) for field in fields(DoorCalls)})


@dataclass
class Stay:
    """A desktop that is open, and where it wanted to start afresh."""

    desktop: Desktop
    replaced: list

    @property
    def window(self):
        return self.desktop.window

    def unlock(self, qtbot, passphrase=PASSPHRASE):
        """Pass the door."""
        self.window.door.page.asked.emit(passphrase)
        qtbot.waitUntil(lambda: self.window.rooms is not None, timeout=10_000)


@contextmanager
def living(app, folder, ways, replace=None):
    """A desktop at the door of the case in `folder`; `replace` is what it does instead of a new process."""
    one_window, replaced = OneWindow(), []
    one_window.be_the_first()
    outside = Outside(door_calls(ways), lambda: None, nobody_asked, replace or replaced.append)
    desktop = Desktop(app, outside, one_window, folder)
    desktop.window._close_anyway = lambda: True
    desktop.show()
    try:
        yield Stay(desktop, replaced)
    finally:
        desktop._put_away()
        desktop._system.stop()
        desktop._idle.stop()
        one_window.stop()
        desktop.window.close()
        desktop.window.show_door(QWidget())
        desktop.window.deleteLater()
        desktop.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
