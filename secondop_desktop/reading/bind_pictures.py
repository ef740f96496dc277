"""Pictures on their way into a packet: as JPEG, without what a camera wrote into them, laid aside in piles.

Runs in the binder only.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.bind_pages import Painted, Shape, of_picture
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.pages import Picture

ACROSS, QUALITY = 2480, 88
"""Pixels across a page (A4 at 300 dpi) and the quality of its JPEG; with less, small print gets edges."""
SMALL_ACROSS, SMALL_QUALITY = 1240, 55
"""The same for a packet that goes by e-mail: 150 dpi."""
SMALL_LONGER = 1754
_WORTH_IT = 40_000
"""Bytes from which on a picture inside a PDF is made smaller."""
_LEFT_OUT = frozenset({*range(0xE0, 0xEE), 0xEF, 0xFE})
"""Marks of a JPEG that are no part of its picture: notes of the camera, small copies, comments (ITU T.81)."""
_MEANS, _STRIPS, _ROWS_IN_A_STRIP, _LENGTHS = 262, 273, 278, 279  # tags of TIFF 6.0
_FRAMES = (0xC0, 0xC1, 0xC2)

Lay = Callable[[bytes], Pdf]
"""Gives a pile of pictures away and gets it back as a PDF that is read piece by piece."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One picture as PDF holds it. `filter` is DCTDecode, FlateDecode or CCITTFaxDecode.

    `shown` is how many dots wide and high it is when its dots are square; those of a fax are not.
    """

    content: bytes
    width: int
    height: int
    colours: int
    bits: int = 8
    filter: str = "DCTDecode"
    shown: tuple[float, float] = (0.0, 0.0)


class Shelf:
    """Pictures of one record, in piles, each of which is given away before it grows large."""

    def __init__(self, lay: Lay) -> None:
        self._lay = lay
        self._waiting: list[Encoded] = []
        self._size = 0
        self._where: list[tuple[int, int]] = []
        self._piles: list[Pdf] = []

    def put(self, picture: Encoded) -> int:
        """Lay a picture aside; its number."""
        self._where.append((len(self._piles), len(self._waiting)))
        self._waiting.append(picture)
        self._size += len(picture.content)
        if self._size >= limits.LAY_AT:
            self.end()
        return len(self._where) - 1

    def end(self) -> None:
        """Give away what is left."""
        if self._waiting:
            pile = _pile(self._waiting)
            self._waiting, self._size = [], 0
            self._piles.append(self._lay(pile))

    def get(self, number: int) -> Any:  # noqa: ANN401 - a stream of the library
        """A picture, in the PDF of its pile."""
        pile, place = self._where[number]
        return self._piles[pile].Root.Pictures[place]


def _pile(pictures: list[Encoded]) -> bytes:
    pdf = pikepdf.new()
    pdf.Root.Pictures = Array([_stream(pdf, one) for one in pictures])
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def _stream(pdf: Pdf, picture: Encoded) -> Stream:
    made = pdf.make_stream(picture.content)
    made.Type, made.Subtype = Name.XObject, Name.Image
    made.Width, made.Height, made.BitsPerComponent = picture.width, picture.height, picture.bits
    made.ColorSpace = Name.DeviceRGB if picture.colours == 3 else Name.DeviceGray
    made.Filter = Name("/" + picture.filter)
    if picture.filter == "CCITTFaxDecode":
        made.DecodeParms = Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=True)
    return made


class PicturePaper:
    """A record of pictures, each on a page of its own; a page that cannot be had is not `whole`."""

    def __init__(self, shelf: Shelf) -> None:
        self.shapes: list[Shape] = []
        self._shelf = shelf
        self._pictures: list[tuple[int, int]] = []

    def add(self, picture: Encoded | None, orientation: int = 1) -> None:
        """The next page."""
        if picture is None:
            self.shapes.append(Shape(595, 842, whole=False, picture=True))
            self._pictures.append((-1, 1))
            return
        width, height = picture.shown if all(picture.shown) else (float(picture.width), float(picture.height))
        if orientation >= 5:
            width, height = height, width
        self.shapes.append(Shape(width, height, picture=True))
        self._pictures.append((self._shelf.put(picture), orientation))

    def end(self) -> None:
        """There are no more pages."""
        self._shelf.end()

    def painted(self, packet: Pdf, place: int) -> Painted:
        """The picture of a page."""
        number, orientation = self._pictures[place]
        shape = self.shapes[place]
        drawn = packet.copy_foreign(self._shelf.get(number))
        return Painted(drawn, of_picture(shape.width, shape.height, orientation))


def encoded(picture: Picture, small: bool) -> Encoded:
    """Pixels as a JPEG, in shades of grey when there is no colour in them."""
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    red, green, blue = image.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        image = red
        if not any(image.histogram()[1:255]):  # nothing but black and white
            return black_and_white(image.convert("1", dither=Image.Dither.NONE))
    return _jpeg(image, SMALL_QUALITY if small else QUALITY)


def black_and_white(image: Image.Image, shown: tuple[float, float] = (0.0, 0.0)) -> Encoded:
    """A picture without greys as a fax sends it (ITU T.6), which loses nothing."""
    out, size = io.BytesIO(), (image.width, image.height)
    try:
        whole = {_ROWS_IN_A_STRIP: image.height}
        image.save(out, "TIFF", compression="group4", tiffinfo=whole)
        with Image.open(out, formats=["TIFF"]) as made:
            starts, lengths = made.tag_v2[_STRIPS], made.tag_v2[_LENGTHS]  # type: ignore[attr-defined]
            inverted = made.tag_v2[_MEANS] == 0  # type: ignore[attr-defined]
    except (OSError, ValueError, KeyError, RuntimeError):
        starts, lengths, inverted = (), (), True
    if len(starts) != 1 or inverted:
        return Encoded(zlib.compress(image.tobytes(), 9), *size, 1, 1, "FlateDecode", shown)
    content = out.getvalue()[starts[0] : starts[0] + lengths[0]]
    return Encoded(content, *size, 1, 1, "CCITTFaxDecode", shown)


def _jpeg(image: Image.Image, quality: int) -> Encoded:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=2 if quality < QUALITY else 0, optimize=True)
    return Encoded(out.getvalue(), image.width, image.height, len(image.getbands()))


def bare_jpeg(data: bytes) -> Encoded | None:
    """A JPEG as it came, but without any notes in it; None when it is one that has to be written anew.

    Everything behind its end is left out too: phones put second pictures and films there.
    """
    kept, place, frame = bytearray(b"\xff\xd8"), 2, None
    while place + 2 <= len(data):
        if data[place] != 0xFF:
            return None
        mark = data[place + 1]
        if mark == 0xFF:
            place += 1
            continue
        if mark == 0xD9:
            kept += b"\xff\xd9"
            return _as_encoded(bytes(kept), frame)
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if mark in _FRAMES:
            frame = data[place + 4 : end]
        elif 0xC3 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return None
        if mark == 0xDA:
            end = _end_of_scan(data, end)
        if mark not in _LEFT_OUT:
            kept += data[place:end]
        place = end
    return None


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next mark stands that is neither a filled-up byte nor a restart."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return place
        place += 1 if data[place + 1] == 0xFF else 2
    return len(data)


def _as_encoded(content: bytes, frame: bytes | None) -> Encoded | None:
    if frame is None or len(frame) < 6 or frame[0] != 8 or frame[5] not in (1, 3):
        return None
    if frame[5] == 3 and [frame[6 + 3 * n] for n in range(3)] == [82, 71, 66]:  # R, G, B: not the usual three
        return None
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    if not width or not height or width * height > limits.MOST_PIXELS:
        return None
    return Encoded(content, width, height, frame[5])


def checked(picture: Encoded) -> Encoded:
    """The picture, after it was read to its end once; raises Refused when it is damaged."""
    try:
        with Image.open(io.BytesIO(picture.content), formats=["JPEG"]) as image:
            image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except (OSError, SyntaxError, ValueError, ArithmeticError, Image.DecompressionBombError) as error:
        raise Refused(errors.BROKEN_PAGE) from error
    return picture


class Shrinker:
    """Finds the large pictures of a PDF and puts smaller ones in their places."""

    def __init__(self, pdf: Pdf, shelf: Shelf) -> None:
        self._pdf, self._shelf = pdf, shelf
        self._made: dict[tuple[int, int], int | None] = {}
        self._places: list[tuple[Any, str, Stream]] = []

    def note(self, holder: Any, key: str, image: Stream) -> None:  # noqa: ANN401 - an object of the library
        """One place in which a picture stands."""
        if not image.is_indirect:
            return
        if image.objgen not in self._made:
            self._made[image.objgen] = self._smaller(image)
        if self._made[image.objgen] is not None:
            self._places.append((holder, key, image))

    def replace(self) -> None:
        """Put the smaller ones in."""
        self._shelf.end()
        for holder, key, image in self._places:
            number = self._made[image.objgen]
            if number is not None:
                fresh = self._pdf.copy_foreign(self._shelf.get(number))
                for more in ("/SMask", "/Intent", "/Interpolate"):
                    if more in image:
                        fresh[more] = image[more]
                holder[key] = fresh

    def _smaller(self, image: Stream) -> int | None:
        """The number of a smaller copy; nothing when it would not be smaller, or its colours are odd."""
        if not _may_shrink(image):
            return None
        try:
            length = len(image.read_raw_bytes())
            shown = pikepdf.PdfImage(image).as_pil_image()
            if length < _WORTH_IT or shown.mode not in ("L", "RGB"):
                return None
            shown.thumbnail((SMALL_LONGER, SMALL_LONGER), Image.Resampling.LANCZOS, reducing_gap=2.0)
            made = _jpeg(shown, SMALL_QUALITY)
        except (pikepdf.PdfError, pikepdf.models.image.UnsupportedImageTypeError, OSError, ValueError,
                TypeError, KeyError, NotImplementedError, RuntimeError):  # fmt: skip
            return None
        return self._shelf.put(made) if len(made.content) < 0.8 * length else None


def _may_shrink(image: Stream) -> bool:
    size = int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    if not 0 < size <= limits.MOST_PIXELS or image.get("/ImageMask") or "/Decode" in image:
        return False
    return not isinstance(image.get("/Mask"), Array) and isinstance(image, Dictionary | Stream)
