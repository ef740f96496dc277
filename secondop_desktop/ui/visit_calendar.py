"""Add to my calendar: a private file, saved or handed to the calendar program, both only on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows import visit_calendar
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.handing_over import hand_over
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.visit_plans import VisitPlan
    from secondop_desktop.ui.screen import House
    from secondop_desktop.vault.vault import Vault


class CalendarPart(QWidget):
    """The two buttons and what they tell; `settled` keeps what is half typed before the file is written."""

    def __init__(self, house: House, settled: Callable[[], bool]) -> None:
        super().__init__()
        self._house, self._settled = house, settled
        self._visit_id = ""
        inside = column("xs", "none", self)
        self.said = label("", "small")
        self.open = Button(tr("Add to my calendar"), icon="calendar-plus", then=self._ask)
        self.save = Button(tr("Save it as a file"), "quiet", "download", then=self._save)
        inside.addWidget(self.said)
        inside.addWidget(FlowRow(self.open, self.save))

    @staticmethod
    def title() -> str:
        """The title of the question."""
        return tr("Hand this visit to your calendar?")

    def show_visit(self, visit: Appointment, plan: VisitPlan) -> None:
        """Be about this visit, and say what the calendar does not know yet."""
        self._visit_id = visit.id
        known, off = bool(plan.exported), visit.status == "cancelled"
        verb = tr("Take it out of my calendar") if off and known else tr("Add to my calendar")
        self.open.say(tr("Change it in my calendar") if known and not off else verb)
        if visit_calendar.is_behind(visit, plan):
            said = tr("Your calendar has this visit as it was before. Hand it over again.")
        elif known:
            said = tr("Your calendar can have this visit as it is now.")
        else:
            said = tr("The calendar is told the time, and no doctor or place unless you choose it here.")
        self.said.setText(said)
        for made in (self.open, self.save):
            made.setHidden(self._house.read_only or (off and not known))

    def _ask(self) -> None:
        agreed = confirm(
            self,
            self.title(),
            tr(
                "Your calendar program gets a copy of it. It may send that copy to the internet, and "
                "everybody with whom you share your calendar may see it. It cannot be taken back."
            ),
            tr("Hand it over"),
            kind="primary",
        )
        if agreed:
            self._write(visit_calendar.lay_out, self._laid_out)

    def _save(self) -> None:
        pattern = f"{tr('Calendar files')} (*.ics)"
        file = save_file(self, tr("Save the calendar file"), visit_calendar.file_name(), pattern)
        if file is None:
            return

        def keep(content: bytes) -> Path:
            visit_calendar.save(content, file)
            return file

        said = tr("The calendar file is saved as {name}. It is not encrypted.", name=file.name)
        self._write(keep, lambda _: self._house.notices.tell(said))

    def _write(self, put: Callable[[bytes], Path], then: Callable[[Path], object]) -> None:
        if not self._settled():
            return
        visit_id, clock = self._visit_id, self._house.clock

        def flow(vault: Vault, _progress: object) -> Path:
            return put(visit_calendar.write(vault, visit_id, clock))

        job = self._house.work.start(tr("Writing a calendar file."), flow, quiet=True)
        job.finished.connect(then)

    def _laid_out(self, file: Path) -> None:
        hand_over(
            file,
            self._house.notices,
            tr("The visit is on its way to your calendar program. Save it there."),
            UserError(
                tr("This computer has no program that opens calendar files. The copy is deleted again."),
                tr("You can save the file, and open it where your calendar is."),
            ),
        )
