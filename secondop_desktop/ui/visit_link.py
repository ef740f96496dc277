"""The link of a video visit: shown as it is, copied or opened only when somebody wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.calendars.links import is_link
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House


class LinkPart(QWidget):
    """Below the field of the link: what it leads to, *Copy the link* and *Open the link*.

    This program never goes to the link itself: the browser of the computer does, after a question.
    """

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._link = ""
        inside = column("xs", "none", self)
        self.said = label("", "small")
        self.copy = Button(tr("Copy the link"), icon="copy", then=self._copy)
        self.open = Button(tr("Open the link"), icon="external-link", then=self._ask)
        inside.addWidget(self.said)
        self._both = FlowRow(self.copy, self.open)
        inside.addWidget(self._both)
        self.show_link("")

    @staticmethod
    def title() -> str:
        """The title of the question."""
        return tr("Open the link to your video visit?")

    def show_link(self, link: str) -> None:
        """Be about another link; one that no browser opens is only told about."""
        self._link = link.strip()
        good = is_link(self._link)
        self._both.setVisible(good)
        self.said.setVisible(bool(self._link) and not good)
        self.said.setText(tr("This is no web address. It begins with https://, without blanks."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self._house.notices.tell(tr("The link is copied. Paste it into your browser."))

    def _ask(self) -> None:
        site = urlsplit(self._link).hostname or ""
        agreed = confirm(
            self,
            self.title(),
            tr(
                "SecondOp itself does not use the internet. It asks the browser of this computer to open "
                "{site}. That site then learns that you are there, and the browser may remember it.",
                site=site,
            ),
            tr("Open it in the browser"),
            kind="primary",
        )
        if agreed and not QDesktopServices.openUrl(QUrl(self._link)):
            self._house.notices.problem(
                UserError(
                    tr("No browser of this computer opened the link. Nothing was changed."),
                    tr("Please copy the link and paste it into your browser."),
                )
            )
