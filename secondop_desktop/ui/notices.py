"""The quiet bar at the lower edge of the window: what was done, what went wrong, what is running."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import Label, label

if TYPE_CHECKING:
    from secondop_desktop.ui.work import Job, Work

MOST_NOTICES = 3
SHORTEST_STAY = 10_000
STAY_PER_WORD = 600
BAR_AFTER = 300
CANCEL_AFTER = 3_000


class Notice(QFrame):
    """One sentence with an optional button; a problem stays until it is put away."""

    gone = Signal()

    def __init__(self, sentence: str, stays: bool, undo: Callable[[], object] | None, undo_text: str) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.sentence = sentence
        self._undo = undo
        self._problem = stays
        self.passing = False
        inside = row("s", "l xs m xs", self)
        self._picture = Label("", wrap=False)
        inside.addWidget(self._picture)
        inside.addWidget(label(sentence).selectable(), 1)
        if undo is not None:
            icon = getattr(undo, "icon", "undo-2")
            self.undo_button = Button(undo_text or tr("Undo"), "normal", icon, then=self.take_back)
            inside.addWidget(self.undo_button)
        inside.addWidget(icon_button(tr("Put this notice away"), "x", self.put_away))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(max(SHORTEST_STAY, STAY_PER_WORD * len(sentence.split())))
        self._timer.timeout.connect(self.put_away)
        self.setAccessibleName(sentence)
        self._draw()
        theme.on_change(self._draw)

    def begin(self) -> None:
        """It is said now: one that does not stay begins to go."""
        if not self._problem:
            self._timer.start()

    def take_back(self) -> None:
        """Run the undo, once."""
        undo, self._undo = self._undo, None
        self.put_away()
        if undo is not None:
            undo()

    def put_away(self) -> None:
        """Take the notice off the window."""
        self._timer.stop()
        self.gone.emit()

    def takes_back(self, done: object) -> bool:
        """Whether its button takes back this very command."""
        return self._undo is not None and getattr(self._undo, "done", None) is done

    def is_problem(self) -> bool:
        """Whether this says that something went wrong."""
        return self._problem

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay as long as the mouse is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        super().leaveEvent(event)
        self.begin()

    def _draw(self) -> None:
        name, shade = ("circle-alert", theme.colours().danger) if self._problem else ("info", "")
        self._picture.setPixmap(theme.pixmap(name, theme.tokens().px(20), shade or theme.colours().on_soft))


class JobBar(QFrame):
    """A running flow: its name, how far it is, and a button to stop it after a while."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.hide()
        self._job = job
        inside = row("m", "l xs m xs", self)
        words = column("xxs")
        self._text = label(job.title)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(job.title)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        inside.addLayout(words, 1)
        self.cancel = Button(tr("Stop"), hint=tr("Stop this; what is done so far is kept."), then=self._stop)
        self.cancel.setAccessibleName(tr("Stop: {title}", title=job.title))
        self.cancel.hide()
        inside.addWidget(self.cancel)
        job.progressed.connect(self._progressed)
        self._shows, self._stoppable = (
            self._after(BAR_AFTER, self.show),
            self._after(CANCEL_AFTER, self.cancel.show),
        )

    def _after(self, wait: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        timer.start(wait)
        return timer

    def _progressed(self, fraction: float, text: str) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(fraction * 1000))
        self._text.setText(f"{self._job.title} {text}".strip())

    def _stop(self) -> None:
        self._job.cancel()
        self.cancel.setEnabled(False)
        self._text.setText(tr("Stopping: {title}", title=self._job.title))


