"""Scans paper: choose the scanner, lay page after page on the glass, and keep all of them as one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows import scan
from secondop_desktop.intake.scanned_pages import ScannedPage, pdf_of
from secondop_desktop.intake.scanner import BLACK, COLOUR, GREY, Abilities, Device, Wish
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.scan_other_ways import OtherWays
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page_strip import PageStrip

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.flows.scan import Stack
    from secondop_desktop.ui.record_tray import RecordTray
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.work import Job

A4, LETTER, GLASS = (210, 297), (216, 279), (0, 0)
USUAL_RESOLUTION = 300


class ScanDialog(TallAsk):
    """However it is closed, also by a lock, pages that were scanned are kept; only *Throw away* does not."""

    def __init__(self, parent: QWidget | None, house: House, tray: RecordTray) -> None:
        super().__init__(parent, tr("Scan a paper"), "")
        self._house, self._tray = house, tray
        self._job: Job | None = None
        self._devices: list[Device] = []
        self._can: Abilities | None = None
        self.pages: list[ScannedPage] = []
        self._arriving: list[ScannedPage] = []
        self.state = label("", "body").selectable()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("How far it is"))
        self.form = Form(house.work.failed.emit)
        self.device = ChoiceField(tr("Scanner"))
        self.mode = ChoiceField(tr("Colors"))
        self.source = ChoiceField(tr("Where the paper lies"))
        self.paper = ChoiceField(tr("Size of the paper"))
        self.resolution = ChoiceField(tr("Sharpness"))
        self.strip = PageStrip()
        self.other_ways = OtherWays(house, tray)
        self.scan = Button(tr("Scan this page"), "primary", "scan", then=self._scan)
        self.stop = Button(tr("Stop"), then=self._stop)
        self.done_button = Button(tr("Done"), icon="check", then=self.accept)
        self.throw = Button(tr("Throw away"), "danger", "trash-2", then=self._throw_away)
        self.again = Button(tr("Look again"), icon="refresh-cw", then=self.look)
        self.close_button = Button(tr("Close"), then=self.reject)
        self._build()
        self.look()

    def look(self) -> None:
        """Look for scanners."""
        self._show("looking", tr("Looking for scanners. This can take a minute."))
        self._start(tr("Looking for scanners."), scan.look_for_scanners, self._found, self._none_found)

    def done(self, result: int) -> None:
        """Keep the pages, whatever closes the dialog."""
        self._stop()
        self._keep()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """As `done`: the lock closes windows without asking."""
        self._stop()
        self._keep()
        super().closeEvent(event)

    def _build(self) -> None:
        fields = {"device": self.device, "source": self.source, "mode": self.mode, "paper": self.paper}
        for name, field in {**fields, "resolution": self.resolution}.items():
            self.form.add(name, field)
        self.paper.set_choices([(A4, tr("A4")), (LETTER, tr("US Letter")), (GLASS, tr("All of the glass"))])
        self.paper.set_value(LETTER if self._house.settings.paper == "letter" else A4)
        words = tr("All pages become one record. They go from the scanner into your case, and nowhere else.")
        self.inside.addWidget(label(words, "muted"))
        for part in (self.state, self.bar, self.strip, self.form, self.other_ways):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        for button in (self.scan, self.done_button, self.stop, self.again, self.throw, self.close_button):
            self.add_button(button)
        self.device.changed.connect(self._device_chosen)
        self.strip.removed.connect(self._take_out)

    def _found(self, devices: list[Device]) -> None:
        self._devices = devices
        if not devices:
            self._none_found(
                UserError(tr("No scanner was found."), tr("Please look whether it is switched on."))
            )
            return
        shown = self.device.blockSignals(True)
        self.device.set_choices([(one.name, one.words) for one in devices])
        self.device.blockSignals(shown)
        self._device_chosen()

    def _none_found(self, error: Exception) -> None:
        self._show("none", _sentence(error))

    def _device_chosen(self) -> None:
        device = self._device()
        if device is None:
            return
        self._show("looking", tr("Asking the scanner what it can do."))
        self._start(
            tr("Asking the scanner."),
            lambda progress: scan.what_it_can(device, progress),
            self._knows,
            self._none_found,
        )

    def _knows(self, can: Abilities) -> None:
        self._can = can
        words = {COLOUR: tr("Color"), GREY: tr("Gray"), BLACK: tr("Black and white")}
        self._offer(self.mode, [(key, words[key]) for key in can.modes], COLOUR)
        dots = [(dpi, _dots_words(dpi)) for dpi in can.resolutions]
        self._offer(self.resolution, dots, min(can.resolutions, key=_unusual, default=USUAL_RESOLUTION))
        places = [(False, tr("On the glass, one page at a time")), (True, tr("In the feeder, all pages"))]
        self._offer(self.source, places if can.feeder else places[:1], False)
        self.source.setVisible(bool(can.feeder))
        self._show("ready", self._ready_words())

    @staticmethod
    def _offer(field: ChoiceField, choices: list[tuple[Any, str]], usual: object) -> None:
        before = field.value() if field.value() in [value for value, _ in choices] else usual
        field.set_choices(choices)
        if before in [value for value, _ in choices]:
            field.set_value(before)
        field.setVisible(len(choices) > 1)

    def _device(self) -> Device | None:
        return next((one for one in self._devices if one.name == self.device.value()), None)

    def _scan(self) -> None:
        device, can = self._device(), self._can
        if device is None or can is None:
            return
        usual = USUAL_RESOLUTION
        wish = Wish(
            self.mode.value() or GREY, self.resolution.value() or usual,
            bool(self.source.value()), self.paper.value() or GLASS,
        )  # fmt: skip
        arriving: list[ScannedPage] = []
        self._arriving = arriving
        self._show("scanning", tr("The scanner is at work."))
        self._start(
            tr("Scanning a page."),
            lambda progress: scan.scan_pages(device, can, wish, progress, arriving),
            self._scanned,
            self._failed,
        )

    def _scanned(self, stack: Stack) -> None:
        self.pages, self._arriving = [*self.pages, *self._arriving], []
        if self.isHidden():
            self._keep()
            return
        self._show("ready", _sentence(stack.problem) if stack.problem else self._ready_words())
        self.scan.setFocus()

    def _failed(self, error: Exception) -> None:
        self._show("ready", _sentence(error))

    def _take_out(self, number: str) -> None:
        del self.pages[int(number) - 1]
        self._show("ready", self._ready_words())

    def _throw_away(self) -> None:
        count = len(self.pages)
        text = trn("{n} scanned page is lost then.", "{n} scanned pages are lost then.", count)
        if confirm(self, tr("Throw the pages away?"), text, tr("Throw away")):
            self.pages, self._arriving = [], []
            self.reject()

    def _keep(self) -> None:
        pages = (*self.pages, *self._arriving)
        self.pages, self._arriving = [], []
        if pages and not self._house.work.closed():
            name = tr("Scanned paper") + ".pdf"
            self._tray.take_made(lambda: pdf_of(pages), name, tr("Keeping what was scanned."))

    def _start(
        self,
        title: str,
        flow: Callable[[Progress], object],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._stop()
        job = self._house.work.start(title, lambda _vault, progress: _answer(flow, progress), quiet=True)
        self._job = job

        def came(answer: object) -> None:
            if self._job is job:
                self._job = None
                failed(answer) if isinstance(answer, UserError) else then(answer)

        def ended() -> None:
            if self._job is job:  # stopped, or a bug that is told elsewhere
                self._job = None
                self._show("ready" if self._can else "none", self._ready_words())

        job.progressed.connect(self._progressed)
        job.finished.connect(came)
        job.ended.connect(ended)

    def _progressed(self, fraction: float, text: str) -> None:
        if self.sender() is self._job and fraction > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(fraction * 1000))
        if text:
            self.state.setText(text)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show(self, state: str, sentence: str) -> None:
        """Show one of the states "looking", "none", "ready" and "scanning"."""
        self.state.setText(sentence)
        self.bar.setRange(0, 0)
        ready, busy, some = state == "ready", state in ("looking", "scanning"), bool(self.pages)
        self.bar.setVisible(busy)
        self.form.setVisible(ready)
        self.strip.show_pages([_picture(page) for page in self.pages])
        self.strip.setVisible(some)
        self.other_ways.setVisible(state == "none")
        self.scan.setVisible(ready)
        self.scan.say(tr("Scan the next page") if some else tr("Scan this page"))
        self.stop.setVisible(state == "scanning")
        self.again.setVisible(state == "none")
        for button in (self.done_button, self.throw):
            button.setVisible(some and not busy)
        words = trn("Done: keep {n} page", "Done: keep {n} pages", len(self.pages))
        self.done_button.say(words)
        self.close_button.setVisible(not some)

    def _ready_words(self) -> str:
        count = len(self.pages)
        if not count and self._can is not None and self._can.feeder:
            return tr("Lay the first page on the glass, or put all pages into the feeder.")
        if not count:
            return tr("Lay the first page on the glass.")
        said = trn("{n} page is scanned.", "{n} pages are scanned.", count)
        return tr("{said} Lay the next one on the glass, or press Done.", said=said)


def _answer(flow: Callable[[Progress], object], progress: Progress) -> object:
    """What a flow gives, or the trouble it had, which is shown here and not at the edge of the window."""
    try:
        return flow(progress)
    except UserError as error:
        return error


def _sentence(error: Exception | None) -> str:
    return error.sentence if isinstance(error, UserError) else str(error or "")


def _unusual(resolution: int) -> int:
    return abs(resolution - USUAL_RESOLUTION)


def _dots_words(resolution: int) -> str:
    if resolution == USUAL_RESOLUTION:
        return tr("{dpi} dots per inch, right for most papers", dpi=resolution)
    return tr("{dpi} dots per inch", dpi=resolution)


def _picture(page: ScannedPage) -> QImage:
    small = page.thumb
    stride = small.width * 3
    return QImage(small.pixels, small.width, small.height, stride, QImage.Format.Format_RGB888).copy()
