"""Takes records in from anywhere in the window: chosen, dropped or pasted; then has them read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows import take_in
from secondop_desktop.flows.take_in import TakenIn
from secondop_desktop.ui.reader_job import ReaderJob

if TYPE_CHECKING:
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.work import Work

MOST_LINES = 8
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class RecordTray(QObject):
    """`came(ids)` after files were taken in, the ids of all records they are in now."""

    came = Signal(object)

    def __init__(
        self, work: Work, notices: NoticeStrip, read_only: bool = False, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        super().__init__()
        self._work, self._notices, self._clock = work, notices, clock
        self._read_only = read_only
        self.reader = ReaderJob(work, self)

    def begin(self) -> None:
        """Read what waits now and whatever comes later."""
        self.reader.begin()

    def watch(self, widget: QWidget) -> None:
        """Take what is dropped on `widget` or on anything in it that does not want it."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def take(self, files: Sequence[Path]) -> None:
        """Take in files, and all files in folders, in the background."""
        if self._refused() or not files:
            return
        chosen, clock = list(files), self._clock
        job = self._work.start(
            tr("Adding records."),
            lambda vault, progress: take_in.take_in(vault, all_files(chosen), None, progress, clock),
        )
        job.finished.connect(self._taken)

    def paste(self, pasted: QMimeData) -> None:
        """Take in the files or the picture that were copied."""
        files = files_of(pasted)
        if files:
            self.take(files)
        elif pasted.hasImage():
            self._take_picture(QImage(pasted.imageData()))
        else:
            self._notices.tell(tr("There is no file and no picture to paste. Copy one first."))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept files that are dragged over the window, and take them when they are let go."""
        if event.type() in _DRAGS and isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if not self._read_only and (files_of(event.mimeData()) or event.mimeData().hasImage()):
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.acceptProposedAction()
            self.paste(event.mimeData())
            return True
        return False

    def _take_picture(self, image: QImage) -> None:
        if self._refused():
            return
        content, clock = png_of(image), self._clock
        name = tr("Pasted picture") + ".png"
        job = self._work.start(
            tr("Adding a picture."),
            lambda vault, _progress: [take_in.take_in_bytes(vault, content, name, None, clock)],
        )
        job.finished.connect(self._taken)

    def _refused(self) -> bool:
        if self._read_only:
            self._notices.tell(tr("You can look at this case, but not add anything to it now."))
        return self._read_only

    def _taken(self, found: list[TakenIn]) -> None:
        for sentence in said(found):
            self._notices.tell(sentence)
        problems = [taken.problem for taken in found if taken.problem]
        if problems:
            self._notices.problem(UserError(_together(problems)))
        self.came.emit([taken.document_id for taken in found if taken.document_id])
        self.reader.go_on()


def said(found: Sequence[TakenIn]) -> list[str]:
    """What became of files, in a sentence for the new ones and one for those that were here before."""
    new = [taken for taken in found if taken.document_id and not taken.already_here]
    before = [taken for taken in found if taken.already_here]
    sentences = []
    if len(new) == 1:
        sentences.append(tr("“{name}” is in your records now.", name=new[0].name))
    elif new:
        sentences.append(
            trn("{n} file is in your records now.", "{n} files are in your records now.", len(new))
        )
    if len(before) == 1:
        sentences.append(
            tr("“{name}” was in your records already, so nothing was added twice.", name=before[0].name)
        )
    elif before:
        sentences.append(
            trn(
                "{n} file was in your records already, so nothing was added twice.",
                "{n} files were in your records already, so nothing was added twice.",
                len(before),
            )
        )
    if not found:
        sentences.append(tr("There was no file in it."))
    return sentences


def all_files(chosen: Sequence[Path]) -> list[Path]:
    """The files, and for a folder every file in it; hidden ones are left out."""
    found: list[Path] = []
    for path in chosen:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file())
            found += [f for f in inside if not any(p.startswith(".") for p in f.relative_to(path).parts)]
        else:
            found.append(path)
    return found


def files_of(data: QMimeData) -> list[Path]:
    """The files on this computer that were copied or dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def png_of(image: QImage) -> bytes:
    """A picture as a PNG file in memory."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def _together(problems: Sequence[str]) -> str:
    """Problems below each other, so that a long row of them does not push each other out."""
    more = len(problems) - MOST_LINES
    lines = list(problems[:MOST_LINES])
    if more > 0:
        lines.append(trn("And {n} more file was not added.", "And {n} more files were not added.", more))
    return "\n".join(lines)
