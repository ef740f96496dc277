"""Asks before something that cannot be undone; the button says the verb."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.widgets.buttons import Button


def confirm(
    parent: QWidget | None, title: str, text: str, verb: str, way_out: str = "", kind: str = "danger"
) -> bool:
    """Ask; True when the person pressed the button that says `verb`. Esc and Enter both mean no."""
    ask = Ask(parent, title, text)
    stay = ask.add_button(Button(way_out or tr("Cancel")), accepts=False)
    ask.add_button(Button(verb, kind), accepts=True)
    stay.setFocus()
    agreed = ask.exec() == QDialog.DialogCode.Accepted
    ask.deleteLater()
    return agreed
