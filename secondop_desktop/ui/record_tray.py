"""Takes records in from anywhere in the window: chosen, dropped or pasted; then has them read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.documents import Document
from secondop_desktop.flows import bring
from secondop_desktop.flows.bring import Brought
from secondop_desktop.intake.folders import Crowd, files_meant
from secondop_desktop.ui.drop_place import files_of
from secondop_desktop.ui.photo_bringer import PhotoBringer, may_be_pages, one_or_several
from secondop_desktop.ui.reader_job import ReaderJob
from secondop_desktop.ui.tray_panel import Choice, TrayPanel
from secondop_desktop.ui.tray_words import folder_words, headline

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.scan_watch import ScanWatch
    from secondop_desktop.ui.undo import WayBack
    from secondop_desktop.ui.work import Job, Work

More = tuple[str, Sequence[Choice]]
"""What is said and offered together with what became of files."""


@dataclass(frozen=True)
class _Said:
    """Something for the panel: how it is shown, and who asks, when somebody may ask anew."""

    show: Callable[[], object]
    by: object = None


MOST_FOLLOWED = 200
"""Of so many files it is shown how far their reading has come."""


class RecordTray(QObject):
    """`came(ids)` after files were taken in, the ids of all records they are in now.

    What became of each file is said in `panel`. While the tray is quiet, as in the doctor's room, only a
    short sentence is told, and what needs an answer waits.
    """

    came = Signal(object)
    begun = Signal()

    def __init__(
        self, work: Work, notices: NoticeStrip, read_only: bool = False, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        super().__init__()
        self._work, self._notices, self._clock = work, notices, clock
        self._read_only = read_only
        self._quiet = False
        self._held: list[_Said] = []
        self._said: _Said | None = None
        self._back: WayBack | None = None
        self.scans: ScanWatch | None = None
        self.reader = ReaderJob(work, self)
        self.photos = PhotoBringer(work, notices, clock, self)
        self.photos.made.connect(self._photographed)
        self.panel = TrayPanel()
        self.panel.undo_asked.connect(self._take_back)
        self.panel.gone.connect(self._say_next)
        work.changed.connect(self._records_changed)
        self.reader.changed.connect(self._follow)

    def begin(self) -> None:
        """Read what waits now and whatever comes later."""
        self.reader.begin()
        self.begun.emit()

    def refusal(self) -> str:
        """Why nothing can be taken in, or nothing."""
        if self._read_only:
            return tr("You can look at this case, but not add anything to it now.")
        return ""

    def take(self, chosen: Sequence[Path], hint: str = "", choices: Sequence[Choice] = ()) -> None:
        """Take in files in the background; of folders it is asked first, with the number of their files.

        `hint` and `choices` are said and offered together with what became of them.
        """
        if not chosen or self._refused():
            return
        named = list(chosen)

        # Also looking may take long, or hang on a network disk: none of it on the thread of the window.
        def look(_vault: object, progress: Progress) -> tuple[Crowd, bool]:
            crowd = files_meant(named, progress)
            return crowd, may_be_pages(crowd.files)

        job = self._work.start(tr("Looking what is there."), look)
        job.finished.connect(lambda found: self._looked(named, found[0], found[1], (hint, choices)))

    def take_made(self, make: Callable[[], bytes], name: str, title: str) -> Job | None:
        """Take in something made in memory; `title` says what is going on meanwhile."""
        if self._refused():
            return None
        clock = self._clock
        job = self._work.start(
            title,
            lambda vault, _progress: bring.bring_made(vault, make, name, clock),
            name=tr("add a record"),
        )
        job.finished.connect(self._brought)
        return job

    def paste(self, pasted: QMimeData) -> None:
        """Take in the files or the picture that were copied or dropped."""
        files = files_of(pasted)
        if files:
            self.take(files)
        elif pasted.hasImage():
            self._take_picture(QImage(pasted.imageData()))
        elif pasted.hasUrls():
            self._notices.tell(
                tr("This is not on this computer. Please save it here first, then add the file.")
            )
        else:
            self._notices.tell(tr("There is no file and no picture to paste. Copy one first."))

    def free_to_ask(self) -> bool:
        """Whether a question would push nothing else away, and may be put now."""
        return self.panel.isHidden() and not self._quiet

    def ask(self, sentence: str, choices: Sequence[Choice], hint: str = "", asked_by: object = None) -> None:
        """Put a question where the answer about files stands; it waits until it may be put.

        A question that stands there is replaced only by whoever put it.
        """
        self._say(_Said(lambda: self.panel.ask(sentence, choices, hint), asked_by))

    @property
    def asked_by(self) -> object:
        """Who put the question that stands there now."""
        return self._said.by if self._said is not None and self.panel.is_asking() else None

    def be_quiet(self, quiet: bool) -> None:
        """Show nothing that needs an answer until the tray may speak again."""
        self._quiet = quiet
        if quiet and not self.panel.isHidden():
            if self.panel.is_asking() and self._said is not None:
                self._held.insert(0, self._said)
            self.panel.put_away()
        elif not quiet and self.panel.isHidden():
            self._say_next()

    def _say(self, said: _Said) -> None:
        stands = self.panel.is_asking() and (said.by is None or said.by is not self.asked_by)
        if self._quiet or stands:
            self._held.append(said)
        else:
            self._said = said
            said.show()

    def _say_next(self) -> None:
        if self._held and not self._quiet:
            self._say(self._held.pop(0))

    def _photographed(self, record: str) -> None:
        self.came.emit([record])
        self.reader.go_on()

    def _looked(self, chosen: Sequence[Path], crowd: Crowd, pages: bool, more: More) -> None:
        files = crowd.files
        if pages and not crowd.folders and not self._quiet:
            one, several = partial(self.photos.take, files), partial(self._bring, files, more)
            self.ask(*one_or_several(len(files), one, several), hint=more[0])
            return
        if not crowd.folders or not files:
            self._bring(files, more)
            return
        name = next(path.name or str(path) for path in chosen if path not in files)
        question = folder_words(name, crowd.folders, len(files), too_many=crowd.too_many)
        verb = trn("Add {n} file", "Add {n} files", len(files))
        if self._quiet:
            self._notices.tell(tr("The folder waits until you leave this page. Nothing was added yet."))
        self.ask(question, [(verb, lambda: self._bring(files, more)), (tr("No, not now"), lambda: None)])

    def _bring(self, files: Sequence[Path], more: More = ("", ())) -> None:
        clock = self._clock
        job = self._work.start(
            tr("Adding records."),
            lambda vault, progress: bring.bring(vault, files, progress, clock),
            name=trn("add {n} record", "add {n} records", len(files)),
        )
        job.finished.connect(lambda brought: self._brought(brought, more))

    def _take_picture(self, image: QImage) -> None:
        name = tr("Pasted picture") + ".png"
        self.take_made(lambda: png_of(image), name, tr("Adding a picture."))

    def _refused(self) -> bool:
        if self.refusal():
            self._notices.tell(self.refusal())
        return bool(self.refusal())

    def _brought(self, brought: Brought, more: More = ("", ())) -> None:
        back = self._work.undo.way_back()
        if self._quiet:
            self._notices.tell(headline(brought))
        if not self._quiet or brought.problems():
            self._say(_Said(lambda: self._show(brought, more, back)))
        self.came.emit(brought.ids())
        self.reader.go_on()

    def _show(self, brought: Brought, more: More, back: WayBack | None) -> None:
        self._back = back
        self.panel.show_brought(brought, *more)
        self._follow()

    def _records_changed(self, kinds: frozenset[type]) -> None:
        if Document in kinds:
            self._follow()

    def _follow(self) -> None:
        brought = self.panel.brought
        if brought is None or self.panel.isHidden():
            return
        ids = brought.ids()[:MOST_FOLLOWED]
        reading = self.reader.is_reading()

        def show(records: dict[str, Document]) -> None:
            waits = min((one.id for one in records.values() if one.state == "waiting"), default="")
            if self.panel.brought is brought:
                self.panel.show_records(records, waits if reading else "")

        self._work.read(self, lambda session: bring.records_of(session, ids), show)

    def _take_back(self) -> None:
        back, self._back = self._back, None
        self.panel.put_away()
        if back is not None:
            back()


def png_of(image: QImage) -> bytes:
    """A picture as a PNG file in memory."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())
