"""Photos and scans in memory: how many pages, how big, and their pixels upright. Runs in the parser only."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pi_heif
from PIL import BmpImagePlugin, Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.pages import Opened, PageText, Picture
from secondop_desktop.reading.remarks import MOVING

MANY_PAGES = ("tiff", "heic")
"""Kinds whose files may hold several pictures, each for itself."""
FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "heic": "HEIF", "webp": "WEBP", "bmp": "BMP"}

_PLUGINS = (BmpImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_FAULTS = (
    *(OSError, EOFError, SyntaxError, RuntimeError, ArithmeticError, AssertionError),
    *(ValueError, TypeError, LookupError, AttributeError, struct.error, zlib.error),
)
"""What the decoders raise for broken files: nearly anything; only lack of memory is told apart."""

FLATTEST_DOT = 4.5
"""How many times as wide as high a dot may be; the coarsest fax has 204 across and 49 down."""
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What the values of the tag "Orientation" ask for (CIPA DC-008, Exif 2.32, 4.6.4)."""

Image.MAX_IMAGE_PIXELS = limits.MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
pi_heif.register_heif_opener(thumbnails=False)


class Pictures:
    """An open picture file; a TIFF may have many pages. Raises Refused for what cannot be read."""

    def __init__(self, data: bytes, kind: str) -> None:
        self._data = data
        self._kind = kind
        self._moves = False
        self._pages = self._count()

    def opened(self) -> Opened:
        """How many pages there are; of a picture that moves only the first one counts."""
        return Opened(self._pages, self._kind, remarks={MOVING: 1} if self._moves else {})

    def page_text(self, number: int) -> PageText:
        """A page without text, as big as it is upright, in pixels."""
        with _refusing(errors.BROKEN_PAGE):
            image = self._at(number)
            width, height = _square_size(image) if self._kind == "tiff" else image.size
            if self._orientation(image) >= 5:
                width, height = height, width
        return PageText(width=width, height=height, pictures=1.0)

    def picture(self, number: int, width_px: int) -> Picture:
        """A page as pixels, upright and at most `width_px` wide; it is never enlarged."""
        shown = self.page_text(number)
        scale = min(1.0, width_px / shown.width, limits.scale_within(shown.width, shown.height))
        size = max(1, round(shown.width * scale)), max(1, round(shown.height * scale))
        with _refusing(errors.BROKEN_PAGE):
            image = self._at(number)
            orientation = self._orientation(image)
            small = _reduced(image, size[::-1] if orientation >= 5 else size)
            turn = _UPRIGHT.get(orientation)
            upright = _on_paper(small.transpose(turn) if turn is not None else small)
            return Picture(upright.width, upright.height, upright.tobytes())

    def _open(self) -> Image.Image:
        return Image.open(io.BytesIO(self._data), formats=[FORMATS[self._kind]])

    def _count(self) -> int:
        with _refusing(errors.BROKEN):
            image = self._open()
            if self._kind not in MANY_PAGES:
                self._moves = self._kind in ("webp", "png") and getattr(image, "n_frames", 1) > 1
                return 1
            for count in range(1, limits.MOST_PAGES + 1):
                try:
                    image.seek(count)
                except EOFError:
                    return count
        raise Refused(errors.TOO_MANY_PAGES)

    def _at(self, number: int) -> Image.Image:
        if not 1 <= number <= self._pages:
            raise Refused(errors.NO_PAGE)
        image = self._open()
        if self._kind in MANY_PAGES:
            image.seek(number - 1)  # of a burst of photos the camera may have named a later one as the first
        return image

    def _orientation(self, image: Image.Image) -> int:
        """How a photo has to be turned; Pillow turns a TIFF by itself, and the HEIC decoder its pictures."""
        if self._kind in ("tiff", "heic"):
            return 1
        try:
            found = image.getexif().get(_ORIENTATION, 1)
        except _FAULTS:  # a photo with broken notes on its camera is still a photo
            return 1
        return found if found in _UPRIGHT else 1


@contextmanager
def _refusing(reason: str) -> Iterator[None]:
    """Say `reason` for whatever a decoder raises."""
    try:
        yield
    except _BOMBS as error:
        raise Refused(errors.TOO_BIG) from error
    except _FAULTS as error:
        raise Refused(reason) from error


def _square_size(image: Image.Image) -> tuple[int, int]:
    """How big a TIFF is when its dots are square: a fax has 204 dots an inch across, and 98 or 196 down."""
    width, height = image.size
    try:
        across, down = (float(side) for side in image.info["dpi"])
        ratio = across / down
    except (KeyError, *_FAULTS):
        return width, height
    if not 1 < max(ratio, 1 / ratio) <= FLATTEST_DOT:  # anything else is no fax, but a mistake
        return width, height
    return (width, round(height * ratio)) if ratio > 1 else (round(width / ratio), height)


def _reduced(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A picture of that size, decoded small already where the format can do that."""
    image.draft(None, size)
    image.load()
    level = _eight_bits(image)
    if level.mode == "1":
        level = level.convert("L")
    elif level.mode == "P":
        level = level.convert("RGBA" if "transparency" in level.info else "RGB")
    if level.size == size:
        return level
    return level.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen and more bits a pixel scaled to eight: all of sixteen, else by the brightest that there is."""
    if not image.mode.startswith(("I", "F")):
        return image
    wide = image.convert("F")
    _, brightest = wide.getextrema()
    top = 65535.0 if image.mode.startswith("I;16") else max(1.0, float(str(brightest)))
    return wide.point(lambda value: value * (255.0 / top) + 0.0).convert("L")


def _on_paper(image: Image.Image) -> Image.Image:
    """A picture in RGB, on white paper where it was see-through."""
    if image.mode not in ("RGBA", "LA", "PA", "La", "RGBa"):
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    return paper.convert("RGB")
