"""The process that parses: it gets bytes through a pipe, gives back text and pixels, and can do nothing else.

It is started by `child.py`, never imported by the rest of the program for anything but its name.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

from secondop_desktop.reading import cage, errors, limits, photo_pack, wire
from secondop_desktop.reading.binder import Binder
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.pages import Box, Opened, PageText, Picture, part_of
from secondop_desktop.reading.sounds import Decoder

if TYPE_CHECKING:
    from secondop_desktop.reading.written import Written

_PICTURE_KINDS = ("jpeg", "png", "tiff", "heic", "webp", "bmp")
_WRITTEN = {
    "docx": ("office", "word"),
    "docm": ("office", "word"),
    "odt": ("office", "opendocument"),
    "rtf": ("rich", "rich_text"),
    "html": ("web", "web_page"),
    "email": ("mail", "e_mail"),
    "email-inside": ("mail", "e_mail"),
    "msg": ("outlook", "message"),
    "msg-inside": ("outlook", "message"),
    "zip": ("packed", "archive"),
}
"""Kinds of writing: where the function is that opens one; it is loaded for the kind that is needed."""


class File(Protocol):
    """An open file of any kind."""

    def opened(self) -> Opened:
        """How many pages there are."""

    def page_text(self, number: int) -> PageText:
        """The text layer of a page."""

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels."""


@runtime_checkable
class InParts(Protocol):
    """A file that can draw a part of a page without drawing all of it."""

    def part(self, number: int, width_px: int, box: Box) -> Picture:
        """What lies inside `box`, as sharp as in a page `width_px` wide."""


class Worker(Protocol):
    """Answers the questions of the program, within limits of its own."""

    memory: int
    seconds: int
    longest: int

    def answer(self, asked: wire.Header, payload: bytes) -> wire.Frame:
        """The answer to one question; raises Refused."""


class Parser:
    """Answers questions about one file at a time, or binds a packet of many."""

    memory, seconds, longest = limits.PARSER_MEMORY, limits.PARSER_CPU, limits.MOST_BYTES

    def __init__(self, asking: BinaryIO, answering: BinaryIO) -> None:
        self._binder = Binder(asking, answering)
        self._file: File | None = None
        self._drawn: tuple[int, int, Picture] | None = None

    def answer(self, asked: wire.Header, payload: bytes) -> wire.Frame:
        """Open a file, or give a page of it; or take files into a packet and bind it."""
        if asked["do"] in ("take", "bind"):
            return self._binder.answer(asked, payload)
        if asked["do"] == "open":
            self._drawn = None
            self._file = _open(str(asked["kind"]), payload, str(asked["password"]))
            return asdict(self._file.opened()), b""
        if asked["do"] == "warm":
            importlib.import_module("secondop_desktop.reading.pdf")
            return {}, b""
        if self._file is None:
            raise Refused(errors.BROKEN)
        if asked["do"] == "member":
            name, content = _written(self._file).member(int(asked["number"]))
            return {"name": name[: wire.LONGEST_NAME]}, content
        return self._page(self._file, asked)

    def _page(self, file: File, asked: wire.Header) -> wire.Frame:
        if asked["do"] == "text":
            return text_answer(file.page_text(int(asked["page"])))
        if asked["do"] == "look" and isinstance(file, photo_pack.Looked):
            return file.look(int(asked["page"])), b""
        picture = self._picture(file, asked)
        return {"width": picture.width, "height": picture.height}, picture.rgb

    def _picture(self, file: File, asked: wire.Header) -> Picture:
        """A page, or a part of one; a page that cannot be drawn in parts is kept for its next part."""
        number, width = int(asked["page"]), int(asked["width"])
        if asked["do"] != "part":
            self._drawn = None
            return file.picture(number, width)
        x0, y0, x1, y1 = (float(side) for side in asked["box"])
        if isinstance(file, InParts):
            return file.part(number, width, (x0, y0, x1, y1))
        if self._drawn is None or self._drawn[:2] != (number, width):
            self._drawn = number, width, file.picture(number, width)
        return part_of(self._drawn[2], (x0, y0, x1, y1))


