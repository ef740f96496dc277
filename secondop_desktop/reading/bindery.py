"""Binds a packet by way of a worker: which pages each chosen file has, then the finished PDF in pieces.

The worker gets ranges of the chosen files as it asks for them, and gives the packet back as it is written. So
neither side ever holds a whole file, and nothing of it touches the disk unencrypted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.reading import errors, limits, warm, wire
from secondop_desktop.reading.bind_pages import Shape
from secondop_desktop.reading.child import Child
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.reading.listener import Ranges
from secondop_desktop.reading.reader import Client

_LARGEST, _SMALLEST = 1e6, 0.5
Knows = Callable[[int, int], list[dict[str, Any]]]
"""The words of up to BIND_PAGES pages of a source, from a place (from 0) on.

`text` is what stands there, `words` where (text and box in fractions), `seen` that it was read by eye.
"""


class Lost(Exception):
    """A source cannot be had any more while it is needed; `source` is its number, `why` what to say."""

    def __init__(self, source: int, why: UserError) -> None:
        super().__init__(why.what)
        self.source, self.why = source, why


class Fell(Exception):
    """The pages of a source cannot be taken as they are; drawn as pictures they may."""

    def __init__(self, source: int) -> None:
        super().__init__(str(source))
        self.source = source


class Bytes:
    """Bytes in memory of which any range can be read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.size = len(content)

    def read_range(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on."""
        return self._content[offset : offset + length]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a record in the packet: which source, which of its pages (from 0), turned how by hand.

    `alt` is what is read aloud instead of a picture of it; with `words` the words of the page are asked for.
    One that is not `whole` cannot be shown: only its stamp is put on the page.
    """

    source: int
    place: int
    alt: str
    turn: int = 0
    words: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A sheet or a record. `title` becomes a bookmark and `label` is what its pages are called, if not empty.

    It holds either the pages of a record, or the number of the source that is a sheet we drew ourselves. The
    numbers behind its labels begin with `number`; with 0 there are none.
    """

    title: str
    label: str
    number: int = 1
    sheet: int = -1
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """What the packet is: its chapters, and what stands at the foot of each page.

    `letters` is the source that holds the typefaces of the `stamps`, which are the source of a page each, in
    latin-1; `sizes` are the sizes of all pages in points. The pages of records stand above the `strip`, so
    many points from the lower edge.
    """

    title: str
    language: str
    chapters: tuple[Chapter, ...]
    letters: int
    stamps: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]
    strip: float
    small: bool = False
    passphrase: str = field(default="", repr=False)


class Bindery(Client):
    """One packet. Everything raises Unreadable with a sentence, Lost, or Cancelled."""

    KIND = "parser"

    def __init__(self, lay: Callable[[bytes], Ranges], knows: Knows, size: int = 0) -> None:
        """`lay` keeps a pile of pictures until the packet is bound, `knows` gives the words of a page.

        `size` is how many bytes the chosen files have together: the worker gets memory by that.
        """
        super().__init__()
        self._much = size > limits.BIND_MUCH
        self._lay, self._knows = lay, knows
        self._sources: list[Ranges] = []
        self.last_asked = -1

    def add(self, content: Ranges) -> int:
        """A file that may be asked for; its number."""
        self._sources.append(content)
        return len(self._sources) - 1

    def forget(self, source: int) -> None:
        """A file that was taken and is not needed any more."""
        self._sources[source] = Bytes(b"")

    def take(
        self,
        source: int,
        kind: str,
        password: str = "",
        pages: int = 0,
        small: bool = False,
        as_pictures: bool = False,
        progress: Progress = NO_PROGRESS,
    ) -> list[Shape]:
        """Open a chosen file; what its pages are like.

        `pages` is how many the viewer saw, 0 when unknown; `as_pictures` draws the pages of a PDF.
        """
        asked = {
            **{"do": "take", "source": source, "size": self._sources[source].size, "kind": kind},
            **{"password": password, "pages": pages, "small": small},
            "as_pictures": as_pictures,
        }
        for header, content in self._exchange(asked, b"", progress):
            if "piece" not in header:
                return _shapes(content)
        raise unreadable(errors.BROKEN)

    def bind(self, binding: Binding, progress: Progress = NO_PROGRESS) -> Generator[bytes, None, None]:
        """The packet, piece by piece."""
        plan = {
            **{"title": binding.title, "language": binding.language, "strip": binding.strip},
            **{"small": binding.small, "passphrase": binding.passphrase},
            **{"stamps": self._sized(binding.letters), "sources": binding.stamps, "sizes": binding.sizes},
            "chapters": [self._said(chapter) for chapter in binding.chapters],
        }
        for header, content in self._exchange({"do": "bind"}, json.dumps(plan).encode("ascii"), progress):
            if "piece" in header:
                yield content
            elif "fell" in header:
                raise Fell(_numbers([header["fell"]], 1)[0])
            elif header.get("done") is not True:
                raise unreadable(errors.BROKEN)

    def _said(self, chapter: Chapter) -> dict[str, Any]:
        told: dict[str, Any] = {"title": chapter.title, "label": chapter.label, "number": chapter.number}
        if chapter.sheet >= 0:
            return {**told, "sheet": self._sized(chapter.sheet)}
        return {**told, "pages": [asdict(leaf) for leaf in chapter.leaves]}

    def _sized(self, source: int) -> list[int]:
        return [source, self._sources[source].size]

    def _new(self) -> Child:
        """The parser that was kept ready, else a new one."""
        return Child("binder") if self._much else warm.SPARE.take() or super()._new()

    def _exchange(self, asked: wire.Header, payload: bytes, progress: Progress) -> Iterator[wire.Frame]:
        """Ask, hand out what the worker wants, and give on its pieces and at last its answer."""
        most = limits.BIND_OWN + limits.BIND_SWELLING * sum(source.size for source in self._sources)
        with self._one_at_a_time:
            child, _ = self._worker()
            frame = child.ask(asked, payload, limits.BIND_WALL, limits.LONGEST_LAID)
            while True:
                if progress.stop_asked():
                    raise Cancelled
                header, given = frame
                most -= len(given)
                if most < 0:
                    raise unreadable(errors.TOO_BIG)
                if "piece" in header:
                    yield frame
                    frame = child.hear(limits.BIND_WALL, limits.LONGEST_LAID)
                    continue
                answer = self._handed(header, given)
                if answer is None:
                    yield frame
                    return
                frame = child.ask(*answer, limits.BIND_WALL, limits.LONGEST_LAID)

    def _handed(self, header: wire.Header, given: bytes) -> wire.Frame | None:
        """What the worker gets for what it wants; None when it wants nothing, but has answered."""
        if "want" in header:
            return {"do": "go on"}, self._wanted(header["want"])
        if "words" in header:
            return {"do": "go on"}, self._words(header["words"])
        if "lay" in header:
            return {"do": "go on", "source": self.add(self._lay(given))}, b""
        return None

    def _wanted(self, wanted: object) -> bytes:
        source, offset, length = _numbers(wanted, 3)
        if not source < len(self._sources) or length > limits.BIND_WINDOW:
            raise unreadable(errors.BROKEN)
        self.last_asked = source
        try:
            return self._sources[source].read_range(offset, length)
        except UserError as error:
            raise Lost(source, error) from error

    def _words(self, wanted: object) -> bytes:
        source, place = _numbers(wanted, 2)
        if not source < len(self._sources):
            raise unreadable(errors.BROKEN)
        self.last_asked = source
        known = json.dumps(self._knows(source, place)).encode("ascii")
        return known if len(known) <= limits.BIND_WORDS else b"[]"


def _numbers(given: object, count: int) -> list[int]:
    """Whole numbers out of a worker's words, which may hold anything."""
    if not isinstance(given, list) or [type(number) for number in given] != [int] * count or min(given) < 0:
        raise unreadable(errors.BROKEN)
    return given


def _shapes(content: bytes) -> list[Shape]:
    try:
        told = wire.loaded(content)
        shapes = [Shape(float(w), float(h), whole is True, pic is True) for w, h, whole, pic in told]
    except (wire.BadFrame, ValueError, TypeError) as error:
        raise unreadable(errors.BROKEN) from error
    if not shapes:
        raise unreadable(errors.EMPTY)
    if len(shapes) > limits.MOST_PAGES:
        raise unreadable(errors.TOO_MANY_PAGES)
    if not all(_SMALLEST <= side <= _LARGEST for shape in shapes for side in (shape.width, shape.height)):
        raise unreadable(errors.BROKEN)
    return shapes
