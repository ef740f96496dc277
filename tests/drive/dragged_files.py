"""A file manager with one window and one thing in it: some files, to be dragged into another program.

Run as `python dragged_files.py X Y FILE...`; it says "here" as soon as it stands at that place of the screen.
"""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

WIDTH, HEIGHT = 120, 60


class Files(QLabel):
    """The files, as one thing to take with the mouse."""

    def __init__(self, files):
        super().__init__(f"{len(files)} files")
        self._files = files
        self.setFixedSize(WIDTH, HEIGHT)
        self.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)

    def mouseMoveEvent(self, event):
        """Begin to drag as soon as the mouse moves with its button down."""
        super().mouseMoveEvent(event)
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(carried)
        drag.exec(Qt.DropAction.CopyAction)


def main(x, y, *files):
    """Stand there until somebody ends it."""
    program = QApplication([])
    shown = Files(files)
    shown.move(int(x), int(y))
    shown.show()
    sys.stdout.write("here\n")
    sys.stdout.flush()
    return program.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
