"""A PDF in memory: its pages' text layers and pictures. Runs in the parser only."""

from __future__ import annotations

import ctypes
import io
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.marks import Rect, marks_of, off_ink, placed
from secondop_desktop.reading.pages import Opened, PageText, Picture, Word
from secondop_desktop.reading.turns import as_it_lies, upright
from secondop_desktop.reading.words import Glyph, read_in_order, words_of, writes_to_the_left

MOST_LETTERS = 300_000
LETTERS_FOR_THE_TURN = 200
"""Letters of a page that are asked how they lie."""
_HYPHENS = ("\x02", "\xad")  # pdfium's sign for a hyphen at the end of a line, and the soft hyphen


class Pdf:
    """An open PDF; raises Refused for what cannot be read."""

    def __init__(self, data: bytes, password: str = "") -> None:
        self._repaired = False
        try:
            self._pdf = _open(data, password)
        except pypdfium2.PdfiumError as error:
            if error.err_code == raw.FPDF_ERR_PASSWORD:
                reason = errors.WRONG_PASSWORD if password else errors.PROTECTED
                raise Refused(reason) from error
            self._pdf = _open(_repaired(data, password), "")
            self._repaired = True
        if len(self._pdf) > limits.MOST_PAGES:
            raise Refused(errors.TOO_MANY_PAGES)
        self._flattened: set[int] = set()

    def opened(self) -> Opened:
        """How many pages there are."""
        return Opened(len(self._pdf), "pdf", repaired=self._repaired)

    def page_text(self, number: int) -> PageText:
        """The text layer of a page, with what was typed into its form fields."""
        page = self._page(number)
        glyphs = list(_glyphs(page))
        marks = marks_of(page)
        words = tuple(words_of(glyphs))
        width, height = page.get_size()
        turn = _turn(page)
        if writes_to_the_left("".join(glyph[0] for glyph in glyphs)):
            text = "".join(glyph[0] for glyph in glyphs)
        else:
            text, words = _in_order(words, turn, width, height)
        on_pictures = sum(_lies_on(glyph, marks.pictures) for glyph in glyphs if glyph[0].isalnum())
        return PageText(
            text=_tidy(text),
            words=words,
            source="text layer" if words else "",
            width=width,
            height=height,
            pictures=marks.covered,
            letters_on_pictures=on_pictures,
            turn=turn,
            off_ink=off_ink(page, words) if on_pictures or marks.hidden else 0.0,
            strokes=marks.strokes,
        )

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels, `width_px` wide unless that would be too many pixels."""
        page = self._page(number)
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise Refused(errors.BROKEN_PAGE)
        scale = min(width_px / width, limits.scale_within(width, height))
        bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=raw.FPDFBitmap_BGR)
        return Picture(bitmap.width, bitmap.height, _packed(bitmap))

    def part(self, number: int, width_px: int, box: Rect) -> Picture:
        """The part of a page inside `box`, in fractions of it, as sharp as if all were `width_px` wide."""
        page = self._page(number)
        width, height = page.get_size()
        x0, y0, x1, y1 = box
        if width <= 0 or height <= 0:
            raise Refused(errors.BROKEN_PAGE)
        scale = min(width_px / width, limits.scale_within(width * (x1 - x0), height * (y1 - y0)))
        bitmap = page.render(
            scale=scale,
            crop=(x0 * width, (1 - y1) * height, (1 - x1) * width, y0 * height),
            rev_byteorder=True,
            force_bitmap_format=raw.FPDFBitmap_BGR,
        )
        return Picture(bitmap.width, bitmap.height, _packed(bitmap))

    def _page(self, number: int) -> Any:  # noqa: ANN401 - the library has no types
        if not 1 <= number <= len(self._pdf):
            raise Refused(errors.NO_PAGE)
        try:
            page = self._pdf[number - 1]
            if number not in self._flattened:
                self._flattened.add(number)
                if raw.FPDFPage_GetAnnotCount(page) > 0:
                    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                    page.close()
                    page = self._pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise Refused(errors.BROKEN_PAGE) from error
        return page


def _open(data: bytes, password: str) -> Any:  # noqa: ANN401 - the library has no types
    pdf = pypdfium2.PdfDocument(data, password=password or None)
    if len(pdf) == 0:
        raise pypdfium2.PdfiumError("no pages")
    pdf.init_forms()
    return pdf


def _repaired(data: bytes, password: str) -> bytes:
    """The same document as another library understands it; pdfium refused it.

    That library is loaded only now: it takes longer than the first page of most files.
    """
    import pikepdf  # noqa: PLC0415 - as said above

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as broken:
            if len(broken.pages) == 0:
                raise Refused(errors.EMPTY)
            if len(broken.pages) > limits.MOST_PAGES:
                raise Refused(errors.TOO_MANY_PAGES)
            broken.save(out, encryption=False)
        mended = out.getvalue()
        _open(mended, "").close()
    except pikepdf.PasswordError as error:
        raise Refused(errors.PROTECTED) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        raise Refused(errors.BROKEN) from error
    return mended


def _glyphs(page: Any) -> Iterator[Glyph]:  # noqa: ANN401 - the library has no types
    """The characters of a page in the order of the file, with their places in fractions of the page."""
    layer = page.get_textpage()
    count = layer.count_chars()
    if count > MOST_LETTERS:
        raise Refused(errors.TOO_BIG)
    high = ""
    for index in range(count):
        character = chr(raw.FPDFText_GetUnicode(layer, index))
        if "\ud800" <= character <= "\udbff":
            high = character
            continue
        if raw.FPDFText_HasUnicodeMapError(layer, index) == 1:
            character = "\ufffd"
        yield (_meant(high, character), *placed(page, _box(layer, index)))
        high = ""


def _meant(high: str, character: str) -> str:
    """The character that pdfium means; one that means nothing shows as a replacement mark."""
    if "\udc00" <= character <= "\udfff":
        return (high + character).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if character in _HYPHENS:
        return "-"
    controls = character < " " and not character.isspace()
    return "\ufffd" if controls or character == "\ufffe" else character


def _box(layer: Any, index: int) -> Rect:  # noqa: ANN401 - the library has no types
    """Where a character stands, as high as its line; as high as its ink when the font does not say more."""
    box = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(layer, index, box) and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(layer, index, *sides)
    left, right, bottom, top = (side.value for side in sides)
    return left, bottom, right, top


def _lies_on(glyph: Glyph, rects: list[Rect]) -> bool:
    x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
    return any(r[0] <= x <= r[2] and r[1] <= y <= r[3] for r in rects)


def _turn(page: Any) -> int:  # noqa: ANN401 - the library has no types
    """How most letters of the text lie: by how many degrees the page has to be turned to read them."""
    layer = page.get_textpage()
    count = layer.count_chars()
    angles: Counter[int] = Counter()
    for index in range(0, count, max(1, count // LETTERS_FOR_THE_TURN)):
        angle = raw.FPDFText_GetCharAngle(layer, index)  # radians, to the left; -1 for an error
        if angle >= 0 and not raw.FPDFText_IsGenerated(layer, index):
            angles[round(math.degrees(angle) / 90) * 90 % 360] += 1
    ((usual, times),) = angles.most_common(1) or [(0, 0)]
    return (usual - page.get_rotation()) % 360 if times * 2 > angles.total() else 0


def _in_order(
    words: tuple[Word, ...], turn: int, width: float, height: float
) -> tuple[str, tuple[Word, ...]]:
    """The text of a page as a person reads it who turns it upright, and its words where they lie."""
    across, down = (height, width) if turn in (90, 270) else (width, height)
    stood = (
        Word(w.text, w.x0 * across, w.y0 * down, w.x1 * across, w.y1 * down) for w in upright(words, turn)
    )
    text, read = read_in_order(tuple(stood))
    fractions = (Word(w.text, w.x0 / across, w.y0 / down, w.x1 / across, w.y1 / down) for w in read)
    return text, as_it_lies(fractions, turn)


def _tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _packed(bitmap: Any) -> bytes:  # noqa: ANN401 - the library has no types
    """The pixels without the padding at the end of each row."""
    row = bitmap.width * 3
    pixels = memoryview(bitmap.buffer).cast("B")
    if bitmap.stride == row:
        return bytes(pixels[: row * bitmap.height])
    return b"".join(pixels[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