class NoticeStrip(QWidget):
    """Holds the newest notices and the running jobs; `bug(error)` when an error is nobody's mistake.

    While it was told to `wait`, nothing is said but that words cannot be saved; the rest is said afterwards.
    """

    bug = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._shown: list[Notice] = []
        self._waits = False
        self.voice: Callable[[str, str, Callable[[], object] | None], object] | None = None
        self._waiting: list[Notice] = []
        self._later: list[Callable[[], object]] = []
        self._jobs = QWidget()
        self._job_lines = column("none", "none", self._jobs)
        self._lines.addWidget(self._jobs)

    def wait(self, on: bool) -> None:
        """Say nothing while somebody must not be interrupted; afterwards say what came meanwhile."""
        self._waits = on
        self._jobs.setVisible(not on)
        if on:
            return
        later, self._later = self._later, []
        for call in later:
            call()
        self._say_waiting()

    def waits(self) -> bool:
        """Whether nobody is to be interrupted now, by a notice or by anything else."""
        return self._waits

    def after(self, call: Callable[[], object]) -> None:
        """Do now what would interrupt somebody, or, while it is to wait, afterwards."""
        if self._waits:
            self._later.append(call)
        else:
            call()

    def tell(self, sentence: str, undo: Callable[[], object] | None = None, undo_text: str = "") -> Notice:
        """Say what was done; it goes by itself after a while."""
        return self._put(Notice(sentence, False, undo, undo_text))

    def answer(
        self, sentence: str, undo: Callable[[], object] | None = None, undo_text: str = ""
    ) -> Notice | None:
        """Say what came of a person's own command; where notices wait, `voice` says it at once."""
        if not self._waits or self.voice is None:
            return self.tell(sentence, undo, undo_text)
        self.voice(sentence, undo_text, undo)
        return None

    def withdraw(self, done: object) -> None:
        """A command was taken back: the notice that offered to do so is over."""
        for notice in [each for each in (*self._shown, *self._waiting) if each.takes_back(done)]:
            notice.put_away()

    def problem(self, error: UserError) -> Notice:
        """Say what went wrong and what to do now; it stays until it is put away."""
        for notice in (*self._shown, *self._waiting):
            if notice.is_problem() and notice.sentence == error.sentence:
                return notice
        notice = Notice(error.sentence, True, None, "")
        notice.passing = _passes(error)
        return self._put(notice)

    def sort(self, error: object) -> None:
        """Show an error where its kind belongs: here, nowhere (Cancelled), or as a bug."""
        if isinstance(error, UserError):
            self.problem(error)
        elif not isinstance(error, Cancelled):
            self.bug.emit(error)

    def hold(self, part: QWidget) -> None:
        """Give a place above the notices to a part that shows and hides itself."""
        self._lines.insertWidget(0, part)

    def watch(self, work: Work) -> None:
        """Show the jobs and the errors of `work`."""
        work.job_started.connect(self._job_started)
        work.failed.connect(self.sort)
        work.healed.connect(self._healed)

    def sentences(self) -> list[str]:
        """What is shown now, newest last."""
        return [notice.sentence for notice in self._shown]

    def put_newest_away(self) -> bool:
        """Put the newest notice away; False when there is none."""
        if not self._shown:
            return False
        self._shown[-1].put_away()
        return True

    def clear(self) -> None:
        """Put all notices away, also those that wait, and wait no longer."""
        waiting, self._later = list(self._waiting), []
        for notice in waiting:
            notice.put_away()
        while self.put_newest_away():
            pass
        self.wait(False)

    def _healed(self) -> None:
        """The disk takes changes again: what was told of it is not true any more."""
        for notice in [each for each in self._shown if each.passing]:
            notice.put_away()

    def _put(self, notice: Notice) -> Notice:
        notice.gone.connect(partial(self._drop, notice))
        if self._waits and not notice.passing:
            self._waiting.append(notice)
            return notice
        while len(self._shown) >= MOST_NOTICES:
            passing = [old for old in self._shown if not old.is_problem()]
            (passing or self._shown)[0].put_away()
        self._show(notice)
        return notice

    def _show(self, notice: Notice) -> None:
        self._shown.append(notice)
        self._lines.addWidget(notice)
        notice.begin()
        QAccessible.updateAccessibility(QAccessibleEvent(notice, QAccessible.Event.Alert))

    def _say_waiting(self) -> None:
        """Say what waited, in its order, as far as there is room: the rest when something is put away."""
        while self._waiting and not self._waits and len(self._shown) < MOST_NOTICES:
            self._show(self._waiting.pop(0))

    def _drop(self, notice: Notice) -> None:
        if notice in self._waiting:
            self._waiting.remove(notice)
        elif notice in self._shown:
            self._shown.remove(notice)
            self._lines.removeWidget(notice)
        else:
            return
        notice.hide()
        notice.deleteLater()
        self._say_waiting()

    def _job_started(self, job: Job) -> None:
        if job.quiet:
            return
        bar = JobBar(job)
        self._job_lines.addWidget(bar)
        bar.hide()
        job.ended.connect(bar.deleteLater)


def _passes(error: UserError) -> bool:
    """Whether the trouble may be over by itself; the errors of a case are loaded when there is one."""
    from secondop_desktop.vault.errors import DiskTrouble

    return isinstance(error, DiskTrouble)
