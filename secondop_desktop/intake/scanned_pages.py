"""Scanned pages as one PDF, made in memory.

PDF rather than a TIFF of many pages: every program shows all of its pages, each has the size of its paper,
and a page that is ready need never be touched again. Gray and colored pages are kept as JPEG of quality 92
with full color, which is gentler than what scanners do themselves: about 1 MB a page at 300 dots per inch, in
place of 9 to 26. It hides nothing that one could read, and unlike some fax methods it never swaps one digit
for another. Black and white pages are kept without any loss.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

from secondop_desktop.intake.picture_stream import Raw

QUALITY = 92
THUMB = 220
_POINTS = 72


@dataclass(frozen=True)
class ScannedPage:
    """One page, packed: `bands` as in Raw; `thumb` is a small picture of it, with three bands."""

    packed: bytes
    width: int
    height: int
    bands: int
    resolution: int
    thumb: Raw


def packed(raw: Raw, resolution: int) -> ScannedPage:
    """Pack the pixels of a page that was scanned with so many dots per inch."""
    picture = _picture(raw)
    if raw.bands:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
        content = out.getvalue()
    else:
        content = zlib.compress(raw.pixels, 9)
    return ScannedPage(content, raw.width, raw.height, raw.bands, resolution, _small(picture))


def pdf_of(pages: Sequence[ScannedPage]) -> bytes:
    """All pages as one PDF, each as large as its paper."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for page in pages:
            size = (page.width * _POINTS / page.resolution, page.height * _POINTS / page.resolution)
            added = pdf.add_blank_page(page_size=size)
            added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=_image(pdf, page)))
            draw = f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Page Do Q"
            added.Contents = pdf.make_stream(draw.encode("ascii"))
        pdf.save(out)
    return out.getvalue()


def _image(pdf: pikepdf.Pdf, page: ScannedPage) -> pikepdf.Stream:
    names = pikepdf.Name
    image = pikepdf.Stream(pdf, page.packed)
    image.Type, image.Subtype = names.XObject, names.Image
    image.Width, image.Height = page.width, page.height
    image.ColorSpace = names.DeviceRGB if page.bands == 3 else names.DeviceGray
    image.BitsPerComponent = 8 if page.bands else 1
    if not page.bands:
        image.Decode = pikepdf.Array([1, 0])  # in a scan 1 is black, in a PDF it is white
    image.Filter = names.DCTDecode if page.bands else names.FlateDecode
    return image


def _picture(raw: Raw) -> Image.Image:
    size = (raw.width, raw.height)
    if raw.bands:
        return Image.frombytes("RGB" if raw.bands == 3 else "L", size, raw.pixels)
    return Image.frombytes("1", size, raw.pixels, "raw", "1;I")


def _small(picture: Image.Image) -> Raw:
    small = picture.convert("RGB" if picture.mode == "RGB" else "L")
    small.thumbnail((THUMB, THUMB))
    return Raw(small.width, small.height, 3, small.convert("RGB").tobytes())
