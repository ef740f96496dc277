"""Opens files and reads pictures by way of worker processes; nothing is ever parsed in this process."""

from __future__ import annotations

import math
import threading
from typing import Any, Self

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.language import tidy
from secondop_desktop.reading import errors, limits, remarks, warm, wire
from secondop_desktop.reading.child import Child
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.reading.pages import OCR, TEXT_LAYER, Box, Opened, PageText, Picture, Word

__all__ = ["Client", "Eyes", "Reader"]


class Client:
    """Keeps one worker of a kind; a new one is started when there is none or the last one died.

    A `patient` one works while nobody waits for it, and lets everything else on the computer go first.
    """

    KIND = ""

    def __init__(self, patient: bool = False) -> None:
        self._patient = patient
        self._one_at_a_time = threading.RLock()
        self._changing = threading.Lock()
        self._child: Child | None = None
        self._killed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of the worker's process, 0 when there is none."""
        return self._child.pid if self._child else 0

    def kill(self) -> None:
        """Stop at once, from any thread: the waiting call and every later one raise Cancelled."""
        with self._changing:
            self._killed = True
            if self._child is not None:
                self._child.kill()

    def close(self) -> None:
        """End the worker."""
        with self._one_at_a_time:
            if self._child is not None:
                self._child.close()
            self._child = None

    def _worker(self) -> tuple[Child, bool]:
        """The worker, and whether it is a new one that knows nothing yet."""
        with self._changing:
            if self._killed:
                raise Cancelled
            if self._child is not None and self._child.alive:
                return self._child, False
            if self._child is not None:
                self._child.close()
            self._child = self._new()
            return self._child, True

    def _new(self) -> Child:
        return Child(self.KIND, self._patient)

    def _longest(self, seconds: float) -> float:
        """How long an answer may take on the clock; who works behind others needs longer."""
        return seconds * limits.PATIENCE if self._patient else seconds


