"""The buttons above a page: which page it is, how large it is shown, and turning it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import Label


class PageTools(FlowRow):
    """`leaf(step)`, `page_typed(page)`, `zoom(step)`, `fit(whether the whole page)` and `turn()`.

    `zooms` False leaves out zoom and rotation; with `jump` the number of the page can be typed.
    """

    leaf = Signal(object)
    page_typed = Signal(object)
    zoom = Signal(object)
    fit = Signal(object)
    turn = Signal()

    def __init__(self, zooms: bool = True, jump: bool = False) -> None:
        super().__init__(gap="xxs")
        self.back = icon_button(tr("Page before"), "chevron-left", lambda: self.leaf.emit(-1))
        self.on = icon_button(tr("Next page"), "chevron-right", lambda: self.leaf.emit(1))
        self.number = QLineEdit() if jump else None
        self._where = Label("", "small", wrap=False)
        self._large = Label("", "small", wrap=False)
        self._pages = 0
        self.add(self.back)
        if self.number is not None:
            self._set_up(self.number)
            self.add(self.number)
        self.add(self._where)
        self.add(self.on)
        self._fit: Button | None = None
        if zooms:
            self._add_zooms()
        theme.on_change(self._measure)

    def where(self) -> str:
        """Which page of how many, in words."""
        return self._said

    def show_page(self, page: int, pages: int) -> None:
        """Say which page of how many lies open; nothing when that is not known."""
        self._pages = pages
        self._said = tr("Page {page} of {pages}", page=page, pages=pages) if pages else ""
        if self.number is not None:
            self.number.setText(str(page) if pages else "")
            self.number.setAccessibleDescription(self._said)
            self.number.setEnabled(pages > 1)
            self._where.setText(tr("of {pages}", pages=pages) if pages else "")
        else:
            self._where.setText(self._said)
        for made, on in ((self.back, page > 1), (self.on, page < pages)):
            made.setEnabled(pages > 1 and on)

    def show_zoom(self, ratio: float, whole: bool) -> None:
        """Say how large the page is against the width of its room, and whether all of it is shown."""
        self._large.setText(tr("{percent} %", percent=round(100 * ratio)))
        if self._fit is not None:
            self._whole = whole
            said = tr("As wide as there is room (0)") if whole else tr("The whole page (9)")
            self._fit.setAccessibleName(said)
            self._fit.setToolTip(said)
            self._fit.set_icon("maximize" if whole else "minimize")

    def ask_for_page(self) -> None:
        """Put the cursor into the number of the page."""
        if self.number is not None:
            self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.number.selectAll()

    def _set_up(self, number: QLineEdit) -> None:
        number.setAccessibleName(tr("Page number"))
        number.setToolTip(tr("Type a page number and press Enter (Ctrl+G)"))
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number.setValidator(QIntValidator(1, 99_999, number))
        number.returnPressed.connect(self._typed)
        self._measure()

    def _typed(self) -> None:
        if self.number is not None and self.number.text():
            self.page_typed.emit(int(self.number.text()))

    def _add_zooms(self) -> None:
        self.add(icon_button(tr("Smaller page (-)"), "zoom-out", lambda: self.zoom.emit(-1)))
        self._large.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._large.setToolTip(tr("100 % is as wide as there is room"))
        self.add(self._large)
        self.add(icon_button(tr("Larger page (+)"), "zoom-in", lambda: self.zoom.emit(1)))
        self._whole = False
        self._fit = icon_button(tr("The whole page (9)"), "minimize", self._turn_fit)
        self.add(self._fit)
        self.add(icon_button(tr("Turn the page by a quarter (R)"), "rotate-cw", self.turn.emit))

    def _turn_fit(self) -> None:
        self.fit.emit(not self._whole)

    def add(self, child: QWidget) -> None:
        """Put a tool at the end; one with only an icon is no wider than a finger."""
        super().add(child)
        if isinstance(child, Button) and not child.text():
            child.setFixedWidth(theme.tokens().control)

    def _measure(self) -> None:
        if self.number is not None:
            self.number.setFixedWidth(theme.tokens().px(60))
        for child in self.findChildren(Button):
            if not child.text():
                child.setFixedWidth(theme.tokens().control)

    _said = ""
