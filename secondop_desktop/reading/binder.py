"""The worker that binds a packet: it gets pieces of the chosen files, and gives back one PDF in pieces.

It knows the chosen records and nothing else of the case: a file that was not chosen has no number here.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO, cast

from secondop_desktop.reading import cage, errors, limits, wire
from secondop_desktop.reading.bind_pages import Paper
from secondop_desktop.reading.bind_source import Outlet, Source, Windows
from secondop_desktop.reading.errors import Refused


class Binder:
    """Answers `take` with what pages a file has, and `bind` with the finished packet.

    In the middle of an answer it may want bytes of a source, the words of a page, or a pile of pictures laid
    aside: it sends what it wants and gets it.
    """

    seconds, longest = limits.BIND_CPU, limits.BIND_WORDS

    def __init__(self, asking: BinaryIO, answering: BinaryIO) -> None:
        self._asking, self._answering = asking, answering
        self._windows = Windows(self._bytes_of)
        self._papers: dict[int, Paper] = {}
        self._last = 0
        self._known: tuple[int, int, list[Any]] = (-1, 0, [])

    def answer(self, asked: wire.Header, payload: bytes) -> wire.Frame:
        """Open a file, or bind what was opened."""
        if asked["do"] == "take":
            return self._take(asked)
        if asked["do"] == "bind":
            return self._bind(payload)
        raise Refused(errors.BROKEN)

    def _take(self, asked: wire.Header) -> wire.Frame:
        from secondop_desktop.reading import bind_take  # noqa: PLC0415 - loads libraries, after the cage

        number = int(asked["source"])
        source = Source(self._windows, number, int(asked["size"]))
        given = bind_take.Given(
            source,
            str(asked["kind"]),
            str(asked["password"]),
            int(asked["pages"]),
            asked["small"] is True,
            asked["as_pictures"] is True,
        )
        try:
            paper = bind_take.take(given, self._lay)
        finally:
            source.tell_trouble()
        self._papers[number] = paper
        shapes = [[round(s.width, 2), round(s.height, 2), s.whole, s.picture] for s in paper.shapes]
        return {}, json.dumps(shapes).encode("ascii")

    def _bind(self, payload: bytes) -> wire.Frame:
        from secondop_desktop.reading.bind_book import Book, FellOver  # noqa: PLC0415 - as above

        plan = json.loads(payload)
        book = Book(plan, self._papers, self._source, self._words)
        try:
            book.make()
        except FellOver as fallen:
            return {"fell": fallen.source}, b""
        outlet = Outlet(self._give)
        book.write(outlet)
        outlet.end()
        return {"done": True}, b""

    def _source(self, number: int, size: int) -> Source:
        """A sheet that the program drew itself."""
        return Source(self._windows, number, size)

    def _words(self, number: int, place: int) -> Any:  # noqa: ANN401 - JSON
        """The text of a page and its words, as the program knows them."""
        begin = place - place % limits.BIND_PAGES
        if self._known[:2] != (number, begin):
            self._known = number, begin, json.loads(self._say({"words": [number, begin]}))
        pages = self._known[2]
        return pages[place - begin] if place - begin < len(pages) else {}

    def _give(self, piece: bytes) -> None:
        """A piece of the packet; nobody has to answer, the pipe itself tells when to wait."""
        wire.send(self._answering, {"piece": len(piece)}, piece)
        cage.begin_to_count(self.seconds)

    def _bytes_of(self, source: int, offset: int, length: int) -> bytes:
        return self._say({"want": [source, offset, length]})

    def _lay(self, pile: bytes) -> Any:  # noqa: ANN401 - a pikepdf.Pdf
        import pikepdf  # noqa: PLC0415 - loaded already

        self._say({"lay": len(pile)}, pile)
        return pikepdf.open(cast("BinaryIO", Source(self._windows, self._last, len(pile))))

    def _say(self, header: wire.Header, payload: bytes = b"") -> bytes:
        """Tell or ask the program something in the middle of an answer; what it says to that."""
        wire.send(self._answering, header, payload)
        asked, content = wire.receive(self._asking, self.longest)
        if asked.get("do") != "go on":
            raise Refused(errors.BROKEN)
        cage.begin_to_count(self.seconds)
        self._last = int(asked.get("source", 0))
        return content