class Onlooker:
    """Answers with the text in a picture."""

    memory, seconds, longest = limits.OCR_MEMORY, limits.OCR_CPU, limits.MOST_PIXELS_OUT * 3

    def __init__(self) -> None:
        from secondop_desktop.reading.ocr import Ocr  # noqa: PLC0415 - slow to load, and only after the cage

        self._ocr = Ocr()

    def answer(self, asked: wire.Header, payload: bytes) -> wire.Frame:
        """Read one picture."""
        return text_answer(self._ocr.read(Picture(int(asked["width"]), int(asked["height"]), payload)))


def text_answer(page: PageText) -> wire.Frame:
    """A page as a frame: numbers in the header, the text and the words as JSON behind it."""
    words = [(w.text, *(round(side, 5) for side in (w.x0, w.y0, w.x1, w.y1))) for w in page.words]
    header = {name: getattr(page, name) for name in wire.PAGE_NUMBERS}
    body = json.dumps([page.text, words], ensure_ascii=False, separators=(",", ":"))
    payload = body.encode("utf-8", "replace")
    if len(payload) > limits.MOST_TEXT:
        raise Refused(errors.TOO_BIG)
    return {**header, "source": page.source}, payload


def _open(kind: str, data: bytes, password: str) -> File:
    if kind == "pdf":
        from secondop_desktop.reading.pdf import Pdf  # noqa: PLC0415 - loaded for the kind that is needed

        return Pdf(data, password)
    if kind in _PICTURE_KINDS:
        from secondop_desktop.reading.pictures import Pictures  # noqa: PLC0415 - as above

        return Pictures(data, kind)
    if kind == "text":
        from secondop_desktop.reading.plain import PlainText  # noqa: PLC0415 - as above

        return PlainText(data)
    if kind == photo_pack.KIND:
        from secondop_desktop.reading.photos import Photos  # noqa: PLC0415 - as above

        return Photos(data)
    if kind in _WRITTEN:
        module, function = _WRITTEN[kind]
        written: File = getattr(importlib.import_module(f"secondop_desktop.reading.{module}"), function)(data)
        return written
    raise Refused(errors.NO_READER)


def _written(file: File) -> Written:
    from secondop_desktop.reading.written import Written  # noqa: PLC0415 - as above

    if not isinstance(file, Written):
        raise Refused(errors.NO_PAGE)
    return file


def serve(make: Callable[[], Worker], asking: BinaryIO, answering: BinaryIO) -> None:
    """Answer until the other side is gone; a question that fails is answered with the reason."""
    worker = make()
    wire.send(answering, {"ready": True})
    while True:
        try:
            asked, payload = wire.receive(asking, worker.longest)
        except wire.BadFrame:
            return
        cage.begin_to_count(worker.seconds)
        header, given = _answered(worker, asked, payload)
        wire.send(answering, header, given)


def _answered(worker: Worker, asked: wire.Header, payload: bytes) -> wire.Frame:
    try:
        return worker.answer(asked, payload)
    except Refused as refused:
        return {"refused": refused.reason}, b""
    except MemoryError:
        return {"refused": errors.TOO_BIG}, b""
    except Exception:
        return {"refused": errors.BROKEN}, b""


def main(arguments: list[str] | None = None) -> None:
    """Run a worker: `parser`, `ocr` or `sound` is the only argument."""
    kind = (arguments if arguments is not None else sys.argv[1:])[0]
    # Libraries that print would garble the answers: the pipe moves aside, and prints go nowhere.
    answering = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    asking = os.fdopen(os.dup(0), "rb")
    # The libraries for pictures set 40 MB aside for each processor, which they never use; on a computer with
    # many of them nothing would be left for a photo.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    makers: dict[str, tuple[int, Callable[[], Worker]]] = {
        "parser": (Parser.memory, lambda: Parser(asking, answering)),
        "binder": (limits.BIND_MEMORY, lambda: Parser(asking, answering)),
        "ocr": (Onlooker.memory, Onlooker),
        "sound": (Decoder.memory, lambda: Decoder(asking, answering)),
    }
    memory, make = makers[kind]
    cage.lock_in(memory)
    serve(make, asking, answering)


if __name__ == "__main__":
    main()
