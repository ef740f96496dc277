"""Starts a window, writes a word once it is painted, and is gone; run as a program of its own.

The argument is "floor" for a bare window of the toolkit or "ours" for the whole program, which then gets the
other arguments. The word goes out after the first painting has come to its end.
"""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Witness(QObject):
    """Sees the first painting of a window."""

    seen = False

    def eventFilter(self, _watched, event):
        if not self.seen and event.type() == QEvent.Type.Paint:
            self.seen = True
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        os._exit(0)


def watched_exec(*_):
    """Stands in for QApplication.exec, so that the program itself needs no door for measuring."""
    app = QApplication.instance()
    witness = Witness(app)
    for window in app.topLevelWidgets():
        if isinstance(window, QMainWindow):
            window.installEventFilter(witness)
    return run()


run, QApplication.exec = QApplication.exec, watched_exec


def main(what, arguments):
    """Show the window; this does not return."""
    if what == "floor":
        app = QApplication([])
        window = QMainWindow()
        window.resize(1280, 800)
        window.show()
        return app.exec()
    from secondop_desktop.app import main as start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
