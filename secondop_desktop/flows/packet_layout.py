"""Where everything stands in a packet: page numbers, stamps, bookmarks, and the order for the worker."""

from __future__ import annotations

from dataclasses import replace

from secondop_desktop.base import language
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.page_numbers import in_words
from secondop_desktop.flows.packet_sheets import Sheet
from secondop_desktop.flows.packet_take import PageIn, Taken, pages_of
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_packet import Inside, PacketFront, Stamp
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.reading.bindery import Bindery, Binding, Bytes, Chapter, Leaf

_TRIES = 8


class Layout:
    """What is where in a packet: `inside` for its contents, `binding` for the worker."""

    def __init__(
        self,
        bindery: Bindery,
        style: PaperStyle,
        small: bool,
        passphrase: str,
        front: PacketFront,
        sheets: list[Sheet],
        taken: list[Taken],
    ) -> None:
        self._bindery, self._style = bindery, style
        self._total = sum(sheet.pages for sheet in sheets) + sum(one.total for one in taken)
        cover, self.inside = self._with_numbers(front, sheets, taken)
        self._stamps: list[Stamp] = []
        chapters = [self._sheet(cover, tr("Cover and contents"))]
        chapters += [self._sheet(sheet.pdf, sheet.title) for sheet in sheets]
        for one in taken:
            chapters += self._record(one)
        stamps = draw.packet_stamps(self._stamps, self._style)
        from secondop_desktop.paper.packet_stamps import strip  # noqa: PLC0415 - loads reportlab

        self.binding = Binding(
            title=front.title,
            language=language.code(),
            chapters=tuple(chapters),
            letters=bindery.add(Bytes(stamps.pdf)),
            stamps=stamps.sources,
            sizes=stamps.sizes,
            strip=strip(self._style),
            small=small,
            passphrase=passphrase,
        )

    def _with_numbers(
        self, front: PacketFront, sheets: list[Sheet], taken: list[Taken]
    ) -> tuple[bytes, tuple[Inside, ...]]:
        """The cover and the contents; their own length moves the numbers that stand in them."""
        from secondop_desktop.paper.packet_front import pages_of_front  # noqa: PLC0415 - loads reportlab

        length = 2
        for _ in range(_TRIES):
            inside = _inside(sheets, taken, length + 1)
            filled = replace(front, inside=inside, pages=length + self._total)
            needed = pages_of_front(filled, self._style)
            if needed == length:
                break
            length = needed
        cover = draw.packet_front(filled, self._style)
        self._total += length
        return cover, inside

    def _sheet(self, pdf: bytes, title: str) -> Chapter:
        source = self._bindery.add(Bytes(pdf))
        for _ in range(pages_of(pdf)):
            self._stamp(title)
        return Chapter(title, tr("{title}, page ", title=title), sheet=source)

    def _record(self, taken: Taken) -> list[Chapter]:
        """A record: its words as a sheet, if there are any, then its pages."""
        number, title, total = taken.chosen.number, taken.chosen.title, taken.total
        label = tr("Record {number}, page ", number=number)
        bookmark = tr("Record {number}: {title}", number=number, title=title)
        chapters = []
        if taken.sheet:
            source = self._bindery.add(Bytes(taken.sheet))
            for page in range(1, taken.sheet_pages + 1):
                self._stamp(_foot(number, page, total, title))
            chapters.append(Chapter(bookmark, label, sheet=source))
        leaves = tuple(
            self._leaf(taken, place, page)
            for place, page in enumerate(taken.pages, start=taken.sheet_pages + 1)
        )
        if leaves:
            chapters.append(
                Chapter("" if taken.sheet else bookmark, label, number=taken.sheet_pages + 1, leaves=leaves)
            )
        return chapters

    def _leaf(self, taken: Taken, place: int, page: PageIn) -> Leaf:
        number, title, total = taken.chosen.number, taken.chosen.title, taken.total
        across, down = page.shape.width, page.shape.height
        wide = (down > across) if page.turn % 180 else (across > down)
        instead = "" if page.shape.whole else _instead()
        self._stamp(_foot(number, place, total, title), wide, instead)
        alt = instead or tr(
            "Record {number}, page {page} of {total}: {title}. A picture of the page.",
            **{"number": number, "page": place, "total": total, "title": title},
        )
        return Leaf(page.source, page.place, alt, page.turn, whole=page.shape.whole)

    def _stamp(self, left: str, wide: bool = False, instead: str = "") -> None:
        right = tr("Packet page {number} of {total}", number=len(self._stamps) + 1, total=self._total)
        self._stamps.append(Stamp(left, right, wide, instead))


def _inside(sheets: list[Sheet], taken: list[Taken], first: int) -> tuple[Inside, ...]:
    lines = []
    for sheet in sheets:
        lines.append(Inside(sheet.title, first=first, last=first + sheet.pages - 1))
        first += sheet.pages
    for one in taken:
        chosen = one.chosen
        lines.append(
            Inside(
                chosen.title,
                chosen.number,
                chosen.detail,
                _remark(one.broken),
                first=first,
                last=first + one.total - 1,
            )
        )
        first += one.total
    return tuple(lines)


def _remark(broken: list[int]) -> str:
    if not broken:
        return ""
    return trn(
        "Page {numbers} of it is damaged and cannot be shown.",
        "Pages {numbers} of it are damaged and cannot be shown.",
        len(broken),
        numbers=in_words(broken),
    )


def _foot(number: int, page: int, total: int, title: str) -> str:
    return tr(
        "Record {number}, page {page} of {total} · {title}",
        **{"number": number, "page": page, "total": total, "title": title},
    )


def _instead() -> str:
    return tr("This page of the record is damaged and cannot be shown. Please ask for the record itself.")
