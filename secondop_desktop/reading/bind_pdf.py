"""The pages of a person's PDF on their way into a packet: as they are painted, as vectors, and nothing else.

Runs in the binder only. What this library does not understand as the viewer of the program does is taken as
pictures of the pages, so that nobody gets other pages than the person saw.
"""

from __future__ import annotations

import math
from typing import Any, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.bind_clean import clean_resources, content_of, group_of, has_hidden_layers
from secondop_desktop.reading.bind_pages import Painted, Shape, stood_up
from secondop_desktop.reading.bind_pictures import Shelf, Shrinker
from secondop_desktop.reading.bind_source import Source
from secondop_desktop.reading.errors import Refused

Box = tuple[float, float, float, float]
FAULTS = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError)
"""What the library raises for broken files."""


class NotAsSeen(Exception):
    """The file has to be taken as pictures of its pages."""


class PdfPaper:
    """An open PDF; raises Refused, and NotAsSeen when its pages are not what the viewer shows.

    `expected` is how many pages the viewer counted, 0 when that is not known.
    """

    def __init__(self, source: Source, password: str, expected: int, shrink: Shelf | None = None) -> None:
        self._pdf = opened(source, password)
        count = len(self._pdf.pages)
        if count > limits.MOST_PAGES:
            raise Refused(errors.TOO_MANY_PAGES)
        if (expected and count != expected) or has_hidden_layers(self._pdf):
            raise NotAsSeen
        self._pages: list[Page] = list(self._pdf.pages)
        self._seen: set[tuple[int, int]] = set()
        self._used: set[tuple[int, int]] = set()
        self._flatten()
        self.shapes = [self._shape(page) for page in self._pages]
        if shrink is not None:
            self._shrink(Shrinker(self._pdf, shrink))

    def painted(self, packet: Pdf, place: int) -> Painted:
        """A page as a form that a sheet can paint."""
        page = self._pages[place]
        box, unit = _box(page), _unit(page)
        clean_resources(page.resources, self._seen)
        content = content_of(page.obj, self._pdf, self._used)
        form = packet.copy_foreign(content)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array(list(box))
        form.Resources = self._copied(packet, page.resources)
        group = group_of(page.obj, self._pdf)
        if group is not None:
            form.Group = packet.copy_foreign(group)
        a, b, c, d, e, f = stood_up(box, _turn(page))
        return Painted(form, (a * unit, b * unit, c * unit, d * unit, e * unit, f * unit))

    def _copied(self, packet: Pdf, resources: Any) -> Any:  # noqa: ANN401 - an object of the library
        whole = resources if resources.is_indirect else self._pdf.make_indirect(resources)
        return packet.copy_foreign(whole)

    def _flatten(self) -> None:
        """Make what was typed or drawn onto pages part of them; links and all that acts are left out."""
        marked = [page for page in self._pages if _shows_marks(page)]
        if marked:
            form = self._pdf.Root.get("/AcroForm")
            if isinstance(form, Dictionary) and form.get("/NeedAppearances"):
                self._pdf.generate_appearance_streams()
            self._pdf.flatten_annotations("screen")

    def _shape(self, page: Page) -> Shape:
        try:
            x0, y0, x1, y1 = _box(page)
            turn, unit = _turn(page), _unit(page)
            page.obj.get("/Contents")
        except FAULTS as error:
            raise NotAsSeen from error
        width, height = (x1 - x0) * unit, (y1 - y0) * unit
        return Shape(height, width) if turn % 180 else Shape(width, height)

    def _shrink(self, shrinker: Shrinker) -> None:
        """Put smaller pictures in the place of large ones."""
        for page in self._pages:
            clean_resources(page.resources, self._seen, shrinker.note)
        self._seen.clear()  # pictures that came in their place are cleaned as well
        shrinker.replace()


def opened(source: Source, password: str) -> Pdf:
    """The PDF behind a source; raises Refused for a locked one, NotAsSeen when it is not understood."""
    try:
        pdf = pikepdf.open(cast("BinaryIO", source), password=password)
    except pikepdf.PasswordError as error:
        raise Refused(errors.WRONG_PASSWORD if password else errors.PROTECTED) from error
    except FAULTS as error:
        source.tell_trouble()
        raise NotAsSeen from error
    source.tell_trouble()
    if len(pdf.pages) == 0:
        raise NotAsSeen
    return pdf


def _shows_marks(page: Page) -> bool:
    marks = page.obj.get("/Annots")
    if not isinstance(marks, Array):
        return False
    quiet = (Name.Link, Name.Popup)
    return any(isinstance(one, Dictionary) and one.get("/Subtype") not in quiet for one in marks)


def _box(page: Page) -> Box:
    """What is seen of a page: the crop box where it lies on the media box (14.11.2)."""
    media, crop = _sides(page.mediabox), _sides(page.cropbox)
    seen = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    box = seen if seen[2] > seen[0] and seen[3] > seen[1] else media
    if not all(map(math.isfinite, box)) or box[2] - box[0] < 1 or box[3] - box[1] < 1:
        raise ValueError
    return box


def _sides(box: Any) -> Box:  # noqa: ANN401 - an object of the library
    x0, y0, x1, y1 = (float(side) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(page: Page) -> int:
    return round(int(page.rotation) / 90) * 90 % 360


def _unit(page: Page) -> float:
    unit = float(page.obj.get("/UserUnit", 1))
    return unit if 0 < unit <= 75_000 else 1.0
