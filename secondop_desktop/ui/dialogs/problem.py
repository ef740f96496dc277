"""The one dialog for bugs: says that the data is safe and offers a report without any value in it."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.base.logs import places_of
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.widgets.buttons import Button


def report_of(error: BaseException) -> str:
    """Versions and the places in the code an error passed; never its message, which may quote a value."""
    import secondop_desktop

    version = getattr(secondop_desktop, "__version__", "")
    lines = [
        f"SecondOp {version}".strip(),
        f"Python {platform.python_version()}, Qt {PySide6.__version__}",
        platform.platform(),
        "",
        places_of(error),
    ]
    return "\n".join(lines)


class ProblemDialog(Ask):
    """Shows the report of one error."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        super().__init__(
            parent,
            tr("Something in SecondOp did not work"),
            tr(
                "This is a mistake in the program, not yours. Everything that was saved is safe. You can "
                "go on; if it happens again, please close SecondOp and start it anew. The report below helps "
                "the people who look after the program. It holds nothing from your case."
            ),
        )
        self.report = QPlainTextEdit(report_of(error))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setMinimumHeight(theme.tokens().px(140))
        self.body.addWidget(self.report)
        self._copy = self.add_button(Button(tr("Copy the report"), icon="copy", then=self.copy))
        self.add_button(Button(tr("Go on"), "primary"), accepts=True).setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._copy.say(tr("Copied"))


class BugCatcher(QObject):
    """Shows the problem dialog for every error that reaches the top, one at a time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: ProblemDialog | None = None

    def show(self, error: BaseException) -> None:
        """Open the dialog unless one is open."""
        if self._open is None:
            self._open = ProblemDialog(self._window, error)
            self._open.finished.connect(self._closed)
            self._open.open()

    def _closed(self, _result: int) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None
