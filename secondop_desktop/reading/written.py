"""Files of writing: their text as pages, the pictures in them as pages behind, and other files inside them.

Runs in the parser only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.pages import Opened, PageText, Picture
from secondop_desktop.reading.plain import paginated, picture_of_text, text_page
from secondop_desktop.reading.remarks import PICTURES_LEFT

_MARKS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
)


@dataclass(frozen=True)
class Member:
    """A file inside another one; `content` gives its bytes or raises Refused. Nobody vouches for the name."""

    name: str
    content: Callable[[], bytes]


class Written:
    """An open file of writing; raises Refused when it is too long."""

    def __init__(
        self,
        kind: str,
        text: str,
        pictures: Iterable[bytes] = (),
        members: Sequence[Member] = (),
        remarks: Mapping[str, int] | None = None,
    ) -> None:
        self._kind, self._members = kind, tuple(members)
        self._remarks = dict(remarks or {})
        if len(text) > limits.LONGEST_PLAIN:
            raise Refused(errors.TOO_BIG)
        shots, unseen = _large_ones(pictures)
        self._shots = shots
        self._pages = paginated(text)
        if not any(self._pages) and shots:
            self._pages = []
        if len(self._pages) + len(shots) > limits.MOST_PAGES:
            raise Refused(errors.TOO_MANY_PAGES)
        self.remark(PICTURES_LEFT, unseen)

    def opened(self) -> Opened:
        """How many pages there are, how many files inside, and what had to be left out."""
        pages = len(self._pages) + len(self._shots)
        told = {what: number for what, number in self._remarks.items() if number}
        return Opened(pages, self._kind, members=len(self._members), remarks=told)

    def page_text(self, number: int) -> PageText:
        """The text of a page, with its words where they stand when it is drawn; a picture has only a size."""
        if number > len(self._pages):
            return self._shot(number).page_text(1)
        if number < 1:
            raise Refused(errors.NO_PAGE)
        return text_page(self._pages[number - 1])

    def picture(self, number: int, width_px: int) -> Picture:
        """A picture that is in the file, or a page of text drawn on a sheet."""
        if number <= len(self._pages):
            return picture_of_text(self._pages[number - 1], width_px)
        return self._shot(number).picture(1, width_px)

    def member(self, number: int) -> tuple[str, bytes]:
        """The name and the bytes of a file inside, by its number from 1."""
        if not 1 <= number <= len(self._members):
            raise Refused(errors.NO_PAGE)
        member = self._members[number - 1]
        return member.name, member.content()

    def remark(self, what: str, number: int) -> None:
        """Say that something was left out."""
        self._remarks[what] = self._remarks.get(what, 0) + number

    def _shot(self, number: int) -> _Shot:
        place = number - len(self._pages) - 1
        if place >= len(self._shots):
            raise Refused(errors.NO_PAGE)
        return self._shots[place]


class _Shot:
    """One picture, opened anew each time it is asked for, so that not all of them fill the memory."""

    def __init__(self, content: bytes, kind: str) -> None:
        self._content, self._kind = content, kind

    def page_text(self, number: int) -> PageText:
        from secondop_desktop.reading.pictures import Pictures  # noqa: PLC0415 - slow to load, seldom needed

        return Pictures(self._content, self._kind).page_text(number)

    def picture(self, number: int, width_px: int) -> Picture:
        from secondop_desktop.reading.pictures import Pictures  # noqa: PLC0415 - as above

        return Pictures(self._content, self._kind).picture(number, width_px)


def _large_ones(pictures: Iterable[bytes]) -> tuple[list[_Shot], int]:
    """Pictures that are large enough to hold writing, each once, and how many others could not be shown."""
    shots: list[_Shot] = []
    seen: set[bytes] = set()
    unseen = 0
    for content in pictures:
        if content in seen:
            continue
        seen.add(content)
        kind = _kind_of(content)
        try:
            shot = _Shot(content, kind) if kind else None
            size = shot.page_text(1) if shot else None
        except Refused:
            shot, size = None, None
        if shot is None or size is None or len(shots) == limits.MOST_PICTURES:
            unseen += 1
        elif size.width * size.height >= limits.SMALLEST_PICTURE_INSIDE:
            shots.append(shot)
    return shots, unseen


def _kind_of(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for mark, kind in _MARKS if content.startswith(mark)), "")