class Reader(Client):
    """One file at a time, read by a parser in a process of its own; every file gets a fresh one.

    May be used by several threads, one after the other. Page numbers start at 1. Everything raises Unreadable
    (Protected for a locked PDF) with a sentence, or Cancelled after `kill`.
    """

    KIND = "parser"

    def __init__(self, patient: bool = False) -> None:
        super().__init__(patient)
        self._file: tuple[bytes, str, str] | None = None

    @property
    def kind(self) -> str:
        """The kind of the open file, or nothing."""
        return self._file[1] if self._file else ""

    def open(self, data: bytes, kind: str, password: str = "") -> Opened:
        """Open the bytes of a file; `kind` is what `intake.examine` said."""
        with self._one_at_a_time:
            self.close()
            if len(data) > limits.MOST_BYTES:
                raise unreadable(errors.TOO_BIG)
            self._file = data, kind, password
            try:
                return self._opened(self._worker()[0])
            except BaseException:
                self.close()
                raise

    def page_text(self, number: int) -> PageText:
        """The text layer of a page; it is empty for a picture or a scan."""
        header, payload = self._ask({"do": "text", "page": number}, limits.MOST_TEXT)
        return text_of_answer(header, payload)

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels, `width_px` wide; narrower when that would be huge, or a photo is smaller."""
        return self._seen({"do": "picture", "page": number, "width": max(1, int(width_px))})

    def part(self, number: int, width_px: int, box: Box) -> Picture:
        """What lies inside `box` (in fractions of the page), as sharp as in a page `width_px` wide."""
        x0, y0, x1, y1 = (_share(side) for side in box)
        if x1 - x0 <= 0 or y1 - y0 <= 0:
            raise unreadable(errors.NO_PAGE)
        asked = {"do": "part", "page": number, "width": max(1, int(width_px)), "box": [x0, y0, x1, y1]}
        return self._seen(asked)

    def _seen(self, asked: wire.Header) -> Picture:
        header, payload = self._ask(asked, limits.MOST_PIXELS_OUT * 3)
        width, height = _whole(header, "width"), _whole(header, "height")
        if width < 1 or height < 1 or width * height * 3 != len(payload):
            raise unreadable(errors.BROKEN)
        return Picture(width, height, payload)

    def member(self, number: int) -> tuple[str, bytes]:
        """The name and the bytes of a file inside the open one, from 1; nobody vouches for either."""
        header, content = self._ask({"do": "member", "number": number}, limits.LONGEST_MEMBER)
        name = header.get("name")
        return name[: wire.LONGEST_NAME] if isinstance(name, str) else "", content

    def close(self) -> None:
        """Let go of the file and end the worker."""
        super().close()
        self._file = None

    def _new(self) -> Child:
        """The parser that was kept ready, else a new one."""
        child = warm.SPARE.take()
        if child is None:
            return super()._new()
        if self._patient:
            child.stand_back()
        return child

    def _ask(self, asked: wire.Header, longest: int) -> wire.Frame:
        with self._one_at_a_time:
            if self._file is None:
                raise unreadable(errors.NO_PAGE)
            child, is_new = self._worker()
            if is_new:  # the last one died over another page
                self._opened(child)
            return child.ask(asked, b"", self._longest(limits.PARSER_WALL), longest)

    def _opened(self, child: Child) -> Opened:
        if self._file is None:
            raise unreadable(errors.NO_PAGE)
        data, kind, password = self._file
        asked = {"do": "open", "kind": kind, "password": password}
        header, _ = child.ask(asked, data, self._longest(limits.PARSER_WALL), 0)
        pages = _whole(header, "pages")
        if pages < 1:
            raise unreadable(errors.EMPTY)
        if pages > limits.MOST_PAGES:
            raise unreadable(errors.TOO_MANY_PAGES)
        encoding = str(header.get("encoding", ""))[:20]
        return Opened(
            pages,
            kind,
            header.get("repaired") is True,
            encoding,
            lossy=header.get("lossy") is True,
            members=max(0, min(_whole(header, "members"), limits.MOST_MEMBERS)),
            remarks=remarks.checked(header.get("remarks")),
        )


class Eyes(Client):
    """Reads the text in pictures; its worker takes about a second to start, so keep it for many pages."""

    KIND = "ocr"

    def read(self, picture: Picture) -> PageText:
        """The text in a picture; raises Unreadable, or Cancelled after `kill`."""
        if picture.width * picture.height > limits.MOST_PIXELS_OUT:
            raise unreadable(errors.TOO_BIG)
        asked = {"width": picture.width, "height": picture.height}
        with self._one_at_a_time:
            child, _ = self._worker()
            header, payload = child.ask(asked, picture.rgb, self._longest(limits.OCR_WALL), limits.MOST_TEXT)
        return text_of_answer(header, payload)


def text_of_answer(header: wire.Header, payload: bytes) -> PageText:
    """A page out of a worker's answer, which may hold anything; raises Unreadable when it is not a page."""
    try:
        text, words = wire.loaded(payload)
        text = _text(text)
        numbers = [_number(header.get(name, 0)) for name in wire.PAGE_NUMBERS]
        placed = tuple(word for word in map(_word, words) if word.text)
    except (wire.BadFrame, ValueError, TypeError) as error:
        raise unreadable(errors.BROKEN) from error
    confidence, width, height, pictures, covered, turn, off_ink, strokes = numbers
    source = header.get("source")
    return PageText(
        text=text,
        words=placed,
        source=source if source in (TEXT_LAYER, OCR) else "",
        confidence=_share(confidence),
        width=width,
        height=height,
        pictures=_share(pictures),
        letters_on_pictures=int(covered),
        turn=int(turn) if turn in (90, 180, 270) else 0,
        off_ink=_share(off_ink),
        strokes=int(strokes),
    )


def _word(given: Any) -> Word:  # noqa: ANN401 - any JSON value
    text, *sides = given
    x0, y0, x1, y1 = (_share(_number(side)) for side in sides)
    return Word(_text(text), x0, y0, x1, y1)


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Text without what no file can hold: halves of characters and invisible controls."""
    if not isinstance(value, str):
        raise TypeError
    return tidy(value)


def _number(value: Any) -> float:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError
    return float(value)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def _whole(header: wire.Header, name: str) -> int:
    value = header.get(name)
    return value if isinstance(value, int) else 0
