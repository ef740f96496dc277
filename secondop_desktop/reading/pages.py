"""What a page is once it was read, and how to read one: its text layer when that is real, else by sight."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.reading.rubbish import agreement, is_doubtful, is_garbage

TEXT_LAYER, OCR = "text layer", "ocr"
DRAWN = ("pdf", "jpeg", "png", "tiff", "heic", "webp", "bmp")
"""Kinds of which every page has a picture."""

POINTS_PER_INCH = 72
DPI = 300
LONGEST_SIDE = 3508
"""Pixels of the longer side of a picture given to the OCR: A4 at 300 dpi."""

FEWEST_LETTERS = 20
LETTERS_OF_A_FULL_PICTURE = 250
"""A scan of a whole page with fewer letters than this was hardly read by the scanner; it may be a stamp."""
SMALLEST_PICTURE = 0.25
"""The share of the page from which on pictures may hold text that matters."""
MOST_OFF_INK = 0.2
"""The share of the words of a text layer that may stand where nothing is printed."""
STROKES_OF_A_LETTER = 6
"""Lines and curves that a drawn letter has at least; a page of drawn letters has far more of them."""
SAME_TEXT = 0.5
"""The share of the words of a doubtful text layer that have to be seen on the page for it to be believed."""
SURE_ENOUGH = 0.6
"""The confidence from which on what was seen is believed rather than a doubtful text layer."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in fractions of the page from its upper left corner, 0.0 to 1.0."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page in reading order, and its words with their places.

    `source` is TEXT_LAYER, OCR, or nothing when the page has no text. `confidence` is 0.0 to 1.0, and 1.0 for
    a text layer. `width` and `height` are in points (1/72 inch) for a PDF, in pixels for a picture, 0 for
    plain text. `pictures` is the share of the page that pictures cover, `letters_on_pictures` how many
    letters of the text layer stand on them. `turn` is how many degrees clockwise the page has to be turned to
    stand upright. `off_ink` is the share of words under which nothing is printed, 0.0 when that was not
    looked at, and `strokes` how many lines and curves are drawn on the page.
    """

    text: str = ""
    words: tuple[Word, ...] = ()
    source: str = ""
    confidence: float = 1.0
    width: float = 0.0
    height: float = 0.0
    pictures: float = 0.0
    letters_on_pictures: int = 0
    turn: int = 0
    off_ink: float = 0.0
    strokes: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: `rgb` holds height x width x 3 bytes, row by row from the top."""

    width: int
    height: int
    rgb: bytes


Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge of a part of a page, in fractions of it."""


def part_of(picture: Picture, box: Box) -> Picture:
    """The pixels of a picture inside a box, at least one."""
    left, right = _edges(box[0], box[2], picture.width)
    top, bottom = _edges(box[1], box[3], picture.height)
    row, pixels = 3 * picture.width, memoryview(picture.rgb)
    rows = (pixels[at + 3 * left : at + 3 * right] for at in range(top * row, bottom * row, row))
    return Picture(right - left, bottom - top, b"".join(rows))


def _edges(low: float, high: float, pixels: int) -> tuple[int, int]:
    first = min(pixels - 1, max(0, round(low * pixels)))
    return first, min(pixels, max(first + 1, round(high * pixels)))


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that could be opened: how many pages, and whether it had to be repaired or guessed at.

    `lossy` says that some characters of a text file could not be decoded and show as replacement marks.
    `members` is how many files can be taken out of it, `remarks` what was left out and how often
    (`reading.remarks`).
    """

    pages: int
    kind: str
    repaired: bool = False
    encoding: str = ""
    lossy: bool = False
    members: int = 0
    remarks: dict[str, int] = field(default_factory=dict)


class Pages(Protocol):
    """Whoever gives the pages of the open file; a Reader."""

    @property
    def kind(self) -> str:
        """The kind of the open file."""

    def page_text(self, number: int) -> PageText:
        """The text layer of a page."""

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels."""


class Sight(Protocol):
    """Whoever reads pictures; Eyes."""

    def read(self, picture: Picture) -> PageText:
        """The text in a picture."""


def read_page(reader: Pages, eyes: Sight, number: int, progress: Progress = NO_PROGRESS) -> PageText:
    """Read one page (1-based) of the file that `reader` has open; raises Unreadable, Cancelled."""
    progress.at(0.0)
    layer = reader.page_text(number)
    if is_only_letters(reader.kind, layer) or not needs_eyes(layer):
        return layer
    progress.at(0.2, tr("Looking at the picture of page {page}", page=number))
    picture = reader.picture(number, width_for_ocr(layer, reader.kind))
    progress.at(0.4, tr("Reading the picture of page {page}", page=number))
    return better(layer, eyes.read(picture))


def is_only_letters(kind: str, layer: PageText) -> bool:
    """Whether a page is nothing but text; a picture of it would be drawn from the text itself."""
    return kind == "text" or (kind not in DRAWN and not layer.pictures)


def letters(text: str) -> int:
    """How many letters and digits a text has."""
    return sum(character.isalnum() for character in text)


def needs_eyes(layer: PageText) -> bool:
    """Whether the text layer of a page may be too little, or not be what stands on it."""
    known = letters(layer.text)
    if known < FEWEST_LETTERS or is_wrong(layer) or is_doubtful(layer.text):
        return True
    if layer.strokes > STROKES_OF_A_LETTER * 2 * (known + LETTERS_OF_A_FULL_PICTURE):
        return True
    if layer.pictures < SMALLEST_PICTURE:
        return False
    return layer.letters_on_pictures < LETTERS_OF_A_FULL_PICTURE * layer.pictures


def is_wrong(layer: PageText) -> bool:
    """Whether a text layer cannot be what is printed on the page, whatever it says."""
    return is_garbage(layer.text) or layer.off_ink > MOST_OFF_INK


def better(layer: PageText, seen: PageText) -> PageText:
    """The text layer or what was seen: a true text layer wins unless the picture clearly says more."""
    found = letters(seen.text)
    if is_garbage(layer.text):
        known = 0
    elif _is_refuted(layer, seen):
        known = min(letters(layer.text), found // 2)
    else:
        known = letters(layer.text)
    if found > known * 1.1 + (FEWEST_LETTERS if known >= FEWEST_LETTERS else 0):
        return replace(seen, width=layer.width, height=layer.height, pictures=layer.pictures)
    if known:
        return layer
    if letters(layer.text):  # and nothing can be seen: it may be all there is, and somebody is to look at it
        return replace(layer, confidence=0.0)
    return PageText(width=layer.width, height=layer.height, pictures=layer.pictures)


def _is_refuted(layer: PageText, seen: PageText) -> bool:
    """Whether what was seen, and seen well, shows that a text layer is not what is printed on the page."""
    if letters(seen.text) < FEWEST_LETTERS or seen.confidence < SURE_ENOUGH:
        return False
    if layer.off_ink > MOST_OFF_INK:
        return True
    return is_doubtful(layer.text) and agreement(layer.text, seen.text) < SAME_TEXT


def width_for_ocr(layer: PageText, kind: str) -> int:
    """Pixels across for a picture of about 300 dpi whose longer side is at most LONGEST_SIDE."""
    if layer.width <= 0 or layer.height <= 0:
        return LONGEST_SIDE
    scale = DPI / POINTS_PER_INCH if kind == "pdf" else 1.0
    scale = min(scale, LONGEST_SIDE / max(layer.width, layer.height))
    return max(1, round(layer.width * scale))
